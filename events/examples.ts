import { system } from '../schemas/actor.ts'
import { type EventData, type EventType, eventTypes } from './catalogue.ts'
import type { Envelope } from './envelope.ts'
import { type RecordEventType, type RecordKind, recordEvents } from './record-events.ts'
import { versionOf } from './versions.ts'

const plantFloor = 'pol_01JD0000000000000000PCY001'

const recordIds: Record<RecordKind, string> = {
  customer: 'cus_01JD0000000000000000CSTMR1',
  contact: 'per_01JD0000000000000000CNTCT1',
  site: 'sit_01JD0000000000000000000001',
  product: 'pro_01JD0000000000000000000001',
  contract: 'con_01JD0000000000000000000001',
  macro: 'mac_01JD0000000000000000000001',
  'triage-rule': 'tri_01JD0000000000000000000001',
  view: 'vie_01JD0000000000000000000001',
  settings: 'main',
  calendar: 'cal_01JD000000000000000000CA01',
  'sla-policy': plantFloor,
  technician: 'per_01JD0000000000000000TECHN1',
  team: 'tea_01JD0000000000000000TEAM01',
  rotation: 'rot_01JD0000000000000000R0TA01',
  shift: 'shf_01JD0000000000000000SHFT01',
  'assignment-rule': 'asr_default-vip',
  'notification-preferences': 'per_01JD0000000000000000TECHN1',
  subscription: 'sub_01JD0000000000000000SVBSC1',
  'partner-client': 'pcl_01JD0000000000000000PCKNT1',
}

const technician = 'per_01JD0000000000000000TECHN1'
const supervisor = 'per_01JD0000000000000000SPRVS1'
const requester = 'per_01JD0000000000000000CNTCT1'
const team = 'tea_01JD0000000000000000TEAM01'
const followUp = 'fol_01JD00000000000000000000F1'
const attachment = 'att_01JD000000000000000ATTACH1'
const comment = 'com_01JD000000000000000C0MMNT1'
const entry = 'tim_01JD0000000000000000T1ME01'
const policy = { id: 'pol_default', version: 1 }
const visit = {
  visit: 'vis_01JD0000000000000000V1S1T1',
  technician,
  from: '2026-11-24T09:00:00.000Z',
  until: '2026-11-24T10:30:00.000Z',
}

const ofRecords = Object.fromEntries(
  Object.keys(recordEvents).map((type) => [
    type,
    {
      version: type.endsWith('.created') || type === 'job.requested' ? 1 : 3,
      fields: type.endsWith('.updated') ? ['name'] : [],
    },
  ]),
) as { [Type in RecordEventType]: EventData<Type> }

