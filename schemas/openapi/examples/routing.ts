import type * as operations from '../../operations/routing.ts'
import type { Candidate, RoutingOutcome } from '../../routing.ts'
import { type Examples, noParameter } from './example.ts'
import { fromClosed, noReason, opened, rest, taken, team, technician } from './story.ts'

const busy = 'per_01JD0000000000000000TECHN2'
const at = '2026-11-21T10:15:00.000Z'

const candidates: Candidate[] = [
  {
    technician,
    name: 'Technician',
    fits: true,
    score: 77,
    terms: [
      { term: 'skill', value: 0.667, weight: 30, points: 20.01, says: 'network intermediate' },
      { term: 'load', value: 0.6, weight: 30, points: 18, says: 'has 3 of 10' },
      { term: 'availability', value: 1, weight: 10, points: 10, says: 'is available' },
    ],
    workload: { tickets: 3, points: 3, capacity: 10 },
    distanceKm: 12.4,
    travelMinutes: 15,
  },
  {
    technician: busy,
    name: 'Network technician',
    fits: false,
    out: [{ reason: 'no-capacity', says: 'has 10 of 10' }],
    workload: { tickets: 10, points: 10, capacity: 10 },
  },
]

const says =
  'Rule "Network, at once" holds (priority urgent + category network): Technician gets it, because they are the only one who fits (of 2).'
const outcome: RoutingOutcome = {
  outcome: 'assigned',
  rule: 'asr_01JD00000000000000000ASR01',
  technician,
  team,
  by: 'round-robin',
  says: [says],
  steps: [
    {
      rule: 'asr_01JD00000000000000000ASR01',
      name: 'Network, at once',
      result: 'assigned',
      says: 'holds (priority urgent + category network): Technician gets it, because they are the only one who fits (of 2)',
    },
  ],
  candidates,
}

const told = ['Technician has it since 2026-11-21T10:05:01.200Z: the rules gave it to them.', says]

export const examples: Examples<typeof operations> = {
  listCandidates: { wrong: noParameter, answer: { ticket: opened.number, at, items: candidates } },
  acceptTicket: {
    wrong: noParameter,
    answer: { ...taken, ...rest, status: 'in_progress', updatedAt: at, version: 3 },
    refusedMove: fromClosed,
    conflict: { detail: 'It is with somebody else.' },
  },
  declineTicket: {
    body: { reason: 'I am not certified for gas' },
    wrong: noReason,
    answer: { ...opened, ...rest, updatedAt: at, version: 3 },
    refusedMove: fromClosed,
    conflict: { detail: 'It is with nobody: take it, or leave it.' },
  },
  explainAssignment: {
    query: { format: 'json' },
    wrong: { path: 'format', message: 'is not one of the values that exist', expected: 'json, text' },
    answer: {
      ticket: opened.number,
      at,
      state: 'assigned',
      assignee: technician,
      team,
      since: '2026-11-21T10:05:01.200Z',
      says: told,
      outcome,
    },
    plain: `${told.join('\n')}\n`,
  },
}
