import {
  archiveEvents,
  countedEvents,
  type EventType,
  endingEvents,
  milestoneEvents,
  noticeEvents,
  routingEvents,
  staffEvents,
  wakeEvents,
} from './catalogue.ts'

/** Who hears which events by a queue of their own: for pictures and sums; infra/ wires them from the lists themselves. */
export const consumers: readonly { who: string; types: readonly EventType[]; some?: true }[] = [
  { who: 'sla-supervise', types: wakeEvents },
  { who: 'notifications-notify', types: noticeEvents },
  // Only where a rule of the policy asks for it.
  { who: 'escalations-webhook, escalations-follow-up', types: milestoneEvents, some: true },
  { who: 'assignment-route', types: routingEvents },
  { who: 'people-follow', types: staffEvents },
  { who: 'visits-end', types: endingEvents },
  { who: 'statistics-count', types: countedEvents },
  { who: 'archive-store', types: archiveEvents },
]
