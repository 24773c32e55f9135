import type { Target } from '../schemas/time.ts'
import { targetMs } from './time.ts'

/** A stretch of time `[from, to)` in milliseconds since 1970: open, or closed and why. */
export interface HoursStretch {
  from: number
  to: number
  open: boolean
  /** Of a closed one that lies on a holiday: which. */
  holiday?: { date: string; name?: string }
}

/**
 * A calendar made ready to reckon with (docs/sla.md, "Business time"). Instants are whole milliseconds since 1970. A calendar with hours is
 * followed to the end of 2300: what it does not reach by then comes `never` (domain/business-time.ts), and nothing throws.
 */
export interface Hours {
  /** The earliest instant at which the business time since `start` reaches `ms`: closing time, if it ends with that; `start` itself for nothing. */
  due(start: number, ms: number): number
  /** The business milliseconds in `[from, to)`; 0 if `to` is not later. */
  elapsed(from: number, to: number): number
  /** The first open instant at or after `at`: itself, where it is open. */
  nextOpening(at: number): number
  /** A target in business milliseconds; whole days (`P2D`) are those from `start` to its local time on the second later date that opens. */
  targetMs(target: Target, start: number): number
  /** All of `[from, to)`, in order and without gaps: neighbours differ in `open` or in their holiday. */
  stretches(from: number, to: number): Iterable<HoursStretch>
}

/** The built-in calendar that never closes: every date is open, and a business day has 24 hours. */
export const always: Hours = {
  due: (start, ms) => start + Math.max(0, ms),
  elapsed: (from, to) => Math.max(0, to - from),
  nextOpening: (at) => at,
  targetMs: (target) => targetMs(target),
  stretches: (from, to) => (to > from ? [{ from, to, open: true }] : []),
}
