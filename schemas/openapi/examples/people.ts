import { NewNotificationPreferences } from '../../notification-preferences.ts'
import type * as operations from '../../operations/people.ts'
import type { Team } from '../../team.ts'
import { NewTechnician, type Technician } from '../../technician.ts'
import { cursor, type Examples, noParameter } from './example.ts'
import { agent, taken, team, technician } from './story.ts'

const made = { version: 1, createdAt: '2026-11-21T09:00:00.000Z', updatedAt: '2026-11-21T09:00:00.000Z' }
const changed = { version: 2, updatedAt: '2026-11-21T09:30:00.000Z' }
const given = {
  name: 'Network technician',
  email: 'network@desk.example',
  phone: '+441632960051',
  role: 'technician' as const,
  teams: [team],
  skills: [{ skill: 'network', level: 'expert' as const, expiresOn: '2027-12-31' }],
  certifications: [{ code: 'working-at-height', number: 'WAH-4471', expiresOn: '2027-06-30' }],
  languages: ['en-GB', 'de'],
  capacity: 8,
  homeBase: { coordinates: { latitude: 51.5072, longitude: -0.1276 } },
  serviceArea: { radiusKm: 60 },
  van: 'Van 3',
}
const somebody: Technician = {
  id: technician,
  ...given,
  assignable: true,
  active: true,
  status: 'available',
  statusAt: made.createdAt,
  absences: [],
  ...made,
}
const absence = {
  id: 'abs_01JD0000000000000000ABSNC1',
  from: '2026-12-21T00:00:00.000Z',
  until: '2027-01-04T00:00:00.000Z',
  kind: 'vacation' as const,
}
const crew = { name: 'Network', supervisor: agent.id, email: 'network-team@desk.example' }
const theTeam: Team = { id: team, ...crew, ...made }

const wanted = {
  notices: { moved: 'digest' as const, atRisk: 'digest' as const },
  quietHours: { from: '20:00', to: '07:00' },
  digestAt: '07:30',
}

const isTaken = (path: string) => ({
  detail: `Another has this ${path} already.`,
  errors: [{ path, message: 'is taken', expected: 'one that nobody else has' }],
})
const noName = { path: 'name', message: 'is required', expected: 'a string' }
const unknownIn = (shape: object) => ({
  path: 'colour',
  message: 'is not known here',
  expected: `one of: ${Object.keys(shape).join(', ')}`,
})

export const examples: Examples<typeof operations> = {
  listTechnicians: {
    query: {
      limit: 25,
      cursor,
      team,
      skill: 'network',
      level: 'intermediate',
      certification: 'working-at-height',
      language: 'de',
      role: 'technician',
      status: 'available',
      active: 'true',
    },
    wrong: { path: 'level', message: 'is of a skill', expected: '`skill` beside it' },
    answer: { items: [somebody] },
  },
  createTechnician: {
    body: given,
    wrong: { path: 'email', message: 'is required', expected: 'a string' },
    answer: somebody,
    conflict: isTaken('email'),
  },
  getTechnician: { wrong: noParameter, answer: somebody },
  changeTechnician: {
    body: { capacity: 10, van: null },
    wrong: unknownIn(NewTechnician.shape),
    answer: { ...somebody, capacity: 10, ...changed },
    conflict: isTaken('email'),
  },
  setTechnicianStatus: {
    body: { status: 'busy' },
    wrong: {
      path: 'status',
      message: 'is not one of the values that exist',
      expected: 'available, busy, on_the_way, off',
    },
    answer: { ...somebody, status: 'busy', statusAt: changed.updatedAt, ...changed },
  },
  addAbsence: {
    body: { from: '2026-12-21T00:00:00Z', until: '2027-01-04T00:00:00Z', kind: 'vacation' },
    wrong: { path: 'until', message: 'is not after from', expected: 'an instant after from' },
    answer: { ...somebody, absences: [absence], ...changed },
    conflict: { detail: 'There are 100 absences already: take one away first.' },
  },
  removeAbsence: { wrong: noParameter, answer: { ...somebody, ...changed, version: 3 } },
  inviteTechnician: {
    wrong: noParameter,
    answer: { ...somebody, invitedAt: changed.updatedAt, ...changed },
    conflict: { detail: 'This address is the login of somebody else.' },
  },
  deactivateTechnician: {
    body: { reason: 'Has left' },
    wrong: { path: 'reason', message: 'is required', expected: 'a string' },
    answer: {
      technician: {
        ...somebody,
        active: false,
        left: { at: changed.updatedAt, reason: 'Has left' },
        ...changed,
      },
      tickets: [taken.number],
      visits: [{ id: 'vis_01JD0000000000000000V1S1T1', ticket: taken.number, from: '2026-11-23T09:00:00.000Z' }],
    },
    conflict: { detail: 'They are the supervisor or manager of: Network. Name another there first.' },
  },
  reactivateTechnician: { wrong: noParameter, answer: { ...somebody, ...changed, version: 3 } },
  listTeams: {
    query: { limit: 25, cursor },
    wrong: { path: 'limit', message: 'is too much', expected: 'at most 100' },
    answer: { items: [{ ...theTeam, members: [technician] }] },
  },
  createTeam: { body: crew, wrong: noName, answer: theTeam, conflict: isTaken('name') },
  getTeam: { wrong: noParameter, answer: theTeam },
  changeTeam: {
    body: { email: null },
    wrong: {
      path: 'colour',
      message: 'is not known here',
      expected: 'one of: name, supervisor, manager, email, brand',
    },
    answer: { id: team, name: crew.name, supervisor: crew.supervisor, ...made, ...changed },
    conflict: isTaken('name'),
  },
  deleteTeam: {
    wrong: noParameter,
    conflict: { detail: 'It is in use: Network technician, open tickets. Give them another team first.' },
  },
  getNotificationPreferences: {
    wrong: noParameter,
    answer: { id: technician, ...NewNotificationPreferences.parse({}), version: 0 },
  },
  putNotificationPreferences: {
    body: wanted,
    wrong: {
      path: 'notices.breached',
      message: 'is not one of the values that exist',
      expected: 'now, digest',
    },
    answer: { id: technician, ...NewNotificationPreferences.parse(wanted), ...made },
  },
}
