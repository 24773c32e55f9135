import * as z from 'zod'
import { CustomerId, PersonId, PolicyId, TeamId } from '../actor.ts'
import { AtRisk } from '../at-risk.ts'
import { Breach, BreachId, NewCause } from '../breach.ts'
import { ClockKind } from '../clock.ts'
import { Light } from '../ticket.ts'
import { GivenInstant } from '../time.ts'
import { operation, staff } from './operation.ts'
import { Cursor, Limit, page } from './paging.ts'

const read = { roles: staff, tag: 'Service levels' } as const

const lights = z
  .preprocess((given) => (typeof given === 'string' ? given.split(',') : given), z.array(Light).min(1).max(3))
  .default(['yellow', 'red'])
  .meta({
    description: 'Lights, separated by commas; left out: all that are not green',
    param: { style: 'form', explode: false },
  })

export const listSlaTracking = operation({
  ...read,
  method: 'get',
  path: '/sla-tracking',
  query: z.strictObject({
    light: lights,
    team: z.union([TeamId, z.enum(['mine'])]).optional(),
    assignee: z.union([PersonId, z.enum(['me', 'none'])]).optional(),
    limit: Limit,
    cursor: Cursor,
  }),
  answer: page(AtRisk).meta({ id: 'AtRiskPage' }),
  summary: 'Open tickets by their light, next due first',
  description:
    'Without `light` those at risk or too late already. Tickets whose clocks stand have no due instant, and come last. A light is what it was when the ticket last changed by itself or by somebody: at most some seconds ago.',
})

export const listSlaBreaches = operation({
  ...read,
  method: 'get',
  path: '/sla-breaches',
  query: z.strictObject({
    from: GivenInstant.optional().meta({ description: 'Ended at this instant or later' }),
    to: GivenInstant.optional().meta({ description: 'Ended before this instant' }),
    clock: ClockKind.optional(),
    team: TeamId.optional(),
    customer: CustomerId.optional(),
    assignee: PersonId.optional(),
    policy: PolicyId.optional(),
    limit: Limit,
    cursor: Cursor,
  }),
  answer: page(Breach).meta({ id: 'BreachPage' }),
  summary: 'Clocks that ended too late, the latest end first',
  description:
    'A breach is on this list once its clock has ended; while it still runs it is under `GET /sla-tracking?light=red`. Team, customer, assignee and policy are those that the ticket had then.',
})

const one = { ...read, params: z.strictObject({ breach: BreachId }), etag: true, answer: Breach } as const

export const getSlaBreach = operation({
  ...one,
  method: 'get',
  path: '/sla-breaches/{breach}',
  summary: 'A clock that ended too late',
})

export const explainSlaBreach = operation({
  ...one,
  method: 'put',
  path: '/sla-breaches/{breach}/cause',
  roles: ['supervisor', 'manager', 'admin'],
  body: NewCause,
  ifMatch: 'optional',
  refusals: ['conflict'],
  summary: 'Say why a promise was not kept',
  done: 'Done: this is the breach with its cause.',
  description:
    'For reports; it may be said again, and stays if the ticket is reopened and the same clock ends once more. Not before the clock has ended, and not once the ticket was archived.',
})
