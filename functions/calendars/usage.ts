import { assignmentRulesNow } from '../platform/table/assignment-rules.ts'
import { policiesUnchanged, readPolicies } from '../platform/table/policies.ts'
import { settingsNow, settingsUnchanged } from '../platform/table/settings.ts'
import { staffChanges, staffUnchanged, techniciansNow } from '../platform/table/technicians.ts'
import type { Write } from '../platform/table/transaction.ts'

/** Who uses a calendar, in words, and by which versions of the policies' order, of the settings and of the staff that was seen. */
export interface Usage {
  by: readonly string[]
  policies: number
  settings: number
  staff: number
}

export async function usage(calendar: string): Promise<Usage> {
  // First: whoever changes after this makes the transaction fail.
  const staff = await staffChanges()
  const [{ policies, version }, settings, people, rules] = await Promise.all([
    readPolicies(),
    settingsNow(),
    techniciansNow(),
    assignmentRulesNow(),
  ])
  const brands = Object.entries(settings.brands).filter(([, { openHours }]) => openHours === calendar)
  return {
    by: [
      ...policies.filter((policy) => policy.calendar === calendar).map(({ name }) => `the policy ${name}`),
      ...(settings.openHours === calendar ? ['the settings (openHours)'] : []),
      ...brands.map(([name]) => `the brand ${name} (openHours)`),
      ...people.filter((person) => person.calendar === calendar).map(({ name }) => name),
      ...rules.filter(({ conditions }) => conditions.time?.calendar === calendar).map(({ name }) => `the rule ${name}`),
    ],
    policies: version,
    settings: settings.version,
    staff,
  }
}

/** For the transaction in which a calendar goes: it fails where a policy, the settings or anybody who works here have changed since they were seen. */
export const notChanged = ({ policies, settings, staff }: Usage): Write[] => [
  policiesUnchanged(policies),
  settingsUnchanged(settings),
  staffUnchanged(staff),
]
