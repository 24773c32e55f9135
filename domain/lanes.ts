import type { DeskClock, DeskTicket, Lane } from '../schemas/desks.ts'
import { lanes, DeskClock as Shown } from '../schemas/desks.ts'
import type { Status } from '../schemas/ticket.ts'
import type { Instant } from '../schemas/time.ts'
import { clocksOf, ended } from './clock.ts'
import { dayOf } from './day.ts'
import { explain } from './explain.ts'
import type { Desk, Ticket } from './ticket.ts'

const shown = Object.keys(Shown.shape) as (keyof DeskClock)[]

/** The clocks of a ticket that was brought up to `now` that have not ended, as sla-tracking explains them. */
export const clocksNow = (ticket: Ticket, desk: Desk, now: Instant): DeskClock[] =>
  clocksOf(ticket)
    .filter(([, clock]) => !ended(clock))
    .map(([kind]) => {
      const told = explain(ticket, kind, desk, now)
      const fields = shown.flatMap((name) => (told[name] === undefined ? [] : [[name, told[name]]]))
      return Object.fromEntries(fields) as DeskClock
    })

const laneOf: Partial<Record<Status, Lane>> = {
  assigned: 'toAccept',
  in_progress: 'inProgress',
  pending_customer: 'pendingCustomer',
  pending_parts: 'pendingParts',
  reopened: 'reopened',
}

type Judged = Pick<DeskTicket, 'number' | 'status' | 'dueAt'> & { clocks: readonly Pick<DeskClock, 'state'>[] }

/** Whether a clock that has not ended has missed its target. */
export const isBreached = ({ clocks }: Pick<Judged, 'clocks'>): boolean =>
  clocks.some(({ state }) => state === 'breached')

/** A person's tickets parted by how they stand: by status, and by what is due today in their zone or has been. */
export function partedInto(tickets: readonly Judged[], zone: string, now: Instant): Record<Lane, string[]> {
  const { to } = dayOf(zone, now)
  const parted = Object.fromEntries(lanes.map((lane) => [lane, [] as string[]])) as Record<Lane, string[]>
  for (const ticket of tickets) {
    const { number, status, dueAt } = ticket
    const lane = laneOf[status]
    if (lane) parted[lane].push(number)
    if (isBreached(ticket) || (dueAt && dueAt <= now)) parted.overdue.push(number)
    else if (dueAt && dueAt < to) parted.dueToday.push(number)
  }
  return parted
}
