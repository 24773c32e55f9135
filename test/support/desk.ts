import { randomBytes } from 'node:crypto'
import type * as z from 'zod'
import type { Outputs } from '../../infra/local/outputs.ts'
import { customer } from '../../infra/local/people.ts'
import type { PlacedPolicy } from '../../schemas/sla-policy.ts'
import type { NewTicket, TicketRepresentation } from '../../schemas/ticket.ts'
import { type Caller, type Client, clientOf } from './client.ts'
import { machineOf } from './machine.ts'
import { tableOf } from './table.ts'

export interface Desk extends Client {
  outputs: Outputs
  table: ReturnType<typeof tableOf>
  machine: ReturnType<typeof machineOf>
}

/** A desk that runs, with all that a test needs to work with it. */
export const deskAt = (outputs: Outputs): Desk => ({
  ...clientOf(outputs),
  outputs,
  table: tableOf(outputs),
  machine: machineOf(outputs),
})

/** A word that nothing else in this run has. */
export const unique = (word: string): string => `${word}-${randomBytes(5).toString('hex')}`

type Promised = { response?: string; resolution?: string }

/** A policy for the tickets that carry a tag of its own, whatever their priority. */
export async function promise(
  { call }: Client,
  targets: Promised,
  more = {},
): Promise<{ tag: string; policy: PlacedPolicy }> {
  const tag = unique('promise')
  const policy = {
    name: tag,
    position: 0,
    conditions: { tags: [tag] },
    targets: { urgent: targets, high: targets, medium: targets, low: targets },
    ...more,
  }
  const make = () => call('createSlaPolicy', 'manager', { body: policy })
  let { status, body, text } = await make()
  if (status === 409) {
    await makeRoom(call)
    ;({ status, body, text } = await make())
  }
  if (status !== 201) throw new Error(`The policy was refused: ${text}`)
  return { tag, policy: body }
}

/** A desk on which tests have run often is full of their policies: the oldest go. Their tickets keep them. */
async function makeRoom(call: Client['call']): Promise<void> {
  const { items } = (await call('listSlaPolicies', 'manager')).body
  const theirs = items.filter(({ name }) => name.startsWith('promise-'))
  const oldest = theirs.toSorted((one, other) => one.createdAt.localeCompare(other.createdAt)).slice(0, 50)
  await Promise.all(oldest.map(({ id }) => call('deleteSlaPolicy', 'manager', { id })))
}

type Body = z.input<typeof NewTicket>

/**
 * Opens a ticket; with a title and nothing else, unless more is said. The customer opens it themselves, or an agent for
 * them where it carries tags, which are for staff to give.
 */
export async function open(
  { call }: Client,
  more: Partial<Body> = {},
  as: Caller = more.tags ? 'agent' : 'customer',
): Promise<TicketRepresentation> {
  const theirs = as === 'agent' ? { customer: customer.id } : {}
  const { status, body, text } = await call('createTicket', as, {
    body: { title: 'The printer is offline', ...theirs, ...more },
  })
  if (status !== 201) throw new Error(`The ticket was refused: ${text}`)
  return body
}

/** A ticket on a policy of its own. */
export async function openPromised(client: Client, targets: Promised, more = {}): Promise<TicketRepresentation> {
  const { tag } = await promise(client, targets)
  return open(client, { tags: [tag], ...more })
}
