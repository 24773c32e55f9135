import { policiesUnchanged, readPolicies } from '../platform/table/policies.ts'
import { settingsNow, settingsUnchanged } from '../platform/table/settings.ts'
import type { Write } from '../platform/table/transaction.ts'

/** Who uses a calendar, in words, and by which versions of the policies' order and of the settings that was seen. */
export interface Usage {
  by: readonly string[]
  policies: number
  settings: number
}

export async function usage(calendar: string): Promise<Usage> {
  const [{ policies, version }, settings] = await Promise.all([readPolicies(), settingsNow()])
  const brands = Object.entries(settings.brands).filter(([, { openHours }]) => openHours === calendar)
  return {
    by: [
      ...policies.filter((policy) => policy.calendar === calendar).map(({ name }) => `the policy ${name}`),
      ...(settings.openHours === calendar ? ['the settings (openHours)'] : []),
      ...brands.map(([name]) => `the brand ${name} (openHours)`),
    ],
    policies: version,
    settings: settings.version,
  }
}

/** For the transaction in which a calendar goes: it fails where a policy or the settings have changed since they were seen. */
export const notChanged = ({ policies, settings }: Usage): Write[] => [
  policiesUnchanged(policies),
  settingsUnchanged(settings),
]
