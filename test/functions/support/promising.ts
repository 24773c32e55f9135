import { expect } from 'vitest'
import type { Promised } from '../../domain/support/plain-desk.ts'
import type { PlainHours } from '../../domain/support/plain-hours.ts'
import { type Asked, call, type OperationName } from './gateway.ts'

/** Makes a policy, or another version of one, and its calendar, as a manager does; gives its id. */
export async function promise({ tag, calendar, pauseOn, targets, rules }: Promised, place: number, edited?: Edited) {
  const made = async (name: OperationName, asking: Asked) => {
    const answer = await call(name, { as: 'manager', ...asking })
    expect(answer.status, answer.text).toBeLessThan(300)
    return answer.body.id as string
  }
  const name = `Calendar ${place} ${edited?.edition ?? 1}`
  const hours = (given: Exclude<PlainHours, 'always'>) => made('createCalendar', { body: { name, ...given } })
  const body = {
    name: `Policy ${place}`,
    conditions: tag ? { tags: [tag] } : {},
    calendar: calendar === 'always' ? calendar : await hours(calendar),
    pauseOn,
    targets,
    escalation: rules.map(({ clock, percent, raises }) => ({
      clock,
      atPercent: percent,
      actions: [raises ? { action: 'raise-priority' } : { action: 'assign', who: 'supervisor' }],
    })),
  }
  if (!edited) return made('createSlaPolicy', { body: { ...body, position: place + 1 } })
  return made('replaceSlaPolicy', { params: { policy: edited.policy }, body, headers: { 'if-match': '*' } })
}

interface Edited {
  policy: string
  edition: number
}
