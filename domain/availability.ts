import type { Shift } from '../schemas/on-call.ts'
import type { Technician } from '../schemas/technician.ts'
import type { Instant } from '../schemas/time.ts'
import { dayAt } from './day.ts'
import type { Hours } from './hours.ts'
import { dayMs, fromMs, toMs } from './time.ts'
import { wallAround } from './time-zone.ts'

/** Somebody, and what is known of their time (docs/people.md, "When somebody is at work"). */
export interface Worker {
  technician: Technician
  /** Of their calendar; always, where they have none. */
  hours: Hours
  /** Theirs. */
  shifts: readonly Shift[]
  /** Whose dates their shifts belong to. */
  zone: string
}

/** Whether somebody is at work; `back`: when they next are, where that is known and within 60 days. */
export type Presence = { at: 'work' } | { at: 'not-here' | 'off' | 'absent' | 'outside-hours'; back?: Instant }

interface Span {
  from: number
  to: number
}

const spanOf = ({ from, until }: { from: Instant; until: Instant }): Span => ({ from: toMs(from), to: toMs(until) })

/** Spans in order, those that touch or overlap made one, and only what lies in `[from, to)`. */
function united(spans: readonly Span[], { from, to }: Span): Span[] {
  const found: Span[] = []
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const part = { from: Math.max(span.from, from), to: Math.min(span.to, to) }
    if (part.from >= part.to) continue
    const last = found.at(-1)
    if (last && part.from <= last.to) last.to = Math.max(last.to, part.to)
    else found.push(part)
  }
  return found
}

/** What is left of spans in order without others. */
function without(spans: readonly Span[], others: readonly Span[]): Span[] {
  let left = [...spans]
  for (const other of others) {
    left = left.flatMap((span) =>
      other.to <= span.from || other.from >= span.to
        ? [span]
        : [
            { from: span.from, to: other.from },
            { from: other.to, to: span.to },
          ].filter(({ from, to }) => from < to),
    )
  }
  return left
}

/** Where shifts hold instead of the calendar: the dates on which one begins. */
function shiftDays({ shifts, zone }: Worker, { from, to }: Span): Span[] {
  const near = shifts.map(spanOf).filter((shift) => shift.to > from - 2 * dayMs && shift.from < to + 2 * dayMs)
  if (near.length === 0) return []
  const wall = wallAround(zone, from - 4 * dayMs, to + 3 * dayMs)
  return near.map((shift) => dayAt(wall, shift.from))
}

function workIn(worker: Worker, within: Span): Span[] {
  const { technician, hours, shifts } = worker
  if (!technician.active || within.from >= within.to) return []
  const open = [...hours.stretches(within.from, within.to)].filter((stretch) => stretch.open)
  const usual = without(open, shiftDays(worker, within))
  return without(united([...usual, ...shifts.map(spanOf)], within), technician.absences.map(spanOf))
}

/**
 * When somebody works in `[from, to)`, in order: their shifts on the dates (of their zone) on which one begins, else the hours
 * of their calendar; without their absences. Their status is not asked; who does not work here works never.
 */
export const workingTime = (worker: Worker, from: Instant, to: Instant): { from: Instant; to: Instant }[] =>
  workIn(worker, { from: toMs(from), to: toMs(to) }).map((span) => ({ from: fromMs(span.from), to: fromMs(span.to) }))

interface Time {
  from: Instant
  until: Instant
}

/** What is left of somebody's working time when they are busy, in stretches so long at least. */
export function freeTime(working: readonly Time[], busy: readonly Time[], leastMs: number): Time[] {
  const left = without(working.map(spanOf), busy.map(spanOf))
  return left
    .filter(({ from, to }) => to - from >= leastMs)
    .map(({ from, to }) => ({ from: fromMs(from), until: fromMs(to) }))
}

/** So far ahead it is looked when somebody is back: most are tomorrow. */
const longest = 60 * dayMs
const looks = [dayMs, 8 * dayMs, longest]

/** When somebody first works at or after an instant. */
function nextAtWork(worker: Worker, now: number): number | undefined {
  const { active, absences } = worker.technician
  // As with most people: their calendar alone says it.
  if (active && worker.shifts.length === 0 && absences.every(({ until }) => toMs(until) <= now)) {
    const opens = worker.hours.nextOpening(now)
    return opens < now + longest ? opens : undefined
  }
  for (const reach of looks) {
    const [first] = workIn(worker, { from: now, to: now + reach })
    if (first) return first.from
  }
  return undefined
}

/** Whether somebody is at work, or the first reason why not: not here any more, off, absent, outside their hours. */
export function presenceAt(worker: Worker, now: Instant): Presence {
  const { active, status, absences } = worker.technician
  if (!active) return { at: 'not-here' }
  if (status === 'off') return { at: 'off' }
  const at = toMs(now)
  const next = nextAtWork(worker, at)
  if (next === at) return { at: 'work' }
  const absent = absences.map(spanOf).some(({ from, to }) => from <= at && at < to)
  return { at: absent ? 'absent' : 'outside-hours', ...(next !== undefined && { back: fromMs(next) }) }
}
