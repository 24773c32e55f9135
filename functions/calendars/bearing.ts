import { businessTime } from '../../domain/business-time.ts'
import { lastYearsEnd, notReached } from '../../domain/reach.ts'
import { refuseFields } from '../../domain/refusal.ts'
import { toMs } from '../../domain/time.ts'
import type { CalendarRecord } from '../../schemas/calendar.ts'
import { policiesUnchanged, readPolicies } from '../platform/table/policies.ts'

/**
 * For one change of a calendar: `check` refuses hours in which a target of a policy that goes by it would never be due, by the
 * field `path` that brings them; `writes` make its transaction fail where a policy has changed since.
 */
export function bearing(path = 'weekly') {
  let seen = 0
  return {
    async check(calendar: CalendarRecord): Promise<void> {
      const { policies, version } = await readPolicies()
      seen = version
      const users = policies.filter((policy) => policy.calendar === calendar.id)
      if (users.length === 0) return
      const hours = businessTime(calendar)
      const expected = 'hours that reach them before the year 2201; or give the policy other targets first'
      refuseFields(
        users.flatMap((policy) => {
          const never = notReached(policy, hours, toMs(calendar.updatedAt), lastYearsEnd)
          const targets = never.map(({ priority, kind }) => `${priority}.${kind}`).join(', ')
          return targets
            ? [{ path, message: `would leave targets of the policy ${policy.name} never due: ${targets}`, expected }]
            : []
        }),
      )
    },
    writes: () => [policiesUnchanged(seen)],
  }
}
