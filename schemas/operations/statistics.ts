import * as z from 'zod'
import { CustomerId, TeamId } from '../actor.ts'
import { Day, mostDays, Statistics } from '../statistics.ts'
import { everyone, operation } from './operation.ts'

export const getTicketStatistics = operation({
  scope: 'tickets.read',
  method: 'get',
  path: '/tickets/stats',
  roles: everyone,
  query: z.strictObject({
    from: Day.optional().meta({ description: 'The first day; 29 days before the last where left out' }),
    to: Day.optional().meta({ description: 'The last day, which counts too; today where left out' }),
    team: TeamId.optional().meta({ description: 'Only the tickets that are with this team now. For staff' }),
    customer: CustomerId.optional().meta({ description: "Only this customer's tickets; not with `team`" }),
  }),
  answer: Statistics,
  summary: 'How the desk is doing: how many tickets, how they stand, how long things take',
  description: `Up to ${mostDays} days. Figures follow a change within seconds. Staff see those of the whole desk, a team or a customer; customers who may see all of their company's tickets, and partners, those of their own.`,
  tag: 'Statistics',
})
