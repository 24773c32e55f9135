import './environment.ts'
import { expect } from 'vitest'
import type { Ticket } from '../../../domain/ticket.ts'
import { maySee } from '../../../domain/visibility.ts'
import { indexKeys } from '../../../functions/platform/table/index-keys.ts'
import { machinery } from '../../../functions/platform/table/keys.ts'
import { chances } from '../../../infra/operator/load/chances.ts'
import { channels, priorities, statuses, TicketType } from '../../../schemas/ticket.ts'
import { type Caller, customers, people, teams } from '../../support/people.ts'
import { at } from '../../support/time.ts'
import type { Desk } from './desk.ts'
import { aTicket, call } from './gateway.ts'

const open = ['created', 'assigned', 'in_progress', 'pending_customer', 'pending_parts', 'reopened']
export const isOpen = ({ status }: Ticket): boolean => open.includes(status)

const types = TicketType.options

/** Tickets of every sort, as their commits would have written them. */
export async function assortedTickets(desk: Desk, length = 300): Promise<Ticket[]> {
  const item = desk.table.find({ pk: `TICKET#${await aTicket()}`, sk: 'TICKET' }) ?? {}
  for (const name of machinery) delete item[name]
  const template = item as unknown as Ticket
  desk.table.remove({ pk: 'TICKET#TKT000001', sk: 'TICKET' })
  const chance = chances(7)
  const oneOf = <Value>(values: readonly Value[]) => values[Math.floor(chance() * values.length)] as Value
  const all = Array.from({ length }, (_, place): Ticket => {
    const { team: _team, dueAt: _dueAt, assignee: _assignee, ...rest } = template
    const status = oneOf(statuses)
    const team = oneOf([teams.north, teams.south, undefined])
    const assignee = oneOf([people.technician.id, people.otherTechnician.id, undefined])
    const undone = open.includes(status)
    return {
      ...rest,
      number: `TKT${String(place + 10).padStart(6, '0')}`,
      type: types[place % types.length] ?? 'issue',
      channel: channels[place % 7] ?? 'api',
      ...(place % 4 === 0 && { product: 'prd_1' }),
      status,
      priority: oneOf(priorities),
      category: oneOf(['hardware', 'network']),
      ...oneOf([
        { customer: customers.bakery, requester: people.customer.id },
        { customer: customers.bakery, requester: people.colleague.id },
        { customer: customers.foundry, requester: people.otherCustomer.id },
      ]),
      ...(team && { team }),
      ...(assignee && { assignee }),
      ...(undone && chance() < 0.8 && { dueAt: at(Math.floor(chance() * 200) * 60_000) }),
      light: oneOf(['green', 'yellow', 'red'] as const),
      createdAt: at(Math.floor(chance() * 100) * 1000),
      updatedAt: at(Math.floor(chance() * 500) * 1000),
      tags: chance() < 0.3 ? ['printer', 'plant-floor'] : ['printer'].filter(() => chance() < 0.3),
      ...(chance() < 0.2 && { serialNumber: 'sn 44-71' }),
      ...(chance() < 0.3 && { site: 'sit_1' }),
      ...(chance() < 0.3 && { custom: { floor: oneOf([2, 3]), room: 'Öst 4' } }),
      ...(chance() < 0.2 && { watchers: [people.customer.id] }),
      ...(!undone && chance() < 0.3 && { archivedAt: at(0) }),
    }
  })
  for (const ticket of all) {
    desk.table.put({ ...ticket, pk: `TICKET#${ticket.number}`, sk: 'TICKET', ...indexKeys(ticket, undefined) })
  }
  const fields = { floor: { label: 'Floor', type: 'number', customers: 'see' }, room: { label: 'Room', type: 'text' } }
  const settings = desk.table.find({ pk: 'SETTINGS#main', sk: 'SETTINGS' }) ?? {}
  desk.table.put({ pk: 'SETTINGS#main', sk: 'SETTINGS', ...settings, customFields: fields, timeZone: 'Europe/Berlin' })
  return all
}

/** Page after page. */
export async function listed(query: Record<string, string>, as: Caller, limit = '100'): Promise<string[]> {
  const found: string[] = []
  let cursor: string | undefined
  for (let pages = 0; pages < 500; pages += 1) {
    const { status, body } = await call('listTickets', { as, query: { ...query, limit, ...(cursor && { cursor }) } })
    expect(status).toBe(200)
    found.push(...body.items.map(({ number }: Ticket) => number))
    cursor = body.next
    if (!cursor) return found
  }
  throw new Error('It does not end')
}

/** The numbers of those that somebody may see, in the order of their creation or another. */
export const shown = (
  all: readonly Ticket[],
  as: Caller,
  wanted: (ticket: Ticket) => boolean,
  place = ({ createdAt }: Ticket): string => createdAt,
): string[] =>
  all
    .filter((ticket) => maySee(people[as], ticket) && wanted(ticket))
    .map((ticket) => ({ number: ticket.number, place: `${place(ticket)}#${ticket.number}` }))
    .toSorted((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ number }) => number)
/** Without what is archived, as lists are. */
export const current =
  (wanted: (ticket: Ticket) => boolean) =>
  (ticket: Ticket): boolean =>
    !ticket.archivedAt && wanted(ticket)
