import * as z from 'zod'
import { TeamMetrics, TechnicianMetrics } from '../metrics.ts'
import { Day, mostDays } from '../statistics.ts'
import { operation, staff } from './operation.ts'
import { Id } from './record-forms.ts'

const query = z.strictObject({
  from: Day.optional().meta({ description: 'The first day; 29 days before the last where left out' }),
  to: Day.optional().meta({ description: 'The last day, which counts too; today where left out' }),
})
const read = { method: 'get', roles: staff, query, tag: 'Statistics' } as const
const what = `Up to ${mostDays} days of the desk’s zone; figures follow a change within seconds. What happened is counted for whoever had the ticket then: what was resolved, for who had it at that. Averages, medians and the 90th percentile are exact: every single time is counted.`

export const getTechnicianMetrics = operation({
  ...read,
  path: '/technicians/{id}/metrics',
  params: z.strictObject({ id: Id.meta({ description: '`me`: the caller', example: 'me' }) }),
  answer: TechnicianMetrics,
  summary: 'How somebody is doing: how much, how fast, how well kept',
  description: `${what} For themselves, supervisors of their teams, managers and admins: to others it does not exist.`,
})

export const getTeamMetrics = operation({
  ...read,
  path: '/teams/{id}/metrics',
  params: z.strictObject({ id: Id.meta({ example: 'tea_01JD0000000000000000TEAM01' }) }),
  answer: TeamMetrics,
  summary: 'How a team is doing, and who does how much',
  description: `${what} For the supervisors of the team, managers and admins: to others it does not exist.`,
})
