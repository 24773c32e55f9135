import * as z from 'zod'
import { Instant } from './time.ts'

const asItIs = <Schema extends z.ZodType>(schema: Schema) =>
  schema.optional().meta({ description: 'As it was read, or left out' })

/** What a record has and nobody gives. A replacement may have it as it is, so that what was read can be changed and sent back. */
export const asRead = {
  id: asItIs(z.string()),
  version: asItIs(z.int().positive()),
  createdAt: asItIs(Instant),
  updatedAt: asItIs(Instant),
}
