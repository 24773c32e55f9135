import * as z from 'zod'
import { TeamDesk, TechnicianDesk } from '../desks.ts'
import { operation, staff } from './operation.ts'
import { Id } from './record-forms.ts'

const read = { method: 'get', roles: staff, tag: 'Desks' } as const

export const getTechnicianDesk = operation({
  ...read,
  path: '/technicians/{id}/desk',
  params: z.strictObject({ id: Id.meta({ description: '`me`: the caller', example: 'me' }) }),
  answer: TechnicianDesk,
  summary: 'What somebody has on their desk: what is new, what waits, what is due',
  description:
    'Their own, as `/technicians/me/desk`. Agents, managers and admins see everybody’s, supervisors those of their teams: to others it does not exist.',
})

export const getTeamDesk = operation({
  ...read,
  path: '/teams/{id}/desk',
  params: z.strictObject({ id: Id.meta({ example: 'tea_01JD0000000000000000TEAM01' }) }),
  answer: TeamDesk,
  summary: 'How a team stands at this moment: who has how much, what is nobody’s, what is late',
  description: 'For the supervisors of the team, agents, managers and admins: to others it does not exist.',
})
