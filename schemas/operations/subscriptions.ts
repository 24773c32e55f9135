import * as z from 'zod'
import { PersonId } from '../actor.ts'
import {
  Approval,
  MadeSubscription,
  NewSubscription,
  Pause,
  Rejection,
  Subscription,
  subscriptionStates,
} from '../subscription.ts'
import { operation } from './operation.ts'
import { Cursor, Limit, page } from './paging.ts'
import { patchOf } from './record-forms.ts'
import { SubscriptionParams } from './subscription-id.ts'

const tag = 'Partners'
/** Partners have their own, admins all. */
const reading = { roles: ['partner', 'admin'], scope: 'subscriptions.read', tag } as const
const writing = { roles: ['partner', 'admin'], scope: 'subscriptions.write', tag } as const
const judging = { roles: ['admin'], tag } as const
const changing = {
  method: 'post',
  params: SubscriptionParams,
  etag: true,
  answer: Subscription,
} as const

export const listSubscriptions = operation({
  ...reading,
  method: 'get',
  path: '/subscriptions',
  query: z.strictObject({
    state: z.enum(subscriptionStates).optional(),
    owner: PersonId.optional().meta({ description: 'Only those of this partner. For admins' }),
    limit: Limit,
    cursor: Cursor,
  }),
  answer: page(Subscription).meta({ id: 'SubscriptionPage' }),
  summary: 'Subscriptions, oldest first',
  description: 'A partner reads their own, an admin all. A page may have fewer than `limit`, and still be followed.',
})

export const createSubscription = operation({
  ...writing,
  method: 'post',
  path: '/subscriptions',
  body: NewSubscription,
  status: 201,
  etag: true,
  answer: MadeSubscription,
  refusals: ['conflict'],
  summary: 'Ask for events',
  done: 'Done: this is the subscription. Nothing goes out before an admin has approved it.',
  description: 'What each target needs on your side is told in docs/partners.md.',
})

export const getSubscription = operation({
  ...reading,
  method: 'get',
  path: '/subscriptions/{subscription}',
  params: SubscriptionParams,
  etag: true,
  answer: Subscription,
  summary: 'A subscription',
})

export const changeSubscription = operation({
  ...writing,
  method: 'patch',
  path: '/subscriptions/{subscription}',
  params: SubscriptionParams,
  body: patchOf(NewSubscription.omit({ owner: true }).shape, 'SubscriptionPatch'),
  ifMatch: 'optional',
  etag: true,
  answer: Subscription,
  summary: 'Change a subscription',
  done: 'Done: this is the subscription. Where more than its name has changed, nothing goes out before it is approved anew.',
})

export const deleteSubscription = operation({
  ...writing,
  method: 'delete',
  path: '/subscriptions/{subscription}',
  params: SubscriptionParams,
  ifMatch: 'optional',
  status: 204,
  answer: 'nothing',
  summary: 'Take a subscription away',
  done: 'Done: it is gone, and with it whatever was deployed for it.',
})

export const approveSubscription = operation({
  ...judging,
  ...changing,
  path: '/subscriptions/{subscription}/approve',
  refusals: ['conflict'],
  body: Approval,
  ifMatch: 'required',
  summary: 'Approve a subscription as it was read, and grant personal data or not',
  done: 'Done: this is the subscription. A bus or a queue gets events from `deployedAt` on, a webhook at once.',
  description: 'One that is active already is granted anew what is said here; 409 for one that is paused or disabled.',
})

export const rejectSubscription = operation({
  ...judging,
  ...changing,
  path: '/subscriptions/{subscription}/reject',
  body: Rejection,
  ifMatch: 'required',
  summary: 'Reject a subscription',
  done: 'Done: this is the subscription. Its owner may change it, which asks anew.',
})

export const pauseSubscription = operation({
  ...writing,
  ...changing,
  path: '/subscriptions/{subscription}/pause',
  refusals: ['conflict'],
  body: Pause,
  ifMatch: 'optional',
  summary: 'Pause a subscription',
  done: 'Done: this is the subscription. Nothing goes out to a bus or a queue meanwhile; for a webhook it is held.',
  description: '409 for one that is not active.',
})

export const resumeSubscription = operation({
  ...writing,
  ...changing,
  path: '/subscriptions/{subscription}/resume',
  refusals: ['conflict'],
  ifMatch: 'optional',
  summary: 'Resume a subscription that is paused or disabled',
  done: 'Done: this is the subscription. What has happened meanwhile can be replayed.',
  description:
    'As it was approved: without a new approval. 409 for one that is neither, and for one that an admin has paused where you are none.',
})
