import { notFound } from '../../domain/refusal.ts'
import type { Ticket } from '../../domain/ticket.ts'
import type { Actor } from '../../schemas/actor.ts'
import { Attachment } from '../../schemas/attachment.ts'
import { Call } from '../../schemas/call.ts'
import type { TheirTicket } from '../../schemas/contact-export.ts'
import { HistoryEntry } from '../../schemas/history.ts'
import type { exportContact } from '../../schemas/operations/contacts.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import type { Request } from '../platform/http/edge.ts'
import { contacts } from '../platform/table/customers.ts'
import { keys } from '../platform/table/keys.ts'
import { readPartition } from '../platform/table/partition.ts'
import { loadRecord } from '../platform/table/records.ts'
import { theirTickets } from '../platform/table/their-tickets.ts'
import { loadTicket } from '../platform/table/tickets.ts'
import { representation } from '../platform/tickets/representation.ts'
import { eventsOf, formerCustomers } from './contact-history.ts'

type Item = Record<string, unknown>

/** Room for an answer of 6 MB, with all that JSON adds. */
const mostBytes = 3 * 1024 * 1024
/** Tickets looked at for one answer, and how long that may take before the rest is left to the next. */
const mostTickets = 200
const mostMs = 6000

/** A page of everything about a person. Nothing of it is kept: a copy would have to be erased, too. */
export async function exportPerson(request: Request<typeof exportContact>) {
  const { actor, body, params } = request
  const contact = await loadRecord(contacts, params)
  if (!contact) throw notFound()
  const others = await Promise.all((contact.mergedFrom ?? []).map((id) => loadRecord(contacts, { id })))
  const all = [contact, ...others.filter((one) => one !== undefined)]
  const owner = `export ${contact.id} ${actor.id}`
  const from = body.cursor && openCursor(body.cursor, owner)
  const { tickets, next } = await ticketsFrom(
    all.map(({ id }) => id),
    await formerCustomers(all),
    actor,
    from,
  )
  const histories = from ? [] : await Promise.all(all.map(({ id }) => eventsOf(id)))
  return request.answer({
    contact,
    others: all.slice(1),
    history: histories.flat().map(entry),
    tickets,
    ...(next && { next: sealCursor(next, owner) }),
  })
}

/** What is theirs in the next tickets; a place is a page of the index, and how many of it were given. */
async function ticketsFrom(people: string[], customers: string[], actor: Actor, from = '~0') {
  const tickets: TheirTicket[] = []
  const until = Date.now() + mostMs
  let [after, given] = from.split('~') as [string, string]
  let bytes = 0
  for (let looked = 0; ; ) {
    const page = await theirTickets(people, customers, mostTickets, after || undefined)
    for (let at = Number(given); at < page.items.length; at += 1) {
      if (bytes > mostBytes || looked >= mostTickets || Date.now() > until) return { tickets, next: `${after}~${at}` }
      const found = await theirsIn(page.items[at] as string, people, actor, mostBytes)
      looked += 1
      if (!found) continue
      tickets.push(found)
      bytes += JSON.stringify(found).length
    }
    if (!page.next) return { tickets }
    ;[after, given] = [page.next, '0']
    if (Date.now() > until) return { tickets, next: `${after}~0` }
  }
}

async function theirsIn(
  number: string,
  people: readonly string[],
  actor: Actor,
  most: number,
): Promise<TheirTicket | undefined> {
  const items = await readPartition(keys.ticket(number).pk)
  const of = (prefix: string) => items.filter(({ sk }) => String(sk).startsWith(`${prefix}#`))
  const isBy = ({ author, by, actor: who }: Item) =>
    [author, by, who].some((one) => people.includes(String((one as { id?: unknown } | undefined)?.id)))
  const head = items.find(({ sk }) => sk === 'TICKET') as Ticket | undefined
  if (!head) return undefined
  const isRequester = people.includes(head.requester)
  const theirs = (item: Item) => isRequester || isBy(item)
  const written = of('COMMENT').filter((item) => theirs(item) && item.text !== undefined)
  const comments = upTo(most, written.map(comment))
  const found = {
    number,
    comments,
    calls: of('CALL')
      .filter((item) => theirs(item) || people.includes(String(item.person)))
      .map((item) => only(Call.shape, item) as Call),
    attachments: of('ATTACHMENT')
      .filter(theirs)
      .map((item) => only(Attachment.shape, item) as Attachment),
    history: of('EVENT').filter(isBy).map(entry),
    ...(comments.length < written.length && { isCut: true as const }),
  }
  if (!isRequester) {
    const isEmpty = [found.comments, found.calls, found.attachments, found.history].every(({ length }) => length === 0)
    return isEmpty ? undefined : found
  }
  const { loaded } = await loadTicket(number)
  return loaded && { ...found, ticket: representation(loaded.ticket, loaded.description, actor) }
}

const only = (shape: object, item: Item): Item =>
  Object.fromEntries(Object.keys(shape).flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])))

const comment = ({ id, author, internal, createdAt, text }: Item) =>
  ({ id, author, internal, createdAt, text }) as TheirTicket['comments'][number]

const entry = (item: Item): HistoryEntry => only(HistoryEntry.shape, item) as HistoryEntry

function upTo(most: number, comments: TheirTicket['comments']): TheirTicket['comments'] {
  let bytes = 0
  const end = comments.findIndex(({ text }) => {
    bytes += text.length
    return bytes > most
  })
  return end < 0 ? comments : comments.slice(0, end)
}
