import * as z from 'zod'
import { prefixed } from './actor.ts'
import { SubscriptionId } from './ids.ts'
import { GivenInstant, Instant } from './time.ts'

const DeliveryId = prefixed('dlv', 'a delivery').meta({
  id: 'DeliveryId',
  example: 'dlv_01JD0000000000000000DE11V1',
})
const ReplayId = prefixed('rpl', 'a replay').meta({ id: 'ReplayId', example: 'rpl_01JD0000000000000000REP1A1' })

/**
 * `pending`: on its way, or waiting for its next try; `held`: the subscription is not active, it goes out when it is again;
 * `delivered`: the receiver has it; `failed`: given up.
 */
export const deliveryStates = ['pending', 'held', 'delivered', 'failed'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** What a test sends. It is no event of the desk: nothing has happened. */
export const testType = 'webhook.test'

/** Why a try came to no answer: a receiver's own words are never part of it. */
const tryErrors = ['refused-address', 'unreachable', 'timed-out', 'tls', 'broken-off'] as const
export type TryError = (typeof tryErrors)[number]

/** Why a delivery was given up without being tried (again): what it was made under does not hold any more. */
const unsentBecause = ['approval-ended', 'owner-gone'] as const
export type UnsentBecause = (typeof unsentBecause)[number]

export const DeliveryTry = z
  .strictObject({
    at: Instant,
    tookMs: z.int().nonnegative(),
    to: z.string().meta({ description: 'Where to, without what stands after a question mark' }),
    status: z.int().optional().meta({ description: 'Of the answer, where there was one' }),
    type: z.string().optional().meta({ description: 'The `Content-Type` of the answer' }),
    words: z.string().optional().meta({ description: 'The first kilobyte of the answer' }),
    error: z.enum(tryErrors).optional().meta({ description: 'Why there was no answer' }),
  })
  .meta({ id: 'DeliveryTry' })
export type DeliveryTry = z.infer<typeof DeliveryTry>

export const Delivery = z
  .strictObject({
    id: DeliveryId.meta({ description: 'Also the `webhook-id`: the same with every try' }),
    subscription: SubscriptionId,
    event: z.strictObject({
      id: z.string(),
      type: z.string(),
      occurredAt: Instant,
      ticket: z.string().optional(),
    }),
    replay: ReplayId.optional().meta({ description: 'Which replay it is of; absent: it is the first time' }),
    state: z.enum(deliveryStates),
    tries: z.int().nonnegative().meta({ description: 'Since it was given out, or redelivered' }),
    createdAt: Instant,
    nextTryAt: Instant.optional().meta({ description: 'Not before; absent once it is settled, and while it is held' }),
    settledAt: Instant.optional().meta({ description: 'When it was delivered, or given up' }),
    because: z.enum(unsentBecause).optional().meta({
      description:
        'Why it was given up without a try: the approval that it was made under has ended, so that it may have more in it than is granted now; or its owner is no partner any more',
    }),
    waitsFor: DeliveryId.optional().meta({
      description: 'Of a subscription that is ordered by ticket: which delivery of the same ticket goes before',
    }),
  })
  .meta({ id: 'Delivery', description: 'One event on its way to one webhook; kept for 30 days' })
export type Delivery = z.infer<typeof Delivery>

export const DeliveryInFull = Delivery.extend({
  request: z
    .strictObject({ contentType: z.string(), body: z.string() })
    .optional()
    .meta({ description: 'What is sent, with every try; absent once the approval that it was made under has ended' }),
  log: z.array(DeliveryTry).meta({ description: 'The last dozen tries, oldest first' }),
}).meta({ id: 'DeliveryInFull' })

export const RedeliveryRequest = z
  .strictObject({
    states: z
      .array(z.enum(['failed', 'delivered']))
      .min(1)
      .max(2)
      .default(['failed'])
      .meta({ description: 'Which are sent again' }),
    from: GivenInstant.optional().meta({ description: 'Only of events that occurred at or after this' }),
    to: GivenInstant.optional().meta({ description: 'Only of events that occurred before this' }),
  })
  .refine(({ from, to }) => !from || !to || from < to, {
    path: ['to'],
    message: 'is not after from',
    params: { expected: 'an instant after from' },
  })
  .meta({ id: 'RedeliveryRequest', example: { states: ['failed'], from: '2026-11-20T00:00:00Z' } })

export const ReplayRequest = z
  .strictObject({
    from: GivenInstant.optional().meta({ description: 'Events that occurred at or after this' }),
    after: DeliveryId.optional().meta({
      description: 'In the place of `from`: the last delivery that you have kept; it, too, comes again',
    }),
    to: GivenInstant.optional().meta({ description: 'Events that occurred before this; left out: up to now' }),
    types: z.array(z.string().max(64)).min(1).max(50).optional().meta({
      description: 'Only these; left out: all that the subscription is for',
    }),
  })
  .refine(({ from, after }) => (from === undefined) !== (after === undefined), {
    path: ['from'],
    message: 'is needed, or after is, and not both',
    params: { expected: 'from, or after' },
  })
  .refine(({ from, to }) => !from || !to || from < to, {
    path: ['to'],
    message: 'is not after from',
    params: { expected: 'an instant after from' },
  })
  .meta({ id: 'ReplayRequest', example: { from: '2026-11-20T00:00:00Z', types: ['ticket.created'] } })

/** `running`: it goes through the tickets; `done`: every event of it is on its way; `stopped`: the subscription is not active any more. */
const replayStates = ['running', 'done', 'stopped'] as const

/** What a subscription has sent again: events from history, or deliveries that there are. */
export const Replay = z
  .strictObject({
    id: ReplayId,
    subscription: SubscriptionId,
    of: z.enum(['history', 'deliveries']),
    from: Instant.optional(),
    to: Instant,
    types: z.array(z.string()).optional(),
    states: z.array(z.enum(['failed', 'delivered'])).optional(),
    state: z.enum(replayStates),
    looked: z.int().nonnegative().meta({ description: 'Tickets, or deliveries, that were looked at so far' }),
    given: z.int().nonnegative().meta({ description: 'Events that were given out so far' }),
    createdAt: Instant,
    endedAt: Instant.optional(),
  })
  .meta({ id: 'Replay', description: 'Events that go out once more; kept for 30 days' })
export type Replay = z.infer<typeof Replay>

export const SecretRotation = z
  .strictObject({
    holdsForHours: z.int().min(0).max(168).default(24).meta({
      description: 'For how long the secret before still signs, too; 0: not at all, where it got into wrong hands',
    }),
  })
  .meta({ id: 'SecretRotation', example: { holdsForHours: 24 } })

export const WebhookSecret = z
  .strictObject({
    secret: z.string().meta({ description: 'Told this once', example: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD' }),
    previousHoldsUntil: Instant.optional().meta({ description: 'Until when the secret before signs, too' }),
  })
  .meta({ id: 'WebhookSecret' })
