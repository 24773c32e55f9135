import type { Actor } from '../schemas/actor.ts'
import { type Draft, record } from './draft.ts'
import { invalid, Refusal } from './refusal.ts'
import type { Rule } from './rule.ts'
import { isOpen } from './selection.ts'
import type { Ticket } from './ticket.ts'

/** So many tickets may be part of one. */
const mostChildren = 500

/** Makes a ticket part of another: of an outage, as a rule, which may be of no customer or of another. One level deep. */
export const setParent =
  (parent: Ticket): Rule =>
  (draft, actor) => {
    const { ticket } = draft
    const { number } = parent
    if (ticket.number === number) throw invalid('ticket', 'is this ticket itself', 'the number of another ticket')
    if (ticket.parent === number) return undefined
    refuseEnded(draft)
    if (ticket.children) {
      throw new Refusal('conflict', `${ticket.number} has tickets that are part of it: it cannot be part of another.`)
    }
    const previous = ticket.parent
    ticket.parent = number
    record(draft, 'ticket.parent-set', { parent: number, ...(previous && { previous }) }, { actor })
    return undefined
  }

/** The parent's half. */
export const addChild =
  (child: Ticket): Rule =>
  (draft, actor) => {
    const { ticket } = draft
    if (child.parent === ticket.number) return undefined
    refuseEnded(draft)
    if (ticket.parent) throw new Refusal('conflict', `${ticket.number} is itself part of ${ticket.parent}: name that.`)
    const children = ticket.children ?? 0
    if (children >= mostChildren) {
      throw new Refusal('conflict', `${ticket.number} has ${mostChildren} tickets that are part of it already.`)
    }
    ticket.children = children + 1
    record(draft, 'ticket.child-added', { child: child.number }, { actor })
    return undefined
  }

/** Takes a ticket out of the one that it is part of. */
export const removeParent: Rule = (draft, actor) => {
  const { ticket } = draft
  const { parent } = ticket
  if (!parent) return undefined
  delete ticket.parent
  record(draft, 'ticket.parent-removed', { parent }, { actor })
  return undefined
}

/** The former parent's half. */
export const removeChild =
  (child: Ticket): Rule =>
  (draft: Draft, actor: Actor) => {
    const { ticket } = draft
    const rest = (ticket.children ?? 1) - 1
    if (rest > 0) ticket.children = rest
    else delete ticket.children
    record(draft, 'ticket.child-removed', { child: child.number }, { actor })
    return undefined
  }

function refuseEnded({ ticket: { number, status } }: Draft): void {
  if (!isOpen(status)) throw new Refusal('conflict', `${number} is ${status}: it is not part of anything any more.`)
}
