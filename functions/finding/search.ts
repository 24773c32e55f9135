import { fromOutside, maySee } from '../../domain/visibility.ts'
import type { Actor } from '../../schemas/actor.ts'
import type { search } from '../../schemas/operations/finding.ts'
import type { SearchHit } from '../../schemas/search.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import type { Request } from '../platform/http/edge.ts'
import { highlight } from '../platform/search/highlight.ts'
import { readSpoken } from '../platform/search/reading.ts'
import { scopeOf, searchIndex } from '../platform/search/search-index.ts'
import { type Sought, soughtIn } from '../platform/search/words.ts'
import { keys } from '../platform/table/keys.ts'
import { summaryOf } from '../platform/table/lists.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { readAll } from '../platform/table/tickets.ts'

type Item = Record<string, unknown>

/** A page of what was found, as it is now, and as far as the caller may see it. */
export async function searchForCaller({ actor, query, answer }: Request<typeof search>): Promise<StoredAnswer> {
  const { q, limit, cursor, archived } = query
  const owner = `search ${actor.role} ${actor.id} ${archived} ${q}`
  const { hits, next } = await searchIndex().search(scopeOf(actor), {
    text: q,
    filters: { archived: archived === 'true' },
    sort: { by: 'rank', order: 'desc' },
    limit,
    ...(cursor && { after: openCursor(cursor, owner) }),
  })
  const items = await shown(
    hits.map(({ number }) => number),
    soughtIn(q),
    actor,
  )
  return answer({ items, ...(next && { next: sealCursor(next, owner) }) })
}

/** Each is read and judged as if it were asked for by its number: the index may be wrong by a second or two. */
async function shown(numbers: readonly string[], sought: readonly Sought[], actor: Actor): Promise<SearchHit[]> {
  const read = await readAll(numbers.flatMap((number) => [keys.ticket(number), keys.body(number)]))
  const items = new Map(read.map((item) => [`${item.pk} ${item.sk}`, item]))
  const item = ({ pk, sk }: { pk: string; sk: string }) => items.get(`${pk} ${sk}`)
  let conversations = mostConversations
  const hits = numbers.map(async (number) => {
    const ticket = item(keys.ticket(number))
    if (!ticket || !maySee(actor, ticket as unknown as Parameters<typeof maySee>[1])) return []
    const highlights = marked(ticket, item(keys.body(number)), sought)
    const isWhole = highlights.length > 0 && sought.length === 1
    if (!isWhole && ticket.version !== 1 && conversations > 0) {
      conversations -= 1
      highlights.push(...(await spoken(number, sought, actor)))
    }
    return [{ ticket: summaryOf(ticket), highlights }]
  })
  return (await Promise.all(hits)).flat()
}

/** Of so many hits the comments are read for what was found in them: of the best, which come first. */
const mostConversations = 10
const mostComments = 2

function marked(ticket: Item, body: Item | undefined, sought: readonly Sought[]): SearchHit['highlights'] {
  const title = highlight(String(ticket.title), sought)
  const description = highlight(String(body?.text ?? ''), sought)
  return [
    ...(title ? [{ in: 'title' as const, html: title }] : []),
    ...(description ? [{ in: 'description' as const, html: description }] : []),
  ]
}

/** The newest comments in which something was found, of those that the caller may read. */
async function spoken(number: string, sought: readonly Sought[], actor: Actor): Promise<SearchHit['highlights']> {
  const found: SearchHit['highlights'] = []
  for (const { sk, id, internal, text } of (await readSpoken(number)).toReversed()) {
    const mayRead = internal === false || !fromOutside(actor)
    const html = String(sk).startsWith('COMMENT#') && mayRead ? highlight(String(text ?? ''), sought) : undefined
    if (html) found.push({ in: 'comment', comment: String(id), html })
    if (found.length === mostComments) break
  }
  return found
}
