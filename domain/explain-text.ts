import type { ClockKind, ClockReport, EarlierCycle, SlaTracking, Span, SpanReason } from '../schemas/clock.ts'
import type { Duration, Instant } from '../schemas/time.ts'
import { duration } from './time.ts'
import { inWords, type Moments, momentsIn, wrapped } from './wording.ts'

/** As mails are broken. */
const width = 76
/** So many of the newest stretches are told one by one. */
const mostTold = 40

const names: Record<ClockKind, string> = {
  response: 'First response',
  nextResponse: 'Next response',
  resolution: 'Resolution',
}

const states: Record<ClockReport['state'], string> = {
  met: 'in time',
  missed: 'too late',
  stopped: 'stopped',
  breached: 'late, and still owed',
  paused: 'standing still',
  running: 'running',
  untargeted: 'running without a target',
}

/** What sla-tracking says, in sentences that can be mailed: lines of at most 76 characters. */
export function tell(tracking: SlaTracking): string {
  const { ticket, at, calendar, clocks, earlier = [] } = tracking
  const moments = momentsIn(calendar?.timeZone ?? 'UTC')
  const name = named(calendar?.name)
  const hours = calendar
    ? `Business time is that of the calendar${name} (version ${calendar.version}, ${calendar.timeZone}).`
    : 'Every hour counts: the calendar is always open.'
  const parts = [
    [`${ticket}: its service levels on ${moments.full(at)}.`, hours],
    ...clocks.map((clock) => clockLines(clock, at, moments)),
    ...(earlier.length > 0
      ? [['Answers that were owed before:', ...earlier.map((one) => earlierOf(one, moments))]]
      : []),
  ]
  return `${parts.map((lines) => lines.map((line) => wrapped(line, width, indentOf(line))).join('\n')).join('\n\n')}\n`
}

/** What a line that is too long goes on with: as far in as it began. */
const indentOf = (line: string) => (line.startsWith('- ') ? 2 : 0)

/** A name in quotes, on one line: a line end in it must not begin a sentence of its own, nor a mark turn the rest around. */
const named = (name: string | undefined) =>
  name === undefined ? '' : ` "${name.replaceAll(/[\s\u202a-\u202e\u2066-\u2069]+/gu, ' ')}"`

function clockLines(clock: ClockReport, now: Instant, moments: Moments): string[] {
  const cycle = clock.cycle > 1 ? ` (no. ${clock.cycle})` : ''
  return [
    `${names[clock.clock]}${cycle}: ${states[clock.state]}; its light is ${clock.light}.`,
    ...promiseOf(clock),
    ...howItStands(clock, moments),
    countedOf(clock),
    ...milestonesOf(clock, now, moments),
    ...stretches(clock.spans, moments),
  ]
}

function earlierOf(
  { cycle, state, target, startedAt, endedAt, elapsed, missedBy }: EarlierCycle,
  moments: Moments,
): string {
  const late = state === 'missed' ? ` (${lateBy(missedBy)})` : ''
  const promised = target ? `, promised within ${target}` : ''
  return `- No. ${cycle}, ${moments.between(startedAt, endedAt)}${promised}: ${states[state]}${late}, after ${inWords(elapsed)} of business time.`
}

/** What is promised, and where that is written. */
function promiseOf({ target, promised, missedPromise, from }: ClockReport): string[] {
  const name = named(from?.name)
  const source = from
    ? ` by the policy${name} (${from.policy}, version ${from.version}) for priority ${from.priority}`
    : ' by its policy'
  const missed = missedPromise
    ? [`When it was missed, the promise was ${inWords(missedPromise)} of business time.`]
    : []
  if (!target || !promised) return [`Nothing is promised${source}.`, ...missed]
  const [, days] = /^P(\d+)D$/.exec(target) ?? []
  const counted = `${days} business day${days === '1' ? '' : 's'}, which from its start are `
  return [`Promised: ${days ? counted : ''}${inWords(promised)} of business time,${source}.`, ...missed]
}

/** When it is due, and why then. */
function howItStands(clock: ClockReport, moments: Moments): string[] {
  const { state, dueAt, endedAt, elapsed, remaining = 'PT0S', missedBy, startedAt } = clock
  const started = `It started on ${moments.full(startedAt)}`
  const due = dueAt ? moments.full(dueAt) : 'never'
  const over = remaining.startsWith('-')
  switch (state) {
    case 'running':
      if (elapsed === 'PT0S') return [`${started} and is due on ${due}: nothing of it is spent yet.`]
      return [
        `${started} and is due on ${due}: ${inWords(elapsed)} ${areOrIs(elapsed)} spent, and the other ${inWords(remaining)} will be then.`,
      ]
    case 'paused': {
      const pause = clock.pauses.findLast(({ to }) => to === undefined)
      return [
        `${started} and stands with ${inWords(elapsed)} spent${pause ? `: ${reasonOf(pause.reason, moments)}` : ''}.`,
        over
          ? `More is spent than is promised now: it was due on ${due}, and is late as soon as it goes on.`
          : `If it went on now, it would be due on ${due}, when the other ${inWords(remaining)} are spent.`,
      ]
    }
    case 'breached':
      return [
        `${started} and was due on ${due}. It is late by ${inWords(remaining)} of business time${clock.paused ? ', and stands' : ''}.`,
      ]
    case 'met':
      return [
        `${started} and ended on ${moments.full(endedAt ?? startedAt)}, ${inWords(remaining)} of business time before it was due.`,
        `It was due on ${due}.`,
      ]
    case 'missed':
      return [`${started}, was due on ${due}, and ended on ${moments.full(endedAt ?? startedAt)}: ${lateBy(missedBy)}.`]
    case 'stopped':
      return [`${started} and was stopped on ${moments.full(endedAt ?? startedAt)}. It is neither met nor missed.`]
    case 'untargeted':
      return [`${started} and has no due time.`]
  }
}

