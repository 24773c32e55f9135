import type { CommonMetrics } from '../../metrics.ts'
import type * as operations from '../../operations/metrics.ts'
import type { Examples } from './example.ts'
import { team, technician } from './story.ts'

const hours = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0))
const peakHours = hours.map((row, day) => row.map((none, hour) => (day === 4 && hour === 10 ? 3 : none)))

const common: CommonMetrics = {
  at: '2026-11-21T10:50:00.000Z',
  timeZone: 'Europe/London',
  from: '2026-11-20',
  to: '2026-11-21',
  open: {
    tickets: 2,
    ages: [
      { from: 'P0D', tickets: 1 },
      { from: 'P1D', tickets: 1 },
      { from: 'P3D', tickets: 0 },
      { from: 'P7D', tickets: 0 },
      { from: 'P14D', tickets: 0 },
      { from: 'P30D', tickets: 0 },
    ],
    median: 'PT15H',
    oldest: 'PT26H',
  },
  response: {
    tickets: 3,
    business: { average: 'PT20M', median: 'PT15M', p90: 'PT35M' },
    calendar: { average: 'PT25M', median: 'PT15M', p90: 'PT50M' },
  },
  resolution: {
    tickets: 2,
    business: { average: 'PT1H30M', median: 'PT1H30M', p90: 'PT2H' },
    calendar: { average: 'PT3H', median: 'PT3H', p90: 'PT5H' },
  },
  resolved: 2,
  reopened: 1,
  taken: 3,
  satisfaction: { answers: 2, average: 4.5, satisfied: 1, scores: { 1: 0, 2: 0, 3: 0, 4: 1, 5: 1 } },
  compliance: {
    response: { met: 2, missed: 1, noTarget: 0, share: 0.6667 },
    nextResponse: { met: 0, missed: 0, noTarget: 1 },
    resolution: { met: 2, missed: 0, noTarget: 0, share: 1 },
  },
  days: [
    { day: '2026-11-20', created: 3, resolved: 1, backlog: 3 },
    { day: '2026-11-21', created: 0, resolved: 1, backlog: 2 },
  ],
  weeks: [{ from: '2026-11-16', resolved: 2 }],
  months: [{ month: '2026-11', resolved: 2 }],
  peakHours,
  skills: [
    { skill: 'network', tickets: 2, technicians: 1 },
    { skill: 'printers', tickets: 0, technicians: 1 },
  ],
}
const query = { from: '2026-11-20', to: '2026-11-21' }
const wrong = { path: 'from', message: 'is not a date', expected: 'a date' }

export const examples: Examples<typeof operations> = {
  getTechnicianMetrics: { query, wrong, answer: { ...common, technician } },
  getTeamMetrics: {
    query,
    wrong,
    answer: {
      ...common,
      team,
      workload: [
        { technician, name: 'Technician', open: 1, taken: 3, resolved: 2, share: 1 },
        { open: 1, taken: 0, resolved: 0 },
      ],
    },
  },
}
