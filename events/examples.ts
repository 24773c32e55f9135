import { system } from '../schemas/actor.ts'
import { type EventData, type EventType, eventTypes } from './catalogue.ts'
import type { Envelope } from './envelope.ts'
import { versionOf } from './versions.ts'

const technician = 'per_01JD0000000000000000TECHN1'
const supervisor = 'per_01JD0000000000000000SPRVS1'
const requester = 'per_01JD0000000000000000CNTCT1'
const team = 'tea_01JD0000000000000000TEAM01'
const policy = { id: 'pol_default', version: 1 }
const plantFloor = { id: 'pol_01JD0000000000000000PCY001', version: 1 }

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
  'ticket.reminded': { reminder: 1, status: 'pending_customer' },
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
  'sla.restarted': { clock: 'resolution', cycle: 2, elapsedMs: 3_900_000 },
  'sla-policy.created': { policy: plantFloor, position: 10 },
}

const byTheDesk: readonly EventType[] = ['ticket.escalated', 'ticket.reminded', 'sla.warned', 'sla.breached']

/** Each event type whole, as it comes on the bus (its `detail`). */
export const eventExamples = Object.fromEntries(
  Object.keys(eventTypes).map((key) => {
    const type = key as EventType
    const subject = type.startsWith('sla-policy.')
      ? ({ kind: 'sla-policy', id: plantFloor.id } as const)
      : ({ kind: 'ticket', id: 'TKT000123' } as const)
    const seq = subject.kind === 'ticket' ? 4 : 1
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