/** What each event says, in the life of one ticket: opened, taken, late in its response, escalated, answered, resolved. */
const data: { [Type in EventType]: EventData<Type> } = {
  'ticket.created': {
    status: 'created',
    priority: 'high',
    type: 'issue',
    category: 'hardware',
    channel: 'portal',
    customer: 'cus_01JD0000000000000000CSTMR1',
    requester,
    team,
  },
  'ticket.triaged': {
    rules: [{ id: 'tri_default-outage', gave: ['priority', 'tags'] }],
    priority: 'high',
    tags: ['outage'],
  },
  'ticket.updated': { fields: ['priority', 'title'], priority: { from: 'medium', to: 'high' } },
  'ticket.status-changed': { from: 'created', to: 'assigned', reason: 'by-hand' },
  'ticket.assigned': { assignee: supervisor, team, previousAssignee: technician, reason: 'escalated' },
  'ticket.unassigned': { previousAssignee: technician, reason: 'declined' },
  'ticket.escalated': {
    level: 1,
    clock: 'response',
    percent: 100,
    outcome: 'handed-over',
    to: supervisor,
    from: technician,
  },
  'ticket.commented': { comment, public: true, role: 'agent', length: 53 },
  'ticket.mentioned': { comment, public: true, persons: [technician] },
  'ticket.comment-edited': { comment, public: true, version: 2, length: 61 },
  'ticket.comment-redacted': { comment, public: true },
  'ticket.call-logged': {
    call: 'cal_01JD00000000000000000CA111',
    direction: 'outbound',
    outcome: 'reached',
    durationSeconds: 240,
  },
  'ticket.time-logged': { entry, person: technician, minutes: 30, billable: true },
  'ticket.time-removed': { entry, person: technician, minutes: 30, billable: true },
  'ticket.customer-changed': {
    from: 'cus_01JD0000000000000000CSTMR1',
    to: 'cus_01JD0000000000000000CSTMR2',
    fields: ['customer', 'requester', 'site'],
  },
  'ticket.reminded': { reminder: 1, status: 'pending_customer' },
  'ticket.person-erased': { person: requester, fields: ['contact', 'title'] },
  'ticket.attached': { attachment, size: 482_133, public: true },
  'ticket.attachment-refused': { attachment, state: 'infected', public: true },
  'ticket.attachment-removed': { attachment, public: true },
  'ticket.parts-arrived': { status: 'pending_parts' },
  'ticket.held': { until: '2026-11-24T09:00:00.000Z' },
  'ticket.hold-ended': { until: '2026-11-24T09:00:00.000Z', reason: 'time', latenessMs: 412 },
  'ticket.archived': { status: 'closed', customer: 'cus_01JD0000000000000000CSTMR1' },
  'ticket.watched': { person: supervisor },
  'ticket.unwatched': { person: supervisor },
  'ticket.link-given': { person: requester },
  'ticket.links-revoked': { times: 1 },
  'survey.answered': { score: 2, changed: false, hasComment: true, technician, team, category: 'hardware' },
  'ticket.follow-up-added': { followUp, dueAt: '2026-11-21T15:00:00.000Z', automatic: true },
  'ticket.follow-up-due': { followUp, dueAt: '2026-11-21T15:00:00.000Z', latenessMs: 412, to: technician },
  'ticket.follow-up-ended': { followUp, outcome: 'done' },
  'ticket.merged': { into: 'TKT000120' },
  'ticket.merge-taken': { from: 'TKT000125' },
  'ticket.unmerged': { from: 'TKT000120' },
  'ticket.merge-undone': { from: 'TKT000125' },
  'ticket.split': { comment: 'com_01JD0000000000000000CMNT01', into: 'TKT000126' },
  'ticket.linked': { link: 'caused-by', ticket: 'TKT000099' },
  'ticket.unlinked': { link: 'caused-by', ticket: 'TKT000099' },
  'ticket.parent-set': { parent: 'TKT000100' },
  'ticket.parent-removed': { parent: 'TKT000100' },
  'ticket.child-added': { child: 'TKT000125' },
  'ticket.child-removed': { child: 'TKT000125' },
  'sla.policy-chosen': {
    policy,
    reason: { code: 'default' },
    targets: { response: 'PT1H', resolution: 'PT8H' },
  },
  'sla.warned': {
    clock: 'response',
    cycle: 1,
    percent: 80,
    target: 'PT1H',
    plannedAt: '2026-11-21T10:48:00.000Z',
    dueAt: '2026-11-21T11:00:00.000Z',
    latenessMs: 412,
    skipped: [],
    policy,
    actions: [{ action: 'notify', who: 'assignee', person: technician }],
  },
  'sla.breached': {
    clock: 'response',
    cycle: 1,
    percent: 100,
    target: 'PT1H',
    plannedAt: '2026-11-21T11:00:00.000Z',
    dueAt: '2026-11-21T11:00:00.000Z',
    latenessMs: 380,
    skipped: [],
    policy,
    actions: [
      { action: 'assign', who: 'supervisor', person: supervisor },
      { action: 'notify', who: 'assignee', person: technician },
      { action: 'mark-escalated' },
    ],
  },
  'sla.started': { clock: 'nextResponse', cycle: 2, target: 'PT1H' },
  'sla.light-changed': { clock: 'resolution', cycle: 1, light: 'yellow' },
  'sla.paused': { status: 'pending_customer' },
  'sla.resumed': { status: 'in_progress' },
  'sla.ended': {
    clock: 'response',
    cycle: 1,
    outcome: 'missed',
    elapsedMs: 4_500_000,
    target: 'PT1H',
    dueAt: '2026-11-21T11:00:00.000Z',
    missedByMs: 900_000,
  },
  'sla.breach-explained': { clock: 'resolution', cycle: 1, cause: 'parts' },
  'sla.restarted': { clock: 'resolution', cycle: 2, elapsedMs: 3_900_000 },
  'visit.booked': { ...visit, site: 'sit_01JD00000000000000000S1TE1', service: 'wifi-survey' },
  'visit.moved': {
    ...visit,
    previous: { technician, from: '2026-11-23T13:00:00.000Z', until: '2026-11-23T14:30:00.000Z' },
    wasConfirmed: true,
  },
  'visit.confirmed': visit,
  'visit.status-changed': { ...visit, status: { from: 'planned', to: 'on_the_way' } },
  'visit.cancelled': { ...visit, reason: 'by-customer' },
  'visit.reminded': visit,
  'mail.bounced': { mail: 'mal_01JD0000000000000000MA11N1', permanent: true, status: '5.1.1' },
  'mail.complained': { mail: 'mal_01JD0000000000000000MA11N1' },
  'mail.resent': { mail: 'mal_01JD0000000000000000MA11N1', as: 'mal_01JD0000000000000000MA11N2' },
  'sla-policy.ordered': { policies: [plantFloor, 'pol_premium'] },
  ...ofRecords,
  'job.requested': { kind: 'bulk-tickets' },
  'job.finished': {
    kind: 'bulk-tickets',
    state: 'done',
    done: 120,
    created: 0,
    changed: 117,
    unchanged: 1,
    refused: 2,
  },
}

