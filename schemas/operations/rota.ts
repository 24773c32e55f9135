import * as z from 'zod'
import { PersonId, TeamId } from '../actor.ts'
import {
  Duty,
  NewOverride,
  NewRotation,
  NewShift,
  OnCall,
  Rotation,
  RotationReplacement,
  Shift,
  ShiftPlan,
} from '../on-call.ts'
import { GivenInstant } from '../time.ts'
import { CalendarFeed, WorkingCalendar } from '../working-calendar.ts'
import { operation, staff } from './operation.ts'
import { Id, patchOf } from './record-forms.ts'

const tag = 'Rota'
const read = { method: 'get', roles: staff, tag } as const
const planners = { roles: ['supervisor', 'manager', 'admin'], tag } as const

const RotationParams = z.strictObject({ rotation: Id.meta({ example: 'rot_01JD0000000000000000R0TA01' }) })
const OverrideParams = RotationParams.extend({ override: Id.meta({ example: 'ovr_01JD00000000000000000VRRD1' }) })
const ShiftParams = z.strictObject({ shift: Id.meta({ example: 'shf_01JD0000000000000000SHFT01' }) })
const TechnicianParams = z.strictObject({ id: Id.meta({ example: 'per_01JD0000000000000000TECHN1' }) })

const day = 86_400_000
const stretch = {
  from: GivenInstant.meta({ example: '2026-11-23T00:00:00Z' }),
  to: GivenInstant.meta({ example: '2026-11-30T00:00:00Z' }),
}
type Check = [(given: { from: string; to: string }) => boolean, { path: string[]; message: string; params: object }]

const within = (days: number): Check => [
  ({ from, to }) => from < to && Date.parse(to) - Date.parse(from) <= days * day,
  {
    path: ['to'],
    message: `is not after from, or more than ${days} days`,
    params: { expected: `an instant up to ${days} days after from` },
  },
]

export const listOnCall = operation({
  ...read,
  path: '/on-call',
  query: z.strictObject({
    team: TeamId.optional(),
    at: GivenInstant.optional().meta({ description: 'Left out: now', example: '2026-11-24T20:00:00Z' }),
  }),
  answer: z.strictObject({ items: z.array(OnCall) }).meta({ id: 'OnCallList' }),
  summary: 'Who is on call, and who takes over, by each rotation',
})

export const createRotation = operation({
  ...planners,
  method: 'post',
  path: '/on-call',
  body: NewRotation,
  status: 201,
  etag: true,
  answer: Rotation,
  refusals: ['conflict'],
  summary: 'Make an on-call rotation',
  done: 'Done: this is the rotation.',
  description: 'Its members work here. `startsOn` is a day of hand-over; the weeks before it go round backwards.',
})

export const getRotation = operation({
  ...read,
  path: '/on-call/{rotation}',
  params: RotationParams,
  etag: true,
  answer: Rotation,
  summary: 'An on-call rotation',
})

export const replaceRotation = operation({
  ...planners,
  method: 'put',
  path: '/on-call/{rotation}',
  params: RotationParams,
  body: RotationReplacement,
  ifMatch: 'optional',
  etag: true,
  answer: Rotation,
  refusals: ['conflict'],
  summary: 'Replace an on-call rotation',
  done: 'Done: this is the rotation. Whoever routes goes by it at once.',
  description: 'What is left out is gone, but for its overrides; what `GET` has given may be sent back.',
})

export const deleteRotation = operation({
  ...planners,
  method: 'delete',
  path: '/on-call/{rotation}',
  params: RotationParams,
  ifMatch: 'optional',
  status: 204,
  answer: 'nothing',
  refusals: ['conflict'],
  summary: 'Take an on-call rotation away',
  done: 'Done: it is gone.',
  description: 'Not while an assignment rule hands to whoever is on call by it: 409 names those.',
})

export const addOverride = operation({
  ...planners,
  method: 'post',
  path: '/on-call/{rotation}/overrides',
  params: RotationParams,
  body: NewOverride,
  ifMatch: 'optional',
  status: 201,
  etag: true,
  answer: Rotation,
  refusals: ['conflict'],
  summary: 'Somebody else is on call for a while',
  done: 'Done: the rotation, with the override as its last.',
  description:
    'Of several at an instant, the one that was added last holds. At most 200 are kept; those that ended over a year ago go by themselves.',
})

