import type * as operations from '../../operations/statistics.ts'
import type { StatisticsFigures } from '../../statistics.ts'
import type { Examples } from './example.ts'
import { customer, team } from './story.ts'

const open = {
  byPriority: { high: 4, urgent: 1 },
  byCategory: { hardware: 3, network: 2 },
  byChannel: { api: 1, portal: 4 },
  byType: { issue: 5 },
}
const previous: StatisticsFigures = {
  created: 4,
  resolved: 5,
  closed: 2,
  completionRate: 1,
  response: { tickets: 4, business: 'PT40M', calendar: 'PT40M' },
  resolution: { tickets: 5, business: 'PT5H', calendar: 'PT9H30M' },
  satisfaction: {
    ...{ answers: 3, average: 3.67, satisfied: 0.6667, scores: { 1: 0, 2: 1, 3: 0, 4: 1, 5: 1 } },
    byCategory: {
      hardware: { answers: 2, average: 3, satisfied: 0.5 },
      network: { answers: 1, average: 5, satisfied: 1 },
    },
  },
  byPriority: { medium: 4 },
  byCategory: { other: 4 },
  byChannel: { portal: 4 },
  byType: { question: 4 },
}

export const examples: Examples<typeof operations> = {
  getTicketStatistics: {
    query: { from: '2026-11-20', to: '2026-11-21', team, customer },
    wrong: { path: 'from', message: 'is not a date', expected: 'a date' },
    answer: {
      at: '2026-11-21T10:50:00.000Z',
      timeZone: 'Europe/London',
      from: '2026-11-20',
      to: '2026-11-21',
      team,
      now: { open: 5, byStatus: { assigned: 2, closed: 41, in_progress: 3 }, ...open },
      period: {
        created: 5,
        resolved: 4,
        closed: 3,
        completionRate: 0.6,
        response: { tickets: 5, business: 'PT30M', calendar: 'PT32M' },
        resolution: { tickets: 4, business: 'PT4H', calendar: 'PT8H' },
        ...open,
      },
      previous,
      trends: { created: 0.25, resolved: -0.2, closed: 0.5, completionRate: -0.4, response: -0.25, resolution: -0.2 },
      days: [
        { day: '2026-11-20', created: 3, resolved: 2, closed: 1 },
        { day: '2026-11-21', created: 2, resolved: 2, closed: 2 },
      ],
    },
  },
}
