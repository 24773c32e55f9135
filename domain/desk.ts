import type { CalendarChoice, CalendarVersion } from '../schemas/calendar.ts'
import type { SlaPolicy } from '../schemas/sla-policy.ts'
import { always, type Hours } from './hours.ts'
import { builtInPolicies } from './policy.ts'
import type { Desk, Ticket } from './ticket.ts'

/** A version of a policy or calendar by one name, as a desk's `versions` are kept. */
export const versionKey = ({ id, version }: { id: string; version: number }): string => `${id}#${version}`

/** The version of the policy that a ticket is measured by. */
export function policyOf({ versions, policies }: Desk, { policy: { id, version } }: Pick<Ticket, 'policy'>): SlaPolicy {
  const isIt = (one: SlaPolicy) => one.id === id && one.version === version
  const found = versions?.policies[versionKey({ id, version })] ?? [...policies, ...builtInPolicies].find(isIt)
  if (!found) throw new Error(`Policy ${id} has no version ${version} here`)
  return found
}

/** The hours of a version of a calendar; of none, every hour. */
export function hoursOf({ versions }: Desk, calendar: CalendarVersion | undefined): Hours {
  if (!calendar) return always
  const found = versions?.hours[versionKey(calendar)]
  if (!found) throw new Error(`Calendar ${calendar.id} has no version ${calendar.version} here`)
  return found
}

/** The version of a calendar that is chosen now; undefined: always. */
export function calendarNow({ calendars }: Desk, choice: CalendarChoice): CalendarVersion | undefined {
  if (choice === 'always') return undefined
  const version = calendars?.[choice]
  if (!version) throw new Error(`There is no calendar ${choice} here`)
  return { id: choice, version }
}
