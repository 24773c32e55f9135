import * as operations from '../../schemas/operations/desks.ts'
import { edge } from '../platform/http/edge.ts'
import { deskOfTeam } from './team.ts'
import { deskOfTechnician } from './technician.ts'

export const handler = edge(operations, { getTechnicianDesk: deskOfTechnician, getTeamDesk: deskOfTeam })
