import type { EventData, EventType } from '../../../events/catalogue.ts'
import { type RecordEventType, recordEvents } from '../../../events/record-events.ts'
import { promised, spoken } from './time-words.ts'

/** Says who somebody is whose id an event holds. */
export type NameOf = (id: string) => string

const nobody = 'nobody'
const conjunction = (parts: (string | undefined | false)[]) => parts.filter(Boolean).join(', ')

function milestone({ clock, percent, latenessMs, actions }: EventData<'sla.warned'>, nameOf: NameOf): string {
  const told = actions
    .filter(({ action }) => action === 'notify')
    .map(({ person }) => (person ? nameOf(person) : nobody))
  const late = `${clock} at ${percent} %, ${spoken(latenessMs)} late`
  return told.length > 0 ? `${late}; tells ${told.join(', ')}` : late
}

type Phrases = { [Type in EventType]: (data: EventData<Type>, nameOf: NameOf) => string }

/** Of records: what is new in them. */
const ofRecords = Object.fromEntries(
  Object.keys(recordEvents).map((type) => [type, ({ fields }: EventData<RecordEventType>) => fields.join(', ')]),
) as unknown as Pick<Phrases, RecordEventType>

/** What an event says beside its type, in a few words. */
export const phrases: Phrases = {
  'ticket.created': ({ priority, category, channel }) => conjunction([priority, category, `by ${channel}`]),
  'ticket.triaged': ({ priority, category, tags }) => conjunction([priority, category, ...tags]),
  'ticket.updated': ({ fields }) => fields.join(', '),
  'ticket.status-changed': ({ from, to }) => `${from} → ${to}`,
  'ticket.assigned': ({ assignee, previousAssignee }, nameOf) =>
    `${previousAssignee ? `${nameOf(previousAssignee)} ` : ''}→ ${assignee ? nameOf(assignee) : 'the team'}`,
  'ticket.unassigned': ({ previousAssignee, reason }, nameOf) =>
    `${previousAssignee ? nameOf(previousAssignee) : nobody} → ${nobody}${reason === 'declined' ? ', declined' : ''}`,
  'ticket.escalated': ({ clock, percent, outcome, to, team, from, level }, nameOf) => {
    const whom = to ? nameOf(to) : team ? 'a team' : nobody
    const result = outcome === 'handed-over' ? `${from ? nameOf(from) : nobody} → ${whom}` : outcome
    return `${result}, level ${level}, ${clock ? `for ${clock} at ${percent} %` : 'by hand'}`
  },
  'ticket.person-erased': ({ fields }) => fields.join(', '),
  'ticket.customer-changed': ({ from, to }) => `${from ?? 'nobody'} → ${to}`,
  'ticket.reminded': ({ reminder }) => `reminder ${reminder}`,
  'ticket.parts-arrived': () => 'back to work',
  'ticket.held': ({ until }) => `until ${until}`,
  'ticket.hold-ended': ({ reason }) => reason.replace('-', ' '),
  'ticket.archived': ({ status }) => `was ${status}`,
  'ticket.link-given': ({ person }, nameOf) => `to act as ${nameOf(person)}`,
  'ticket.links-revoked': () => 'what was sent opens nothing any more',
  'survey.answered': ({ score, previous }) => `${previous ? `${previous} → ` : ''}${score} of 5`,
  'ticket.watched': ({ person }, nameOf) => nameOf(person),
  'ticket.unwatched': ({ person }, nameOf) => nameOf(person),
  // What the desk sets and ends by itself goes without saying.
  'ticket.follow-up-added': ({ dueAt, automatic }) => (automatic ? '' : `due ${dueAt}`),
  'ticket.follow-up-due': ({ to }, nameOf) => `tells ${to ? nameOf(to) : nobody}`,
  'ticket.follow-up-ended': ({ outcome }) => (outcome === 'ticket-ended' ? '' : outcome),
  'ticket.attached': ({ size }) => `${Math.ceil(size / 1024)} KB`,
  'ticket.attachment-refused': ({ state }) => state,
  'ticket.attachment-removed': () => 'its bytes are gone',
  'ticket.commented': ({ public: isPublic, role }) => `${isPublic ? 'public' : 'internal'}, by ${role}`,
  'ticket.mentioned': ({ persons }, nameOf) => persons.map(nameOf).join(', '),
  'ticket.comment-edited': ({ version }) => `version ${version}`,
  'ticket.comment-redacted': () => 'its words are gone',
  'ticket.call-logged': ({ direction, outcome, durationSeconds }) =>
    conjunction([direction, outcome.replace('_', ' '), durationSeconds > 0 && spoken(durationSeconds * 1000)]),
  'ticket.time-logged': ({ minutes, billable }) => `${minutes} min${billable ? '' : ', not billable'}`,
  'ticket.time-removed': ({ minutes }) => `${minutes} min less`,
  'sla.policy-chosen': ({ reason, targets }) => {
    const why = reason.conditions && `for its ${reason.conditions.join(', ')}`
    return conjunction([
      targets.response && `answer within ${promised(targets.response)}`,
      targets.resolution && `fix within ${promised(targets.resolution)}`,
      why,
    ])
  },
  'sla.warned': milestone,
  'sla.breached': milestone,
  'sla.started': ({ clock, cycle }) => `${clock} ${cycle} runs`,
  'sla.light-changed': ({ clock, light }) => `${clock} is ${light}`,
  'sla.paused': () => 'clocks paused',
  'sla.resumed': () => 'clocks run',
  'sla.ended': ({ clock, outcome, elapsedMs, missedByMs }) =>
    `${clock} ${outcome}${missedByMs !== undefined ? ` by ${spoken(missedByMs)}` : ` after ${spoken(elapsedMs)}`}`,
  'sla.breach-explained': ({ clock, cause }) => `${clock}: ${cause}`,
  'sla.restarted': ({ clock, elapsedMs }) => `${clock} runs on from ${spoken(elapsedMs)}`,
  'ticket.merged': ({ into }) => `into ${into}`,
  'ticket.merge-taken': ({ from }) => `takes ${from} in`,
  'ticket.unmerged': ({ from }) => `out of ${from}`,
  'ticket.merge-undone': ({ from }) => `lets ${from} go`,
  'ticket.split': ({ into }) => `a comment became ${into}`,
  'ticket.linked': ({ link, ticket }) => `${link} ${ticket}`,
  'ticket.unlinked': ({ link, ticket }) => `${link} ${ticket}, no more`,
  'ticket.parent-set': ({ parent }) => `part of ${parent}`,
  'ticket.parent-removed': ({ parent }) => `not part of ${parent} any more`,
  'ticket.child-added': ({ child }) => `${child} is part of it`,
  'ticket.child-removed': ({ child }) => `${child} is not part of it any more`,
  'job.requested': ({ kind }) => kind,
  'job.finished': ({ kind, state, done, refused }) => `${kind} ${state}: ${done} done, ${refused} refused`,
  'sla-policy.ordered': ({ policies }) => `${policies.length} policies`,
  'visit.booked': ({ technician, from }, nameOf) => `${nameOf(technician)}, ${from}`,
  'visit.moved': ({ technician, from }, nameOf) => `${nameOf(technician)}, ${from}`,
  'visit.confirmed': ({ from }) => `${from} suits`,
  'visit.status-changed': ({ status }) => `${status.from} → ${status.to}`,
  'visit.cancelled': ({ reason }) => reason.replace('-', ' '),
  'visit.reminded': ({ from }) => `is at ${from}`,
  'mail.bounced': ({ permanent, status = '' }) => `${permanent ? 'for good' : 'for now'} ${status}`.trim(),
  'mail.complained': () => '',
  'mail.resent': () => '',
  ...ofRecords,
}
