import { isDeepStrictEqual } from 'node:util'
import type { Actor } from '../schemas/actor.ts'
import { clockKinds } from '../schemas/clock.ts'
import type { FieldError } from '../schemas/problem.ts'
import type { TicketReplacement } from '../schemas/ticket.ts'
import { ended, retarget, retargetOnRestart } from './clock.ts'
import { type Draft, record } from './draft.ts'
import { allowedMoves } from './moves.ts'
import { choosePolicy, chosen } from './policy.ts'
import { Refusal } from './refusal.ts'
import { letClocksFollow } from './status.ts'
import type { Ticket } from './ticket.ts'
import { changeableFromOutside, fromOutside } from './visibility.ts'

type Field = keyof TicketReplacement

/** The fields whose change makes the policy be chosen anew. */
const judged: readonly Field[] = ['priority', 'type', 'category', 'tags']

/** Replaces what the caller may change; gives the long text where it is new. Refuses what they may not change, by name. */
export function replace(draft: Draft, given: TicketReplacement, description: string, actor: Actor): string | undefined {
  const { ticket, desk, now } = draft
  if (ticket.status === 'closed' || ticket.status === 'cancelled') {
    throw new Refusal('move-not-allowed', `A ticket that is ${ticket.status} is not changed any more.`, {
      allowed: allowedMoves(ticket, actor, desk.settings, now),
    })
  }
  const before = { ...ticket, description }
  const wanted = fromOutside(actor) ? outsiders(given, before) : insiders(given)
  const changed = (Object.keys(wanted) as Field[]).filter((field) => !isDeepStrictEqual(before[field], wanted[field]))
  if (changed.length === 0) return undefined
  for (const field of changed) {
    if (field === 'description') continue
    if (wanted[field] === undefined) delete (ticket as Partial<Ticket>)[field]
    else Object.assign(ticket, { [field]: wanted[field] })
  }
  const change = (field: 'priority' | 'type' | 'category') =>
    changed.includes(field) ? { [field]: { from: before[field], to: wanted[field] } } : {}
  record(
    draft,
    'ticket.updated',
    { fields: changed, ...change('priority'), ...change('type'), ...change('category') },
    {
      actor,
      detail: {
        changes: Object.fromEntries(changed.map((field) => [field, { from: before[field], to: wanted[field] }])),
      },
    },
  )
  if (changed.some((field) => judged.includes(field))) chooseAnew(draft, actor)
  return changed.includes('description') ? given.description : undefined
}

/** What staff replace: everything; what must be there is asked for by name. */
function insiders(given: TicketReplacement): Partial<TicketReplacement> {
  const missing = (['priority', 'type', 'category'] as const).filter((field) => given[field] === undefined)
  refuse(missing.map((path) => ({ path, message: 'is required', expected: `the ${path} that the ticket shall have` })))
  return { ...given, tags: given.tags ?? [], contact: given.contact }
}

/** What customers and partners replace: the words and the contact. */
function outsiders(given: TicketReplacement, before: Partial<TicketReplacement>): Partial<TicketReplacement> {
  const others = (Object.keys(given) as Field[]).filter(
    (field) => !(changeableFromOutside as readonly Field[]).includes(field),
  )
  const changed = others.filter((field) => !isDeepStrictEqual(given[field], before[field]))
  refuse(
    changed.map((path) => ({
      path,
      message: 'may only be changed by staff',
      expected: 'nothing, or the value it has',
    })),
  )
  return { title: given.title, description: given.description, contact: given.contact }
}

function refuse(errors: FieldError[]): void {
  if (errors.length > 0) throw new Refusal('invalid', 'The request is not valid.', { errors })
}

/** Chooses the policy anew and holds its targets against the time already spent; what that passes fires with the command. */
function chooseAnew(draft: Draft, actor: Actor): void {
  const { ticket, desk } = draft
  const policy = choosePolicy(desk.policies, ticket, desk.customer?.policy)
  ticket.policy = { id: policy.id, version: policy.version }
  ticket.pauseOn = policy.pauseOn
  for (const kind of clockKinds) {
    const clock = ticket.clocks[kind]
    const target = policy.targets[ticket.priority]?.[kind]
    if (ended(clock)) retargetOnRestart(clock, target)
    else retarget(clock, target)
  }
  record(draft, 'sla.policy-chosen', chosen(policy, ticket, desk.customer?.policy), { actor })
  letClocksFollow(draft, actor)
}
