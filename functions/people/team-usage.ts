import type { AssignmentRule } from '../../schemas/assignment-rule.ts'
import type { SlaPolicy } from '../../schemas/sla-policy.ts'
import { assignmentRulesNow } from '../platform/table/assignment-rules.ts'
import { hasOpenTickets } from '../platform/table/open-tickets.ts'
import { policiesUnchanged, readPolicies } from '../platform/table/policies.ts'
import { rotationsNow } from '../platform/table/rotations.ts'
import { settingsNow, settingsUnchanged } from '../platform/table/settings.ts'
import { staffChanges, techniciansNow } from '../platform/table/technicians.ts'
import type { Write } from '../platform/table/transaction.ts'

/** What names a team, in words, and by which versions of what can name one that was seen. */
export interface Usage {
  by: readonly string[]
  staff: number
  policies: number
  settings: number
}

/** So many people are named; of more, how many there are. */
const mostNamed = 5

export async function usageOf(team: string): Promise<Usage> {
  // First: what changes after this makes the transaction fail.
  const staff = await staffChanges()
  const [people, rules, rotations, { policies, version }, settings, isAtWork] = await Promise.all([
    techniciansNow(),
    assignmentRulesNow(),
    rotationsNow(),
    readPolicies(),
    settingsNow(),
    hasOpenTickets(team),
  ])
  const members = people.filter(({ teams }) => teams.includes(team)).map(({ name }) => name)
  const brands = Object.entries(settings.brands).filter(([, { defaultTeam }]) => defaultTeam === team)
  return {
    by: [
      ...members.slice(0, mostNamed),
      ...(members.length > mostNamed ? [`${members.length - mostNamed} more people`] : []),
      ...rules.filter((rule) => namesTeam(rule, team)).map(({ name }) => `the assignment rule ${name}`),
      ...rotations.filter((rotation) => rotation.team === team).map(({ name }) => `the on-call rotation ${name}`),
      ...policies.filter((policy) => handsTo(policy, team)).map(({ name }) => `the policy ${name}`),
      ...(settings.defaultTeam === team ? ['the settings (defaultTeam)'] : []),
      ...brands.map(([name]) => `the brand ${name} (defaultTeam)`),
      ...(isAtWork ? ['open tickets'] : []),
    ],
    staff,
    policies: version,
    settings: settings.version,
  }
}

const namesTeam = ({ target, conditions }: AssignmentRule, team: string): boolean =>
  ('team' in target && target.team === team) ||
  ('queue' in target && target.queue === team) ||
  !!conditions.team?.some((one) => one === team)

const handsTo = ({ escalation = [] }: SlaPolicy, team: string): boolean =>
  escalation.some(({ actions }) => actions.some((action) => 'team' in action && action.team === team))

/** For the transaction in which a team goes: it fails where policies or settings have changed since. */
export const notChanged = ({ policies, settings }: Usage): Write[] => [
  policiesUnchanged(policies),
  settingsUnchanged(settings),
]