const byTheDesk: readonly EventType[] = [
  'ticket.attachment-refused',
  'ticket.triaged',
  'ticket.escalated',
  'ticket.reminded',
  'ticket.archived',
  'ticket.follow-up-due',
  'visit.reminded',
  'mail.bounced',
  'mail.complained',
  'sla.warned',
  'sla.breached',
  'sla.light-changed',
]

function subjectOf(type: EventType): Envelope['subject'] {
  const [kind = ''] = type.split('.')
  if (type === 'sla-policy.ordered') return { kind: 'sla-policy', id: 'order' }
  if (kind === 'job') return { kind, id: 'job_01JD000000000000000000JB01' }
  if (Object.hasOwn(recordIds, kind)) return { kind: kind as RecordKind, id: recordIds[kind as RecordKind] }
  return { kind: 'ticket', id: 'TKT000123' }
}

/** Each event type whole, as it comes on the bus (its `detail`). */
export const eventExamples = Object.fromEntries(
  Object.keys(eventTypes).map((key) => {
    const type = key as EventType
    const subject = subjectOf(type)
    const seq = subject.kind === 'ticket' ? 4 : type.endsWith('.created') ? 1 : 3
    const example: Envelope = {
      id: `${subject.kind}.${subject.id}.${seq}`,
      subject,
      seq,
      schemaVersion: versionOf(type),
      occurredAt: '2026-11-21T11:00:00.380Z',
      brand: 'main',
      actor: byTheDesk.includes(type)
        ? { id: system.id, role: system.role }
        : { id: 'per_01JD0000000000000000AGENT1', role: 'agent' },
      correlationId: 'Tq2Xhg0ZliAEMxQ=',
      data: data[type],
    }
    return [type, example]
  }),
) as Record<EventType, Envelope>
