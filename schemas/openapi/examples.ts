import type * as z from 'zod'
import type { operations } from '../operations/catalogue.ts'
import type { AllowedMove, FieldError } from '../problem.ts'
import type { SlaPolicy } from '../sla-policy.ts'
import { priorities, statuses, type TicketRepresentation, type TicketSummary } from '../ticket.ts'

type Operations = typeof operations
type Given<Schema> = Schema extends z.ZodType ? z.input<Schema> : never
type Answered<Schema> = Schema extends z.ZodType ? z.output<Schema> : never

/** What the document shows of an operation: the parts that it has, and no others. */
type Example<Operation> = object &
  (Operation extends { query: infer Query } ? { query: Required<Given<Query>> } : unknown) &
  (Operation extends { body: infer Body } ? { body: Given<Body> } : unknown) &
  (Operation extends { roles: 'public' } ? unknown : { wrong: FieldError }) &
  (Operation extends { answer: infer Answer extends z.ZodType } ? { answer: Answered<Answer> } : unknown) &
  (Operation extends { refusals: readonly ('move-not-allowed' | infer _)[] }
    ? { refusedMove: { detail: string; allowed: AllowedMove[] } }
    : unknown)

const customer = 'cus_01JD0000000000000000CSTMR1'
const requester = 'per_01JD0000000000000000CNTCT1'
const technician = 'per_01JD0000000000000000TECHN1'
const agent = { id: 'per_01JD0000000000000000AGENT1', role: 'agent' } as const
const team = 'tea_01JD0000000000000000TEAM01'
const cursor = 'Yk9H2vXl3mJ0c1q8T5u7Z4eRAp6wSdNfKgLhPxoQyBzWtVnMjIaUrEs'

const noParameter = { path: 'colour', message: 'is not known here', expected: 'nothing here' }

const opened: TicketSummary = {
  number: 'TKT000123',
  title: 'The label printer on floor 2 is offline',
  status: 'created',
  priority: 'high',
  type: 'issue',
  category: 'hardware',
  channel: 'portal',
  brand: 'main',
  customer,
  requester,
  team,
  light: 'green',
  dueAt: '2026-11-21T11:00:00.000Z',
  createdAt: '2026-11-21T10:00:00.000Z',
  updatedAt: '2026-11-21T10:00:00.000Z',
  version: 1,
}
const taken: TicketSummary = {
  ...opened,
  status: 'assigned',
  assignee: technician,
  updatedAt: '2026-11-21T10:12:00.000Z',
  version: 2,
}
const working: TicketSummary = {
  ...taken,
  status: 'in_progress',
  updatedAt: '2026-11-21T10:20:00.000Z',
  version: 3,
}
const text = {
  description: 'Since this morning. It was switched off and on again twice.',
  tags: ['printer', 'plant-floor'],
  contact: { email: 'reception@example.com', phone: '+441632960001' },
}
const rest = { ...text, policy: { id: 'pol_01JD0000000000000000PCY001', version: 1 }, escalationLevel: 0 }
const inWork: TicketRepresentation = { ...working, ...rest }
const resolution = 'Replaced the network cable; test page printed'
const { dueAt: _, ...undue } = inWork
const resolved: TicketRepresentation = {
  ...undue,
  status: 'resolved',
  resolution,
  firstResponseAt: '2026-11-21T10:45:00.000Z',
  resolvedAt: '2026-11-21T10:45:00.000Z',
  updatedAt: '2026-11-21T10:45:00.000Z',
  version: 4,
}

const policy: SlaPolicy = {
  id: 'pol_01JD0000000000000000PCY001',
  version: 1,
  name: 'Plant floor',
  position: 10,
  conditions: { tags: ['plant-floor'] },
  targets: { urgent: { response: 'PT30M', resolution: 'PT2H' }, high: { response: 'PT1H', resolution: 'PT8H' } },
  pauseOn: ['pending_customer'],
  calendar: 'always',
  createdAt: '2026-11-20T09:00:00.000Z',
}

const noReason: FieldError = { path: 'reason', message: 'is required', expected: 'a string' }
const longReason: FieldError = { path: 'reason', message: 'is too much', expected: 'at most 1000 characters' }
const fromClosed = {
  detail: 'The ticket is closed; from there you can reopen it.',
  allowed: [{ move: 'reopen', to: 'reopened' }],
}
const fromWork = {
  detail: 'The ticket is in progress; from there you can pause or resolve it.',
  allowed: [
    { move: 'pause', to: 'pending_customer' },
    { move: 'pause', to: 'pending_parts' },
    { move: 'resolve', to: 'resolved' },
  ],
}

