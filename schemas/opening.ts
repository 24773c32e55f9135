import * as z from 'zod'
import { Instant } from './time.ts'

/** Day and time on the wall of the calendar's zone. */
const Local = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)

/** A time in which a calendar is open without a break. */
const Opening = z
  .strictObject({
    from: Instant,
    to: Instant.optional().meta({ description: 'Absent: it does not close within the years that were looked at' }),
    local: z
      .strictObject({ from: Local, to: Local.optional() })
      .meta({ description: 'The same on the wall of the calendar’s zone' }),
    holidays: z
      .array(z.strictObject({ date: z.iso.date(), name: z.string().optional(), open: z.boolean() }))
      .optional()
      .meta({
        description:
          'Those that have a say: with hours of their own that this opening follows (`open`), or closed since the opening before',
      }),
  })
  .meta({ id: 'Opening' })
export type Opening = z.infer<typeof Opening>

/** The next openings of a calendar. */
export const Openings = z
  .strictObject({
    timeZone: z.string(),
    openAt: z.boolean().meta({ description: 'Whether it is open at the instant that was asked for' }),
    items: z.array(Opening),
  })
  .meta({ id: 'Openings' })
