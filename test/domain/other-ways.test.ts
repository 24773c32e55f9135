import { describe, expect, it } from 'vitest'
import { accept, decline } from '../../domain/accepting.ts'
import { comment } from '../../domain/conversation.ts'
import { escalate } from '../../domain/escalating.ts'
import { mergeInto, undoMerge } from '../../domain/merging.ts'
import { otherWays } from '../../domain/moves.ts'
import { partsArrived } from '../../domain/parts.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Rule } from '../../domain/rule.ts'
import { addComment } from '../../schemas/operations/conversation.ts'
import { reportPartsArrived } from '../../schemas/operations/following.ts'
import { mergeTicket, unmergeTicket } from '../../schemas/operations/joining.ts'
import { acceptTicket, declineTicket } from '../../schemas/operations/routing.ts'
import { escalateTicket } from '../../schemas/operations/tickets.ts'
import { type Status, statuses } from '../../schemas/ticket.ts'
import { people, type Somebody } from '../support/people.ts'
import { aTicket, aTicketThatIs } from './support/story.ts'

const callers = ['customer', 'partner', 'technician', 'agent', 'supervisor', 'manager', 'admin'] as const
const staff = ['technician', 'agent', 'supervisor', 'manager', 'admin']
const open = 'created assigned in_progress pending_customer pending_parts reopened'
type What = (typeof otherWays)[number]['what']

/** Said a second time and by hand: what leads where, for whom. What is not said leaves the status as it is. */
const law: readonly [what: What, from: string, to: string, by: readonly string[]][] = [
  ['comment', 'pending_customer', 'in_progress', ['customer', 'partner']],
  ['comment', 'resolved closed', 'reopened', ['customer', 'partner']],
  ['parts-arrived', 'pending_parts', 'in_progress', [...staff, 'partner']],
  ['accept', 'assigned reopened', 'in_progress', staff],
  ['decline', open.replace('created ', ''), 'created', staff],
  ['escalate', open, 'assigned', staff],
  ['merge', open, 'cancelled', ['agent', 'supervisor', 'manager', 'admin']],
]

const rules: Record<Exclude<What, 'unmerge'>, Rule> = {
  comment: comment({ id: `com_${'0'.repeat(26)}`, internal: false, length: 1, mentions: [] }),
  'parts-arrived': partsArrived,
  accept,
  decline: decline('Not mine'),
  escalate: escalate({ reason: 'Too hard', to: { person: people.supervisor.id } }),
  merge: mergeInto({ ...aTicket().ticket, number: 'TKT000002' }, 'Twice the same'),
}
/** Who is let through to the rule: the operation's roles, and its scope for partners. */
const operations = {
  comment: addComment,
  'parts-arrived': reportPartsArrived,
  accept: acceptTicket,
  decline: declineTicket,
  escalate: escalateTicket,
  merge: mergeTicket,
  unmerge: unmergeTicket,
} as const
const isLet = (what: What, who: Somebody) => (operations[what].roles as readonly string[]).includes(who)

/** The status that comes of it; as it was where the rule refuses. */
function outcome(status: Status, what: Exclude<What, 'unmerge'>, who: Somebody): Status {
  // What is for whoever has it is asked by them.
  const theirs = (what === 'accept' || what === 'decline') && status !== 'created'
  const story = aTicketThatIs(status, theirs ? { assignee: who } : {})
  try {
    return story.does(1, who, rules[what]).ticket.status
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    return story.ticket.status
  }
}

const cases = statuses.flatMap((status) =>
  (Object.keys(rules) as Exclude<What, 'unmerge'>[]).flatMap((what) =>
    callers.filter((who) => isLet(what, who)).map((who) => ({ status, what, who })),
  ),
)

describe('what is no move brings a ticket to another status as the table says, and never else', () => {
  it.each(cases)('$status, $what, by $who', ({ status, what, who }) => {
    const row = law.find(([name, from, , by]) => name === what && from.split(' ').includes(status) && by.includes(who))
    expect(outcome(status, what, who)).toBe(row?.[2] ?? status)
  })

  it.each(open.split(' ') as Status[])('undoing a merge brings it back to %s', (status) => {
    const story = aTicketThatIs(status).does(1, 'agent', rules.merge)
    expect(story.ticket.status).toBe('cancelled')
    expect(story.does(2, 'supervisor', undoMerge('Two after all')).ticket.status).toBe(status)
  })

  it.each(statuses)('undoing a merge that was none leaves it %s', (status) => {
    const story = aTicketThatIs(status)
    expect(() => story.does(1, 'supervisor', undoMerge('Two after all'))).toThrow(Refusal)
    expect(story.ticket.status).toBe(status)
  })

  it.each(otherWays)('$what from $from is for those whom its operation lets through', ({ what, by }) => {
    for (const who of by) expect(isLet(what, who)).toBe(true)
    if (what === 'comment') return
    const allowed = operations[what].roles as readonly string[]
    expect(allowed.toSorted()).toEqual([...by, ...(by.includes('manager') ? ['admin'] : [])].toSorted())
  })
})
