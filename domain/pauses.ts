import type { Instant } from '../schemas/time.ts'
import { type Stretch, stretchesBetween } from './course.ts'
import { between } from './time.ts'

/** How often something stood still, and for how long on the wall: milliseconds. */
export interface Pauses {
  count: number
  ms: number
}

/**
 * The pauses of a ticket between two instants: its status or a hold, not that it had ended. One that goes on in another
 * way (from one pending status to the next) is one pause.
 */
export function pausesOf(course: readonly Stretch[], from: Instant, to: Instant): Pauses {
  const pauses = { count: 0, ms: 0 }
  let pausedUntil: Instant | undefined
  for (const { standstill, from: begins, to: ends } of stretchesBetween(course, from, to)) {
    if (!standstill || standstill === 'ended') continue
    if (pausedUntil !== begins) pauses.count += 1
    pauses.ms += between(begins, ends)
    pausedUntil = ends
  }
  return pauses
}
