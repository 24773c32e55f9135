import * as z from 'zod'
import { PolicyId } from '../actor.ts'
import { SlaTracking } from '../clock.ts'
import { NewSlaPolicy, PlacedPolicy, PolicyOrder, SlaPolicyReplacement } from '../sla-policy.ts'
import { operation, staff } from './operation.ts'
import { TicketPathId } from './ticket-id.ts'

const PolicyParams = z.strictObject({ policy: PolicyId })
const SlaPolicyList = z.strictObject({ items: z.array(PlacedPolicy) }).meta({ id: 'SlaPolicyList' })

export const listSlaPolicies = operation({
  method: 'get',
  path: '/sla-policies',
  roles: staff,
  etag: true,
  answer: SlaPolicyList,
  summary: 'The SLA policies, in the order in which they are asked',
  description:
    'The default comes last: it is chosen where no other holds. The `ETag` is that of the whole list: it changes with the order and with every policy.',
  tag: 'Service levels',
})

export const createSlaPolicy = operation({
  method: 'post',
  path: '/sla-policies',
  roles: ['manager', 'admin'],
  body: NewSlaPolicy,
  status: 201,
  etag: true,
  answer: PlacedPolicy,
  refusals: ['conflict'],
  summary: 'Make an SLA policy',
  done: 'Done: this is the policy as it now holds.',
  description:
    'Holds for tickets opened after the answer. Tickets already open keep the version that they have, until a field that policies ask for changes (`PUT /tickets/{id}`).',
  tag: 'Service levels',
})

export const orderSlaPolicies = operation({
  method: 'put',
  path: '/sla-policies/order',
  roles: ['manager', 'admin'],
  body: PolicyOrder,
  ifMatch: 'optional',
  etag: true,
  answer: SlaPolicyList,
  summary: 'Put the SLA policies into another order',
  done: 'Done: this is the order in which they are asked now.',
  description:
    'Names every policy once but the default, which stays the last. None gets a new version by it. `If-Match` takes the `ETag` of the list.',
  tag: 'Service levels',
})

export const getSlaPolicy = operation({
  method: 'get',
  path: '/sla-policies/{policy}',
  roles: staff,
  params: PolicyParams,
  etag: true,
  answer: PlacedPolicy,
  summary: 'An SLA policy as it is now',
  tag: 'Service levels',
})

export const replaceSlaPolicy = operation({
  method: 'put',
  path: '/sla-policies/{policy}',
  roles: ['manager', 'admin'],
  params: PolicyParams,
  body: SlaPolicyReplacement,
  ifMatch: 'optional',
  etag: true,
  answer: PlacedPolicy,
  summary: 'Replace an SLA policy by a new version',
  done: 'Done: this is the policy as it now holds.',
  description:
    'What is left out is as in a new policy; where it stands in the order stays. Tickets already open keep the version that they have. Those that the desk came with (`pol_default`, `pol_premium`) can be replaced, too; the default has no conditions.',
  tag: 'Service levels',
})

export const deleteSlaPolicy = operation({
  method: 'delete',
  path: '/sla-policies/{policy}',
  roles: ['manager', 'admin'],
  params: PolicyParams,
  ifMatch: 'optional',
  answer: 'nothing',
  status: 204,
  refusals: ['conflict'],
  summary: 'Take an SLA policy away',
  done: 'Done: it is chosen no more.',
  description:
    'Tickets that have it keep it. Customers with whom it was agreed fall to the first policy whose conditions hold. The default cannot go: 409.',
  tag: 'Service levels',
})

export const getSlaTracking = operation({
  scope: 'tickets.read',
  method: 'get',
  path: '/sla-tracking/{ticket_id}',
  roles: ['customer', 'partner', ...staff],
  params: z.strictObject({ ticket_id: TicketPathId }),
  answer: SlaTracking,
  summary: "A ticket's clocks at this instant",
  tag: 'Service levels',
})