const areOrIs = (spent: Duration) => (/^1 \w+$/.test(inWords(spent)) ? 'is' : 'are')

const lateBy = (missedBy = 'PT0S') =>
  missedBy === 'PT0S'
    ? 'in the very instant it was due, which is too late'
    : `${inWords(missedBy)} of business time too late`

const because: Record<SpanReason['code'], string> = {
  open: 'open',
  closed: 'closed',
  holiday: 'a holiday',
  'waiting-for-customer': 'waiting for the customer',
  'waiting-for-parts': 'waiting for parts',
  'on-hold': 'on hold',
  resolved: 'resolved',
  'ticket-closed': 'ticket closed',
  cancelled: 'cancelled',
  folded: 'earlier stretches, told as one',
  'not-kept': 'earlier stretches, which are not kept one by one',
}

function reasonOf(reason: SpanReason, moments: Moments): string {
  if (reason.code === 'holiday') return reason.name ? `holiday${named(reason.name)}` : because.holiday
  return reason.code === 'on-hold' ? `on hold until ${moments.brief(reason.until)}` : because[reason.code]
}

const msBetween = (from: string, to: string) => Date.parse(to) - Date.parse(from)

/** What counted in all, and what did not, by its reasons: the longest first. */
function countedOf({ elapsed, calendarTime, spans }: ClockReport): string {
  const lost = new Map<string, number>()
  for (const { counts, reason, from, to } of spans) {
    if (counts || reason.code === 'not-kept' || reason.code === 'folded') continue
    lost.set(because[reason.code], (lost.get(because[reason.code]) ?? 0) + msBetween(from, to))
  }
  const parts = [...lost].toSorted(([, a], [, b]) => b - a).map(([why, ms]) => `${why} ${inWords(duration(ms))}`)
  const rest = parts.length > 0 ? ` What did not count: ${parts.join(', ')}.` : ''
  return `Of ${inWords(calendarTime.elapsed)} on the wall ${inWords(elapsed)} counted.${rest}`
}

function milestonesOf({ milestones, state, endedAt }: ClockReport, now: Instant, moments: Moments): string[] {
  return milestones.map(({ percent, at, firedAt, lateness, skipped }) => {
    const [share, when] = [`- ${percent} % `, moments.full(at)]
    if (skipped) return `${share}was passed on ${when}, together with a higher one, which fired.`
    const late = !lateness || lateness === 'PT0S' ? '' : `, and recorded ${inWords(lateness)} later`
    if (firedAt || at <= (endedAt ?? now)) return `${share}was reached on ${when}${late}.`
    if (endedAt) return `${share}was not reached: it would have been on ${when}.`
    return state === 'paused'
      ? `${share}would be reached on ${when}, if it went on now.`
      : `${share}will be reached on ${when}.`
  })
}

/** The newest stretches one by one, the others as a sum. */
function stretches(spans: readonly Span[], moments: Moments): string[] {
  if (spans.length === 0) return []
  const told = spans.slice(-mostTold)
  const before = spans.at(-told.length - 1)
  const sum = before ? [`- Up to ${moments.brief(before.to)}: ${inWords(before.elapsed)} counted in all.`] : []
  return [
    'Its time, stretch by stretch:',
    ...sum,
    ...told.map((span, at) => stretchOf(span, told[at - 1] ?? before, moments)),
  ]
}

function stretchOf(span: Span, before: Span | undefined, moments: Moments): string {
  const { from, to, status, counts, reason, elapsed } = span
  const isSum = reason.code === 'folded' || reason.code === 'not-kept'
  // Where the status itself is why, it is not said twice.
  const said =
    ['open', 'closed', 'holiday', 'on-hold'].includes(reason.code) && status ? [status.replace('_', ' ')] : []
  const what = [...said, reasonOf(reason, moments)]
  const inAll = before?.elapsed === elapsed || !before ? '' : `, ${inWords(elapsed)} in all`
  const counted = isSum
    ? `${inWords(elapsed)} of it counted`
    : counts
      ? `counted ${inWords(duration(msBetween(from, to)))}${inAll}`
      : 'did not count'
  return `- ${moments.between(from, to)}: ${what.join(', ')}; ${counted}.`
}
