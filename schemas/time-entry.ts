import * as z from 'zod'
import { ActorReference, PersonId, prefixed } from './actor.ts'
import { text } from './text.ts'
import { TicketNumber } from './ticket.ts'
import { Instant } from './time.ts'

export const TimeEntryId = prefixed('tim', 'a time entry').meta({
  id: 'TimeEntryId',
  example: 'tim_01JD0000000000000000T1ME01',
})

/** One entry is at most a day's work: 24 h. */
const minutes = z
  .int()
  .min(1)
  .max(24 * 60)
const billable = z.boolean()

export const NewTimeEntry = z
  .strictObject({
    minutes,
    billable: billable.default(true),
    note: text(1000).default(''),
    person: PersonId.optional().meta({
      description: 'Who worked: the caller where left out. A technician logs their own time only',
    }),
    workedAt: Instant.optional().meta({ description: 'When; now where left out, never in the future' }),
  })
  .meta({ id: 'NewTimeEntry', example: { minutes: 30, billable: true, note: 'Replaced the cable' } })
export type NewTimeEntry = z.infer<typeof NewTimeEntry>

export const TimeEntry = z
  .strictObject({
    id: TimeEntryId,
    ticket: TicketNumber,
    person: PersonId,
    minutes,
    billable,
    note: z.string(),
    workedAt: Instant,
    by: ActorReference,
    createdAt: Instant,
  })
  .meta({ id: 'TimeEntry', description: 'Time that somebody worked on a ticket' })
export type TimeEntry = z.infer<typeof TimeEntry>
