import { notFound } from '../../domain/refusal.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { actorOf, maySee } from '../../domain/visibility.ts'
import type { Actor } from '../../schemas/actor.ts'
import type { MailLanguage } from '../../schemas/mail-settings.ts'
import type { Person } from '../../schemas/people.ts'
import type { Settings } from '../../schemas/settings.ts'
import type { Request } from '../platform/http/edge.ts'
import { languageOf } from '../platform/mail/letter.ts'
import { boundTo, linkIn } from '../platform/mail/links.ts'
import type { Link, LinkPurpose } from '../platform/mail/tokens.ts'
import { letPass } from '../platform/table/passages.ts'
import { findPerson } from '../platform/table/people.ts'
import { deskSettings } from '../platform/table/settings.ts'
import { type Loaded, loadTicket } from '../platform/table/tickets.ts'
import { Gone } from './telling.ts'
import { type Words, wordsIn } from './words.ts'

/** So often a minute: nobody reads faster; an office may share an address. */
const mostPerLink = 60
const mostPerAddress = 300

export type Asking = Pick<Request, 'from' | 'now' | 'requestId'> & { params: { token: string } }

/** Somebody who came by a link that is good, and what it opens. */
export interface Visitor {
  link: Link
  token: string
  /** Who they are to the rules: from outside, whatever else they may be. */
  actor: Actor
  loaded: Loaded
  settings: Settings
  language: MailLanguage
  words: Words
}

/**
 * What a link says, whether or not what it opens is still there. Refuses: `not-found` what is none of ours; `Gone`;
 * `too-many`. What is forged costs one request, of whoever sends it.
 */
export async function linkOf(purpose: LinkPurpose, { params: { token }, from, now }: Asking): Promise<Link> {
  await letPass(`address ${from.address}`, mostPerAddress, now)
  const link = await linkIn(purpose, token, now)
  if (!link) throw notFound()
  if (link === 'expired') throw new Gone()
  await letPass(`link ${token}`, mostPerLink, now)
  return link
}

/** Opens a link for whoever has it. Refuses as `linkOf` does; also as `Gone` where it was revoked, or they see the ticket no more. */
export async function visitorBy(purpose: LinkPurpose, asking: Asking): Promise<Visitor> {
  const link = await linkOf(purpose, asking)
  const [{ loaded }, person] = await Promise.all([loadTicket(link.number), findPerson(link.person)])
  if (!loaded || person?.erasingAt) throw new Gone()
  const actor = readerOf(link.person, person)
  check(purpose, link, loaded.ticket, actor)
  const settings = await deskSettings(loaded.ticket.brand)
  const language = languageOf([person?.language, loaded.ticket.language], settings.language)
  return { link, token: asking.params.token, actor, loaded, settings, language, words: wordsIn[language] }
}

/** The same for a ticket that was read once more: it may have become another since. What a resolution is bound to is judged apart. */
export function check(purpose: LinkPurpose, { extra }: Link, ticket: Ticket, actor: Actor): void {
  const bound = boundTo(purpose, ticket)
  const [generation] = extra.split('.')
  if (generation !== bound.split('.')[0] || !maySee(actor, ticket)) throw new Gone()
}

/**
 * Whoever has a link is outside, also where it was sent for somebody who works here: who opened a ticket for a customer is
 * its requester, and the address is the customer's.
 */
function readerOf(id: string, person: Person | undefined): Actor {
  if (person?.role !== 'customer') return { id, role: 'customer' }
  // A link opens what it was sent for: not all that they might see of their company.
  return { ...actorOf(person), wholeCustomer: false }
}
