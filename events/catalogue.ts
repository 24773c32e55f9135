import type * as z from 'zod'
import { attachmentEvents } from './attachment-events.ts'
import { conversationEvents } from './conversation-events.ts'
import { jobEvents } from './job-events.ts'
import { mailEvents } from './mail-events.ts'
import { recordEvents } from './record-events.ts'
import { slaEvents } from './sla-events.ts'
import { surveyEvents } from './survey-events.ts'
import { ticketEvents } from './ticket-events.ts'
import { visitEvents } from './visit-events.ts'

/** Every event type and the shape of its `data`. Types only grow: a field is added, never changed or dropped. */
export const eventTypes = {
  ...ticketEvents,
  ...attachmentEvents,
  ...conversationEvents,
  ...slaEvents,
  ...recordEvents,
  ...jobEvents,
  ...visitEvents,
  ...mailEvents,
  ...surveyEvents,
} as const
export type EventType = keyof typeof eventTypes
export type EventData<Type extends EventType> = z.infer<(typeof eventTypes)[Type]>

/** The events after which a ticket's next wake may be another: the SLA supervisor hears these. */
export const wakeEvents: readonly EventType[] = [
  'ticket.created',
  'ticket.updated',
  'ticket.customer-changed',
  'ticket.status-changed',
  'ticket.follow-up-added',
  'ticket.held',
  'ticket.hold-ended',
  'sla.policy-chosen',
  'sla.started',
  'sla.restarted',
]

/** The events after which a ticket that is archived belongs into the archive as it is then: also without what was erased since. */
export const archiveEvents: readonly EventType[] = ['ticket.archived', 'ticket.person-erased']

/** The events that people may be told of: the notifier hears these. */
export const noticeEvents: readonly EventType[] = [
  'sla.warned',
  'sla.breached',
  'ticket.created',
  'ticket.assigned',
  'ticket.reminded',
  'ticket.status-changed',
  'ticket.commented',
  'ticket.attached',
  'ticket.mentioned',
  'ticket.follow-up-due',
  'ticket.escalated',
  'survey.answered',
  'visit.booked',
  'visit.moved',
  'visit.cancelled',
  'visit.reminded',
  'mail.bounced',
  'mail.complained',
  'mail.resent',
  'subscription.updated',
]

/** The events of milestones, whose actions reach beyond the desk's own tickets: webhooks and follow-ups hear these. */
export const milestoneEvents = ['sla.warned', 'sla.breached'] as const satisfies readonly EventType[]

/** The events after which a login may be out of line with the record of whose it is, and what somebody has without hands. */
export const staffEvents = ['technician.updated'] as const satisfies readonly EventType[]
/** The fields of a record that a login goes by: of other changes nothing follows. */
export const loginFields = ['active', 'email', 'login', 'role'] as const

/** The events after which a ticket may be another to the statistics: the counters hear these. */
export const countedEvents: readonly EventType[] = [
  'ticket.created',
  'ticket.updated',
  'ticket.customer-changed',
  'ticket.status-changed',
  'ticket.assigned',
  'ticket.unassigned',
  'sla.ended',
  'sla.restarted',
  'survey.answered',
]

/** The events after which somebody is to be found for a ticket, or may have more room, or may fit by now: the router hears these. */
export const routingEvents: readonly EventType[] = [
  'ticket.created',
  'ticket.updated',
  'ticket.customer-changed',
  'ticket.status-changed',
  'ticket.assigned',
  'ticket.unassigned',
  'ticket.escalated',
  'technician.created',
  'technician.updated',
  'team.updated',
  'rotation.created',
  'rotation.updated',
  'rotation.deleted',
  'shift.created',
  'shift.updated',
  'shift.deleted',
  'assignment-rule.created',
  'assignment-rule.updated',
  'assignment-rule.deleted',
  'settings.updated',
  'calendar.updated',
]

/** The events after which a ticket may have ended, and with it the visits that were planned for it. */
export const endingEvents: readonly EventType[] = ['ticket.status-changed']
