import { staff } from '../../schemas/operations/operation.ts'
import type { Team } from '../../schemas/team.ts'
import { type KeptTechnician, NewTechnician } from '../../schemas/technician.ts'
import { type DemoRole, demoRoles, networkTeam, people, team } from './people.ts'

const since = '2026-01-01T00:00:00.000Z'
const fresh = { version: 1, createdAt: since, updatedAt: since }
const at = (latitude: number, longitude: number, radiusKm: number) => ({
  homeBase: { coordinates: { latitude, longitude } },
  serviceArea: { radiusKm },
})
const knows = (skill: string, level: 'basic' | 'intermediate' | 'expert') => ({ skill, level })
/** Who looks after others is given nothing by the rules. */
const looksOn = { assignable: false }

/** Each demonstration leaves tickets in their hands, for good: there is always room for another. */
const room = 1000

/** What each of those who work here can do, beside what signs them in. */
const about: Partial<Record<DemoRole, object>> = {
  technician: {
    name: 'Technician',
    skills: [knows('hardware', 'intermediate'), knows('network', 'basic')],
    languages: ['en-GB'],
    van: 'Van 1',
    ...at(51.5155, -0.0922, 50),
  },
  networkTechnician: {
    name: 'Network technician',
    skills: [knows('network', 'intermediate')],
    languages: ['en-GB', 'fr'],
    capacity: 8,
    van: 'Van 2',
    ...at(51.4545, -0.9781, 80),
  },
  secondNetworkTechnician: {
    name: 'Second network technician',
    skills: [knows('network', 'intermediate'), knows('software', 'basic')],
    languages: ['en-GB', 'de'],
    capacity: 8,
    van: 'Van 3',
    ...at(51.752, -1.2577, 80),
  },
  seniorTechnician: {
    name: 'Senior technician',
    skills: [
      knows('senior', 'expert'),
      knows('network', 'expert'),
      knows('hardware', 'expert'),
      knows('software', 'intermediate'),
    ],
    certifications: [{ code: 'working-at-height', expiresOn: '2027-12-31' }],
    languages: ['en-GB', 'de', 'fr'],
    capacity: 6,
    van: 'Van 4',
    ...at(51.5072, -0.1276, 120),
  },
  agent: { name: 'Agent', languages: ['en-GB'], assignable: false },
  supervisor: { name: 'Supervisor', languages: ['en-GB'], ...looksOn },
  manager: { name: 'Manager', languages: ['en-GB'], ...looksOn },
  admin: { name: 'Administrator', languages: ['en-GB'], ...looksOn },
}

/** Everybody of the demonstration who works here, as records. */
export const staffRecords: readonly (KeptTechnician & { as: DemoRole })[] = demoRoles.flatMap((as) => {
  const { id, email, group, account } = people[as]
  if (!staff.includes(group)) return []
  const teams = 'teams' in account ? account.teams : []
  const given = NewTechnician.parse({ capacity: room, ...about[as], email, role: group, teams })
  return [{ as, ...given, id, active: true, status: 'available' as const, statusAt: since, absences: [], ...fresh }]
})

export const teamsOfDesk: readonly Team[] = [team, networkTeam].map((one) => ({ ...one, ...fresh }))
