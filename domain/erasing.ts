import { isDeepStrictEqual } from 'node:util'
import { system } from '../schemas/actor.ts'
import type { Attachment } from '../schemas/attachment.ts'
import { remove } from './attachment.ts'
import { type Draft, decision, draftOf, record } from './draft.ts'
import type { Decision, Desk, Ticket } from './ticket.ts'

/** What a person is known by, until it is erased wherever it was written. */
export interface Traces {
  /** Their own id, and of those who turned out to be them: these stay, and say nothing by themselves. */
  ids: readonly string[]
  names: readonly string[]
  emails: readonly string[]
  /** Each in every way in which its digits are dialled. */
  phones: readonly string[]
}

/** What is written where something of an erased person stood. */
const erasedMark = '[erased]'
/** How an erased contact is called. */
export const erasedName = 'Erased contact'

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
const inHtml = (text: string, apostrophe: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", apostrophe)

/** Takes a person's names, addresses and phones out of a text: whole words, in any case, phones with any separators. */
export function scrubber({ names, emails, phones }: Traces): (text: string) => string {
  const words = [
    ...names,
    ...names.flatMap((name) => ["'", '&#39;', '&#x27;'].map((sign) => inHtml(name, sign))),
    ...emails,
  ].map((word) => word.split(/\s+/).map(escaped).join('\\s+'))
  const numbers = phones
    .map((phone) => [...phone].map(escaped).join('[\\s().\\/-]{0,3}'))
    .map((phone) => `(?:\\+\\s?)?${phone}`)
  const all = [...new Set([...words, ...numbers])].filter(Boolean).toSorted((a, b) => b.length - a.length)
  if (all.length === 0) return (text) => text
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${all.join('|')})(?![\\p{L}\\p{N}])`, 'giu')
  return (text) => text.replace(pattern, erasedMark)
}

/** The same for all texts in a value, however deep. */
export function scrubbed<Value>(value: Value, scrub: (text: string) => string): Value {
  if (typeof value === 'string') return scrub(value) as Value
  if (Array.isArray(value)) return value.map((one) => scrubbed(one, scrub)) as Value
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, scrubbed(field, scrub)])) as Value
}

/** The fields of a ticket that people write; the rest are codes, numbers and ids. */
const written = [
  'title',
  'resolution',
  'statusReason',
  'custom',
  'channelId',
] as const satisfies readonly (keyof Ticket)[]

/** Whether a ticket has anything of a person by itself: they asked for it, watch it, or are to be reached about it. */
function isTheirs(ticket: Ticket, { ids, emails, phones }: Traces): boolean {
  const { contact, requester, watchers = [] } = ticket
  const isReached =
    (!!contact?.email && emails.includes(contact.email)) || (!!contact?.phone && phones.includes(contact.phone))
  return ids.includes(requester) || watchers.some((one) => ids.includes(one)) || isReached
}

/**
 * A ticket without anything of a person but their id: nobody to reach, no words of theirs that name them, nobody who
 * watches; and without one of the files that they gave, if there is one left (`file`). It is not caught up: nothing else
 * happens. `more`: their data was found beside the ticket, too.
 */
export function erase(
  before: { ticket: Ticket; description: string },
  traces: Traces,
  { desk, now, file, more }: { desk: Desk; now: string; file?: Attachment | undefined; more: boolean },
): Decision {
  const draft = draftOf(before.ticket, desk, now)
  const scrub = scrubber(traces)
  const description = scrub(before.description)
  if (file) remove(file)(draft, system)
  const fields = eraseFields(draft, traces, scrub)
  if (description !== before.description) fields.push('description')
  const person = traces.ids[0] ?? ''
  if (!file && (fields.length > 0 || more || isTheirs(before.ticket, traces))) {
    record(draft, 'ticket.person-erased', { person, fields: fields.toSorted() }, { actor: system })
  }
  return draft.events.length > 0 ? decision(draft, description) : { ticket: draft.ticket, events: [] }
}

function eraseFields({ ticket }: Draft, traces: Traces, scrub: (text: string) => string): string[] {
  const fields: string[] = []
  for (const field of written) {
    const clean = scrubbed(ticket[field], scrub)
    if (isDeepStrictEqual(clean, ticket[field])) continue
    Object.assign(ticket, { [field]: clean })
    fields.push(field)
  }
  const { contact, watchers } = ticket
  const isReachable =
    contact && (traces.ids.includes(ticket.requester) || isTheirs({ ...ticket, watchers: [] }, traces))
  if (isReachable) {
    delete (ticket as { contact?: unknown }).contact
    fields.push('contact')
  }
  if (watchers?.some((one) => traces.ids.includes(one))) {
    ticket.watchers = watchers.filter((one) => !traces.ids.includes(one))
    fields.push('watchers')
  }
  return fields
}
