import * as z from 'zod'
import { CustomerId, ProductId } from './actor.ts'
import { one, saysNothing, some } from './conditions.ts'
import { Tier } from './customer.ts'
import { Criticality } from './product.ts'
import { text, words } from './text.ts'
import { Brand, Category, Channel, Priority, Tag, TicketType } from './ticket.ts'
import { Instant, Target } from './time.ts'

const TriageRuleId = z
  .string()
  .regex(/^tri_([0-9A-HJKMNP-TV-Z]{26}|default-[a-z-]{1,40})$/, 'must be the id of a triage rule')
  .meta({ id: 'TriageRuleId', example: 'tri_default-safety' })

const mostValues = 20

/** When a rule holds: every condition that is given must hold; of a list, one member. */
const TriageConditions = z
  .strictObject({
    words: z
      .array(words(60))
      .min(1)
      .max(50)
      .optional()
      .meta({ description: 'Whole words or phrases in the title or the description; case and accents do not matter' }),
    tier: some(Tier, mostValues).meta({ description: "The customer's" }),
    criticality: some(Criticality, mostValues).meta({ description: "The product's" }),
    channel: some(Channel, mostValues),
    type: some(TicketType, mostValues),
    brand: some(Brand, mostValues),
    repeated: z
      .strictObject({ tickets: z.int().min(1).max(20), within: Target })
      .optional()
      .meta({ description: 'The customer has opened at least so many others in so long; calendar time' }),
  })
  .refine(one, saysNothing)
  .meta({ id: 'TriageConditions' })

/** What a rule gives to a ticket for which nobody chose it. */
const TriageChoice = z
  .strictObject({
    priority: Priority.optional(),
    category: Category.optional(),
    subCategory: Category.optional(),
    tags: z.array(Tag).min(1).max(10).optional(),
  })
  .refine(one, { message: 'must give something', params: { expected: 'a priority, a category, or tags' } })
  .refine(({ category, subCategory }) => category !== undefined || subCategory === undefined, {
    path: ['subCategory'],
    message: 'is nothing without its category',
    params: { expected: 'a category beside it' },
  })
  .meta({ id: 'TriageChoice' })

export const NewTriageRule = z
  .strictObject({
    name: words(100),
    position: z
      .int()
      .min(0)
      .max(9999)
      .default(100)
      .meta({ description: 'The lowest is asked first; the first that holds chooses, tags add up' }),
    enabled: z.boolean().default(true),
    conditions: TriageConditions,
    gives: TriageChoice,
  })
  .meta({
    id: 'NewTriageRule',
    example: {
      name: 'Power is out at a premium customer',
      position: 10,
      conditions: { words: ['no power', 'blackout'], tier: ['premium', 'vip'] },
      gives: { priority: 'urgent', tags: ['power'] },
    },
  })
export type NewTriageRule = z.infer<typeof NewTriageRule>

/** A rule that chooses priority, category and tags where nobody has. */
export const TriageRule = NewTriageRule.extend({
  id: TriageRuleId,
  version: z.int().positive(),
  createdAt: Instant,
  updatedAt: Instant,
}).meta({ id: 'TriageRule', description: 'A rule that chooses priority, category and tags where nobody has' })
export type TriageRule = z.infer<typeof TriageRule>

/** What is tried: a text with its circumstances, and the rule that is not saved yet, or all that are. */
export const TriageTrial = z
  .strictObject({
    title: words(200),
    description: text(20_000).default(''),
    type: TicketType.default('issue'),
    channel: Channel.default('portal'),
    brand: Brand.default('main'),
    customer: CustomerId.optional(),
    product: ProductId.optional(),
    rule: NewTriageRule.optional().meta({ description: 'Tried by itself; left out: all rules that are on' }),
  })
  .meta({ id: 'TriageTrial', example: { title: 'No power on floor 2', channel: 'phone' } })
export type TriageTrial = z.infer<typeof TriageTrial>

/** What came of a trial. */
export const TriageOutcome = z
  .strictObject({
    priority: Priority.optional(),
    category: Category.optional(),
    subCategory: Category.optional(),
    tags: z.array(Tag),
    because: z
      .array(
        z.strictObject({
          rule: TriageRuleId.optional().meta({ description: 'Absent for the rule that was sent along' }),
          name: z.string(),
          gave: z.array(z.enum(['priority', 'category', 'subCategory', 'tags'])).meta({
            description: 'What it chose; nothing where rules before it had chosen',
          }),
          explanation: z.string().meta({ example: "urgent: 'no power' + customer tier premium" }),
        }),
      )
      .meta({ description: 'The rules that hold, in their order' }),
  })
  .meta({ id: 'TriageOutcome' })
export type TriageOutcome = z.infer<typeof TriageOutcome>
