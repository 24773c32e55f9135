import * as z from 'zod'
import { ProductId } from './actor.ts'
import { one, saysNothing, some } from './conditions.ts'
import { Service } from './service.ts'
import { Skill, SkillLevel } from './technician.ts'
import { words } from './text.ts'
import { Category, Tag, TicketType } from './ticket.ts'
import { Target } from './time.ts'

/** What a ticket asks of whoever gets it: every condition that is given must hold. */
const Need = z
  .strictObject({
    when: z.strictObject({
      category: some(Category),
      subCategory: some(Category),
      type: some(TicketType),
      tags: some(Tag),
      product: some(ProductId),
      model: some(words(100)).meta({ description: "The product's model" }),
    }),
    skill: Skill.optional(),
    level: SkillLevel.default('basic'),
    certification: Skill.optional(),
  })
  .refine(({ skill, certification }) => skill || certification, {
    message: 'asks for nothing',
    params: { expected: 'a skill, a certification, or both' },
  })
  .refine(({ when }) => one(when), { path: ['when'], ...saysNothing })
  .meta({
    id: 'SkillNeed',
    example: { when: { category: ['network'] }, skill: 'network', level: 'intermediate' },
  })

const weight = (value: number) => z.number().min(0).max(100).default(value)

/** How the rules choose people. */
export const AssignmentSettings = z
  .strictObject({
    weights: z
      .strictObject({
        urgent: z.int().min(0).max(100).default(1),
        high: z.int().min(0).max(100).default(1),
        medium: z.int().min(0).max(100).default(1),
        low: z.int().min(0).max(100).default(1),
      })
      .prefault({})
      .meta({ description: 'How much of a person’s capacity a ticket takes, by its priority' }),
    needs: z.array(Need).max(200).default([]).meta({ description: 'What tickets ask of those who get them' }),
    score: z
      .strictObject({
        skill: weight(30),
        load: weight(30),
        availability: weight(10),
        distance: weight(10),
        language: weight(10),
        preference: weight(20),
        fairness: weight(5),
      })
      .prefault({})
      .meta({ description: 'How much each term counts in a score; 0: not at all' }),
    preferredWait: Target.default('PT30M').meta({
      description:
        'So long a ticket waits for the technician its customer prefers, where they are at work by then; calendar time. The customer’s own goes before',
    }),
    speedKmh: z
      .number()
      .min(1)
      .max(200)
      .default(50)
      .meta({ description: 'How fast somebody gets along, as the crow flies' }),
    visitNotice: Target.default('PT24H').meta({
      description: 'So long before its beginning a customer may move or cancel a visit; calendar time',
    }),
    visitReminder: Target.default('PT24H').meta({
      description: 'So long before a visit the customer is reminded; calendar time',
    }),
    visitContact: words(200).optional().meta({
      description: 'Whom a customer calls who is too late to move a visit by themselves',
      example: 'our dispatchers on +44 1632 960000',
    }),
    services: z
      .array(Service)
      .max(100)
      .refine((services) => new Set(services.map(({ code }) => code)).size === services.length, {
        message: 'names a code twice',
        params: { expected: 'each code once' },
      })
      .default([])
      .meta({ description: 'What visits are offered for' }),
    slotMinutes: z.int().min(5).max(240).default(30).meta({ description: 'Offered visits begin at multiples of it' }),
  })
  .meta({ id: 'AssignmentSettings' })
export type AssignmentSettings = z.infer<typeof AssignmentSettings>
