import * as z from 'zod'
import { PolicyId } from '../actor.ts'
import { SlaTracking } from '../clock.ts'
import { SlaPreview, SlaPreviewRequest } from '../preview.ts'
import { NewSlaPolicy, PlacedPolicy, PolicyOrder, SlaPolicyReplacement } from '../sla-policy.ts'
import { operation, staff } from './operation.ts'
import { TicketPathId } from './ticket-id.ts'

const read = { roles: staff, tag: 'Service levels' } as const
const write = { roles: ['manager', 'admin'], tag: 'Service levels' } as const

const PolicyParams = z.strictObject({ policy: PolicyId })
const SlaPolicyList = z.strictObject({ items: z.array(PlacedPolicy) }).meta({ id: 'SlaPolicyList' })

export const listSlaPolicies = operation({
  ...read,
  method: 'get',
  path: '/sla-policies',
  etag: true,
  answer: SlaPolicyList,
  summary: 'The SLA policies, in the order in which they are asked',
  description:
    'The default comes last: it is chosen where no other holds. The `ETag` is that of the whole list: it changes with the order and with every policy.',
})

export const createSlaPolicy = operation({
  ...write,
  method: 'post',
  path: '/sla-policies',
  body: NewSlaPolicy,
  status: 201,
  etag: true,
  answer: PlacedPolicy,
  refusals: ['conflict'],
  summary: 'Make an SLA policy',
  done: 'Done: this is the policy as it now holds.',
  description:
    'Holds for tickets opened after the answer. Tickets already open keep the version that they have, until a field that policies ask for changes (`PUT /tickets/{id}`).',
})

export const orderSlaPolicies = operation({
  ...write,
  method: 'put',
  path: '/sla-policies/order',
  body: PolicyOrder,
  ifMatch: 'optional',
  etag: true,
  answer: SlaPolicyList,
  summary: 'Put the SLA policies into another order',
  done: 'Done: this is the order in which they are asked now.',
  description:
    'Names every policy once but the default, which stays the last. None gets a new version by it. `If-Match` takes the `ETag` of the list.',
})

export const getSlaPolicy = operation({
  ...read,
  method: 'get',
  path: '/sla-policies/{policy}',
  params: PolicyParams,
  etag: true,
  answer: PlacedPolicy,
  summary: 'An SLA policy as it is now',
})

export const replaceSlaPolicy = operation({
  ...write,
  method: 'put',
  path: '/sla-policies/{policy}',
  params: PolicyParams,
  body: SlaPolicyReplacement,
  ifMatch: 'optional',
  etag: true,
  answer: PlacedPolicy,
  summary: 'Replace an SLA policy by a new version',
  done: 'Done: this is the policy as it now holds.',
  description:
    'What is left out is as in a new policy; what `GET` has given may be sent back. Where it stands in the order stays. Tickets already open keep the version that they have. Those that the desk came with (`pol_default`, `pol_premium`) can be replaced, too; the default has no conditions.',
})

export const deleteSlaPolicy = operation({
  ...write,
  method: 'delete',
  path: '/sla-policies/{policy}',
  params: PolicyParams,
  ifMatch: 'optional',
  answer: 'nothing',
  status: 204,
  refusals: ['conflict'],
  summary: 'Take an SLA policy away',
  done: 'Done: it is chosen no more.',
  description:
    'Tickets that have it keep it. Customers with whom it was agreed fall to the first policy whose conditions hold. The default cannot go: 409.',
})

export const previewSla = operation({
  ...read,
  method: 'post',
  path: '/sla-policies/preview',
  body: SlaPreviewRequest,
  answer: SlaPreview,
  summary: 'What would become of the clocks of a ticket',
  done: 'What would have become of its clocks. Nothing is saved.',
  description:
    'A ticket is opened at `start` on a desk that has this policy and calendar and nothing else, whomever the policy is for; then happens what `changes` say, and at `at` its clocks are explained. By the same rules as tickets of the desk, with timers that are never late; escalation raises its priority and hands it on. What a ticket would refuse as it is by then (a reply once it is cancelled, a hold once it has ended) changes nothing. Reminders, closing and archiving are left out.',
})

export const getSlaTracking = operation({
  scope: 'tickets.read',
  method: 'get',
  path: '/sla-tracking/{ticket_id}',
  roles: ['customer', 'partner', ...staff],
  params: z.strictObject({ ticket_id: TicketPathId }),
  query: z.strictObject({
    format: z.enum(['json', 'text']).default('json').meta({
      description: '`text`: told in sentences, to be read or mailed; so is `Accept: text/plain`',
    }),
  }),
  plain: true,
  answer: SlaTracking,
  summary: "A ticket's clocks at this instant, with every stretch of their time",
  description:
    'Judged at this instant, whether or not a timer has got to it. Callers from outside see what was promised and how it stands: no names of policies, and no milestones but 80 % and 100 %.',
  tag: 'Service levels',
})
