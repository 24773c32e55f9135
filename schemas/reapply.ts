import * as z from 'zod'
import { PolicyId } from './actor.ts'
import { CalendarReplacement, CalendarVersion } from './calendar.ts'
import { ClockKind } from './clock.ts'
import { SlaPolicyReplacement } from './sla-policy.ts'
import { Instant } from './time.ts'

const dryRun = z.boolean().default(false).meta({ description: 'Only say what would happen' })

const onlyTried = {
  path: ['dryRun'],
  message: 'must be true with an edit that is not saved',
  params: { expected: 'true; or save the edit first' },
}

/** What to reapply a policy with. */
export const PolicyReapply = z
  .strictObject({
    dryRun,
    policy: SlaPolicyReplacement.optional().meta({
      description:
        'What the policy would be replaced by: says, before it is saved, what that would do to tickets under way',
    }),
  })
  .refine(({ dryRun: tried, policy }) => tried || !policy, onlyTried)
  .default({ dryRun: false })
  .meta({ id: 'PolicyReapply', example: { dryRun: true } })

/** What to reapply a calendar with. */
export const CalendarReapply = z
  .strictObject({
    dryRun,
    calendar: CalendarReplacement.optional().meta({
      description:
        'What the calendar would be replaced by: says, before it is saved, what that would do to tickets under way',
    }),
  })
  .refine(({ dryRun: tried, calendar }) => tried || !calendar, onlyTried)
  .default({ dryRun: false })
  .meta({ id: 'CalendarReapply', example: { dryRun: true } })

/** What reapplying can do to a ticket; it may do several. */
export const effects = ['later', 'earlier', 'breached', 'otherPolicy'] as const
export const Effect = z.enum(effects).meta({
  id: 'ReapplyEffect',
  description: 'A clock is due later, or earlier; one is late at once; another policy holds than before',
})
export type Effect = z.infer<typeof Effect>

const version = z.strictObject({ id: PolicyId, version: z.int().positive() })

/** What reapplying has done to one ticket, or would. */
export const Reapplied = z
  .strictObject({
    effects: z.array(Effect),
    policy: z.strictObject({ from: version, to: version }),
    calendar: z
      .strictObject({ from: CalendarVersion.optional(), to: CalendarVersion.optional() })
      .meta({ description: 'Absent: always open' }),
    clocks: z
      .array(
        z.strictObject({
          clock: ClockKind,
          dueFrom: Instant.optional(),
          dueTo: Instant.optional(),
          breached: z.boolean().meta({ description: 'It was in time before, and is late at once' }),
        }),
      )
      .meta({ description: 'Those that run or stand; while a ticket rests, as if it went on now' }),
  })
  .meta({ id: 'Reapplied', description: 'What reapplying has done to a ticket, or would' })
export type Reapplied = z.infer<typeof Reapplied>
