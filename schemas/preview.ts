import * as z from 'zod'
import { PolicyId } from './actor.ts'
import { Calendar, CalendarChoice } from './calendar.ts'
import { ClockReport } from './clock.ts'
import { NewSlaPolicy } from './sla-policy.ts'
import { Priority, Status } from './ticket.ts'
import { GivenInstant, Instant } from './time.ts'

export const mostChanges = 200
/** So far ahead a hold may end: as on tickets (docs/sla.md, "Pausing"). */
const longestHoldMs = 365 * 24 * 60 * 60 * 1000

const happenings = ['status', 'reply', 'priority', 'holdUntil'] as const

/** One thing that happens to the ticket, and when. */
const PreviewChange = z
  .strictObject({
    at: GivenInstant,
    status: Status.optional().meta({ description: 'Any, from any: what ends, reopens or pauses clocks does so' }),
    reply: z.enum(['staff', 'customer']).optional().meta({ description: 'A public comment' }),
    priority: Priority.optional(),
    holdUntil: GivenInstant.optional(),
  })
  .refine((given) => happenings.filter((name) => given[name] !== undefined).length === 1, {
    message: 'says nothing that happens, or several things',
    params: { expected: `one of ${happenings.join(', ')}` },
  })
  .meta({ id: 'PreviewChange', example: { at: '2026-11-21T10:10:00Z', status: 'pending_customer' } })
export type PreviewChange = z.infer<typeof PreviewChange>

/** A policy as it would be given: only its targets must be there. Whom it is for, and where it stands, is not asked. */
const { name, position, conditions, targets, pauseOn, escalation } = NewSlaPolicy.shape
const PreviewedPolicy = z
  .strictObject({
    name: name.optional(),
    position: position.optional(),
    conditions: conditions.optional(),
    targets,
    pauseOn,
    calendar: CalendarChoice.optional(),
    escalation,
  })
  .meta({ id: 'PreviewedPolicy' })

const wrong = (path: (string | number)[], message: string, expected: string, input: unknown) =>
  ({ code: 'custom', path, message, params: { expected }, input }) as const

export const SlaPreviewRequest = z
  .strictObject({
    calendar: z
      .union([z.literal('always'), Calendar])
      .optional()
      .meta({ description: "Left out, like `calendarId`: the policy's, else `always`" }),
    calendarId: CalendarChoice.optional(),
    policy: PreviewedPolicy.optional(),
    policyId: PolicyId.optional().meta({ description: 'One that is there, as it is now, whomever it is for' }),
    priority: Priority.default('medium'),
    start: GivenInstant.meta({ description: 'When the ticket is opened' }),
    changes: z
      .array(PreviewChange)
      .max(mostChanges)
      .default([])
      .meta({ description: 'In any order; what is to happen at one instant, in this one' }),
    at: GivenInstant.optional().meta({
      description: 'When the clocks are looked at; left out: at the last change. Later changes are not made',
    }),
  })
  .check(({ value, issues }) => {
    const { calendar, calendarId, policy, policyId, start, changes, at } = value
    const both = (name: string) =>
      wrong([`${name}Id`], 'is given beside another', `either \`${name}\` or \`${name}Id\``, value)
    if (calendar && calendarId) issues.push(both('calendar'))
    if (policy && policyId) issues.push(both('policy'))
    if (!policy && !policyId) issues.push(wrong(['policy'], 'is required', 'a policy, or the id of one', value))
    if (at && at < start) issues.push(wrong(['at'], 'is before the start', `an instant from ${start} on`, value))
    for (const [place, change] of changes.entries()) {
      if (change.at < start)
        issues.push(wrong(['changes', place, 'at'], 'is before the start', `an instant from ${start} on`, value))
      const { holdUntil } = change
      if (holdUntil === undefined) continue
      const ahead = Date.parse(holdUntil) - Date.parse(change.at)
      if (ahead > 0 && ahead <= longestHoldMs) continue
      const message = ahead > 0 ? 'is too far ahead' : 'is not in the future'
      issues.push(wrong(['changes', place, 'holdUntil'], message, 'an instant after `at`, by 365 days at most', value))
    }
  })
  .meta({ id: 'SlaPreviewRequest' })
export type SlaPreviewRequest = z.infer<typeof SlaPreviewRequest>

export const SlaPreview = z
  .strictObject({
    at: Instant.meta({ description: 'The instant that the figures are true for' }),
    status: Status,
    priority: Priority,
    clocks: z.array(ClockReport),
    nextOpening: Instant.optional().meta({ description: 'The first open instant at or after `start`' }),
  })
  .meta({ id: 'SlaPreview' })
export type SlaPreview = z.infer<typeof SlaPreview>
