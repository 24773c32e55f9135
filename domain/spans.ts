import { isDeepStrictEqual as same } from 'node:util'
import { mostSpans, type Pause, type Span, type SpanReason } from '../schemas/clock.ts'
import type { Status } from '../schemas/ticket.ts'
import type { Instant } from '../schemas/time.ts'
import { type Clock, spentAt } from './clock.ts'
import { type Stretch, stretchesBetween } from './course.ts'
import { hoursOf } from './desk.ts'
import type { Hours, HoursStretch } from './hours.ts'
import type { Desk, Ticket } from './ticket.ts'
import { dayMs, duration, fromMs, later, toMs } from './time.ts'

/** A span before its running sum is known. */
type Counted = Omit<Span, 'elapsed'> & { ms: number }

const byStatus: Partial<Record<Status, SpanReason>> = {
  pending_customer: { code: 'waiting-for-customer' },
  pending_parts: { code: 'waiting-for-parts' },
  resolved: { code: 'resolved' },
  closed: { code: 'ticket-closed' },
  cancelled: { code: 'cancelled' },
}

/** Why a stretch did not count, whatever the calendar says; undefined where that decides. */
function standing({ standstill, status, onHoldUntil }: Stretch): SpanReason | undefined {
  if (!standstill) return undefined
  if (standstill === 'hold' && onHoldUntil) return { code: 'on-hold', until: onHoldUntil }
  return byStatus[status]
}

function byHours({ open, holiday }: HoursStretch): SpanReason {
  if (open) return { code: 'open' }
  return holiday ? { code: 'holiday', ...holiday } : { code: 'closed' }
}

/** The newest stretches of `[from, to)`, so many at most: a life of a century is not walked for its last year. */
function newest(hours: Hours, from: number, to: number, most: number): HoursStretch[] {
  for (let reach = 64 * dayMs; ; reach *= 4) {
    const since = Math.max(from, to - reach)
    const found = [...hours.stretches(since, to)]
    // The first may be cut off where the search began.
    if (since === from || found.length > most) return found.slice(-most)
  }
}

/** A stretch of the ticket's course as spans, the newest of them. */
function spansIn(stretch: Stretch & { to: Instant }, desk: Desk, most: number): Counted[] {
  const { from, to, status, calendar } = stretch
  const told = { status, ...(calendar && { calendar }) }
  const reason = standing(stretch)
  if (reason) return [{ from, to, ...told, counts: false, reason, ms: 0 }]
  return newest(hoursOf(desk, calendar), toMs(from), toMs(to), most).map((one) => ({
    from: fromMs(one.from),
    to: fromMs(one.to),
    ...told,
    counts: one.open,
    reason: byHours(one),
    ms: one.open ? one.to - one.from : 0,
  }))
}

/** Neighbours that say the same made one: the course has a stretch for more than what a clock goes by. */
function joined(spans: readonly Counted[]): Counted[] {
  const found: Counted[] = []
  for (const span of spans) {
    const last = found.at(-1)
    if (last && same({ ...last, from: 0, to: 0, ms: 0 }, { ...span, from: 0, to: 0, ms: 0 })) {
      last.to = span.to
      last.ms += span.ms
    } else found.push({ ...span })
  }
  return found
}

/**
 * Every stretch of a clock's life up to its end, or to `now`, with the running sum of its business time: no gap, no overlap,
 * and in the end exactly what the clock has spent. What is older than the newest 1,000, or than what the ticket has kept of
 * its course, is one span with its sum.
 */
export function spansOf(ticket: Ticket, clock: Clock, desk: Desk, now: Instant): Span[] {
  const end = clock.endedAt ?? now
  const stretches = stretchesBetween(ticket.course, clock.startedAt, end)
  let spans: Counted[] = []
  for (const stretch of stretches.toReversed()) {
    spans = [...spansIn(stretch, desk, mostSpans), ...spans]
    if (spans.length > mostSpans) break
  }
  spans = joined(spans).slice(-mostSpans)
  const begins = spans[0]?.from ?? end
  const known = spans.reduce((sum, { ms }) => sum + ms, 0)
  let spent = begins > clock.startedAt ? spentAt(clock, now, hoursOf(desk, ticket.calendar)) - known : 0
  const told: Span[] = []
  if (begins > clock.startedAt) {
    const code = begins > later(ticket.course[0]?.from ?? end, clock.startedAt) ? 'folded' : 'not-kept'
    told.push({ from: clock.startedAt, to: begins, counts: spent > 0, reason: { code }, elapsed: duration(spent) })
  }
  for (const { ms, ...span } of spans) {
    spent += ms
    told.push({ ...span, elapsed: duration(spent) })
  }
  return told
}

/** When a clock stood before its end, by its ticket's status or a hold, as far as the ticket's course is kept. */
export function pausesIn(course: readonly Stretch[], clock: Clock, now: Instant): Pause[] {
  const end = clock.endedAt ?? now
  const found: (Pause & { to: Instant })[] = []
  for (const stretch of stretchesBetween(course, clock.startedAt, end)) {
    const reason = standing(stretch)
    if (!reason || stretch.standstill === 'ended') continue
    const last = found.at(-1)
    // The end of a hold can be put off: it is one pause, until the end that it has now.
    if (last && last.to === stretch.from && last.reason.code === reason.code)
      Object.assign(last, { to: stretch.to, reason })
    else found.push({ from: stretch.from, to: stretch.to, reason })
  }
  const last = found.at(-1)
  const goesOn = last && !clock.endedAt && last.to === end && !clock.countsFrom
  return goesOn ? [...found.slice(0, -1), { from: last.from, reason: last.reason }] : found
}
