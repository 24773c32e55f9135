import { untagged } from '../../domain/mail/addressee.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { mostWatchers } from '../../schemas/ticket.ts'
import { emailClaims } from '../platform/table/customers.ts'
import { keys } from '../platform/table/keys.ts'
import { findPerson } from '../platform/table/people.ts'
import { readAll } from '../platform/table/tickets.ts'
import type { Arrival } from './arrival.ts'

/** Of more addressees than these nobody becomes a watcher: it is a circular. */
const mostCopied = 10

/**
 * Who watches a ticket from now on, since a mail about it went to them too: contacts of its customer. Others are told nothing
 * and learn nothing; staff see it as far as they do.
 */
export async function copiedTo(
  { reading, ours }: Arrival,
  { customer, requester, watchers = [] }: Pick<Ticket, 'customer' | 'requester' | 'watchers'>,
): Promise<string[]> {
  const { mail, trust, author } = reading
  if (!customer || trust === 'failed') return []
  const others = [...mail.to, ...mail.cc].map(({ address }) => address.toLowerCase())
  const copied = [...new Set(others)].filter(
    (address) => address !== author?.address && !ours.addresses.includes(untagged(address)),
  )
  if (copied.length === 0 || copied.length > mostCopied) return []
  const claims = [...new Set(copied.flatMap(emailClaims))]
  const ids = (await readAll(claims.map(keys.claim))).map(({ id }) => String(id))
  const people = await Promise.all([...new Set(ids)].map(findPerson))
  const fresh = people.flatMap((person) =>
    person?.role === 'customer' && person.customer === customer && !person.erasingAt ? [person.id] : [],
  )
  return [...new Set(fresh)]
    .filter((id) => id !== requester && !watchers.includes(id))
    .slice(0, Math.max(0, mostWatchers - watchers.length))
}
