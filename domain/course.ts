import { isDeepStrictEqual as same } from 'node:util'
import type { CalendarVersion } from '../schemas/calendar.ts'
import type { Status } from '../schemas/ticket.ts'
import type { Instant } from '../schemas/time.ts'
import { breachPercent, type Clock, needMs, reachedAt, spentAt } from './clock.ts'
import { hoursOf } from './desk.ts'
import { isOpen } from './selection.ts'
import type { Desk, Ticket } from './ticket.ts'
import { fromMs, later, toMs } from './time.ts'

/** Why a ticket's clocks did not count in a stretch of its life, whatever the calendar says. */
export type Standstill = 'status' | 'hold' | 'ended'

/**
 * A stretch of a ticket's life in which nothing that its clocks go by has changed; it lasts until the next begins. As it was
 * judged then: neither a policy nor a calendar chosen later changes it (docs/sla.md, "Changes under way").
 */
export interface Stretch {
  from: Instant
  status: Status
  /** Absent: its clocks counted, in the calendar's hours. */
  standstill?: Standstill
  onHoldUntil?: Instant
  /** Absent: always. */
  calendar?: CalendarVersion
}

/** So many are kept with the ticket; of one that changed oftener, the oldest are told as one sum. */
export const mostStretches = 400

type Standing = Pick<Ticket, 'status' | 'pauseOn' | 'onHoldUntil'>

/** Why a ticket's clocks stand at an instant: a function of its state and nothing else (docs/sla.md, "Pausing"). */
export function standstillOf({ status, pauseOn, onHoldUntil }: Standing, at: Instant): Standstill | undefined {
  if (!isOpen(status)) return 'ended'
  if ((pauseOn as readonly Status[]).includes(status)) return 'status'
  return onHoldUntil && at < onHoldUntil ? 'hold' : undefined
}

/** The stretch that a ticket is in from an instant on. */
function stretchFrom(ticket: Standing & Pick<Ticket, 'calendar'>, from: Instant): Stretch {
  const standstill = standstillOf(ticket, from)
  return {
    from,
    status: ticket.status,
    ...(standstill && { standstill }),
    ...(ticket.onHoldUntil && { onHoldUntil: ticket.onHoldUntil }),
    ...(ticket.calendar && { calendar: ticket.calendar }),
  }
}

/** The course of a ticket of which only is known how it stands, and since when. */
export const courseSince = (ticket: Ticket): Stretch[] => [stretchFrom(ticket, ticket.statusAt)]

/** Begins another stretch where something has changed since the last began; `status` is the one that the ticket comes to. */
export function markCourse(ticket: Ticket, from: Instant, status = ticket.status): void {
  const next = stretchFrom({ ...ticket, status }, from)
  const kept = ticket.course.filter((stretch) => stretch.from < from)
  const last = kept.at(-1)
  ticket.course = (last && same({ ...last, from }, next) ? kept : [...kept, next]).slice(-mostStretches)
}

/** The stretches of a ticket's life that lie between two instants, each with its end. */
export const stretchesBetween = (course: readonly Stretch[], from: Instant, to: Instant) =>
  course
    .map((stretch, at) => ({ ...stretch, to: course[at + 1]?.from ?? to }))
    .filter((stretch) => stretch.to > from && stretch.from < to)
    .map((stretch) => ({
      ...stretch,
      from: later(stretch.from, from),
      to: stretch.to < to ? stretch.to : to,
    }))

/** When a clock's spent time came to so many business milliseconds, which it has by `now`. */
function cameTo(ticket: Ticket, clock: Clock, ms: number, desk: Desk, now: Instant): Instant {
  const spans = stretchesBetween(ticket.course, clock.startedAt, now)
    .filter(({ standstill }) => !standstill)
    .map(({ from, to, calendar }) => {
      const hours = hoursOf(desk, calendar)
      return { hours, from: toMs(from), spent: hours.elapsed(toMs(from), toMs(to)) }
    })
  const known = spans.reduce((sum, { spent }) => sum + spent, 0)
  // Less what the oldest stretches came to, where they are not kept any more.
  let left = ms - (spentAt(clock, now, hoursOf(desk, ticket.calendar)) - known)
  for (const { hours, from, spent } of spans) {
    if (left <= spent) return fromMs(hours.due(from, left))
    left -= spent
  }
  return now
}

/**
 * When a clock reaches a share of its target, or did: the instant at which its spent time comes to that. While it stands, as
 * if it went on at `now`. Undefined: it has no target.
 */
export function instantOf(
  ticket: Ticket,
  clock: Clock,
  percent: number,
  desk: Desk,
  now: Instant,
): Instant | undefined {
  if (clock.targetMs === undefined) return undefined
  const need = needMs(clock.targetMs, percent)
  if (need > clock.spentMs) return reachedAt(clock, percent, hoursOf(desk, ticket.calendar), now)
  return cameTo(ticket, clock, need, desk, now)
}

/** What a clock is held against: the missed due instant once it was missed, or as it ended, else the planned one. */
export const dueAt = (ticket: Ticket, clock: Clock, desk: Desk, now: Instant): Instant | undefined =>
  clock.missed?.dueAt ?? clock.dueAt ?? instantOf(ticket, clock, breachPercent, desk, now)
