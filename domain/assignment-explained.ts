import type { EventData } from '../events/catalogue.ts'
import type { ActorReference } from '../schemas/actor.ts'
import type { AssignmentExplained } from '../schemas/assignment-explained.ts'
import type { HistoryDetail } from '../schemas/history.ts'
import type { RoutingOutcome } from '../schemas/routing.ts'
import type { Instant } from '../schemas/time.ts'
import { isOpen } from './selection.ts'
import type { Ticket } from './ticket.ts'

/** How a ticket came into other hands, or out of somebody's, or was to. */
export interface Handed {
  type: 'ticket.assigned' | 'ticket.unassigned' | 'ticket.escalated'
  seq: number
  occurredAt: Instant
  actor: ActorReference
  data: Partial<Omit<EventData<'ticket.assigned'>, 'reason'>> &
    Partial<Omit<EventData<'ticket.escalated'>, 'outcome'>> & { reason?: string }
  detail?: HistoryDetail
}

interface Known {
  /** How people and teams are called, by their ids. */
  names: Readonly<Record<string, string | undefined>>
  /** The newest first; the first that has put it where it is. */
  handed: readonly Handed[]
  /** What the rules said when they placed it. */
  routed?: RoutingOutcome | undefined
  /** What they say now, of one that nobody has. */
  live?: RoutingOutcome | undefined
  /** What is kept of a ticket that waits for them. */
  waiting?: { triedAt?: Instant; outcome?: RoutingOutcome } | undefined
}

/** Why a ticket is with whom it is, or with nobody: in sentences, with what they stand on. */
export function explained(ticket: Ticket, now: Instant, known: Known): AssignmentExplained {
  const { number, assignee, team, assignedAt, createdAt, status, routing } = ticket
  const common = { ticket: number, at: now, ...(assignee && { assignee }), ...(team && { team }) }
  const since = routing?.since ?? assignedAt ?? createdAt
  if (assignee) {
    const { routed } = known
    return { ...common, state: 'assigned', since, says: whyTheirs(ticket, known), ...(routed && { outcome: routed }) }
  }
  if (!isOpen(status)) {
    return { ...common, state: 'ended', since, says: [`It is ${status}: nobody is looked for.`] }
  }
  const { live, waiting } = known
  const says = routing ? whyItWaits(since, known) : whyInQueue(since, ticket, known)
  return {
    ...common,
    state: routing ? 'waits' : 'queue',
    since,
    says,
    ...(live && { outcome: live }),
    ...(routing && waiting?.triedAt && { triedAt: waiting.triedAt }),
  }
}

const sentence = (words: string): string => (/[.!?]$/.test(words) ? words : `${words}.`)
const because = ({ detail }: Handed): string[] =>
  detail?.reason ? [sentence(`They gave as reason: ${detail.reason}`)] : []

/** Who did something: the desk itself, or somebody by their name. */
function doer({ actor }: Handed, names: Known['names']): string {
  if (actor.role === 'system') return 'the desk itself'
  return names[actor.id] ?? `somebody (${actor.role})`
}

/** The last time that it came into somebody's hands, or out of them. */
const lastOf = (handed: readonly Handed[]) => handed.find(({ type }) => type !== 'ticket.escalated')

/** Who has declined it so far. */
const declined = (handed: readonly Handed[], names: Known['names']): string[] =>
  handed
    .filter(({ type, data }) => type === 'ticket.unassigned' && data.reason === 'declined')
    .map((event) => {
      const reason = event.detail?.reason ? `: ${event.detail.reason}` : ''
      return sentence(`${doer(event, names)} declined it at ${event.occurredAt}${reason}`)
    })

function whyTheirs(
  { assignee = '', assignedAt, createdAt, status }: Ticket,
  { names, handed, routed }: Known,
): string[] {
  const has = `${names[assignee] ?? assignee} has it since ${assignedAt ?? createdAt}`
  const closing = isOpen(status) ? [] : [`It is ${status} by now.`]
  const last = lastOf(handed)
  if (!last) return [`${has}.`, ...closing]
  const { reason, forced = [] } = last.data
  const by = doer(last, names)
  const asked = last.actor.role === 'system' ? '' : `; ${by} had asked them`
  const ways: Record<string, string> = {
    'by-hand': `${has}: ${by} gave it to them.`,
    taken: `${has}: they took it themselves.`,
    escalated: `${has}: it was escalated to them.`,
    rule: `${has}: the rules gave it to them${asked}.`,
  }
  const told = routed?.says ?? last.detail?.because ?? []
  const kept = forced.length > 0 ? [`It was forced, against: ${forced.join(', ')}.`] : []
  return [
    ways[reason ?? ''] ?? `${has}.`,
    ...told,
    ...kept,
    ...because(last),
    ...escalation(handed, last, names),
    ...declined(handed, names),
    ...closing,
  ]
}

/** Why it was escalated: whoever did it says so, or the promise that was at risk. */
function escalation(handed: readonly Handed[], last: Handed, names: Known['names']): string[] {
  const event = handed.find(({ type, seq }) => type === 'ticket.escalated' && seq < last.seq)
  if (!event || event.occurredAt !== last.occurredAt) return []
  const { clock, percent, from } = event.data
  const before = from ? ` Before, ${names[from] ?? from} had it.` : ''
  if (clock) {
    const promise = { response: 'first response', resolution: 'resolution', nextResponse: 'next response' }[clock]
    const at = percent === 100 ? 'is overdue' : `has come to ${percent} % of its time`
    return [`That is what its policy asks for when the ${promise} ${at}.${before}`]
  }
  return [...because(event), ...(before ? [before.trim()] : [])]
}

function whyItWaits(since: Instant, { live, waiting, handed, names }: Known): string[] {
  const found = live && ['assigned', 'escalated', 'queued'].includes(live.outcome)
  const tried = waiting?.triedAt ? `, and were last asked at ${waiting.triedAt}` : ''
  const again = live?.again
    ? `It is tried again as soon as somebody is free, and within a minute of ${live.again} at the latest.`
    : 'It is tried again as soon as rules, people or settings change.'
  return [
    `Nobody has it: the rules look for somebody since ${since}${tried}.`,
    ...(live?.says ?? []),
    ...declined(handed, names),
    found ? 'It is about to be placed so.' : again,
  ]
}

function whyInQueue(since: Instant, { team }: Ticket, { names, handed, live }: Known): string[] {
  const where = team ? `in the queue of ${names[team] ?? team}` : 'with no team'
  const says = live?.says.map((words) => `The rules would say: ${words}`) ?? []
  const last = lastOf(handed)
  return [
    `Nobody has it: it waits ${where} since ${since} for somebody to take it, and the rules are not asked.`,
    ...(last ? [how(last, names), ...because(last), ...escalation(handed, last, names)] : []),
    ...says,
  ]
}

function how(last: Handed, names: Known['names']): string {
  const who = doer(last, names)
  const begin = `${who[0]?.toUpperCase()}${who.slice(1)}`
  if (last.type === 'ticket.unassigned') return `${begin} took it from whoever had it.`
  if (last.data.reason === 'rule') return 'A rule has put it there.'
  return last.data.reason === 'escalated' ? 'It was escalated to the team.' : `${begin} gave it to the team.`
}
