import type { Actor } from '../schemas/actor.ts'
import { clocksOf, ended, retarget, retargetOnRestart } from './clock.ts'
import { calendarNow, hoursOf } from './desk.ts'
import { type Draft, record } from './draft.ts'
import { choosePolicy, chosen } from './policy.ts'
import { letClocksFollow } from './status.ts'

/**
 * Chooses the policy anew, in its version and its calendar's of this moment, and holds its targets against the time already
 * spent, which stays as it was counted. What that passes fires with the command.
 */
export function chooseAnew(draft: Draft, by: { actor?: Actor; causationId?: string; reapplied?: boolean } = {}): void {
  const { ticket, desk, now } = draft
  const { reapplied, ...who } = by
  const policy = choosePolicy(desk.policies, ticket, desk.customer)
  const calendar = calendarNow(desk, policy.calendar)
  const spentIn = hoursOf(desk, ticket.calendar)
  const hours = hoursOf(desk, calendar)
  ticket.policy = { id: policy.id, version: policy.version }
  ticket.pauseOn = policy.pauseOn
  if (calendar) ticket.calendar = calendar
  else delete ticket.calendar
  for (const [kind, clock] of clocksOf(ticket)) {
    const target = policy.targets[ticket.priority]?.[kind]
    if (ended(clock)) retargetOnRestart(clock, target)
    else retarget(clock, target, spentIn, hours, now)
  }
  record(
    draft,
    'sla.policy-chosen',
    chosen(policy, ticket, { customer: desk.customer, calendar, ...(reapplied && { reapplied }) }),
    who,
  )
  letClocksFollow(draft, who)
}
