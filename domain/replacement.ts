import { isDeepStrictEqual } from 'node:util'
import type { Actor } from '../schemas/actor.ts'
import type { FieldError } from '../schemas/problem.ts'
import { TicketReplacement } from '../schemas/ticket.ts'
import { categoryErrors } from './category.ts'
import { chooseAnew } from './choosing.ts'
import { customErrors, replacedCustom } from './custom-fields.ts'
import { type Draft, record } from './draft.ts'
import { refuseOver } from './moves.ts'
import { refuseFields } from './refusal.ts'
import type { Ticket } from './ticket.ts'
import { changeableFromOutside, fromOutside } from './visibility.ts'

type Field = keyof TicketReplacement

/** The fields whose change makes the policy be chosen anew. */
const judged: readonly Field[] = ['priority', 'type', 'category', 'tags']

/** What `PUT` would have to send to leave a ticket as it is: what a patch is merged into. */
export function replacementOf(ticket: Ticket, description: string): TicketReplacement {
  const before: Partial<TicketReplacement> = { ...ticket, description }
  const names = (Object.keys(TicketReplacement.shape) as Field[]).filter((name) => before[name] !== undefined)
  return Object.fromEntries(names.map((name) => [name, before[name]])) as TicketReplacement
}

/** Replaces what the caller may change; gives the long text where it is new. Refuses what they may not change, by name. */
export function replace(draft: Draft, given: TicketReplacement, description: string, actor: Actor): string | undefined {
  const { ticket } = draft
  refuseOver(draft, actor)
  const before = replacementOf(ticket, description)
  const wanted = wantedOf(given, before, draft, actor)
  const changed = (Object.keys(wanted) as Field[]).filter((field) => !isDeepStrictEqual(before[field], wanted[field]))
  if (changed.length === 0) return undefined
  for (const field of changed) {
    if (field === 'description') continue
    if (wanted[field] === undefined) delete (ticket as Partial<Ticket>)[field]
    else Object.assign(ticket, { [field]: wanted[field] })
  }
  const change = (field: 'priority' | 'type' | 'category') =>
    changed.includes(field) ? { [field]: { from: before[field], to: wanted[field] } } : {}
  const changes = changesOf(before, wanted, changed)
  record(
    draft,
    'ticket.updated',
    { fields: Object.keys(changes), ...change('priority'), ...change('type'), ...change('category') },
    { actor, detail: { changes } },
  )
  if (changed.some((field) => judged.includes(field))) chooseAnew(draft, { actor })
  return changed.includes('description') ? given.description : undefined
}

/** What the ticket shall have, in each field that the caller may change; refuses what is wrong or not theirs. */
function wantedOf(
  given: TicketReplacement,
  before: TicketReplacement,
  { desk: { settings } }: Draft,
  actor: Actor,
): Partial<TicketReplacement> {
  const outside = fromOutside(actor)
  const had = before.custom ?? {}
  const custom = replacedCustom(given.custom, had, settings.customFields, actor)
  refuseFields([
    ...(outside ? notTheirs(given, before) : missing(given)),
    ...(outside ? [] : categoryErrors(given, before, settings)),
    ...customErrors(custom, had, settings.customFields, actor),
  ])
  const fields = outside ? changeableFromOutside : (Object.keys(TicketReplacement.shape) as Field[])
  const wanted: Partial<TicketReplacement> = Object.fromEntries(fields.map((field) => [field, given[field]]))
  wanted.custom = Object.keys(custom).length > 0 ? custom : undefined
  if (!outside) wanted.tags = given.tags ?? []
  return wanted
}

/** Old and new of each field that changed; of custom fields, each by itself: not everybody may see them all. */
function changesOf(before: TicketReplacement, wanted: Partial<TicketReplacement>, changed: readonly Field[]) {
  const custom = [...new Set([...Object.keys(before.custom ?? {}), ...Object.keys(wanted.custom ?? {})])]
  const changes: Record<string, { from: unknown; to: unknown }> = {}
  for (const field of changed) {
    if (field !== 'custom') changes[field] = { from: before[field], to: wanted[field] }
  }
  for (const name of custom) {
    const [from, to] = [before.custom?.[name], wanted.custom?.[name]]
    if (from !== to) changes[`custom.${name}`] = { from, to }
  }
  return changes
}

/** What staff must give, and have not. */
const missing = (given: TicketReplacement): FieldError[] =>
  (['priority', 'type', 'category'] as const)
    .filter((field) => given[field] === undefined)
    .map((path) => ({ path, message: 'is required', expected: `the ${path} that the ticket shall have` }))

/** What customers and partners would change that is not theirs to change. */
function notTheirs(given: TicketReplacement, before: TicketReplacement): FieldError[] {
  const others = (Object.keys(given) as Field[]).filter(
    (field) => !(changeableFromOutside as readonly Field[]).includes(field),
  )
  return others
    .filter((field) => !isDeepStrictEqual(given[field], before[field]))
    .map((path) => ({ path, message: 'may only be changed by staff', expected: 'nothing, or the value it has' }))
}
