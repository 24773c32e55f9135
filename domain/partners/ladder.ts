import type { Instant } from '../../schemas/time.ts'
import { between, dayMs, hourMs, minuteMs, plus, toMs } from '../time.ts'

/**
 * The waits between the tries of a delivery, in milliseconds: the schedule that the Standard Webhooks specification gives
 * ("Deliverability and reliability"). Ten tries within 75 h 35 min, give or take a tenth.
 */
export const ladder: readonly number[] = [
  5000,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  14 * hourMs,
  20 * hourMs,
  24 * hourMs,
]
/** Each wait is longer or shorter by up to this share, so that what failed together does not come back together. */
const jitter = 0.1
/** Whoever asks to be left alone for longer is asked again after a day. */
const longestAsked = dayMs

/**
 * When a delivery is tried again that has failed so many times in a row; undefined: it is given up. `chance` is in [0, 1).
 * What the receiver asked for in `Retry-After` makes the wait longer, never shorter.
 */
export function nextTry(failed: number, now: Instant, chance: number, asked?: string): Instant | undefined {
  const step = ladder[failed - 1]
  if (step === undefined) return undefined
  const wait = step * (1 - jitter + 2 * jitter * chance)
  return plus(now, Math.round(Math.max(wait, askedFor(asked, now))))
}

/** The milliseconds of a `Retry-After`: of seconds or a date (RFC 9110, 10.2.3); none where it is neither. */
function askedFor(asked: string | undefined, now: Instant): number {
  if (asked === undefined) return 0
  const ms = /^\d{1,9}$/.test(asked) ? Number(asked) * 1000 : Date.parse(asked) - toMs(now)
  return Number.isNaN(ms) ? 0 : Math.min(Math.max(ms, 0), longestAsked)
}

/** What an answer means: 2xx has it, 410 wants nothing any more, all else may pass; a redirect is not followed. */
export const verdictOf = (status: number): 'delivered' | 'gone' | 'failed' =>
  status >= 200 && status < 300 ? 'delivered' : status === 410 ? 'gone' : 'failed'

/** How a receiver has been answering of late. */
interface Failing {
  /** Tries that failed since one did not. */
  failures: number
  /** When the first of them did. */
  since: Instant
}

const tooMany = 20
const tooLongMs = hourMs

/**
 * Whether a receiver that has just failed again is left alone until its owner says otherwise: twenty tries in a row over an
 * hour or more, or one delivery given up while nothing else arrived since its first try.
 */
export const isPausing = ({ failures, since }: Failing, now: Instant, givenUp?: { firstTriedAt: Instant }): boolean =>
  (failures >= tooMany && between(since, now) >= tooLongMs) || (givenUp !== undefined && since <= givenUp.firstTriedAt)

/** A receiver that has failed so often in a row is asked by few at a time; the rest wait their turn. */
const struggling = 5
const restMs = minuteMs

/**
 * Until when a delivery waits without being tried, since its receiver has failed again and again, and just now: a minute
 * after the last. Undefined: it is tried. So one that does not answer takes nobody else's time.
 */
export function restsUntil(
  failing: (Failing & { lastAt: Instant }) | undefined,
  now: Instant,
  chance: number,
): Instant | undefined {
  if (!failing || failing.failures < struggling) return undefined
  const until = plus(failing.lastAt, restMs)
  return until > now ? plus(until, Math.floor(restMs * chance)) : undefined
}
