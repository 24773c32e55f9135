import type { EventType } from './catalogue.ts'
import type { Envelope } from './envelope.ts'

/**
 * Which fields of an event's `data` are personal, by their path; what stands in a list has the list's path.
 * No event has names, addresses, phone numbers or words that somebody wrote: what is personal here are ids of people.
 * They are pseudonyms, and personal data all the same (GDPR, Article 4(5) and recital 26): who hears of every visit of
 * one `per_…` knows how somebody works. Ids of customers, teams, tickets and files are not: they name no one person.
 */
export const personalFields: Partial<Record<EventType, readonly string[]>> = {
  'ticket.created': ['requester'],
  'ticket.assigned': ['assignee', 'previousAssignee'],
  'ticket.unassigned': ['previousAssignee'],
  'ticket.escalated': ['to', 'from'],
  'ticket.mentioned': ['persons'],
  'ticket.time-logged': ['person'],
  'ticket.time-removed': ['person'],
  'ticket.person-erased': ['person'],
  'ticket.link-given': ['person'],
  'ticket.watched': ['person'],
  'ticket.unwatched': ['person'],
  'ticket.follow-up-added': ['for'],
  'ticket.follow-up-due': ['to'],
  'sla.warned': ['actions.person'],
  'sla.breached': ['actions.person'],
  'survey.answered': ['technician'],
  'visit.booked': ['technician'],
  'visit.moved': ['technician', 'previous.technician'],
  'visit.confirmed': ['technician'],
  'visit.status-changed': ['technician'],
  'visit.cancelled': ['technician'],
  'visit.reminded': ['technician'],
}

/** Subjects that are people: their id is in the event's own, so such an event cannot be told without personal data. */
export const personalSubjects: readonly Envelope['subject']['kind'][] = [
  'contact',
  'technician',
  'notification-preferences',
]

/** Stands for the id of an actor who is a person; their role stays. */
export const withheld = 'withheld'

type Data = Record<string, unknown>

function without(value: unknown, [name = '', ...rest]: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((each) => without(each, [name, ...rest]))
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return value
  if (rest.length > 0) return { ...value, [name]: without((value as Data)[name], rest) }
  const { [name]: _, ...others } = value as Data
  return others
}

/** An event without what is personal in it; nothing where its subject is a person. It stays an event by its JSON Schema. */
export function withoutPersonalData<Event extends Envelope>(type: EventType, event: Event): Event | undefined {
  const { actor, subject } = event
  if (personalSubjects.includes(subject.kind)) return undefined
  const fields = personalFields[type] ?? []
  return {
    ...event,
    actor: actor.role === 'system' ? actor : { id: withheld, role: actor.role },
    data: fields.reduce<unknown>((rest, path) => without(rest, path.split('.')), event.data) as Data,
  }
}
