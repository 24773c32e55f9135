import type { RoutingOutcome } from '../schemas/routing.ts'
import type { Instant } from '../schemas/time.ts'
import type { About } from './candidates.ts'
import { route } from './routing.ts'
import { settles } from './settling.ts'
import type { Staff } from './staff.ts'
import type { Ticket } from './ticket.ts'

/** What is kept of a ticket that was tried in vain. */
interface Tried {
  outcome?: RoutingOutcome
  facts?: Omit<About, 'ticket' | 'description'>
}

const notAsked: readonly RoutingOutcome['steps'][number]['result'][] = ['off', 'not-yet', 'over', 'no-match']

/**
 * Whether a ticket for which nobody fitted may be placed by now, as far as people are concerned: the rules that held when it
 * was last tried are asked, by what was known then. One that was not tried yet has its own try coming.
 */
export function mayBePlaced(staff: Staff, ticket: Ticket, { outcome, facts }: Tried, now: Instant): boolean {
  if (!outcome) return false
  const held = new Set(outcome.steps.flatMap(({ rule, result }) => (rule && !notAsked.includes(result) ? [rule] : [])))
  const rules = staff.rules
    .filter(({ id }) => held.has(id))
    .map((rule) => ({ ...rule, conditions: rule.conditions.time ? { time: rule.conditions.time } : {} }))
  return settles(route(staff, { ...facts, ticket, description: '' }, now, rules), ticket)
}
