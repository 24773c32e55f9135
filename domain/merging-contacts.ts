import type { Contact } from '../schemas/contact.ts'
import { Refusal } from './refusal.ts'

/** As many addresses, and as many phones, as one contact can have (schemas/contact.ts). */
const most = 10

/** Why two contacts cannot be one person. */
const refuse = (why: string) => new Refusal('conflict', why)

/**
 * What becomes of two contacts who are one person: the one who goes keeps their name and points to the one who stays; the
 * one who stays has the addresses and phones of both, and what only the other had said of themselves. Refuses, as a
 * conflict, those who were merged or erased, who are with different customers (unless that is meant), or who have too much
 * together.
 */
export function mergeContacts(
  gone: Contact,
  stays: Contact,
  acrossCustomers: boolean,
  now: string,
): { gone: Contact; stays: Contact } {
  judge(gone, stays, acrossCustomers)
  const { language, preferredChannel, preferredTechnician, notes, externalId, customer } = { ...gone, ...stays }
  const emails = eachOnce([...stays.emails, ...gone.emails], ({ address }) => address)
  const phones = eachOnce([...stays.phones, ...gone.phones], ({ number }) => number)
  if (emails.length > most || phones.length > most) {
    throw refuse(`Together they have more than ${most} addresses or phones: take those away that nobody needs.`)
  }
  return {
    gone: {
      id: gone.id,
      name: gone.name,
      ...(gone.customer && { customer: gone.customer }),
      // Its own where the other has one, too: an import that knows it by that finds where it points.
      ...(gone.externalId && stays.externalId && { externalId: gone.externalId }),
      emails: [],
      phones: [],
      wholeCustomer: false,
      mergedInto: stays.id,
      ...next(gone, now),
    },
    stays: {
      ...stays,
      ...(customer && { customer }),
      ...(language && { language }),
      ...(preferredChannel && { preferredChannel }),
      ...(preferredTechnician && { preferredTechnician }),
      ...(notes && { notes }),
      ...(externalId && { externalId }),
      emails,
      phones,
      mergedFrom: [...(stays.mergedFrom ?? []), gone.id, ...(gone.mergedFrom ?? [])],
      ...next(stays, now),
    },
  }
}

function judge(gone: Contact, stays: Contact, acrossCustomers: boolean): void {
  if (gone.id === stays.id) throw refuse('This is one contact already.')
  for (const contact of [gone, stays]) {
    if (contact.mergedInto) throw refuse(`${contact.id} was merged into ${contact.mergedInto} before.`)
    if (contact.erasingAt) throw refuse(`${contact.id} was erased.`)
  }
  const differ = gone.customer && stays.customer && gone.customer !== stays.customer
  if (differ && !acrossCustomers) {
    throw refuse('They are with different customers. Say `acrossCustomers` if that is meant.')
  }
}

const next = ({ version, createdAt }: Contact, now: string) => ({ version: version + 1, createdAt, updatedAt: now })

/** Of what both have once: the first, and proved if one of them was. */
function eachOnce<Entry extends { verified: boolean }>(entries: Entry[], of: (entry: Entry) => string): Entry[] {
  const kept = new Map<string, Entry>()
  for (const entry of entries) {
    const known = kept.get(of(entry))
    kept.set(of(entry), { ...(known ?? entry), verified: entry.verified || !!known?.verified })
  }
  return [...kept.values()]
}
