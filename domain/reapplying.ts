import { isDeepStrictEqual as same } from 'node:util'
import type { ClockKind } from '../schemas/clock.ts'
import type { Effect, Reapplied } from '../schemas/reapply.ts'
import type { Instant } from '../schemas/time.ts'
import { chooseAnew } from './choosing.ts'
import { clocksOf, ended } from './clock.ts'
import { dueAt } from './course.ts'
import { calendarNow } from './desk.ts'
import { choosePolicy } from './policy.ts'
import type { Rule } from './rule.ts'
import { isOpen } from './selection.ts'
import type { Decision, Desk, Ticket } from './ticket.ts'

/** What is reapplied: a policy, or a calendar, by its id. */
export interface About {
  policy?: string | undefined
  calendar?: string | undefined
}

type Judged = Pick<Ticket, 'status' | 'policy' | 'calendar'> & Parameters<typeof choosePolicy>[1]

/** Whether an open ticket is measured by any version of it, or would be if its policy were chosen now. */
export function concerns(about: About, ticket: Judged, { policies, customer }: Pick<Desk, 'policies' | 'customer'>) {
  if (!isOpen(ticket.status)) return false
  const policy = choosePolicy(policies, ticket, customer)
  if (about.policy) return ticket.policy.id === about.policy || policy.id === about.policy
  return ticket.calendar?.id === about.calendar || policy.calendar === about.calendar
}

interface Standing {
  clock: ClockKind
  due?: Instant
  missed: boolean
}

/** The clocks that have not ended. */
const standing = (ticket: Ticket, desk: Desk, now: Instant): Standing[] =>
  clocksOf(ticket)
    .filter(([, clock]) => !ended(clock))
    .map(([kind, clock]) => {
      const due = dueAt(ticket, clock, desk, now)
      return { clock: kind, ...(due && { due }), missed: !!clock.missed }
    })

/**
 * Chooses the policy of a ticket under way anew, in its version and its calendar's of now; nothing where that is what the
 * ticket has. `told` says what a decision by this rule has done; undefined: nothing.
 */
export function reapplying(about: About): {
  rule: Rule
  told: (decision: Decision, desk: Desk) => Reapplied | undefined
} {
  let before: (Pick<Ticket, 'policy' | 'calendar'> & { clocks: Standing[] }) | undefined
  const rule: Rule = (draft, actor) => {
    const { ticket, desk, now } = draft
    if (!concerns(about, ticket, desk)) return undefined
    const { id, version, calendar } = choosePolicy(desk.policies, ticket, desk.customer)
    if (same(ticket.policy, { id, version }) && same(ticket.calendar, calendarNow(desk, calendar))) return undefined
    const had = { policy: ticket.policy, ...(ticket.calendar && { calendar: ticket.calendar }) }
    before = { ...had, clocks: standing(ticket, desk, now) }
    chooseAnew(draft, { actor, reapplied: true })
    return undefined
  }
  const told = ({ ticket }: Decision, desk: Desk): Reapplied | undefined => {
    if (!before) return undefined
    const after = standing(ticket, desk, ticket.updatedAt)
    const clocks = before.clocks.map((was) => comparedTo(after, was))
    return {
      effects: effectsOf(clocks, before.policy.id !== ticket.policy.id),
      policy: { from: before.policy, to: ticket.policy },
      calendar: {
        ...(before.calendar && { from: before.calendar }),
        ...(ticket.calendar && { to: ticket.calendar }),
      },
      clocks,
    }
  }
  return { rule, told }
}

type Moved = Reapplied['clocks'][number]

function comparedTo(after: readonly Standing[], { clock, due: dueFrom, missed }: Standing): Moved {
  const is = after.find((one) => one.clock === clock)
  return {
    clock,
    ...(dueFrom && { dueFrom }),
    ...(is?.due && { dueTo: is.due }),
    breached: !missed && !!is?.missed,
  }
}

/** Later is also what is due no more, and earlier what was not due before. */
function effectsOf(clocks: readonly Moved[], toOtherPolicy: boolean): Effect[] {
  const never = '9999'
  const some = (holds: (moved: Moved) => boolean, effect: Effect) => (clocks.some(holds) ? [effect] : [])
  return [
    ...some(({ dueFrom = never, dueTo = never }) => dueTo > dueFrom, 'later'),
    ...some(({ dueFrom = never, dueTo = never }) => dueTo < dueFrom, 'earlier'),
    ...some(({ breached }) => breached, 'breached'),
    ...(toOtherPolicy ? (['otherPolicy'] as const) : []),
  ]
}
