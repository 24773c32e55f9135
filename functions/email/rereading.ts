import type { Reading } from '../platform/mail/reading.ts'
import { loadComment } from '../platform/table/comments.ts'
import type { Inbound } from '../platform/table/inbound.ts'
import { loadTicket } from '../platform/table/tickets.ts'
import { descriptionOf } from '../platform/tickets/follower.ts'
import { type Arrival, arrivalOf } from './arrival.ts'
import { heardFrom } from './hearing.ts'
import { filling } from './pictures.ts'
import { type Place, placeOf } from './placing.ts'
import { commentOf, plainOf } from './words.ts'

/** What would be otherwise if a mail came now. */
export interface Difference {
  what: 'kind' | 'place' | 'verdicts' | 'problems' | 'words'
  was: string
  now: string
}

/**
 * Reads a raw message again that was taken in before, and says what would come of it now that differs from what was written
 * down. It changes nothing. What people have changed since (an edited description, a sender who has joined the thread)
 * differs, too; comments that were edited or redacted are not looked at.
 */
export async function reread(inbound: Inbound, raw: Uint8Array): Promise<Difference[]> {
  const { arrival, named } = await arrivalOf(inbound, raw, 'reparse')
  const { reading, sender, settings } = arrival
  const place = placeOf(reading, named, sender, settings.mail.strangers)
  const found: (Difference | undefined)[] = [
    differing(
      'kind',
      inbound.kind && told(inbound.kind, inbound.because),
      told(reading.found.kind, reading.found.because),
    ),
    differing('verdicts', inbound.verdicts && listed(inbound.verdicts), listed(reading.verdicts)),
    differing('problems', problemsOf(inbound.problems), problemsOf(reading.mail.problems)),
    placed(inbound, reading, place),
    await wordsOf(inbound, arrival),
  ]
  return found.filter((one) => one !== undefined)
}

/** Of what was not written down nothing can differ. */
const differing = (what: Difference['what'], was: string | undefined, now: string): Difference | undefined =>
  was === undefined || was === now ? undefined : { what, was, now }

const told = (kind: string, because = '') => (because ? `${kind} (${because})` : kind)
const listed = (verdicts: object) =>
  Object.entries(verdicts)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, verdict]) => `${name}=${verdict}`)
    .join(' ')
const problemsOf = (problems: readonly string[] = []) => problems.toSorted().join(' ') || 'none'

function placed(inbound: Inbound, { unreadable }: Reading, place: Place): Difference | undefined {
  const { state, ticket = '' } = inbound
  const isIn = 'ticket' in place && (place.ticket.number === ticket || (place.ticket.merged ?? []).includes(ticket))
  const now = unreadable ? 'kept unread' : `${wording[place.is]}${'ticket' in place ? ` ${place.ticket.number}` : ''}`
  switch (state) {
    case 'joined':
      return place.is === 'said' && isIn ? undefined : { what: 'place', was: `${wording.said} ${ticket}`, now }
    case 'noted':
      return place.is === 'noted' && isIn ? undefined : { what: 'place', was: `${wording.noted} ${ticket}`, now }
    case 'opened':
      return place.is === 'new' ? undefined : { what: 'place', was: `${wording.new} (${ticket})`, now }
    case 'aside':
      return place.is === 'aside' ? undefined : { what: 'place', was: wording.aside, now }
    case 'kept':
      return unreadable ? undefined : { what: 'place', was: 'kept unread', now }
    default:
      return undefined
  }
}

const wording: Record<Place['is'], string> = {
  said: 'a comment of',
  noted: 'noted on',
  new: 'a ticket of its own',
  aside: 'put aside',
}

/** What the comment, or the ticket that began with it, would say now. */
async function wordsOf(inbound: Inbound, arrival: Arrival): Promise<Difference | undefined> {
  const { state, ticket, comment, by, internal = false, mail } = inbound
  if (!ticket || !by) return undefined
  const fill = filling(mail, arrival.reading, internal)
  if (state === 'opened') {
    const { loaded } = await loadTicket(ticket)
    return differing('words', loaded?.description, descriptionOf(plainOf(arrival.reading, fill)))
  }
  const kept = comment && (await loadComment([ticket], comment))
  if (!kept || kept.version > 1 || !kept.words) return undefined
  const { text } = heardFrom(arrival, arrival.sender.actor ?? by)
  const now = text === undefined ? undefined : commentOf(arrival.reading, text, fill)
  return differing('words', kept.words.text, now?.text ?? '')
}
