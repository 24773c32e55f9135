import './environment.ts'
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda'
import type { Ticket } from '../../../domain/ticket.ts'
import type { Armed } from '../../../functions/platform/table/index-keys.ts'
import type { Sleep } from '../../../functions/platform/timers.ts'
import { handler as wakeUp } from '../../../functions/sla/advance.ts'
import { handler as supervise } from '../../../functions/sla/supervise.ts'
import { handler as sweepAll } from '../../../functions/sla/sweep.ts'
import type { Desk } from './desk.ts'
import { call } from './gateway.ts'

export const context = { awsRequestId: 'run-1' } as Context

/** Messages as a queue gives them to a function, by their place; text stays as it is. */
export const batch = (messages: readonly unknown[]): SQSEvent =>
  ({
    Records: messages.map((message, place) => ({
      messageId: `message-${place}`,
      body: typeof message === 'string' ? message : JSON.stringify(message),
      eventSource: 'aws:sqs',
    })),
  }) as unknown as SQSEvent

/** The places of the messages that failed. */
export const failures = ({ batchItemFailures }: SQSBatchResponse): number[] =>
  batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier.replace('message-', ''))).toSorted()

/** Gives messages to the supervisor, and says which failed. */
export const toSupervisor = async (...messages: unknown[]): Promise<number[]> =>
  failures(await supervise(batch(messages), context))

export const wake = (sleep: Partial<Sleep> & { last?: boolean }): Promise<Sleep> =>
  wakeUp({ v: 2, number: 'TKT000001', execution: 'TKT000001-1', next: 'running', wakeAt: '', ...sleep }, context)

export const sweep = () => sweepAll(undefined, context)

/** An event of a ticket as its rule puts it on the queue. */
export const changed = (number: string, more: Record<string, unknown> = {}) => ({
  id: 'on-the-bus',
  source: 'service-desk',
  'detail-type': 'ticket.status-changed',
  detail: { id: `ticket.${number}.3`, subject: { kind: 'ticket', id: number } },
  ...more,
})

/** What Step Functions says of an execution that did not end well, and how long it had lasted, where it says so. */
export const ended = (name: string, status = 'ABORTED', lastedMs?: number) => ({
  id: 'on-the-default-bus',
  source: 'aws.states',
  'detail-type': 'Step Functions Execution Status Change',
  detail: { name, status, ...(lastedMs !== undefined && { startDate: Date.now() - lastedMs, stopDate: Date.now() }) },
})

export interface TicketItem extends Ticket {
  armed?: Armed
  arming?: number
  gsi5pk?: string
  gsi5sk?: string
}

export const ticketItem = (desk: Desk, number = 'TKT000001'): TicketItem => {
  const item = desk.table.find({ pk: `TICKET#${number}`, sk: 'TICKET' })
  if (!item) throw new Error(`There is no ${number}`)
  return item as unknown as TicketItem
}

/** The events of a ticket, in the order in which they happened. */
export const eventsOf = (desk: Desk, number = 'TKT000001') =>
  desk.table.items.filter(({ pk, sk }) => pk === `TICKET#${number}` && String(sk).startsWith('EVENT#')) as unknown as {
    type: string
    seq: number
    occurredAt: string
    data: Record<string, unknown>
  }[]

export const typesOf = (desk: Desk, number = 'TKT000001') => eventsOf(desk, number).map(({ type }) => type)

/** Promises minutes to what is of the network: a first response in ten, warned at eight; a resolution in an hour. */
export const quickPolicy = () =>
  call('createSlaPolicy', {
    as: 'admin',
    body: {
      name: 'Quick',
      conditions: { category: ['network'] },
      targets: { high: { response: 'PT10M', resolution: 'PT1H' } },
    },
  })