export const removeOverride = operation({
  ...planners,
  method: 'delete',
  path: '/on-call/{rotation}/overrides/{override}',
  params: OverrideParams,
  ifMatch: 'optional',
  etag: true,
  answer: Rotation,
  summary: 'Take an override away',
  done: 'Done: the rotation, without it.',
})

export const listDuties = operation({
  ...read,
  path: '/on-call/{rotation}/duties',
  params: RotationParams,
  query: z.strictObject(stretch).refine(...within(400)),
  answer: z.strictObject({ items: z.array(Duty) }).meta({ id: 'OnCallDutyList' }),
  summary: 'Who is on call when, by a rotation',
  description: 'At most 400 days. Each duty whole, also where it begins before `from` or ends after `to`.',
})

export const planShifts = operation({
  ...planners,
  method: 'post',
  path: '/shifts',
  body: ShiftPlan,
  status: 201,
  answer: z.strictObject({ items: z.array(Shift) }).meta({ id: 'PlannedShifts' }),
  refusals: ['conflict'],
  summary: 'Plan shifts',
  done: 'Done: these are the shifts, all of them.',
  description:
    'All or none, at most 40 in all. 409 names each that overlaps another of the same person. On a date on which a shift of theirs begins, shifts hold instead of the hours of their calendar.',
})

export const listShifts = operation({
  ...read,
  path: '/shifts',
  query: z.strictObject({ ...stretch, technician: PersonId.optional(), team: TeamId.optional() }).refine(...within(62)),
  answer: z.strictObject({ items: z.array(Shift) }).meta({ id: 'ShiftList' }),
  summary: 'Shifts that lie between two instants at least in part, soonest first',
  description: 'At most 62 days.',
})

export const getShift = operation({
  ...read,
  path: '/shifts/{shift}',
  params: ShiftParams,
  etag: true,
  answer: Shift,
  summary: 'A shift',
})

export const changeShift = operation({
  ...planners,
  method: 'patch',
  path: '/shifts/{shift}',
  params: ShiftParams,
  body: patchOf(NewShift.shape, 'ShiftPatch'),
  ifMatch: 'optional',
  etag: true,
  answer: Shift,
  refusals: ['conflict'],
  summary: 'Move a shift, or give it to somebody else',
  done: 'Done: this is the shift.',
})

export const deleteShift = operation({
  ...planners,
  method: 'delete',
  path: '/shifts/{shift}',
  params: ShiftParams,
  ifMatch: 'optional',
  status: 204,
  answer: 'nothing',
  summary: 'Take a shift away',
  done: 'Done: it is gone.',
})

export const getTechnicianCalendar = operation({
  ...read,
  path: '/technicians/{id}/calendar',
  params: TechnicianParams,
  query: z.strictObject(stretch).refine(...within(62)),
  answer: WorkingCalendar,
  summary: "Somebody's working hours, absences, shifts, duties, visits and free time",
  description:
    '`me` is oneself. At most 62 days. Technicians see when colleagues are away and busy, and not with what; why somebody is absent is for themselves, the supervisors of their teams, and those above.',
})

export const makeCalendarFeed = operation({
  method: 'post',
  path: '/technicians/{id}/calendar/feed',
  roles: staff,
  params: TechnicianParams,
  status: 201,
  answer: CalendarFeed,
  summary: "Make a secret link to somebody's calendar",
  done: 'Done: this is the link, told this once. One that was made before is good for nothing now.',
  description:
    'For calendar programs (iCalendar, RFC 5545): who has the link reads the calendar without signing in. Of themselves, of the people of a supervisor’s teams, or of anybody by managers.',
  tag,
})

export const revokeCalendarFeed = operation({
  method: 'delete',
  path: '/technicians/{id}/calendar/feed',
  roles: staff,
  params: TechnicianParams,
  status: 204,
  answer: 'nothing',
  summary: 'Revoke the secret link',
  done: 'Done: the link is good for nothing now.',
  tag,
})

export const readCalendarFeed = operation({
  method: 'get',
  path: '/calendar-feeds/{secret}',
  roles: 'public',
  params: z.strictObject({
    secret: z.string().max(200).meta({ example: '0nA2vQb7yJ3kL5m9pR1sT4uW6xZ8cD0eF2gH4iJ6kL8' }),
  }),
  etag: true,
  answer: 'icalendar',
  refusals: ['invalid', 'busy'],
  summary: "Somebody's calendar, for calendar programs",
  description:
    'iCalendar (RFC 5545): visits, absences, shifts and on-call duties, from 30 days back to 120 ahead. The link is the secret; one that is wrong or revoked is 404.',
  tag,
})
