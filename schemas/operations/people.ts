import * as z from 'zod'
import { Role, staffRoles, TeamId } from '../actor.ts'
import { Language } from '../customer.ts'
import { NewNotificationPreferences, NotificationPreferences } from '../notification-preferences.ts'
import { ListedTeam, NewTeam, Team } from '../team.ts'
import {
  Deactivated,
  Deactivation,
  NewAbsence,
  NewTechnician,
  Skill,
  SkillLevel,
  StatusChange,
  Technician,
  TechnicianStatus,
} from '../technician.ts'
import { operation, staff } from './operation.ts'
import { Cursor, Limit, page } from './paging.ts'
import { Id, patchOf, staffAndTheirs } from './record-forms.ts'

const tag = 'People'
const read = { method: 'get', roles: staff, tag } as const
const managers = { roles: ['manager', 'admin'], tag } as const
/** A person's own, their supervisors' and everybody's above: the handler sees to whose. */
const theirs = { roles: staff, tag, etag: true, ifMatch: 'optional' } as const

const TechnicianParams = z.strictObject({ id: Id.meta({ example: 'per_01JD0000000000000000TECHN1' }) })
const AbsenceParams = TechnicianParams.extend({ absence: Id.meta({ example: 'abs_01JD0000000000000000ABSNC1' }) })
const TeamParams = z.strictObject({ id: Id.meta({ example: 'tea_01JD0000000000000000TEAM01' }) })

const hidden =
  'Notes, and what an absence is about, are for themselves, the supervisors of their teams, and those above.'

export const listTechnicians = operation({
  ...read,
  path: '/technicians',
  query: z
    .strictObject({
      limit: Limit,
      cursor: Cursor,
      team: TeamId.optional(),
      skill: Skill.optional().meta({ description: 'Who has it today' }),
      level: SkillLevel.optional().meta({ description: 'At least; with `skill`' }),
      certification: Skill.optional().meta({ description: 'Who has it today' }),
      language: Language.optional().meta({ description: '`de` is also `de-AT`' }),
      role: Role.extract(staffRoles).optional(),
      status: TechnicianStatus.optional(),
      active: z.enum(['true', 'false']).optional().meta({ description: 'Left out: all' }),
    })
    .refine(({ skill, level }) => skill !== undefined || level === undefined, {
      path: ['level'],
      message: 'is of a skill',
      params: { expected: '`skill` beside it' },
    }),
  answer: page(Technician).meta({ id: 'TechnicianPage' }),
  summary: 'Who works for the desk, by name',
  description: hidden,
})

export const createTechnician = operation({
  ...managers,
  method: 'post',
  path: '/technicians',
  body: NewTechnician,
  status: 201,
  etag: true,
  answer: Technician,
  refusals: ['conflict'],
  summary: 'Somebody new',
  done: 'Done: this is their record. They sign in once they are invited.',
  description: 'A manager gives any role but `admin`; that an admin gives.',
})

export const getTechnician = operation({
  ...read,
  path: '/technicians/{id}',
  params: TechnicianParams,
  etag: true,
  answer: Technician,
  summary: 'Somebody who works for the desk',
  description: hidden,
})

export const changeTechnician = operation({
  ...managers,
  method: 'patch',
  path: '/technicians/{id}',
  params: TechnicianParams,
  body: patchOf(NewTechnician.shape, 'TechnicianPatch'),
  ifMatch: 'optional',
  etag: true,
  answer: Technician,
  refusals: ['conflict'],
  summary: 'Change somebody',
  done: 'Done: this is their record. A changed role or address follows at their login within seconds; a role that was taken holds no longer after a minute.',
  description:
    'Nobody changes their own role. Only admins change admins, and give or take that role. Tickets stay where they are.',
})

export const setTechnicianStatus = operation({
  ...theirs,
  method: 'put',
  path: '/technicians/{id}/status',
  params: TechnicianParams,
  body: StatusChange,
  answer: Technician,
  summary: 'Say whether somebody is available',
  done: 'Done: the rules go by it from now on.',
  description: 'Of themselves, of the people of a supervisor’s teams, or of anybody by managers.',
})

export const addAbsence = operation({
  ...theirs,
  method: 'post',
  path: '/technicians/{id}/absences',
  params: TechnicianParams,
  body: NewAbsence,
  status: 201,
  answer: Technician,
  refusals: ['conflict'],
  summary: 'Somebody will be away',
  done: 'Done: their record, with the absence in its place. They get nothing by the rules while they are away.',
  description:
    'Of themselves, of the people of a supervisor’s teams, or of anybody by managers. At most 100 are kept; those that ended over 400 days ago go by themselves. Tickets stay where they are.',
})

