import type { EventData } from '../events/catalogue.ts'
import type { ActorReference } from '../schemas/actor.ts'
import type { AssignmentExplained } from '../schemas/assignment-explained.ts'
import type { HistoryDetail } from '../schemas/history.ts'
import type { RoutingOutcome } from '../schemas/routing.ts'
import type { Instant } from '../schemas/time.ts'
import { isOpen } from './selection.ts'
import type { Ticket } from './ticket.ts'

/** How a ticket last came into other hands, or out of somebody's. */
export interface Handed {
  type: 'ticket.assigned' | 'ticket.unassigned'
  seq: number
  occurredAt: Instant
  actor: ActorReference
  data: Partial<EventData<'ticket.assigned'>> & { reason: string }
  detail?: HistoryDetail
}

interface Known {
  names: { assignee?: string | undefined; team?: string | undefined }
  /** With the name of who did it, where that was somebody. */
  handed?: (Handed & { by?: string | undefined }) | undefined
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
  const says = routing ? whyItWaits(since, known) : whyInQueue(since, known)
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

function whyTheirs({ assignee, assignedAt, createdAt, status }: Ticket, { names, handed, routed }: Known): string[] {
  const who = names.assignee ?? assignee
  const has = `${who} has it since ${assignedAt ?? createdAt}`
  const closing = isOpen(status) ? [] : [`It is ${status} by now.`]
  if (!handed) return [`${has}.`, ...closing]
  const { reason, forced = [] } = handed.data
  const by = handed.by ?? (handed.actor.role === 'system' ? 'the desk itself' : `somebody (${handed.actor.role})`)
  const asked = handed.actor.role === 'system' ? '' : `; ${by} had asked them`
  const ways: Record<string, string> = {
    'by-hand': `${has}: ${by} gave it to them.`,
    taken: `${has}: they took it themselves.`,
    escalated: `${has}: it was escalated to them.`,
    rule: `${has}: the rules gave it to them${asked}.`,
  }
  const kept = forced.length > 0 ? [`It was forced, against: ${forced.join(', ')}.`] : []
  const told = routed?.says ?? handed.detail?.because ?? []
  return [ways[reason] ?? `${has}.`, ...told, ...kept, ...because(handed), ...closing]
}

function whyItWaits(since: Instant, { live, waiting }: Known): string[] {
  const found = live && ['assigned', 'escalated', 'queued'].includes(live.outcome)
  const tried = waiting?.triedAt ? `, and were last asked at ${waiting.triedAt}` : ''
  const again = live?.again
    ? `It is tried again as soon as somebody is free, and at ${live.again} at the latest.`
    : 'It is tried again as soon as rules, people or settings change.'
  return [
    `Nobody has it: the rules look for somebody since ${since}${tried}.`,
    ...(live?.says ?? []),
    found ? 'It is about to be placed so.' : again,
  ]
}

function whyInQueue(since: Instant, { names, handed, live }: Known): string[] {
  const where = names.team ? `in the queue of ${names.team}` : 'with no team'
  const says = live?.says.map((words) => `The rules would say: ${words}`) ?? []
  return [
    `Nobody has it: it waits ${where} since ${since} for somebody to take it, and the rules are not asked.`,
    ...(handed ? [how(handed), ...because(handed)] : []),
    ...says,
  ]
}

function how(handed: Handed & { by?: string | undefined }): string {
  const { type, data, by } = handed
  const who = by ?? 'the desk itself'
  if (type === 'ticket.unassigned') return `${who} took it from whoever had it.`
  if (data.reason === 'rule') return 'A rule has put it there.'
  return data.reason === 'escalated' ? 'It was escalated to the team.' : `${who} gave it to the team.`
}
