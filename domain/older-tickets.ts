import { breachPercent, type Clock, clocksOf, lightAt } from './clock.ts'
import { courseSince } from './course.ts'
import { always } from './hours.ts'
import type { Ticket } from './ticket.ts'
import { plus, toMs } from './time.ts'

/**
 * Tickets of a desk from before calendars: their clocks counted every hour, and did not say how far a target goes, or what has
 * fired when. What is not known stays untold. Changes the ticket; nothing on one that says all of it.
 */
export function completeClocks(ticket: Ticket): void {
  for (const [, clock] of clocksOf(ticket)) if (!(clock as Partial<Clock>).fired) complete(clock)
}

function complete(clock: Clock): void {
  const { target, startedAt, endedAt, spentMs, missed, firedPercent } = clock
  clock.fired = []
  clock.light = missed ? 'red' : lightAt(Math.min(firedPercent, breachPercent))
  if (!target) return
  clock.targetMs = always.targetMs(target, toMs(startedAt))
  if (endedAt) clock.dueAt = missed?.dueAt ?? plus(endedAt, clock.targetMs - spentMs)
}

/** The same for the course of a ticket that was read whole: what is known of it is how it stands since its status was reached. */
export function completeCourse(ticket: Ticket): void {
  if (!(ticket as Partial<Ticket>).course) ticket.course = courseSince(ticket)
}
