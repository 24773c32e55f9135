import * as z from 'zod'
import { CustomerId, PersonId } from './actor.ts'
import { recorded } from './customer.ts'
import { SubscriptionId } from './ids.ts'
import { words } from './text.ts'
import { Category } from './ticket.ts'
import { Instant } from './time.ts'

const arn = (service: string, resource: string, what: string) =>
  z
    .string()
    .max(400)
    .regex(
      new RegExp(`^arn:aws[a-z-]*:${service}:[a-z]{2}(-[a-z]+)+-\\d:\\d{12}:${resource}$`),
      `must be the ARN of ${what}`,
    )

const BusArn = arn(
  'events',
  'event-bus/[A-Za-z0-9._/-]{1,256}',
  'an event bus: arn:aws:events:<region>:<account>:event-bus/<name>',
).meta({
  description: 'An event bus, in whatever region',
  example: 'arn:aws:events:eu-west-1:111122223333:event-bus/partner-events',
})
const QueueArn = arn('sqs', '[A-Za-z0-9_-]{1,80}', 'a standard queue: arn:aws:sqs:<region>:<account>:<name>').meta({
  description: 'A standard queue of SQS in the region of the desk; a FIFO queue keeps no order that the bus does not',
  example: 'arn:aws:sqs:eu-west-1:111122223333:partner-events',
})
const WebhookUrl = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .regex(/^\S*$/, 'must not have blanks or line ends')
  .meta({ description: 'It gets a POST for each event, signed', example: 'https://hooks.partner.example/desk' })

/** Where events go: by HTTP, signed; onto a bus; into a queue. */
export const SubscriptionTarget = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('webhook'), url: WebhookUrl }),
    z.strictObject({ kind: z.literal('event-bus'), arn: BusArn }),
    z.strictObject({ kind: z.literal('queue'), arn: QueueArn }),
  ])
  .meta({ id: 'SubscriptionTarget', example: { kind: 'webhook', url: 'https://hooks.partner.example/desk' } })
export type SubscriptionTarget = z.infer<typeof SubscriptionTarget>

/** In the place of types: all that a partner may see, also those that come later. */
export const everyType = '*'

/** What a subscription asks for, beside its name; a change of any of it has to be approved anew. */
const asked = {
  target: SubscriptionTarget,
  types: z
    .array(z.string().max(64))
    .min(1)
    .max(50)
    .refine((types) => new Set(types).size === types.length, {
      message: 'names one twice',
      params: { expected: 'each type once' },
    })
    .default([everyType])
    .meta({ description: 'Event types; `*` alone: all that a partner may see', example: ['ticket.created'] }),
  filter: z
    .strictObject({
      customers: z.array(CustomerId).min(1).max(50).optional().meta({ description: 'Only tickets of these' }),
      categories: z.array(Category).min(1).max(50).optional().meta({ description: 'Only tickets of these' }),
    })
    .default({})
    .meta({ id: 'SubscriptionFilter', description: 'Left out: every ticket that its owner sees' }),
  ordering: z.enum(['none', 'by-ticket']).default('none').meta({
    description: '`by-ticket`: an event waits until those before it of its ticket have arrived. For webhooks',
  }),
  form: z
    .enum(['envelope', 'cloudevents'])
    .default('envelope')
    .meta({ description: 'How an event is written: as the desk writes it, or as a CloudEvent 1.0' }),
}

const name = words(100).meta({ example: 'Tickets into our ERP' })

/** What of a subscription its owner may change. */
export const SubscriptionFields = z.strictObject({ name, ...asked })

/** What has to be approved anew when it changes. */
export const approvedFields = Object.keys(asked) as readonly (keyof typeof asked)[]

export const NewSubscription = SubscriptionFields.extend({
  owner: PersonId.optional().meta({ description: 'Whose it is: a partner. Admins must say; for partners, themselves' }),
}).meta({
  id: 'NewSubscription',
  example: {
    name: 'Tickets into our ERP',
    target: { kind: 'queue', arn: 'arn:aws:sqs:eu-west-1:111122223333:partner-events' },
    types: ['ticket.created', 'ticket.status-changed'],
    filter: { categories: ['hardware'] },
  },
})
export type NewSubscription = z.infer<typeof NewSubscription>

/**
 * `pending`: an admin is to approve it; `active`: events go out; `paused`: by its owner, an admin, or for failing too often;
 * `disabled`: the target has said that it is gone; `rejected`: an admin will not have it so.
 */
export const subscriptionStates = ['pending', 'active', 'paused', 'disabled', 'rejected'] as const

export const Subscription = SubscriptionFields.extend({
  id: SubscriptionId,
  owner: PersonId.meta({ description: 'Whose it is: a partner. Events go out as far as they may see' }),
  personalData: z
    .boolean()
    .meta({ description: 'Whether events say who a person is; an admin grants it with the approval' }),
  state: z.enum(subscriptionStates),
  because: words(500).optional().meta({ description: 'Why it is paused, disabled or rejected' }),
  pausedBy: z.enum(['owner', 'admin', 'desk']).optional().meta({
    description: 'Who has stopped it; what an admin has paused only an admin resumes',
  }),
  approval: z
    .int()
    .positive()
    .optional()
    .meta({ description: 'The version in which it was approved last; absent while it is not' }),
  activeSince: Instant.optional().meta({ description: 'Since when events go out, without a break' }),
  hearsSince: Instant.optional().meta({
    description: 'Since when what happens goes out, or is held while it is paused, without a break',
  }),
  deployedAt: Instant.optional().meta({
    description: 'Of a bus or a queue: since when events reach it as approved',
  }),
  undeployed: words(500).optional().meta({ description: 'Of a bus or a queue: what keeps events from reaching it' }),
  ...recorded,
}).meta({ id: 'Subscription', description: 'Events that go out to a partner, and where' })
export type Subscription = z.infer<typeof Subscription>

/** As it is told once, to who has made it. */
export const MadeSubscription = Subscription.extend({
  secret: z.string().optional().meta({ description: 'Of a webhook: what it is signed with. Told this once' }),
}).meta({ id: 'MadeSubscription' })

export const Approval = z
  .strictObject({
    personalData: z
      .boolean()
      .default(false)
      .meta({ description: 'Whether events may say who a person is. Not, where it is left out' }),
  })
  .meta({ id: 'SubscriptionApproval', example: {} })

export const Rejection = z
  .strictObject({ because: words(500) })
  .meta({ id: 'SubscriptionRejection', example: { because: 'We do not know this account. Which of yours is it?' } })

export const Pause = z
  .strictObject({ because: words(500).optional() })
  .meta({ id: 'SubscriptionPause', example: { because: 'Our ERP is being moved' } })
