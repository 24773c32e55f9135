import { isDeepStrictEqual as same } from 'node:util'
import { chooseAnew } from './choosing.ts'
import { record } from './draft.ts'
import { refuseOver } from './moves.ts'
import { Refusal } from './refusal.ts'
import type { Rule } from './rule.ts'
import type { Ticket } from './ticket.ts'
import { unwatch } from './watchers.ts'

/** Whose ticket it becomes. All of it exists, and is theirs: the handler has seen to that. */
export interface NewOwner {
  customer: string
  /** Who asked, from here on. */
  requester: string
  contact?: Ticket['contact']
  /** The watchers who are neither theirs nor the desk's. */
  leaving: readonly string[]
  reason?: string | undefined
}

/** What was the former customer's, and says nothing of another. */
const theirs = ['site', 'product', 'contract', 'warranty', 'contact'] as const satisfies readonly (keyof Ticket)[]

/**
 * Moves a ticket to another customer: what was the former one's goes, its people lose sight of it, and the policy is chosen
 * anew. Refused once it is closed or cancelled, and while others are merged into it, which are the former customer's.
 */
export const changeCustomer =
  ({ customer, requester, contact, leaving, reason }: NewOwner): Rule =>
  (draft, actor) => {
    const { ticket } = draft
    const { number, customer: from } = ticket
    if (from === customer) return undefined
    refuseOver(draft, actor)
    if (ticket.merged?.length) {
      throw new Refusal('conflict', `Others are merged into ${number}, of its customer: undo that first.`)
    }
    const after = { ...(contact && { contact }) }
    const before = { customer: from, requester: ticket.requester, ...pick(ticket) }
    for (const field of theirs) delete (ticket as Partial<Ticket>)[field]
    Object.assign(ticket, { customer, requester, ...after })
    if (from) ticket.formerCustomers = [...new Set([...(ticket.formerCustomers ?? []), from])]
    const changes = changesOf(before, { customer, requester, ...after })
    const { seq } = record(
      draft,
      'ticket.customer-changed',
      { ...(from && { from }), to: customer, fields: Object.keys(changes) },
      { actor, detail: { changes, ...(reason && { reason }) } },
    )
    ticket.customerSince = seq
    for (const person of leaving) unwatch(person)(draft, actor)
    chooseAnew(draft, { actor })
    return undefined
  }

const pick = (ticket: Ticket) => Object.fromEntries(theirs.map((field) => [field, ticket[field]]))

function changesOf(before: Record<string, unknown>, after: Record<string, unknown>) {
  const differing = Object.keys(before).filter((field) => !same(before[field], after[field]))
  return Object.fromEntries(differing.map((field) => [field, { from: before[field], to: after[field] }]))
}
