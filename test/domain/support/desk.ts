import { businessTime } from '../../../domain/business-time.ts'
import type { Desk, Team } from '../../../domain/ticket.ts'
import { Calendar } from '../../../schemas/calendar.ts'
import { Settings } from '../../../schemas/settings.ts'
import type { SlaPolicy } from '../../../schemas/sla-policy.ts'
import { priorities } from '../../../schemas/ticket.ts'
import { actors, teams } from '../../support/people.ts'

/** The team that new tickets come to. */
export const north: Team = { id: teams.north, supervisor: actors.supervisor.id, manager: actors.manager.id }

type Told = { policies?: SlaPolicy[]; team?: Team; settings?: Record<string, unknown> }

/** A desk with one team, the default settings, and no policy but the default. Its `openHours` are a calendar itself. */
export const aDesk = ({ policies = [], team = north, settings = {} }: Told = {}): Desk => {
  const { openHours, ...rest } = settings
  const known = Settings.parse({ defaultTeam: teams.north, ...rest })
  return {
    settings: known,
    ...(openHours !== undefined && { openHours: businessTime(Calendar.parse(openHours)) }),
    policies,
    teams: { [teams.north]: team },
  }
}

/** A policy that holds for every ticket, with the default's pausing status and no targets. */
export const aPolicy = (told: Partial<SlaPolicy> = {}): SlaPolicy => ({
  id: `pol_${'1'.padStart(26, '0')}`,
  version: 1,
  name: 'Policy',
  conditions: {},
  calendar: 'always',
  pauseOn: ['pending_customer'],
  targets: {},
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  ...told,
})

type Promised = { response?: string; nextResponse?: string; resolution?: string }

/** The targets of a policy that promises every priority the same. */
const whatever = (targets: Promised): SlaPolicy['targets'] =>
  Object.fromEntries(priorities.map((priority) => [priority, targets]))

/** A desk that promises every ticket the same. */
export const promising = (targets: Promised, told: Told & { pauseOn?: SlaPolicy['pauseOn'] } = {}): Desk =>
  aDesk({
    ...told,
    policies: [aPolicy({ targets: whatever(targets), ...(told.pauseOn && { pauseOn: told.pauseOn }) })],
  })
