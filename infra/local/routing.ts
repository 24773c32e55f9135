import { defaultAssignmentRules } from '../../domain/assignment-defaults.ts'
import type { AssignmentRule } from '../../schemas/assignment-rule.ts'
import type { Rotation } from '../../schemas/on-call.ts'
import { networkTeam, people } from './people.ts'

const since = '2026-01-01T00:00:00.000Z'

/** Who is on call at night and at weekends, a week each. */
export const nights: Rotation = {
  id: 'rot_01JD0000000000000000R0TA01',
  name: 'Nights and weekends',
  timeZone: 'Europe/London',
  handOver: { day: 'mon', at: '09:00' },
  members: [people.networkTechnician.id, people.secondNetworkTechnician.id, people.seniorTechnician.id],
  // A Monday.
  startsOn: '2026-01-05',
  overrides: [],
  version: 1,
  createdAt: since,
  updatedAt: since,
}

/** What the desk came with for a team and a rotation to be named: here they are, so those rules are on. */
const named: Readonly<Record<string, AssignmentRule['target']>> = {
  'asr_default-network': { team: networkTeam.id, by: 'round-robin' },
  'asr_default-after-hours': { onCall: nights.id },
}
export const namedRules: readonly AssignmentRule[] = defaultAssignmentRules.flatMap((rule) => {
  const target = named[rule.id]
  return target ? [{ ...rule, enabled: true, target }] : []
})
