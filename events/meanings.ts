import type { EventType } from './catalogue.ts'

/** Each event in one sentence. */
export const meanings: Record<EventType, string> = {
  'ticket.created': 'A ticket was opened',
  'ticket.updated': 'Fields of a ticket were replaced; the text itself stays with the ticket',
  'ticket.status-changed': 'A ticket moved to another status',
  'ticket.assigned': 'A ticket was given to a person, a team, or both',
  'ticket.unassigned': 'A ticket was taken from its assignee, or declined',
  'ticket.escalated': 'A milestone escalated a ticket',
  'ticket.reminded': 'The customer was reminded that an answer is awaited',
  'sla.policy-chosen': 'It was settled which policy a ticket is measured by, and why',
  'sla.warned': 'A clock reached a milestone before its target: as a rule 80 %',
  'sla.breached': 'A clock reached its target, or a milestone after it',
  'sla.paused': 'The clocks of a ticket stand from here on',
  'sla.resumed': 'The clocks of a ticket run again',
  'sla.ended': 'A clock ended: its promise was met, missed, or no longer needed',
  'sla.restarted': 'A clock that had ended runs again, with the time that it had spent',
  'sla-policy.created': 'A policy was made; it holds for tickets opened from now on',
}
