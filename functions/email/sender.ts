import { domainToUnicode } from 'node:url'
import { ulid } from 'ulid'
import type { Mailbox } from '../../domain/mail/incoming.ts'
import type { Trust } from '../../domain/mail/thread.ts'
import { actorOf } from '../../domain/visibility.ts'
import { type Actor, staffRoles, system } from '../../schemas/actor.ts'
import { type Contact, EmailAddress, NewContact } from '../../schemas/contact.ts'
import type { Person } from '../../schemas/people.ts'
import { companyDomainOf } from '../platform/mail/addresses.ts'
import { oneLine } from '../platform/markup/characters.ts'
import { untilWon } from '../platform/retry.ts'
import { saveRecord } from '../platform/table/commit-record.ts'
import { contacts, customers, emailClaims } from '../platform/table/customers.ts'
import { keys } from '../platform/table/keys.ts'
import { findPerson } from '../platform/table/people.ts'
import { loadRecord } from '../platform/table/records.ts'
import { readAll } from '../platform/table/tickets.ts'

/** Who wrote a mail, as far as the desk knows. */
export interface Sender {
  /** In lower case, as it is written; absent where the mail says no address that can be written to. */
  address?: string
  name?: string
  /** As whom they act; absent: nobody whom the desk knows yet. */
  actor?: Actor
  isStaff: boolean
  /** Whether the address is one of the desk's people, and it is not believed that it was them: they are nobody. */
  isPretended: boolean
  /** Where the desk writes to them, of a contact: the first of their addresses. */
  primary?: string
  /** The company that a new contact would be of. */
  customer?: string
}

/** Finds who has an address: somebody of the desk where it is believed, a contact, or nobody yet, perhaps of a company that is known. One request, and one for the person. */
export async function senderOf(author: Mailbox | undefined, trust: Trust): Promise<Sender> {
  const address = EmailAddress.safeParse(author?.address).data
  const named = { ...(author?.name && { name: author.name }), isStaff: false, isPretended: false }
  if (!address) return named
  const claims = await whose([...emailClaims(address), ...domainsOf(address)])
  const person = await firstOf(emailClaims(address).map((claim) => claims.get(claim)))
  const company = domainsOf(address).map((claim) => claims.get(claim))
  const known = { ...named, address }
  if (person) return ofPerson(person, known, trust)
  // Whoever pretends to be of a company is not taken for one of it.
  const customer = trust === 'failed' ? undefined : company.find((id) => id !== undefined)
  return { ...known, ...(customer && (await loadRecord(customers, { id: customer })) && { customer }) }
}

function ofPerson(person: Person, known: Sender, trust: Trust): Sender {
  const { role, email } = person
  if ((staffRoles as readonly string[]).includes(role)) {
    if (trust !== 'good' || person.active === false) return { ...known, isPretended: true }
    return { ...known, isStaff: true, actor: actorOf(person) }
  }
  if (role !== 'customer') return { ...known, isPretended: true }
  return { ...known, actor: actorOf(person), ...(email && { primary: email }) }
}

/** The names that the domain of a company may be claimed by: as the DNS has it, and as people write it. */
function domainsOf(address: string): string[] {
  const domain = companyDomainOf(address)
  return domain ? [...new Set([domain, domainToUnicode(domain)])].map((one) => `domains#${one}`) : []
}

/** Whose claims are, in one request. */
async function whose(claims: readonly string[]): Promise<Map<string, string>> {
  const items = await readAll([...new Set(claims)].map(keys.claim))
  return new Map(items.map(({ pk, id }) => [String(pk).slice('CLAIM#'.length), String(id)]))
}

async function firstOf(ids: readonly (string | undefined)[]): Promise<Person | undefined> {
  for (const id of ids) {
    const person = id && (await personOf(id))
    if (person && !person.erasingAt) return person
  }
  return undefined
}

/** Somebody as they are remembered; a contact who was made this very moment is read as they are now. */
async function personOf(id: string): Promise<Person | undefined> {
  const known = await findPerson(id)
  if (known) return known
  const contact = await loadRecord(contacts, { id })
  return contact && { ...contact, role: 'customer', email: contact.emails[0]?.address }
}

/** As whom a sender acts who is to have a ticket or to say something: a new contact is made of whom nobody knows. Nobody: the desk itself takes it down. */
export async function actorFor(sender: Sender, now: string, requestId: string): Promise<Actor> {
  const { actor, address, isPretended, customer } = sender
  if (actor) return actor
  if (!address || isPretended) return system
  const given = NewContact.parse({
    name: nameOf(sender),
    ...(customer && { customer }),
    emails: [{ address, verified: false }],
  })
  const after: Contact = { ...given, phones: [], id: `per_${ulid()}`, version: 1, createdAt: now, updatedAt: now }
  return untilWon(async () => {
    const saved = await saveRecord(contacts, { after, by: { actor: system, now, requestId } })
    if (saved.is === 'committed') return actorOf({ ...after, role: 'customer' })
    if (saved.is !== 'claimed') return undefined
    // Another mail of theirs was faster.
    const other = await personOf(saved.by)
    return other?.role === 'customer' && !other.erasingAt ? actorOf(other) : system
  })
}

const nameOf = ({ name = '', address = '' }: Sender): string =>
  [oneLine(name), oneLine(address.split('@')[0] ?? '')].find((one) => NewContact.shape.name.safeParse(one).success) ??
  address
