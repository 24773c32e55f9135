import type { ClockKind, Outcome } from '../schemas/clock.ts'
import type { Instant } from '../schemas/time.ts'
import { mostAssignments } from './assignment.ts'
import { clocksOf } from './clock.ts'
import type { Counting } from './counting.ts'
import { dateIn } from './number.ts'
import { surveyCounter } from './satisfaction.ts'
import { isOpen } from './selection.ts'
import type { Ticket } from './ticket.ts'
import { between, earlier, later } from './time.ts'

/** How long something took: on the clock, and on the wall since opening. */
export interface Took {
  businessMs: number
  calendarMs: number
}

/** What somebody, and their team, had to do with a ticket on a day of the desk's zone. */
export interface Work {
  on: string
  person?: string
  team?: string
  /** `open` (what their backlog grew by), `taken`, `created`, `hour.<h>`, `skill.<s>`, `resolved`, `responded`, `reopened`, `sla.<clock>.<result>`, `survey.<score>`. */
  counts: Record<string, number>
  responded?: Took
  resolved?: Took
}

/** The end of a cycle of the next-response clock before the ticket's own, with whose it was then. */
export interface EarlierEnd {
  endedAt: Instant
  outcome: Outcome
  target?: unknown
  assignee?: string
  team?: string
}

interface Holder {
  assignee?: string | undefined
  team?: string | undefined
}
interface Span {
  from: Instant
  until?: Instant | undefined
}

/**
 * With whom a ticket was, oldest first: as far back as it remembers. Between two people, and before the first, it waited in
 * the team that got it then: what it was before is remembered only where that was another.
 */
function holdersOf({ assignments = [], assignee, team, assignedAt, createdAt }: Ticket): (Holder & Span)[] {
  // What was handed on in the same instant was in nobody's hands: a breach that a command found, and then the command.
  const known: (Holder & Span)[] = [
    ...assignments.filter(({ from, until }) => from < until),
    { assignee, team, from: assignedAt ?? createdAt },
  ]
  return known.flatMap((holder, place) => {
    const before = place > 0 ? known[place - 1]?.until : assignments.length < mostAssignments ? createdAt : undefined
    const waited = before !== undefined && before < holder.from
    return waited ? [{ team: holder.team, from: before, until: holder.from }, holder] : [holder]
  })
}

/** When there was work left to do on it: from its opening, without what lay between its ends and its coming back. */
function openSpans({ createdAt, course }: Ticket): Span[] {
  const spans: Span[] = [{ from: createdAt }]
  for (const { from, status } of course) {
    const last = spans.at(-1)
    const stands = last !== undefined && last.until === undefined
    if (isOpen(status) && !stands) spans.push({ from })
    if (!isOpen(status) && stands) last.until = later(from, last.from)
  }
  return spans
}

/** When it came back after it was resolved. */
const reopenings = ({ course }: Ticket): Instant[] =>
  course
    .filter(({ status }, at) => status === 'reopened' && at > 0 && !isOpen(course[at - 1]?.status ?? 'created'))
    .map(({ from }) => from)

