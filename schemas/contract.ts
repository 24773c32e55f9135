import * as z from 'zod'
import { ContractId, CustomerId, ProductId } from './actor.ts'
import { ExternalId, Notes, recorded } from './customer.ts'
import { text, words } from './text.ts'

const fields = {
  name: words(200).meta({ example: 'Maintenance 2026' }),
  kind: z
    .enum(['amc', 'support', 'lease', 'other'])
    .default('amc')
    .meta({ description: '`amc`: an annual maintenance contract' }),
  terms: text(10_000).optional(),
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
  visitsPerYear: z.int().min(0).max(366).optional(),
  coversAll: z.boolean().default(false).meta({ description: 'Whether it covers everything that the customer owns' }),
  products: z.array(ProductId).max(200).default([]).meta({ description: 'Else what it covers' }),
  externalId: ExternalId.optional(),
  notes: Notes.optional(),
}

export const NewContract = z
  .strictObject(fields)
  .refine(({ startsOn, endsOn }) => startsOn <= endsOn, {
    path: ['endsOn'],
    message: 'must not be before it starts',
    params: { expected: 'a day at or after startsOn' },
  })
  .meta({ id: 'NewContract' })
export type NewContract = z.infer<typeof NewContract>

/** What was agreed with a customer. */
export const Contract = z
  .strictObject({ ...fields, id: ContractId, customer: CustomerId, ...recorded })
  .meta({ id: 'Contract', description: 'What was agreed with a customer' })
export type Contract = z.infer<typeof Contract>