/** One believable example an operation; the same ticket all through. */
export const examples: { [Name in keyof Operations]: Example<Operations[Name]> } = {
  listTickets: {
    query: { limit: 25, cursor, status: 'assigned', priority: 'high', assignee: technician, customer },
    wrong: { path: 'status', message: 'is not one of the values that exist', expected: statuses.join(', ') },
    answer: { items: [taken], next: cursor },
  },
  createTicket: {
    body: { title: opened.title, ...text, priority: 'high', type: 'issue', category: 'hardware', customer },
    wrong: { path: 'priority', message: 'is not one of the values that exist', expected: priorities.join(', ') },
    answer: { ...opened, ...rest },
  },
  getTicket: { wrong: noParameter, answer: { ...taken, ...rest } },
  replaceTicket: {
    body: { title: opened.title, ...text, priority: 'urgent', type: 'issue', category: 'network' },
    wrong: {
      path: 'colour',
      message: 'is not known here',
      expected: 'one of: title, description, priority, type, category, tags, contact',
    },
    answer: {
      ...taken,
      ...rest,
      priority: 'urgent',
      category: 'network',
      dueAt: '2026-11-21T10:30:00.000Z',
      updatedAt: '2026-11-21T10:15:00.000Z',
      version: 3,
    },
    refusedMove: { detail: 'A ticket that is cancelled is not changed any more.', allowed: [] },
  },
  getTicketHistory: {
    query: { limit: 100, cursor },
    wrong: { path: 'limit', message: 'is too much', expected: 'at most 500' },
    answer: {
      items: [
        {
          id: 'ticket.TKT000123.4',
          seq: 4,
          type: 'ticket.assigned',
          occurredAt: taken.updatedAt,
          actor: agent,
          data: { assignee: technician, team, reason: 'by-hand' },
          detail: { reason: 'Nearest to the site' },
        },
      ],
    },
  },
  assignTicket: {
    body: { technician, reason: 'Nearest to the site' },
    wrong: { path: '', message: 'must say to whom', expected: 'a technician, a team, or both' },
    answer: { ...taken, ...rest },
    refusedMove: fromClosed,
  },
  unassignTicket: {
    body: { reason: 'On leave from tomorrow' },
    wrong: noReason,
    answer: { ...opened, ...rest, updatedAt: '2026-11-21T10:15:00.000Z', version: 3 },
    refusedMove: fromClosed,
  },
  startTicket: {
    body: { reason: 'On site anyway' },
    wrong: longReason,
    answer: inWork,
    refusedMove: fromClosed,
  },
  pauseTicket: {
    body: { status: 'pending_customer', reason: 'Asked which printer it is' },
    wrong: noReason,
    answer: {
      ...undue,
      status: 'pending_customer',
      statusReason: 'Asked which printer it is',
      updatedAt: '2026-11-21T10:40:00.000Z',
      version: 4,
    },
    refusedMove: fromClosed,
  },
  resumeTicket: {
    body: { reason: 'It is the one by the lift' },
    wrong: longReason,
    answer: {
      ...inWork,
      dueAt: '2026-11-21T11:15:00.000Z',
      updatedAt: '2026-11-21T10:55:00.000Z',
      version: 5,
    },
    refusedMove: fromWork,
  },
  resolveTicket: {
    body: { resolution },
    wrong: { path: 'resolution', message: 'is required', expected: 'a string' },
    answer: resolved,
    refusedMove: fromClosed,
  },
  closeTicket: {
    body: { reason: 'Prints again' },
    wrong: longReason,
    answer: {
      ...resolved,
      status: 'closed',
      closedAt: '2026-11-21T12:00:00.000Z',
      updatedAt: '2026-11-21T12:00:00.000Z',
      version: 5,
    },
    refusedMove: fromWork,
  },
  reopenTicket: {
    body: { reason: 'It is offline again' },
    wrong: noReason,
    answer: {
      ...inWork,
      status: 'reopened',
      dueAt: '2026-11-21T20:15:00.000Z',
      firstResponseAt: '2026-11-21T10:45:00.000Z',
      statusReason: 'It is offline again',
      updatedAt: '2026-11-21T13:00:00.000Z',
      version: 5,
    },
    refusedMove: fromWork,
  },
  cancelTicket: {
    body: { reason: 'The same as TKT000122' },
    wrong: noReason,
    answer: {
      ...undue,
      status: 'cancelled',
      statusReason: 'The same as TKT000122',
      updatedAt: '2026-11-21T10:30:00.000Z',
      version: 4,
    },
    refusedMove: fromClosed,
  },
  listSlaPolicies: {
    wrong: noParameter,
    answer: { items: [policy] },
  },
  createSlaPolicy: {
    body: { name: policy.name, position: 10, conditions: policy.conditions, targets: policy.targets },
    wrong: {
      path: 'targets.urgent.response',
      message: 'must be an ISO 8601 duration of hours, minutes and seconds, or of whole days',
      expected: 'an ISO 8601 duration of hours, minutes and seconds, or of whole days',
    },
    answer: policy,
  },
  getSlaTracking: {
    wrong: noParameter,
    answer: {
      ticket: opened.number,
      at: '2026-11-21T10:50:00.000Z',
      policy: rest.policy,
      clocks: [
        {
          clock: 'response',
          cycle: 1,
          state: 'running',
          paused: false,
          target: 'PT1H',
          startedAt: opened.createdAt,
          dueAt: '2026-11-21T11:00:00.000Z',
          warnsAt: '2026-11-21T10:48:00.000Z',
          elapsed: 'PT50M',
          remaining: 'PT10M',
          light: 'yellow',
          firedPercent: 80,
        },
        {
          clock: 'resolution',
          cycle: 1,
          state: 'running',
          paused: false,
          target: 'PT8H',
          startedAt: opened.createdAt,
          dueAt: '2026-11-21T18:00:00.000Z',
          warnsAt: '2026-11-21T16:24:00.000Z',
          elapsed: 'PT50M',
          remaining: 'PT7H10M',
          light: 'green',
          firedPercent: 0,
        },
      ],
    },
  },
  getOpenApi: {},
  getDocs: {},
}
