import * as z from 'zod'
import { TeamId } from './actor.ts'
import { Target } from './time.ts'

/** What a desk can set; what each time means is in docs/lifecycle.md. Kept in one table item, read through the cache. */
export const Settings = z.object({
  /** How a ticket number looks: `TKT000123`. */
  number: z
    .object({ prefix: z.string().regex(/^[A-Z]{1,10}$/), width: z.int().min(1).max(12) })
    .default({ prefix: 'TKT', width: 6 }),
  /** The team that a new ticket belongs to, until there are rules: its supervisor is escalated to. */
  defaultTeam: TeamId.optional(),
  /** After so long in `pending_customer` the customer is reminded, once and again; business time. */
  reminderAfter: Target.default('PT24H'),
  secondReminderAfter: Target.default('PT48H'),
  /** After so long in `pending_customer` the ticket is resolved for want of an answer; off where absent. */
  resolveUnansweredAfter: Target.optional(),
  /** After so long in `resolved` without a word the ticket closes; calendar time. */
  autoCloseAfter: Target.default('PT72H'),
  /** For so long after closing a ticket can be reopened; calendar time. */
  reopenWithin: Target.default('P14D'),
})
export type Settings = z.infer<typeof Settings>
