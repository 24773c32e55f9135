import * as z from 'zod'
import { CustomerId, SiteId } from './actor.ts'
import { ExternalId, Notes, recorded } from './customer.ts'
import { words } from './text.ts'

export const Address = z
  .strictObject({
    line1: words(200),
    line2: words(200).optional(),
    city: words(100),
    region: words(100).optional(),
    postalCode: words(20).optional(),
    country: z.string().regex(/^[A-Z]{2}$/, 'must be a country code of two capital letters (ISO 3166-1)'),
  })
  .meta({
    id: 'Address',
    example: { line1: '1 Harbour Street', city: 'Northport', postalCode: 'NP1 2AB', country: 'GB' },
  })

/** Degrees in WGS 84. */
export const Coordinates = z
  .strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
  .meta({ id: 'Coordinates', description: 'Degrees, WGS 84', example: { latitude: 51.5072, longitude: -0.1276 } })

export const NewSite = z
  .strictObject({
    name: words(200).meta({ example: 'Main plant' }),
    address: Address.optional(),
    coordinates: Coordinates.optional(),
    accessNotes: Notes.optional(),
    externalId: ExternalId.optional(),
  })
  .meta({ id: 'NewSite' })
export type NewSite = z.infer<typeof NewSite>

/** A place of a customer where work is done. */
export const Site = NewSite.extend({ id: SiteId, customer: CustomerId, ...recorded }).meta({
  id: 'Site',
  description: 'A place of a customer where work is done',
})
export type Site = z.infer<typeof Site>
export type Coordinates = z.infer<typeof Coordinates>
