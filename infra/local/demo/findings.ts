import type { SlaTracking } from '../../../schemas/clock.ts'
import { getSlaTracking } from '../../../schemas/operations/sla.ts'
import { getTicket } from '../../../schemas/operations/tickets.ts'
import type { SlaPolicy } from '../../../schemas/sla-policy.ts'
import type { TicketRepresentation } from '../../../schemas/ticket.ts'
import type { Call } from './api.ts'
import type { ByMail } from './by-mail.ts'
import type { Entry, Feed } from './feed.ts'
import type { Milestone } from './milestones.ts'
import type { RightPerson } from './right-person.ts'
import type { Scene } from './scene.ts'
import type { Opened } from './story.ts'

/** A ticket as the desk shows it in the end. */
export interface Finding extends Opened {
  ticket: TicketRepresentation
  tracking: SlaTracking
  entries: readonly Entry[]
}

/** Everything that the demonstration claims something of. */
export interface Findings {
  tickets: readonly Finding[]
  /** The one on the policy of seconds. */
  timed: Finding
  milestones: readonly Milestone[]
  /** What the desk says of that one in sentences. */
  explanation: string
  policy: SlaPolicy
  supervisor: string
  scene: Scene
  rightPerson: RightPerson
  byMail: ByMail
  /** What came of opening a ticket a second time with its key. */
  repeat: { of: string; gave: string; replayed: boolean; eventsBefore: number }
}

/** Reads a ticket, its clocks and its whole history once more. */
export async function find(opened: Opened, call: Call, feed: Feed): Promise<Finding> {
  const { number } = opened
  const { answer: ticket } = await call('agent', getTicket, { params: { id: number } })
  const { answer: tracking } = await call('agent', getSlaTracking, { params: { ticket_id: number } })
  return { ...opened, ticket, tracking, entries: feed.entriesOf(number) }
}
