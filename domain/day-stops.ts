import type { keptBecause } from '../schemas/day-plan.ts'
import type { Visit } from '../schemas/visit.ts'
import type { Opening, Stop } from './round.ts'
import { minuteMs, toMs } from './time.ts'

/** When somebody works, in milliseconds: `to` is the first instant that is none of it. */
export interface WorkSpan {
  from: number
  to: number
}

/** What may be done with the visits of a day. */
export interface Freedom {
  /** The date, from its first instant to the first of the next. */
  date: WorkSpan
  /** When they work on it. */
  work: readonly WorkSpan[]
  now: number
  moveConfirmed: boolean
}

export type KeptBecause = (typeof keptBecause)[number]

/** A minute too late at a time that was confirmed, or that has come, counts as much as so many elsewhere. */
const keptWeight = 1000

/** Why a visit stays when it is, whatever the order: undefined where it may move. */
function fixedBy({ status, confirmedAt, from }: Visit, { now, moveConfirmed }: Freedom): KeptBecause | undefined {
  if (status !== 'planned' || toMs(from) <= now) return 'begun'
  return confirmedAt && !moveConfirmed ? 'confirmed' : undefined
}

/**
 * When a visit that may move can begin: while they are at work all of it and on the way to it, as for one that is booked; not
 * before now; and as the customer was told, where that was a window.
 */
function openFor({ window, durationMinutes }: Visit, { date, work, now }: Freedom): Opening[] {
  const told = window ? { from: toMs(window.from), until: toMs(window.until) } : { from: date.from, until: date.to }
  return work
    .map(({ from, to }) => ({
      from: Math.max(from, told.from, now),
      until: Math.min(to - durationMinutes * minuteMs, told.until),
      leavesFrom: Math.max(from, now),
    }))
    .filter(({ from, until }) => from <= until)
}

/** A visit as the order of the day sees it, and why it stays, where it does. */
export function stopOf(visit: Visit, freedom: Freedom): { stop: Stop; kept?: KeptBecause } {
  const lastsMs = visit.durationMinutes * minuteMs
  const fixed = fixedBy(visit, freedom)
  const open = fixed ? [] : openFor(visit, freedom)
  if (open.length > 0) return { stop: { open, lastsMs } }
  const from = toMs(visit.from)
  return { stop: { open: [{ from, until: from }], lastsMs, weight: keptWeight }, kept: fixed ?? 'no-time' }
}
