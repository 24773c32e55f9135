import type { CalendarVersion } from '../schemas/calendar.ts'
import type { Status } from '../schemas/ticket.ts'
import type { Instant } from '../schemas/time.ts'

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
