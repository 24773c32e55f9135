import type { EventType } from './catalogue.ts'
import { type RecordEventType, type RecordKind, recordKinds } from './record-events.ts'

const nouns: Record<RecordKind, string> = {
  customer: 'A customer',
  contact: 'A contact',
  site: 'A site of a customer',
  product: 'A product that a customer owns',
  contract: 'A contract of a customer',
  'canned-reply': 'A canned reply',
  macro: 'A macro',
  'triage-rule': 'A triage rule',
  view: 'A saved view',
  settings: 'The settings of a brand',
}

const ofRecords = Object.fromEntries(
  recordKinds.flatMap((kind) => [
    [`${kind}.created`, `${nouns[kind]} was made`],
    [`${kind}.updated`, `${nouns[kind]} was changed`],
    [`${kind}.deleted`, `${nouns[kind]} was removed`],
  ]),
) as Record<RecordEventType, string>

/** Each event in one sentence. */
export const meanings: Record<EventType, string> = {
  'ticket.created': 'A ticket was opened',
  'ticket.updated': 'Fields of a ticket were replaced; the text itself stays with the ticket',
  'ticket.status-changed': 'A ticket moved to another status',
  'ticket.assigned': 'A ticket was given to a person, a team, or both',
  'ticket.unassigned': 'A ticket was taken from its assignee, or declined',
  'ticket.escalated': 'A milestone escalated a ticket',
  'ticket.reminded': 'The customer was reminded that an answer is awaited',
  'ticket.parts-arrived': 'The parts that a ticket waited for are there',
  'ticket.archived': 'A ticket was put away: it can be read, and not changed any more',
  'ticket.watched': 'Somebody watches a ticket from now on',
  'ticket.unwatched': 'Somebody does not watch a ticket any more',
  'ticket.follow-up-added': 'A follow-up was set on a ticket',
  'ticket.follow-up-due': 'A follow-up is due: whoever has the ticket is to see to it',
  'ticket.follow-up-ended': 'A follow-up was done, cancelled, or ended with its ticket',
  'ticket.attached': 'A file has arrived at a ticket',
  'ticket.attachment-refused': 'A file is not given out: a scan found something in it, or could not look into it',
  'ticket.attachment-removed': 'A file was taken away for good',
  'ticket.merged': 'A ticket was cancelled since another has the same matter; its conversation is read with that one',
  'ticket.merge-taken': 'The conversation of another ticket is read with this one from now on',
  'ticket.unmerged': 'A merge was undone: the ticket goes on where it was',
  'ticket.merge-undone': 'The conversation of another ticket is not read with this one any more',
  'ticket.split': 'A comment became a ticket of its own',
  'ticket.linked': 'A ticket was linked to another',
  'ticket.unlinked': 'A link to another ticket was taken away',
  'ticket.parent-set': 'A ticket became part of another: of an outage, as a rule',
  'ticket.parent-removed': 'A ticket is not part of another any more',
  'ticket.child-added': 'Another ticket became part of this one',
  'ticket.child-removed': 'Another ticket is not part of this one any more',
  'sla.policy-chosen': 'It was settled which policy a ticket is measured by, and why',
  'sla.warned': 'A clock reached a milestone before its target: as a rule 80 %',
  'sla.breached': 'A clock reached its target, or a milestone after it',
  'sla.paused': 'The clocks of a ticket stand from here on',
  'sla.resumed': 'The clocks of a ticket run again',
  'sla.ended': 'A clock ended: its promise was met, missed, or no longer needed',
  'sla.restarted': 'A clock that had ended runs again, with the time that it had spent',
  'sla-policy.created': 'A policy was made; it holds for tickets opened from now on',
  ...ofRecords,
  'job.requested': 'Something to be done many times was asked for',
  'job.finished': 'A job has come to its end: done, cancelled, or given up',
}
