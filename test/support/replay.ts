import type { HistoryEntry } from '../../schemas/history.ts'
import { ofType } from './history.ts'

/** A ticket came into somebody's hands, or left them. */
export interface Turn {
  at: number
  ticket: string
  person: string
  change: 1 | -1
  /** By which rule it came. */
  rule?: string
}

const ended = ['resolved', 'closed', 'cancelled']

/** Every change of hands that a ticket's history tells; one that has ended is in nobody's, until it is reopened. */
export function turnsOf(ticket: string, history: readonly HistoryEntry[]): Turn[] {
  const turns: Turn[] = []
  let [holder, open]: [string | undefined, boolean] = [undefined, true]
  for (const entry of history) {
    const was = open ? holder : undefined
    const [given] = ofType([entry], 'ticket.assigned')
    const [moved] = ofType([entry], 'ticket.status-changed')
    if (given) holder = given.data.assignee
    if (entry.type === 'ticket.unassigned') holder = undefined
    if (moved) open = !ended.includes(moved.data.to)
    const is = open ? holder : undefined
    if (was === is) continue
    const at = Date.parse(entry.occurredAt)
    const rule = given?.data.rule && { rule: given.data.rule }
    if (was) turns.push({ at, ticket, person: was, change: -1 })
    if (is) turns.push({ at, ticket, person: is, change: 1, ...rule })
  }
  return turns
}

/**
 * What each person had in hand right after each ticket that came to them, oldest first. An event says when it was decided, and
 * is in the table a moment later: what left their hands within that moment is taken to have left before.
 */
export function inHand(turns: readonly Turn[], momentMs: number): (Turn & { inHand: number })[] {
  const came = turns.filter(({ change }) => change === 1).toSorted((a, b) => a.at - b.at)
  return came.map((turn) => ({
    ...turn,
    inHand: turns
      .filter(
        ({ person, at, change }) => person === turn.person && (change === 1 ? at <= turn.at : at <= turn.at + momentMs),
      )
      .reduce((sum, { change }) => sum + change, 0),
  }))
}
