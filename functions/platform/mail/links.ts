import type { Ticket } from '../../../domain/ticket.ts'
import { dayMs, plus } from '../../../domain/time.ts'
import { basePath } from '../../../schemas/operations/operation.ts'
import { type Score, scores } from '../../../schemas/survey.ts'
import type { Instant } from '../../../schemas/time.ts'
import { publicUrl } from '../public-url.ts'
import { settingsSince } from '../table/settings.ts'
import { mailSecrets } from './secrets.ts'
import { type Link, type LinkPurpose, linkToken, readLink, type Secrets } from './tokens.ts'

/** What a link is made of: what it opens, and what makes it void. */
type Linked = Pick<Ticket, 'number' | 'linksRevoked' | 'resolvedAt'>

/** What the page of a link is called, below the token. */
const pages: Record<LinkPurpose, string> = {
  track: '',
  survey: '/survey',
  approve: '/approve',
  reject: '/reject',
  unsubscribe: '/unsubscribe',
}

/** Nobody is written to for so long without a new link to leave by; until then the old one must hold (RFC 8058, section 2). */
const unsubscribeDays = 730

/** Which revocation a link was made after: it is void once there was another. */
const generationOf = ({ linksRevoked = 0 }: Linked): string => linksRevoked.toString(36)

/** By which a resolution is known: the instant of it. */
const resolutionOf = ({ resolvedAt }: Linked): string => (resolvedAt ? Date.parse(resolvedAt).toString(36) : '')

/** What a link is bound to: it is void where this has become another. */
export const boundTo = (purpose: LinkPurpose, ticket: Linked): string =>
  purpose === 'approve' || purpose === 'reject'
    ? `${generationOf(ticket)}.${resolutionOf(ticket)}`
    : generationOf(ticket)

/** Until when a link holds that is made now. */
export async function expiryOf(now: Instant): Promise<Instant> {
  const { mail } = await settingsSince()
  return plus(now, mail.linkDays * dayMs)
}

/** Where a token of this purpose leads. */
export const pathOf = (purpose: LinkPurpose, token: string): string => `${basePath}/track/${token}${pages[purpose]}`

/** A token that opens one ticket for one person, until an instant. */
export const tokenOf = (
  secrets: Secrets,
  purpose: LinkPurpose,
  ticket: Linked,
  { person, expiresAt }: Pick<Link, 'person' | 'expiresAt'>,
): string => linkToken(secrets, purpose, { number: ticket.number, person, extra: boundTo(purpose, ticket), expiresAt })

const linkFor =
  (purpose: LinkPurpose) =>
  async (ticket: Linked, person: string, now: Instant): Promise<string> => {
    const [secrets, expiresAt, url] = await Promise.all([mailSecrets(), expiryOf(now), publicUrl()])
    return url + pathOf(purpose, tokenOf(secrets, purpose, ticket, { person, expiresAt }))
  }

/** The page of a ticket, for somebody who may see it from outside: a contact, or the address that was given for it. */
export const trackLink = linkFor('track')

/** By which somebody agrees to the resolution that the ticket has now. Nothing happens before they press a button there. */
export const approveLink = linkFor('approve')

/** By which somebody says that it is not solved. */
export const rejectLink = linkFor('reject')

/** Where to say how it was, by the score that is chosen already. */
export async function surveyLinks(ticket: Linked, person: string, now: Instant): Promise<Record<Score, string>> {
  const link = await linkFor('survey')(ticket, person, now)
  return Object.fromEntries(scores.map((score) => [score, `${link}?score=${score}`])) as Record<Score, string>
}

/** What an unsubscribe link stands for: an address, whoever it is of. `number` is empty where the mail is about no ticket. */
interface Unsubscribing {
  number: string
  person: string
  address: string
}

/** Where an address is taken off the mails that nobody has to get; also for one click of a mail program (RFC 8058). */
export async function unsubscribeLink({ number, person, address }: Unsubscribing, now: Instant): Promise<string> {
  const expiresAt = plus(now, unsubscribeDays * dayMs)
  const token = linkToken(await mailSecrets(), 'unsubscribe', { number, person, extra: address, expiresAt })
  return `${await publicUrl()}${pathOf('unsubscribe', token)}`
}

/** What a link of one of these purposes says. `expired`: it was ours once. */
export async function linkIn(purpose: LinkPurpose, token: string, now: Instant) {
  return readLink(await mailSecrets(), purpose, token, now)
}
