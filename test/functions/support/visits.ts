import { keys } from '../../../functions/platform/table/keys.ts'
import { technicianRecords } from '../../../functions/platform/table/technicians.ts'
import { type Caller, customers, people } from '../../support/people.ts'
import { at, day } from '../../support/time.ts'
import type { Desk } from './desk.ts'
import { type Answer, aTicket, call } from './gateway.ts'

/** Tomorrow at this time: Sunday 22 November 2026, 10:00 UTC. */
export const tomorrow = (ms = 0) => at(day + ms)

/** Places along a meridian: so many kilometres north of the base. */
export const north = (km: number) => ({ latitude: 50 + km / 111.195, longitude: 0 })

/** Says more of somebody's record. */
export function know(desk: Desk, caller: Caller, more: object): void {
  const { id } = people[caller]
  desk.table.put({ ...(desk.table.find(technicianRecords.key({ id })) as object), ...more } as never)
}

/** Gives everybody of the desk a name, as their records do. */
export function named(desk: Desk): void {
  for (const [name, { id, role }] of Object.entries(people)) {
    const key = keys.person(id)
    if (role !== 'customer') desk.table.put({ ...(desk.table.find(key) as object), ...key, name })
  }
}

/** Says more of the settings by which people are chosen. */
export function setAssignment(desk: Desk, more: object): void {
  const item = desk.table.find(keys.settings('main'))
  desk.table.put({ ...item, assignment: { ...(item?.assignment as object), ...more } } as never)
}

/** A ticket of the bakery with a place so far from the base. */
export async function ticketAt(km?: number, as: Caller = 'customer'): Promise<string> {
  if (km === undefined) return aTicket({}, as)
  const customer = as === 'otherCustomer' ? customers.foundry : customers.bakery
  const { body } = await call('createSite', {
    as: 'agent',
    id: customer,
    body: { name: `${km} km away`, coordinates: north(km) },
  })
  return aTicket({ site: body.id }, as)
}

export const bookAt = (ticket: string, from: string, more: object = {}, as: Caller = 'agent'): Promise<Answer> =>
  call('bookVisit', {
    as,
    body: { ticket, from, ...(as === 'agent' && { technician: people.technician.id }), ...more },
  })

/** A visit that was planned, by its id. */
export async function aVisit(ticket: string, from: string, more: object = {}, as: Caller = 'agent'): Promise<string> {
  const { status, body, text } = await bookAt(ticket, from, more, as)
  if (status !== 201) throw new Error(text)
  return body.id
}
