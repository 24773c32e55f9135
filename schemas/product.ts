import * as z from 'zod'
import { CustomerId, ProductId, SiteId } from './actor.ts'
import { ExternalId, Notes, recorded } from './customer.ts'
import { words } from './text.ts'

/** A span of whole days, both included; open where an end is left out. */
const Span = z
  .strictObject({ startsOn: z.iso.date().optional(), endsOn: z.iso.date().optional() })
  .refine(({ startsOn, endsOn }) => !startsOn || !endsOn || startsOn <= endsOn, {
    message: 'must not end before it starts',
    params: { expected: 'endsOn at or after startsOn' },
  })

export const Criticality = z.enum(['low', 'medium', 'high', 'critical']).meta({ id: 'Criticality' })

export const NewProduct = z
  .strictObject({
    name: words(200).meta({ example: 'Label printer, floor 2' }),
    manufacturer: words(100).optional(),
    model: words(100).optional().meta({ example: 'LP-240' }),
    serialNumber: words(100).optional().meta({
      description: 'As it is written on it; compared without separators and case, and one only for a customer’s model',
      example: 'SN 4471-0099',
    }),
    site: SiteId.optional(),
    warranty: Span.optional().meta({ example: { startsOn: '2026-01-01', endsOn: '2027-12-31' } }),
    installedOn: z.iso.date().optional(),
    criticality: Criticality.default('medium'),
    externalId: ExternalId.optional(),
    notes: Notes.optional(),
  })
  .meta({ id: 'NewProduct' })
export type NewProduct = z.infer<typeof NewProduct>

/** A thing that a customer owns and the desk looks after. */
export const Product = NewProduct.extend({
  id: ProductId,
  customer: CustomerId,
  criticality: Criticality,
  ...recorded,
}).meta({ id: 'Product', description: 'A thing that a customer owns and the desk looks after' })
export type Product = z.infer<typeof Product>

/** A serial number, or a model, as it is compared: letters and digits, in upper case. */
export const comparable = (written: string): string =>
  written
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
