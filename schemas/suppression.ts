import * as z from 'zod'
import { SuppressionReason } from './contact.ts'
import { Instant } from './time.ts'

/** An address that nothing automatic goes to. */
export const Suppression = z
  .strictObject({
    address: z
      .string()
      .meta({ description: 'As people are told apart by it: without a tag', example: 'anna@example.com' }),
    because: SuppressionReason,
    since: Instant,
    bounces: z.int().nonnegative().meta({ description: 'How often mail to it came back' }),
    diagnostic: z.string().optional().meta({ description: 'What a server said of it last' }),
  })
  .meta({ id: 'Suppression', description: 'An address that nothing automatic goes to, and why' })
export type Suppression = z.infer<typeof Suppression>
