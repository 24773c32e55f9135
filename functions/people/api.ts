import * as operations from '../../schemas/operations/people.ts'
import { edge } from '../platform/http/edge.ts'
import { invite } from './inviting.ts'
import { deactivate, reactivate } from './leaving.ts'
import { keepPreferences, readPreferences } from './preferences.ts'
import { changeTeamRecord, dropTeam, makeTeam, readTeam, teamsForStaff } from './teams.ts'
import { changeTechnicianRecord, createTechnicianRecord, readTechnician, techniciansForStaff } from './technicians.ts'
import { beAway, beThereAfterAll, sayStatus } from './time.ts'

export const handler = edge(operations, {
  listTechnicians: techniciansForStaff,
  createTechnician: createTechnicianRecord,
  getTechnician: readTechnician,
  changeTechnician: changeTechnicianRecord,
  setTechnicianStatus: sayStatus,
  addAbsence: beAway,
  removeAbsence: beThereAfterAll,
  inviteTechnician: invite,
  deactivateTechnician: deactivate,
  reactivateTechnician: reactivate,
  listTeams: teamsForStaff,
  createTeam: makeTeam,
  getTeam: readTeam,
  changeTeam: changeTeamRecord,
  deleteTeam: dropTeam,
  getNotificationPreferences: readPreferences,
  putNotificationPreferences: keepPreferences,
})
