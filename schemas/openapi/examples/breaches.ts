import type { Breach } from '../../breach.ts'
import type * as operations from '../../operations/breaches.ts'
import { cursor, type Examples, noParameter } from './example.ts'
import { customer, opened, rest, taken, team, technician } from './story.ts'

const breach: Breach = {
  id: 'TKT000123.resolution.1',
  ticket: opened.number,
  clock: 'resolution',
  cycle: 1,
  revision: 14,
  policy: rest.policy,
  priority: 'high',
  category: 'hardware',
  type: 'issue',
  channel: 'portal',
  brand: 'main',
  customer,
  team,
  assignee: technician,
  target: 'PT8H',
  promised: 'PT8H',
  startedAt: opened.createdAt,
  dueAt: '2026-11-21T20:30:00.000Z',
  endedAt: '2026-11-21T22:45:00.000Z',
  elapsed: 'PT10H15M',
  missedBy: 'PT2H15M',
  pauses: { count: 1, total: 'PT2H30M' },
  escalationLevel: 1,
}
const supervisor = { id: 'per_01JD000000000000000SVPER01', role: 'supervisor' } as const
const cause = { code: 'parts', note: 'The display was out of stock for a week' } as const
const explained: Breach = { ...breach, cause: { ...cause, by: supervisor, at: '2026-11-23T09:05:00.000Z' } }

export const examples: Examples<typeof operations> = {
  listSlaTracking: {
    query: { light: ['yellow'], team, assignee: technician, limit: 25, cursor },
    wrong: { path: 'light.0', message: 'is not one of the values that exist', expected: 'green, yellow, red' },
    answer: { items: [{ ...taken, light: 'yellow', clock: 'response', paused: false }], next: cursor },
  },
  listSlaBreaches: {
    query: {
      from: '2026-11-01T00:00:00Z',
      to: '2026-12-01T00:00:00Z',
      clock: 'resolution',
      team,
      customer,
      assignee: technician,
      policy: rest.policy.id,
      limit: 25,
      cursor,
    },
    wrong: {
      path: 'clock',
      message: 'is not one of the values that exist',
      expected: 'response, nextResponse, resolution',
    },
    answer: { items: [breach], next: cursor },
  },
  getSlaBreach: {
    wrong: noParameter,
    answer: explained,
  },
  explainSlaBreach: {
    body: cause,
    wrong: {
      path: 'code',
      message: 'is not one of the values that exist',
      expected: 'staffing, workload, skills, parts, third-party, customer, misrouted, complexity, system, other',
    },
    answer: explained,
    conflict: { detail: 'This clock is late and still runs: say why once it has ended.' },
  },
}
