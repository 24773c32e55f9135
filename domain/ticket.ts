import type { EventData, EventType } from '../events/catalogue.ts'
import type { ActorReference } from '../schemas/actor.ts'
import type { ClockKind } from '../schemas/clock.ts'
import type { TicketsCustomer } from '../schemas/customer.ts'
import type { HistoryDetail } from '../schemas/history.ts'
import type { Team as KeptTeam } from '../schemas/people.ts'
import type { Settings } from '../schemas/settings.ts'
import type { SlaPolicy } from '../schemas/sla-policy.ts'
import type { Survey } from '../schemas/survey.ts'
import type { PendingStatus, Status, TicketRepresentation, TicketSummary } from '../schemas/ticket.ts'
import type { Instant } from '../schemas/time.ts'
import type { Clocks } from './clock.ts'
import type { Stretch } from './course.ts'
import type { Hours } from './hours.ts'
import type { Counted } from './merging.ts'

/** A ticket as it is kept: what it shows (but its long text), and what its machinery needs. */
export interface Ticket
  extends TicketSummary,
    Omit<
      TicketRepresentation,
      'description' | 'escalationLevel' | 'responseTime' | 'resolutionTime' | keyof TicketSummary
    > {
  escalationLevel: number
  clocks: Clocks
  /** What its clocks went by, from its opening on. Lies with the long text. */
  course: Stretch[]
  /** Whose due instant `dueAt` is. */
  dueClock?: ClockKind
  /** The statuses in which the clocks are paused: the policy's. */
  pauseOn: readonly PendingStatus[]
  /** Since when it has this status. */
  statusAt: Instant
  /** How many times the customer was reminded since it waits for them. */
  reminders: number
  /** The next instant at which something is due by itself; absent where nothing is. */
  wakeAt?: Instant
  /** What undoing its merge into another needs: when that was, and where the ticket was then. */
  merge?: {
    at: Instant
    status: Status
    statusAt: Instant
    reminders: number
    onHoldUntil?: Instant
    /** The rules were to find somebody for it. */
    wanted?: true
    /** The clocks that it has stopped. */
    clocks: readonly ClockKind[]
    /** Who came to watch the other by it. */
    watchers: readonly string[]
    counts: Counted
  }
  /** What it takes of its assignee's capacity; absent while nobody has it, and of one from before that was counted. */
  load?: number
  /** Since when the rules are to find somebody for it, and who is not to get it again. Absent: they are not asked. */
  routing?: { since: Instant; excluded?: readonly string[] }
  /** Who has declined it, or had it taken from them: the rules do not give it to them again. */
  passedOver?: readonly string[]
  /** Who goes there, or was there, on a visit: they see the ticket. */
  visitors?: readonly string[]
  /** Whose it was before, and the number of the event by which it came to whose it is. */
  formerCustomers?: readonly string[]
  customerSince?: number
  /** How often the links to it were revoked: those made before open nothing any more. */
  linksRevoked?: number
  /** How its customer found it, without their words: what is counted of it. */
  survey?: Pick<Survey, 'score' | 'answeredAt' | 'technician' | 'team' | 'category'>
  /** The number of its last event. */
  seq: number
}

/** What has happened, before it is an event on the bus: the table adds brand and correlation. */
export interface DomainEvent<Type extends EventType = EventType> {
  type: Type
  seq: number
  occurredAt: Instant
  actor: ActorReference
  causationId?: string
  data: EventData<Type>
  /** Kept in the history, never published. */
  detail?: HistoryDetail
}

/** That a milestone was reached. */
export type MilestoneEvent = DomainEvent<'sla.warned' | 'sla.breached'>

/** What a decision may change: the ticket as it becomes, and everything that happened on the way. No events: nothing changed. */
export interface Decision {
  ticket: Ticket
  events: DomainEvent[]
  /** The long text, where it is new. */
  description?: string
  /** What the ticket had to catch up with first, where that is more than one transaction holds: committed before it, in this order. */
  earlier?: Decision[]
}

export type Team = Pick<KeptTeam, 'id' | 'supervisor' | 'manager'>

/** What the desk knows that a decision needs: read by the handler beforehand. */
export interface Desk {
  settings: Settings
  /** When the desk is open. Absent: always. */
  openHours?: Hours
  /** As they are now, in the order in which they are asked. */
  policies: readonly SlaPolicy[]
  /** The version of each calendar that is chosen now. */
  calendars?: Readonly<Record<string, number>>
  /** The versions of policies and calendars that the ticket goes by, and those it may come to, by `versionKey`. */
  versions?: { policies: Readonly<Record<string, SlaPolicy>>; hours: Readonly<Record<string, Hours>> }
  /** The ticket's customer, where the decision may ask for it: their tier, and the policy agreed with them, before all others. */
  customer?: Pick<TicketsCustomer, 'tier' | 'policy'>
  /** The teams that the ticket is with, or comes to, by their ids. */
  teams: Readonly<Record<string, Team>>
}

export const eventId = (ticket: { number: string }, seq: number) => `ticket.${ticket.number}.${seq}`