/** The hour of an instant on the wall of a zone, 0 to 23. */
const hourIn = (timeZone: string, at: Instant): number =>
  Number(new Intl.DateTimeFormat('en', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(new Date(at)))

/** Counts what was done, by day and by whom. */
function ledgerOf(ticket: Ticket, timeZone: string) {
  const work = new Map<string, Work>()
  const holders = holdersOf(ticket)
  const at = (instant: Instant, { assignee: person, team }: Holder): Work => {
    const on = dateIn(timeZone, instant)
    const place = `${on} ${team ?? ''} ${person ?? ''}`
    const one = work.get(place) ?? { on, ...(person && { person }), ...(team && { team }), counts: {} }
    work.set(place, one)
    return one
  }
  return {
    work,
    holders,
    add(instant: Instant, holder: Holder, name: string, by = 1) {
      const { counts } = at(instant, holder)
      counts[name] = (counts[name] ?? 0) + by
    },
    /** What somebody did, and how long it took since the opening. */
    took(instant: Instant, what: 'responded' | 'resolved', businessMs: number) {
      const one = at(instant, this.holderAt(instant))
      one[what] = { businessMs, calendarMs: Math.max(0, between(ticket.createdAt, instant)) }
    },
    holderAt: (instant: Instant): Holder => holders.findLast(({ from }) => from <= instant) ?? {},
  }
}
type Ledger = ReturnType<typeof ledgerOf>

/**
 * The work on a ticket, by day and by whom, in the order of days: a function of the ticket whole, and of the ends of its
 * earlier next responses. What happened is theirs who had the ticket then; the opening is theirs who have it now.
 */
export function workOf(ticket: Ticket, ends: readonly EarlierEnd[], { timeZone, skillsOf }: Counting): Work[] {
  const ledger = ledgerOf(ticket, timeZone)
  addHolding(ledger, ticket)
  const { createdAt } = ticket
  const opening = [
    'created',
    `hour.${hourIn(timeZone, createdAt)}`,
    ...skillsOf(ticket).map((skill) => `skill.${skill}`),
  ]
  for (const name of opening) ledger.add(createdAt, ticket, name)
  addAnswers(ledger, ticket)
  addSurvey(ledger, ticket)
  for (const instant of reopenings(ticket)) ledger.add(instant, ledger.holderAt(instant), 'reopened')
  for (const { endedAt, outcome, target, ...holder } of ends) {
    const result = resultOf(outcome, target)
    if (result) ledger.add(endedAt, holder, `sla.nextResponse.${result}`)
  }
  return [...ledger.work.values()].map(withoutNothing).filter(isSomebodys).toSorted(inOrder)
}

/** Whose backlog it was in from when to when, and who took it over. */
function addHolding({ holders, add }: Ledger, ticket: Ticket): void {
  const open = openSpans(ticket)
  for (const [place, holder] of holders.entries()) {
    for (const span of open) {
      const from = later(holder.from, span.from)
      const until = earlier(holder.until ?? never, span.until ?? never)
      if (from >= until) continue
      add(from, holder, 'open')
      if (until < never) add(until, holder, 'open', -1)
    }
    if (holder.assignee && holder.assignee !== holders[place - 1]?.assignee) add(holder.from, holder, 'taken')
  }
}
const never = '9999'

/** The first answer and the resolution, and what became of what was promised. */
function addAnswers(ledger: Ledger, ticket: Ticket): void {
  const { clocks, firstResponseAt, resolvedAt } = ticket
  for (const [what, instant, clock] of [
    ['responded', firstResponseAt, clocks.response],
    ['resolved', resolvedAt, clocks.resolution],
  ] as const) {
    if (!instant) continue
    ledger.add(instant, ledger.holderAt(instant), what)
    ledger.took(instant, what, clock.spentMs)
  }
  for (const [kind, { outcome, endedAt, target }] of clocksOf(ticket)) {
    const result = outcome && wasAnswered(ticket, kind) && resultOf(outcome, target)
    if (result && endedAt) ledger.add(endedAt, ledger.holderAt(endedAt), `sla.${kind}.${result}`)
  }
}

/** What the customer said of it is theirs with whom it was then, on the day of the first answer. */
function addSurvey(ledger: Ledger, { survey }: Ticket): void {
  if (!survey) return
  const { score, answeredAt, technician, team } = survey
  ledger.add(answeredAt, { assignee: technician, team }, surveyCounter(score))
}

/** Whether a clock was ended by what it waits for, and not by a cancellation. */
const wasAnswered = ({ firstResponseAt, resolvedAt, status }: Ticket, kind: ClockKind): boolean =>
  kind === 'response' ? !!firstResponseAt : kind === 'resolution' ? !!resolvedAt : status !== 'cancelled'

/** `none`: nothing was promised. Undefined: it was promised, and stopped before it was due. */
const resultOf = (outcome: Outcome, target: unknown): 'met' | 'missed' | 'none' | undefined =>
  outcome === 'stopped' ? (target === undefined ? 'none' : undefined) : outcome

/** What came and went on one day, and is nothing more. */
const withoutNothing = (work: Work): Work => ({
  ...work,
  counts: Object.fromEntries(Object.entries(work.counts).filter(([, count]) => count !== 0)),
})
const isSomebodys = ({ person, team, counts }: Work) => !!(person || team) && Object.keys(counts).length > 0

const placeOf = ({ on, team = '', person = '' }: Work) => `${on} ${team} ${person}`
const inOrder = (a: Work, b: Work) => (placeOf(a) < placeOf(b) ? -1 : 1)