export const removeAbsence = operation({
  ...theirs,
  method: 'delete',
  path: '/technicians/{id}/absences/{absence}',
  params: AbsenceParams,
  answer: Technician,
  summary: 'Somebody will not be away after all',
  done: 'Done: their record, without it.',
})

export const inviteTechnician = operation({
  ...managers,
  method: 'post',
  path: '/technicians/{id}/invite',
  params: TechnicianParams,
  etag: true,
  answer: Technician,
  refusals: ['conflict'],
  summary: 'Invite somebody to sign in',
  done: 'Done: they have a login with their role, and a mail with a first password that holds for three days.',
  description:
    'Once more: the mail goes out again, with another password; to who has signed in already none goes. 409 where they do not work here, or the address is the login of somebody else.',
})

export const deactivateTechnician = operation({
  ...managers,
  method: 'post',
  path: '/technicians/{id}/deactivate',
  params: TechnicianParams,
  body: Deactivation,
  ifMatch: 'optional',
  etag: true,
  answer: Deactivated,
  refusals: ['conflict'],
  summary: 'Somebody does not work here any more',
  done: 'Done: they are refused after a minute at the latest, signed out, and their open tickets go back to the rules.',
  description:
    'Once more, it names what is left. Not oneself, and not who is the supervisor or manager of a team: 409 names those.',
})

export const reactivateTechnician = operation({
  ...managers,
  method: 'post',
  path: '/technicians/{id}/reactivate',
  params: TechnicianParams,
  ifMatch: 'optional',
  etag: true,
  answer: Technician,
  summary: 'Somebody works here again',
  done: 'Done: they may sign in again, if they could before. Tickets that were handed back stay where they are.',
})

export const listTeams = operation({
  ...read,
  path: '/teams',
  query: z.strictObject({ limit: Limit, cursor: Cursor }),
  answer: page(ListedTeam).meta({ id: 'TeamPage' }),
  summary: 'The teams with who is in them, oldest first',
})

export const createTeam = operation({
  ...managers,
  method: 'post',
  path: '/teams',
  body: NewTeam,
  status: 201,
  etag: true,
  answer: Team,
  refusals: ['conflict'],
  summary: 'Make a team',
  done: 'Done: this is the team. Its people are those whose records name it.',
})

export const getTeam = operation({
  ...read,
  path: '/teams/{id}',
  params: TeamParams,
  etag: true,
  answer: Team,
  summary: 'A team',
  description: 'Who is in it: `GET /technicians?team=`.',
})

export const changeTeam = operation({
  ...managers,
  method: 'patch',
  path: '/teams/{id}',
  params: TeamParams,
  body: patchOf(NewTeam.shape, 'TeamPatch'),
  ifMatch: 'optional',
  etag: true,
  answer: Team,
  refusals: ['conflict'],
  summary: 'Change a team',
  done: 'Done: escalations go by it after a minute at the latest.',
})

export const deleteTeam = operation({
  ...managers,
  method: 'delete',
  path: '/teams/{id}',
  params: TeamParams,
  ifMatch: 'optional',
  status: 204,
  answer: 'nothing',
  refusals: ['conflict'],
  summary: 'Take a team away',
  done: 'Done: it is gone. Tickets that have ended still name it.',
  description:
    'Not while people, assignment rules, on-call rotations, the settings, policies or open tickets name it: 409 says which.',
})

const wishes = {
  roles: staffAndTheirs,
  tag,
  path: '/people/{id}/notification-preferences',
  params: z.strictObject({ id: Id.meta({ description: '`me`: the caller', example: 'me' }) }),
  etag: true,
  answer: NotificationPreferences,
} as const

export const getNotificationPreferences = operation({
  ...wishes,
  method: 'get',
  summary: 'How somebody wants to be told of what',
  description: 'Of oneself; managers of anybody. Who has said nothing yet has them as they come.',
})

export const putNotificationPreferences = operation({
  ...wishes,
  method: 'put',
  body: NewNotificationPreferences,
  ifMatch: 'optional',
  summary: 'Say how somebody wants to be told of what',
  done: 'Done: this is what they want, all of it. It holds after a minute at the latest.',
  description: 'Of oneself; managers of anybody. What is left out is as it comes.',
})
