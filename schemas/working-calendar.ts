import * as z from 'zod'
import { PersonId } from './actor.ts'
import { TimeZone } from './calendar.ts'
import { AbsenceId, RotationId, ShiftId, VisitId } from './ids.ts'
import { Duty } from './on-call.ts'
import { absenceKinds } from './technician.ts'
import { TicketNumber } from './ticket.ts'
import { Instant } from './time.ts'
import { VisitStatus } from './visit.ts'

const stretch = { from: Instant, until: Instant }
const Stretch = z.strictObject(stretch).meta({ id: 'TimeStretch' })

/** What somebody's time looks like from one instant to another. */
export const WorkingCalendar = z
  .strictObject({
    technician: PersonId,
    timeZone: TimeZone.meta({ description: 'Whose dates their shifts belong to' }),
    ...stretch,
    working: z.array(Stretch).meta({ description: 'Their shifts and hours, without their absences' }),
    absences: z.array(
      z.strictObject({
        ...stretch,
        id: AbsenceId.optional().meta({ description: 'For themselves and their supervisors, as `kind` and `note`' }),
        kind: z.enum(absenceKinds).optional(),
        note: z.string().optional(),
      }),
    ),
    shifts: z.array(z.strictObject({ id: ShiftId, ...stretch, name: z.string().optional() })),
    onCall: z.array(Duty.extend({ rotation: RotationId, name: z.string() })),
    visits: z
      .array(
        z.strictObject({
          id: VisitId,
          ticket: TicketNumber,
          ...stretch,
          travelMinutes: z.int().min(0).meta({ description: 'Of the way to it, before `from`' }),
          status: VisitStatus,
          work: z.string().optional(),
        }),
      )
      .optional()
      .meta({ description: 'For themselves, and for all but technicians; to a colleague they are `busy`' }),
    busy: z.array(Stretch).meta({ description: 'Visits with the way to them' }),
    free: z.array(Stretch).meta({ description: 'Working time that nothing takes, of 15 minutes at least' }),
  })
  .meta({ id: 'WorkingCalendar' })
export type WorkingCalendar = z.infer<typeof WorkingCalendar>

/** A secret link to somebody's calendar. */
export const CalendarFeed = z
  .strictObject({
    path: z.string().meta({
      description: 'Where it is read, at the host of this API; told this once, and never again',
      example: '/api/v1/service-desk/calendar-feeds/0nA2vQb7yJ3kL5m9pR1sT4uW6xZ8cD0eF2gH4iJ6kL8',
    }),
    createdAt: Instant,
  })
  .meta({ id: 'CalendarFeed' })
