import { randomUUID } from 'node:crypto'
import { people } from '../../infra/local/people.ts'
import type { Caller, OperationName } from '../support/client.ts'
import { promise } from '../support/desk.ts'
import type { Bench } from './part.ts'

/** A step of a ticket's life, and how it is named in the table where the operation alone does not say it. */
interface Step {
  name: OperationName
  as: Caller
  body?: object
  query?: Record<string, string | number>
  called?: string
  /** Not of this ticket: a list. */
  list?: true
}

const reason = 'The bench asks'
const replaced = {
  title: 'The label printer is still offline',
  description: 'Since this morning.',
  priority: 'medium',
  type: 'issue',
  category: 'hardware',
  tags: [],
}
const step = (name: OperationName, as: Caller, more: Omit<Step, 'name' | 'as'> = {}): Step => ({ name, as, ...more })

/** Every operation on a ticket once, in an order that its life allows. */
const life: readonly Step[] = [
  step('createTicket', 'customer', {
    body: { title: 'The label printer is offline', description: 'Since this morning.', category: 'hardware' },
  }),
  step('getTicket', 'agent'),
  step('getTicketHistory', 'agent'),
  step('getSlaTracking', 'agent'),
  step('listTickets', 'agent', { list: true }),
  step('listTickets', 'agent', { list: true, query: { status: 'created' }, called: 'listTickets, one status' }),
  step('listTickets', 'customer', { list: true, called: 'listTickets, a customer' }),
  step('replaceTicket', 'agent', { body: replaced }),
  step('assignTicket', 'agent', { body: { technician: people.technician.id } }),
  step('escalateTicket', 'agent', { body: { reason } }),
  step('unassignTicket', 'supervisor', { body: { reason } }),
  step('startTicket', 'technician', { body: {} }),
  step('pauseTicket', 'technician', { body: { status: 'pending_customer', reason } }),
  step('resumeTicket', 'technician', { body: {} }),
  step('resolveTicket', 'technician', { body: { resolution: 'Its cable was changed.' } }),
  step('reopenTicket', 'customer', { body: { reason } }),
  step('startTicket', 'technician', { body: {}, called: 'startTicket, again' }),
  step('resolveTicket', 'technician', { body: { resolution: 'It was changed.' }, called: 'resolveTicket, again' }),
  step('closeTicket', 'customer', { body: {} }),
]

export interface Sent {
  called: string
  requestId: string
  write: boolean
  /** Whether it reads the ticket with its text. */
  whole: boolean
}

/** They read a ticket without its text. */
const headOnly: readonly OperationName[] = ['getTicketHistory']

export async function live(bench: Bench): Promise<{ sent: Sent[]; number: string }> {
  const sent: Sent[] = []
  let number = ''
  let etag = ''
  for (const { name, as, body, query, called = name, list } of life) {
    const answer = await send(bench, name, as, {
      ...(!list && { id: number }),
      ...(query && { query }),
      ...(body && { body }),
      ...(name === 'replaceTicket' && { headers: { 'if-match': etag } }),
    })
    const whole = !(list || name === 'createTicket' || headOnly.includes(name))
    sent.push({ called, requestId: answer.requestId, write: body !== undefined, whole })
    number ||= answer.number ?? ''
    if (answer.etag) etag = answer.etag
  }
  return { sent, number }
}

/** A new policy makes every function read the policies again: so it comes last. */
export async function policies(bench: Bench): Promise<Sent[]> {
  await promise(bench.desk, { response: 'PT8H' })
  const sent: Sent[] = []
  for (let at = 0; at < 3; at += 1) {
    const { requestId } = await send(bench, 'listSlaPolicies', 'agent')
    sent.push({ called: 'listSlaPolicies', requestId, write: false, whole: false })
  }
  for (let at = 0; at < 3; at += 1) {
    const body = {
      name: 'The bench',
      position: 9999,
      conditions: { tags: ['bench-only'] },
      targets: { low: { response: 'PT8H' } },
    }
    const { requestId } = await send(bench, 'createSlaPolicy', 'manager', { body })
    sent.push({ called: 'createSlaPolicy', requestId, write: true, whole: false })
  }
  return sent
}

async function send(
  { desk, stop }: Bench,
  name: OperationName,
  as: Caller,
  asked: { id?: string; body?: object; headers?: Record<string, string> } = {},
) {
  stop.throwIfAborted()
  const headers = { ...asked.headers, ...(asked.body && { 'idempotency-key': randomUUID() }) }
  const { status, text, headers: answered } = await desk.wrong(name, as, { ...asked, headers })
  if (status >= 300) throw new Error(`${name} was answered ${status}: ${text}`)
  return {
    requestId: String(answered.get('x-request-id')),
    etag: answered.get('etag') ?? undefined,
    number: (JSON.parse(text) as { number?: string }).number,
  }
}
