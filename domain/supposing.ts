import type { Actor } from '../schemas/actor.ts'
import type { PreviewChange } from '../schemas/preview.ts'
import type { Status } from '../schemas/ticket.ts'
import { chooseAnew } from './choosing.ts'
import { clocksOf } from './clock.ts'
import { comment } from './conversation.ts'
import { type Draft, record } from './draft.ts'
import { endTicket, reopen, restart } from './ending.ts'
import { holdUntil } from './hold.ts'
import type { Rule } from './rule.ts'
import { isOpen } from './selection.ts'
import { letClocksFollow, setStatus } from './status.ts'

const nobody = '0'.repeat(26)
export const supposedCustomer: Actor = { id: `per_${nobody}`, role: 'customer', customer: `cus_${nobody}` }
const supposedStaff: Actor = { id: `per_${'0'.repeat(25)}1`, role: 'manager' }

/** What is supposed to happen to a ticket, as the rules that its operations use, and by whom. */
export function supposed({ status, reply, priority, holdUntil: until }: PreviewChange): [rule: Rule, by: Actor] {
  const said = { id: `com_${nobody}`, internal: false, length: 1, mentions: [] }
  if (reply) return [comment(said), reply === 'customer' ? supposedCustomer : supposedStaff]
  if (until) return [holdUntil(until, 'Supposed'), supposedStaff]
  if (priority) return [becomesPriority(priority), supposedStaff]
  return [becomes(status ?? 'in_progress'), supposedStaff]
}

const becomesPriority =
  (to: PreviewChange['priority'] & string): Rule =>
  (draft, actor) => {
    const { ticket } = draft
    const from = ticket.priority
    if (from === to) return undefined
    ticket.priority = to
    record(draft, 'ticket.updated', { fields: ['priority'], priority: { from, to } }, { actor })
    chooseAnew(draft, { actor })
    return undefined
  }

/**
 * Sets a status whatever the moves say: resolving, closing and cancelling end the clocks, and leaving that again takes the
 * end back, as reopening does, or undoing a merge.
 */
const becomes =
  (to: Status): Rule =>
  (draft, actor) => {
    const { ticket, now } = draft
    const from = ticket.status
    if (from === to) return undefined
    const by = { actor }
    const fired = isOpen(from) && !isOpen(to) ? endTicket(draft, to === 'cancelled' ? 'cancelled' : 'resolved', by) : []
    if (to === 'closed') ticket.closedAt = now
    if (!isOpen(from) && isOpen(to)) comesBack(draft, to, actor)
    else setStatus(draft, to, 'by-hand', by)
    return fired
  }

function comesBack(draft: Draft, to: Status, actor: Actor): void {
  const { ticket } = draft
  const by = { actor }
  if (ticket.status !== 'cancelled') {
    reopen(draft, 'by-hand', by)
    if (to !== 'reopened') setStatus(draft, to, 'by-hand', by)
    return
  }
  const stopped = clocksOf(ticket).filter(
    ([, clock]) => clock.endedAt === ticket.statusAt && clock.outcome === 'stopped',
  )
  setStatus(draft, to, 'by-hand', by)
  for (const [kind] of stopped) restart(draft, kind, actor)
  letClocksFollow(draft, by)
}
