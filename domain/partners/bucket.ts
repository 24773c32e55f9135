/** The window of a limit: a bucket takes so long to fill up again from nothing, in milliseconds. */
const windowMs = 60_000

/**
 * What one call takes of a bucket that fills up by itself, so many calls in a minute: in whole milliseconds, rounded up, so that
 * never more come through than were promised.
 */
export const callMs = (callsPerMinute: number): number => Math.ceil(windowMs / callsPerMinute)

/**
 * A bucket as the one instant up to which its time is spent (the generic cell rate algorithm, ITU-T I.371): what lies between that
 * and now is left, a minute at most. One number in the table says it, so one conditional write takes a call out.
 */
export interface Room {
  /** How many calls may be made at once now. */
  remaining: number
  /** When the bucket is full again, and when one call fits: milliseconds from now. */
  fullInMs: number
  nextInMs: number
}

/** What a full bucket holds, in milliseconds. */
export const fullMs = (callsPerMinute: number): number => callMs(callsPerMinute) * callsPerMinute

/** What is left in a bucket; instants in milliseconds. */
export function roomIn(spentUntil: number, now: number, callsPerMinute: number): Room {
  const call = callMs(callsPerMinute)
  const leftMs = Math.min(fullMs(callsPerMinute), now - spentUntil)
  return {
    remaining: Math.min(callsPerMinute, Math.max(0, Math.floor(leftMs / call))),
    fullInMs: fullMs(callsPerMinute) - leftMs,
    nextInMs: Math.max(0, call - leftMs),
  }
}
