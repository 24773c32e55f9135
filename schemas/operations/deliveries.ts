import * as z from 'zod'
import {
  Delivery,
  DeliveryInFull,
  deliveryStates,
  RedeliveryRequest,
  Replay,
  ReplayRequest,
  SecretRotation,
  WebhookSecret,
} from '../delivery.ts'
import { operation } from './operation.ts'
import { Cursor, Limit, page } from './paging.ts'
import { Id } from './record-forms.ts'
import { SubscriptionParams } from './subscription-id.ts'

const tag = 'Partners'
/** Partners have their own, admins all. */
const read = { method: 'get', roles: ['partner', 'admin'], scope: 'subscriptions.read', tag } as const
const ask = {
  method: 'post',
  roles: ['partner', 'admin'],
  scope: 'subscriptions.write',
  refusals: ['conflict'],
  tag,
} as const

const DeliveryParams = SubscriptionParams.extend({ delivery: Id.meta({ example: 'dlv_01JD0000000000000000DE11V1' }) })
const ReplayParams = SubscriptionParams.extend({ replay: Id.meta({ example: 'rpl_01JD0000000000000000REP1A1' }) })

const forWebhooks = '409 for a subscription that is no webhook.'
const whileActive = '409 for a subscription that is neither active nor paused; while it is paused, they are held.'

export const listDeliveries = operation({
  ...read,
  path: '/subscriptions/{subscription}/deliveries',
  params: SubscriptionParams,
  query: z.strictObject({ state: z.enum(deliveryStates).optional(), limit: Limit, cursor: Cursor }),
  answer: page(Delivery).meta({ id: 'DeliveryPage' }),
  summary: 'What went to a webhook, or is on its way: by its event, the newest first',
  description: 'They are kept for 30 days. A page with a filter may be short, and still be followed.',
})

export const getDelivery = operation({
  ...read,
  path: '/subscriptions/{subscription}/deliveries/{delivery}',
  params: DeliveryParams,
  answer: DeliveryInFull,
  summary: 'A delivery with what is sent, and what was answered to each try',
})

export const redeliverOne = operation({
  ...ask,
  path: '/subscriptions/{subscription}/deliveries/{delivery}/redeliver',
  params: DeliveryParams,
  status: 202,
  answer: Delivery,
  summary: 'Send a delivery again, now',
  done: 'Accepted: it is on its way, from the beginning of the ladder, with the same `webhook-id`.',
  description: `Also one that has arrived, or waits for its next try. ${whileActive} Also 409 for one that waits for another of its ticket, and for one that was made under an approval that has ended.`,
})

export const redeliverSome = operation({
  ...ask,
  path: '/subscriptions/{subscription}/redeliver',
  params: SubscriptionParams,
  body: RedeliveryRequest,
  status: 202,
  answer: Replay,
  summary: 'Send deliveries again: all that failed, or of a range of time',
  done: 'Accepted: how it goes is read with `getReplay`. Each goes out once for this request.',
  description: `${forWebhooks} ${whileActive}`,
})

export const testSubscription = operation({
  ...ask,
  path: '/subscriptions/{subscription}/test',
  params: SubscriptionParams,
  status: 202,
  answer: Delivery,
  summary: 'Send a test to a webhook',
  done: 'Accepted: an event of the type `webhook.test` is on its way; what became of it is read with `getDelivery`.',
  description: `It is signed as every other. ${forWebhooks} 409 for a subscription that is not active.`,
})

export const rotateSecret = operation({
  ...ask,
  path: '/subscriptions/{subscription}/rotate-secret',
  params: SubscriptionParams,
  body: SecretRotation,
  answer: WebhookSecret,
  summary: 'Get a new secret for a webhook',
  done: 'Done: this is the new secret, told this once. The one before signs, too, for as long as was asked.',
  description: forWebhooks,
})

export const createReplay = operation({
  ...ask,
  path: '/subscriptions/{subscription}/replays',
  params: SubscriptionParams,
  body: ReplayRequest,
  status: 202,
  answer: Replay,
  summary: 'Replay what has happened',
  done: 'Accepted: this is the replay. Its events are marked with its id, and each comes once.',
  description: `From the history of the tickets, through the subscription as it is now: its types, its filter, and what its owner may see. ${whileActive}`,
})

export const getReplay = operation({
  ...read,
  path: '/subscriptions/{subscription}/replays/{replay}',
  params: ReplayParams,
  answer: Replay,
  summary: 'How a replay goes',
})

export const listReplays = operation({
  ...read,
  path: '/subscriptions/{subscription}/replays',
  params: SubscriptionParams,
  query: z.strictObject({ limit: Limit, cursor: Cursor }),
  answer: page(Replay).meta({ id: 'ReplayPage' }),
  summary: 'Replays of a subscription, the newest first',
})
