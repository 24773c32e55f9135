import * as z from 'zod'
import { DayOptimisation, DayOrder, DayPlan } from '../day-plan.ts'
import { operation, staff } from './operation.ts'
import { Id } from './record-forms.ts'

const TechnicianParams = z.strictObject({ id: Id.meta({ description: '`me`: the caller', example: 'me' }) })

const Day = z.iso
  .date({ abort: true })
  .refine((date) => date >= '1971' && date < '2200', {
    message: 'is too far away',
    params: { expected: 'a date from 1971 to 2199' },
  })
  .optional()
  .meta({ description: 'A date where they live; left out: today', example: '2026-11-24' })

const whose =
  'Agents, managers and admins see everybody’s, technicians their own, supervisors those of their teams: to others it does not exist.'

export const getTechnicianDay = operation({
  method: 'get',
  path: '/technicians/{id}/day',
  roles: staff,
  tag: 'Visits',
  params: TechnicianParams,
  query: z.strictObject({
    date: Day,
    format: z.enum(['json', 'text']).default('json').meta({
      description: '`text`: told in sentences, to be read or mailed; so is `Accept: text/plain`',
    }),
  }),
  plain: true,
  answer: DayPlan,
  summary: 'A day of somebody’s visits: in order, with times, the ways between them, and links to maps',
  description: whose,
})

export const optimiseTechnicianDay = operation({
  method: 'post',
  path: '/technicians/{id}/day/optimise',
  roles: staff,
  tag: 'Visits',
  params: TechnicianParams,
  query: z.strictObject({ date: Day }),
  body: DayOptimisation,
  answer: DayOrder,
  refusals: ['conflict'],
  summary: 'A better order of a day’s visits, and what it saves against the booked one',
  done: 'This is the order, and what it saves. Nothing is moved without `apply`; with it, all that `moves` names was moved at once.',
  description: `What a customer has confirmed stays when it is without \`moveConfirmed\`, and so does what has begun; what was told as a window stays in it. A technician may ask, and not apply it. ${whose}`,
})
