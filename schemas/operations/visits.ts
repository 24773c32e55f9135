import * as z from 'zod'
import { CustomerId, PersonId, SiteId, TeamId } from '../actor.ts'
import { ServiceCode } from '../service.ts'
import { words } from '../text.ts'
import { GivenInstant } from '../time.ts'
import { NewVisit, Slot, VisitMove, VisitRepresentation, VisitStatus } from '../visit.ts'
import { everyone, operation, staff } from './operation.ts'
import { Cursor, Limit, page } from './paging.ts'
import { TicketPathId } from './ticket-id.ts'

const read = { scope: 'tickets.read', roles: everyone, tag: 'Visits' } as const
const write = { scope: 'tickets.write', roles: everyone, tag: 'Visits' } as const
const step = { method: 'post', roles: staff, tag: 'Visits', ifMatch: 'optional', etag: true } as const

/** One that cannot be an id is simply not there. */
const VisitParams = z.strictObject({ visit: z.string().max(64).meta({ example: 'vis_01JD0000000000000000V1S1T1' }) })

export const listSlots = operation({
  ...read,
  method: 'get',
  path: '/slots',
  query: z.strictObject({
    service: ServiceCode.optional().meta({ description: 'What is to be done, as the settings declare it' }),
    ticket: TicketPathId.optional().meta({ description: 'Left out: `service` must be given' }),
    customer: CustomerId.optional().meta({ description: 'For staff: whose site it is, where no ticket is named' }),
    site: SiteId.optional().meta({ description: "Left out: the ticket's" }),
    technician: PersonId.optional().meta({ description: 'For staff: only theirs' }),
    from: GivenInstant.optional().meta({ description: 'Left out: from now on' }),
    to: GivenInstant.optional().meta({ description: 'At most 14 days after `from`; left out: seven' }),
  }),
  answer: z.strictObject({ items: z.array(Slot).max(100) }).meta({ id: 'SlotList' }),
  refusals: ['not-found', 'conflict'],
  summary: 'When somebody could come',
  description:
    'From skills, hours, absences, other visits and the ways between them: at most 100, soonest first, then by the shortest way. Customers see each time once, and not by whom, while the desk is open.',
})

export const listVisits = operation({
  ...read,
  method: 'get',
  path: '/visits',
  query: z.strictObject({
    ticket: TicketPathId.optional().meta({ description: 'Callers from outside must name one' }),
    technician: PersonId.optional().meta({ description: 'For staff' }),
    team: TeamId.optional().meta({ description: 'For staff: those of its technicians' }),
    site: SiteId.optional().meta({ description: 'For staff' }),
    from: GivenInstant.optional().meta({ description: 'Left out without a ticket: from the beginning of today (UTC)' }),
    to: GivenInstant.optional().meta({
      description: 'Without a ticket at most 31 days after `from`; left out: seven',
    }),
    status: VisitStatus.optional(),
    limit: Limit,
    cursor: Cursor,
  }),
  answer: page(VisitRepresentation).meta({ id: 'VisitPage' }),
  refusals: ['not-found'],
  summary: 'Visits, soonest first',
  description: 'Of a ticket all; else those in a range of days, without what was cancelled.',
})

export const bookVisit = operation({
  ...write,
  method: 'post',
  path: '/visits',
  body: NewVisit,
  status: 201,
  etag: true,
  answer: VisitRepresentation,
  refusals: ['conflict', 'not-found', 'forbidden'],
  summary: 'Plan a visit for a ticket',
  done: 'Planned: nobody else has this time of the technician. The customer is told.',
  description:
    'A customer picks an offered slot, and the desk chooses who comes: the one who has the ticket, else whom the customer prefers, else by the shortest way. Dispatchers plan at any time that is free; a technician plans for themselves. 409 says what is free next.',
})

export const getVisit = operation({
  ...read,
  method: 'get',
  path: '/visits/{visit}',
  params: VisitParams,
  etag: true,
  answer: VisitRepresentation,
  summary: 'A visit',
})

export const moveVisit = operation({
  ...write,
  method: 'post',
  path: '/visits/{visit}/move',
  params: VisitParams,
  body: VisitMove,
  ifMatch: 'optional',
  etag: true,
  answer: VisitRepresentation,
  refusals: ['conflict', 'move-not-allowed'],
  summary: 'Move a visit to another time, or another technician',
  done: 'Moved. The customer is told; what they had confirmed they are asked to confirm again.',
  description:
    'Customers until the notice period before it (setting `assignment.visitNotice`), to an offered slot. What the customer has confirmed, the desk moves only with `tellCustomer`.',
})

export const confirmVisit = operation({
  ...write,
  method: 'post',
  path: '/visits/{visit}/confirm',
  params: VisitParams,
  ifMatch: 'optional',
  etag: true,
  answer: VisitRepresentation,
  refusals: ['move-not-allowed', 'conflict'],
  summary: 'Confirm a visit: the customer, or a dispatcher who has spoken with them',
  done: 'Confirmed: nobody moves it without saying so.',
})

const reason = words(500).optional().meta({ example: 'Nobody is there on that day' })

export const cancelVisit = operation({
  ...write,
  method: 'post',
  path: '/visits/{visit}/cancel',
  params: VisitParams,
  body: z
    .strictObject({ reason })
    .meta({ id: 'VisitCancellation', example: { reason: 'Nobody is there on that day' } }),
  ifMatch: 'optional',
  etag: true,
  answer: VisitRepresentation,
  refusals: ['conflict', 'move-not-allowed'],
  summary: 'Cancel a visit',
  done: 'Cancelled: the time is free again, and the customer is told.',
  description: 'Customers until the notice period before it.',
})

export const setOutForVisit = operation({
  ...step,
  path: '/visits/{visit}/on-the-way',
  params: VisitParams,
  answer: VisitRepresentation,
  refusals: ['conflict', 'move-not-allowed'],
  summary: 'Say that the technician has set out',
  done: 'Done: their own status is `on_the_way` too.',
})

export const arriveAtVisit = operation({
  ...step,
  path: '/visits/{visit}/arrive',
  params: VisitParams,
  answer: VisitRepresentation,
  refusals: ['conflict', 'move-not-allowed'],
  summary: 'Say that the technician is there',
  done: 'Done: their own status is `busy`.',
})

export const completeVisit = operation({
  ...step,
  path: '/visits/{visit}/complete',
  params: VisitParams,
  body: z
    .strictObject({ note: words(2000).meta({ example: 'Access point replaced, all rooms measured' }) })
    .meta({ id: 'VisitCompletion' }),
  answer: VisitRepresentation,
  refusals: ['conflict', 'move-not-allowed'],
  summary: 'Say that a visit is done, and what was done',
  done: 'Done: the technician is `available` again. The ticket stays as it is.',
})

export const missVisit = operation({
  ...step,
  path: '/visits/{visit}/miss',
  params: VisitParams,
  body: z.strictObject({ reason: words(500).meta({ example: 'Nobody opened' }) }).meta({ id: 'VisitMissed' }),
  answer: VisitRepresentation,
  refusals: ['conflict', 'move-not-allowed'],
  summary: 'Say that a visit did not come about, and why',
  done: 'Done: the technician is `available` again.',
})
