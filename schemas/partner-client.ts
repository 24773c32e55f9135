import * as z from 'zod'
import { CustomerId, PersonId, prefixed } from './actor.ts'
import { recorded } from './customer.ts'
import { scopes } from './operations/operation.ts'
import { words } from './text.ts'
import { Instant } from './time.ts'

export const PartnerClientId = prefixed('pcl', 'a partner client').meta({
  id: 'PartnerClientId',
  example: 'pcl_01JD0000000000000000PCKNT1',
})

const PartnerScope = z.enum(scopes).meta({ id: 'PartnerScope' })

/** What admins say of a program of a partner, and may change. */
const changeable = {
  name: words(100).meta({ description: 'What it is called among admins', example: 'ERP of the bakery' }),
  scopes: z
    .array(PartnerScope)
    .min(1)
    .refine((given) => new Set(given).size === given.length, {
      message: 'names one twice',
      params: { expected: 'each scope once' },
    })
    .meta({ description: 'What it may do. What is taken away holds no longer at once, also for tokens given before' }),
  callsPerMinute: z
    .int()
    .min(1)
    .max(6000)
    .optional()
    .meta({ description: 'How many calls it may make in a minute; as the settings say where left out' }),
  email: z.email().max(254).optional().meta({ description: 'Whom to tell of its subscriptions' }),
}
export const PartnerClientTerms = z.strictObject(changeable)
export const NewPartnerClient = z
  .strictObject({ ...changeable, customer: CustomerId.meta({ description: 'Whose tickets it sees. For good' }) })
  .meta({ id: 'NewPartnerClient' })
export type NewPartnerClient = z.infer<typeof NewPartnerClient>

/** With what a program fetches its tokens: the client id, and until when it holds. */
export const PartnerKey = z
  .strictObject({
    id: z.string().meta({ description: 'The client id', example: '1h57kf5cpq17m0eml12EXAMPLE' }),
    createdAt: Instant,
    until: Instant.optional().meta({ description: 'Where another has taken its place: it holds until then' }),
  })
  .meta({ id: 'PartnerKey' })
export type PartnerKey = z.infer<typeof PartnerKey>

export const PartnerClient = z
  .strictObject({
    id: PartnerClientId,
    ...NewPartnerClient.shape,
    person: PersonId.meta({ description: 'Who acts by it, in tickets and their history' }),
    keys: z.array(PartnerKey).meta({ description: 'The newest last; two hold while one takes the place of the other' }),
    ...recorded,
  })
  .meta({ id: 'PartnerClient' })
export type PartnerClient = z.infer<typeof PartnerClient>

/** The one answer that tells a secret. */
export const PartnerClientKeyed = PartnerClient.extend({
  clientId: z.string().meta({ description: 'The id of the new key' }),
  clientSecret: z.string().meta({ description: 'Told here, and nowhere else: keep it' }),
}).meta({ id: 'PartnerClientKeyed' })

export const Rotation = z
  .strictObject({
    keepOldHours: z
      .int()
      .min(0)
      .max(720)
      .default(168)
      .meta({ description: 'How long the keys of before hold yet; 0: they end at once' }),
  })
  .meta({ id: 'KeyRotation' })

/** What a client did on a day (UTC). */
const UsageDay = z.strictObject({
  date: z.iso.date(),
  calls: z.int().min(0),
  refused: z.int().min(0).meta({ description: 'Beyond its limit, and not carried out' }),
  byGroup: z
    .record(z.string(), z.int())
    .meta({ description: 'The calls by the parts of the API', example: { Tickets: 1200, Conversation: 41 } }),
})
export const PartnerUsage = z
  .strictObject({
    client: PartnerClientId,
    callsPerMinute: z.int().meta({ description: 'What holds for it now' }),
    lastUsedAt: Instant.optional(),
    days: z.array(UsageDay).meta({ description: 'The newest first; days without a call are left out' }),
  })
  .meta({ id: 'PartnerUsage' })
