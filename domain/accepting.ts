import type { Actor } from '../schemas/actor.ts'
import { handTo } from './assignment.ts'
import { type Draft, record } from './draft.ts'
import { allowedMoves, otherWay } from './moves.ts'
import { Refusal } from './refusal.ts'
import type { Rule } from './rule.ts'
import { setStatus } from './status.ts'
import { letRulesFind } from './wanting.ts'

/** Whoever was given a ticket takes it up: work begins. Of no effect where they work on it already. */
export const accept: Rule = (draft, actor) => {
  refuseOthers(draft, actor)
  if (draft.ticket.status === 'in_progress') return undefined
  setStatus(draft, wayTo('accept', draft, actor), 'by-hand', { actor })
  return undefined
}

/** Whoever was given a ticket gives it back: the rules find another, and never them again. */
export const decline =
  (reason: string): Rule =>
  (draft, actor) => {
    refuseOthers(draft, actor)
    const to = wayTo('decline', draft, actor)
    const by = { actor, detail: { reason } }
    handTo(draft, undefined, draft.ticket.team)
    record(draft, 'ticket.unassigned', { previousAssignee: actor.id, reason: 'declined' }, by)
    setStatus(draft, to, 'by-hand', by)
    letRulesFind(draft, actor.id)
    return undefined
  }

function refuseOthers({ ticket }: Draft, actor: Actor): void {
  if (ticket.assignee === actor.id) return
  throw new Refusal(
    'conflict',
    ticket.assignee ? 'It is with somebody else.' : 'It is with nobody: take it, or leave it.',
  )
}

const done = { accept: 'accepted', decline: 'declined' } as const

function wayTo(what: keyof typeof done, { ticket, desk, now }: Draft, actor: Actor) {
  const to = otherWay(what, ticket.status)
  if (to) return to
  throw new Refusal('move-not-allowed', `A ticket that is ${ticket.status} is not ${done[what]}.`, {
    allowed: allowedMoves(ticket, actor, desk.settings, now),
  })
}
