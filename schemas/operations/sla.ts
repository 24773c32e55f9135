import * as z from 'zod'
import { SlaTracking } from '../clock.ts'
import { NewSlaPolicy, SlaPolicy } from '../sla-policy.ts'
import { operation, staff } from './operation.ts'
import { TicketPathId } from './ticket-id.ts'

export const listSlaPolicies = operation({
  method: 'get',
  path: '/sla-policies',
  roles: staff,
  answer: z.strictObject({ items: z.array(SlaPolicy) }).meta({ id: 'SlaPolicyList' }),
  summary: 'The SLA policies, in the order in which they are tried',
  tag: 'Service levels',
})

export const createSlaPolicy = operation({
  method: 'post',
  path: '/sla-policies',
  roles: ['manager', 'admin'],
  body: NewSlaPolicy,
  status: 201,
  answer: SlaPolicy,
  summary: 'Make an SLA policy',
  done: 'Done: this is the policy as it now holds.',
  description:
    'Holds for tickets opened after the answer. Tickets already open keep the policy they have, until a field that policies ask for changes (`PUT /tickets/{id}`).',
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
