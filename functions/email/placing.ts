import { type Candidate, threadOf, tracesOf } from '../../domain/mail/thread.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { plus, targetMs } from '../../domain/time.ts'
import { fromOutside, maySee } from '../../domain/visibility.ts'
import type { Actor } from '../../schemas/actor.ts'
import type { Settings } from '../../schemas/settings.ts'
import { comparable } from '../platform/mail/addresses.ts'
import type { Reading } from '../platform/mail/reading.ts'
import { readMessageId, readReplyAddress, type Secrets } from '../platform/mail/tokens.ts'
import { findMessages, type Message } from '../platform/table/messages.ts'
import { deskSettings } from '../platform/table/settings.ts'
import { loadHeads } from '../platform/table/tickets.ts'
import type { Sender } from './sender.ts'

/** Where a mail goes. */
export type Place =
  | { is: 'said'; ticket: Ticket; isStranger: boolean }
  | { is: 'noted'; ticket: Ticket }
  /** A new ticket, with that one before it, where there is one. */
  | { is: 'new'; follows?: Ticket; because?: 'too-late' | 'stranger' | 'not-believed' }
  /** A machine's, that belongs nowhere. */
  | { is: 'aside' }

/** What a mail names, as far as the table knows it. */
export interface Named {
  candidates: readonly (Candidate & { of: Ticket })[]
  /** Mails of the desk, or of others, that it answers. */
  answers: readonly Message[]
}

const mostMerges = 10

/** The tickets that a mail may belong to: two requests, and one for each that was merged into another. */
export async function namedBy({ mail, found }: Reading, secrets: Secrets, sender: Sender, now: string): Promise<Named> {
  const own = (id: string) => readMessageId(secrets, id)
  const { numbers, ids } = tracesOf(mail, {
    replyAddress: (address) => readReplyAddress(secrets, address),
    messageId: (id) => own(id)?.number,
  })
  // A report names what it reports of in itself, not in its headers.
  const reported = [mail.report?.messageId, ...(found.failed ?? []).map(({ messageId }) => messageId)].filter(
    (id) => id !== undefined,
  )
  const vouched = reported.flatMap((id) => own(id) ?? [])
  const messages = await findMessages([...new Set([...ids, ...reported])])
  const wanted = [
    ...numbers,
    ...vouched.map(({ number }) => ({ number, by: 'message-id' as const })),
    ...[...messages.values()].map(({ ticket }) => ({ number: ticket, by: 'references' as const })),
  ]
  const numbered = wanted.map(({ number }) => number)
  const heads = numbered.length > 0 ? await loadHeads(numbered, true) : new Map<string, Ticket>()
  const standing = wanted.map(async ({ number, by }) => {
    const ticket = await standingFor(heads.get(number))
    return ticket ? [{ ...(await judged(ticket, sender, now)), by }] : []
  })
  const answered = [...new Set([...mail.inReplyTo, ...mail.references, ...reported])].flatMap((id) => own(id) ?? [])
  return {
    candidates: (await Promise.all(standing)).flat(),
    answers: [
      ...answered.map(({ number, of }) => ({ ticket: number, mail: `mal_${of.toUpperCase()}` })),
      ...messages.values(),
    ],
  }
}

/** A merged ticket stands for what it was merged into. */
async function standingFor(given: Ticket | undefined): Promise<Ticket | undefined> {
  let ticket = given
  for (let hops = 0; ticket?.mergedInto && hops < mostMerges; hops += 1) {
    ticket = (await loadHeads([ticket.mergedInto], true)).get(ticket.mergedInto)
  }
  return ticket
}

async function judged(ticket: Ticket, { actor, address, isPretended }: Sender, now: string) {
  const { number, contact } = ticket
  // Somebody for whom staff have opened it, with nothing but an address.
  const isGiven = !!contact?.email && !!address && comparable(contact.email) === comparable(address)
  return {
    ticket: number,
    of: ticket,
    isParticipant: !isPretended && ((actor !== undefined && maySee(actor, ticket)) || isGiven),
    isWithinWindow: await isWithin(ticket, actor, now),
  }
}

async function isWithin(
  { archivedAt, status, closedAt, brand }: Ticket,
  actor: Actor | undefined,
  now: string,
): Promise<boolean> {
  if (archivedAt || status === 'cancelled') return false
  // Staff may add a word to what is closed, whenever it was.
  if (status !== 'closed' || !closedAt || (actor && !fromOutside(actor))) return true
  return now <= plus(closedAt, targetMs((await deskSettings(brand)).reopenWithin))
}

/** Where a mail goes, by what it names, who wrote it, and what that is. */
export function placeOf(
  { found: { may }, trust }: Reading,
  { candidates }: Named,
  { isPretended, address }: Sender,
  strangers: Settings['mail']['strangers'],
): Place {
  // Who is nobody would speak as the desk itself.
  const thread = threadOf(candidates, { trust, strangers: isPretended || !address ? 'new-ticket' : strangers })
  const ofNumber = (number: string) => candidates.find(({ ticket }) => ticket === number)
  if (may.stands === 'noted') {
    const vouched = candidates.find(
      ({ by, of }) =>
        !of.archivedAt &&
        (by === 'reply-address' || by === 'message-id' || (by === 'references' && trust !== 'failed')),
    )
    const noted = vouched ?? (thread && 'ticket' in thread ? ofNumber(thread.ticket) : undefined)
    if (noted) return { is: 'noted', ticket: noted.of }
    return may.opens ? { is: 'new' } : { is: 'aside' }
  }
  if (!thread) return { is: 'new' }
  if ('ticket' in thread) {
    const { of, isParticipant } = ofNumber(thread.ticket) as Named['candidates'][number]
    return { is: 'said', ticket: of, isStranger: !isParticipant }
  }
  const follows = ofNumber(thread.follows)?.of
  return { is: 'new', because: thread.because, ...(follows && { follows }) }
}
