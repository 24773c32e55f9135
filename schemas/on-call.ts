import * as z from 'zod'
import { PersonId, TeamId } from './actor.ts'
import { asRead } from './as-read.ts'
import { TimeZone, weekdays } from './calendar.ts'
import { recorded } from './customer.ts'
import { OverrideId, RotationId, ShiftId } from './ids.ts'
import { words } from './text.ts'
import { GivenInstant, Instant } from './time.ts'

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day from 00:00 to 23:59')

const given = {
  name: words(100).meta({ example: 'Network, nights and weekends' }),
  team: TeamId.optional().meta({ description: 'Whose rotation it is' }),
  timeZone: TimeZone,
  handOver: z
    .strictObject({ day: z.enum(weekdays), at: clock })
    .default({ day: 'mon', at: '09:00' })
    .meta({ description: 'When the next one takes over, each week, on the wall of the zone' }),
  members: z
    .array(PersonId)
    .min(1)
    .max(50)
    .meta({ description: 'In their order, a week each; somebody may stand in it more than once' }),
  startsOn: z.iso.date().meta({ description: 'The day of the hand-over to the first of them', example: '2026-11-23' }),
}

const handsOver = ({ handOver, startsOn }: { handOver: { day: string }; startsOn: string }): boolean =>
  weekdays[(new Date(startsOn).getUTCDay() + 6) % 7] === handOver.day

export const NewRotation = z
  .strictObject(given)
  .refine(handsOver, {
    path: ['startsOn'],
    message: 'is no day of hand-over',
    params: { expected: 'a date on the weekday of `handOver.day`' },
  })
  .meta({
    id: 'NewRotation',
    example: {
      name: 'Network, nights and weekends',
      team: 'tea_01JD0000000000000000TEAM01',
      timeZone: 'Europe/London',
      handOver: { day: 'mon', at: '09:00' },
      members: ['per_01JD0000000000000000TECHN1'],
      startsOn: '2026-11-23',
    },
  })
export type NewRotation = z.infer<typeof NewRotation>
const overrideMs = 92 * 86_400_000

/** Somebody stands in for whoever would be on call. */
export const NewOverride = z
  .strictObject({ person: PersonId, from: GivenInstant, until: GivenInstant, reason: words(200).optional() })
  .refine(({ from, until }) => from < until && Date.parse(until) - Date.parse(from) <= overrideMs, {
    path: ['until'],
    message: 'is not after from, or more than 92 days',
    params: { expected: 'an instant up to 92 days after from' },
  })
  .meta({
    id: 'NewOnCallOverride',
    example: {
      person: 'per_01JD0000000000000000TECHN2',
      from: '2026-12-24T09:00:00Z',
      until: '2026-12-27T09:00:00Z',
      reason: 'Christmas',
    },
  })
export type NewOverride = z.infer<typeof NewOverride>

export const Override = z
  .strictObject({ id: OverrideId, person: PersonId, from: Instant, until: Instant, reason: z.string().optional() })
  .meta({ id: 'OnCallOverride', description: 'Of several at an instant, the one that was added last holds' })
export type Override = z.infer<typeof Override>

/** Who is on call, from when to when. */
export const Duty = z
  .strictObject({ person: PersonId, from: Instant, until: Instant, override: OverrideId.optional() })
  .meta({ id: 'OnCallDuty' })
export type Duty = z.infer<typeof Duty>

export const mostOverrides = 200

/** A rotation as it is kept. */
export const Rotation = NewRotation.safeExtend({
  id: RotationId,
  overrides: z.array(Override).max(mostOverrides),
  ...recorded,
}).meta({
  id: 'Rotation',
  description: 'Who is on call, week by week',
})
export type Rotation = z.infer<typeof Rotation>

export const RotationReplacement = NewRotation.safeExtend({
  ...asRead,
  overrides: z.array(Override).optional().meta({ description: 'As they were read, or left out: they stay' }),
}).meta({ id: 'RotationReplacement' })

/** Who is on call by a rotation, and who takes over from them. */
export const OnCall = z
  .strictObject({ rotation: RotationId, name: z.string(), team: TeamId.optional(), now: Duty, next: Duty })
  .meta({ id: 'OnCall', description: 'Who is on call at an instant, and who takes over' })
export type OnCall = z.infer<typeof OnCall>

export const NewShift = z
  .strictObject({
    technician: PersonId,
    from: GivenInstant,
    until: GivenInstant.meta({ description: 'At most 24 hours after `from`' }),
    name: words(60).optional().meta({ example: 'Late' }),
  })
  .refine(({ from, until }) => from < until && Date.parse(until) - Date.parse(from) <= 86_400_000, {
    path: ['until'],
    message: 'is not after from, or more than a day',
    params: { expected: 'an instant up to 24 hours after from' },
  })
  .meta({ id: 'NewShift' })
export type NewShift = z.infer<typeof NewShift>

/** So many at once: each is two of the hundred writes that a transaction takes. */
const mostPlanned = 40

/** Shifts to plan, perhaps the same again every week. */
export const ShiftPlan = z
  .strictObject({
    shifts: z.array(NewShift).min(1).max(mostPlanned),
    weeks: z
      .int()
      .min(1)
      .max(mostPlanned)
      .default(1)
      .meta({ description: 'So many weeks in a row, each at the same time on the wall of whose shift it is' }),
  })
  .refine(({ shifts, weeks }) => shifts.length * weeks <= mostPlanned, {
    path: ['weeks'],
    message: 'makes too many shifts',
    params: { expected: `at most ${mostPlanned} shifts in all` },
  })
  .meta({
    id: 'ShiftPlan',
    example: {
      shifts: [
        {
          technician: 'per_01JD0000000000000000TECHN1',
          from: '2026-11-30T14:00:00Z',
          until: '2026-11-30T22:00:00Z',
          name: 'Late',
        },
      ],
      weeks: 4,
    },
  })
export type ShiftPlan = z.infer<typeof ShiftPlan>

/**
 * Hours that somebody was planned for. On a date (of their zone) on which one of theirs begins, their shifts hold instead of
 * the hours of their calendar.
 */
export const Shift = z
  .strictObject({
    id: ShiftId,
    technician: PersonId,
    from: Instant,
    until: Instant,
    name: z.string().optional(),
    ...recorded,
  })
  .meta({ id: 'Shift' })
export type Shift = z.infer<typeof Shift>
