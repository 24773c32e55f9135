import { matches, type Selection, selectedFields } from '../../domain/selection.ts'
import { maySee } from '../../domain/visibility.ts'
import type { Actor } from '../../schemas/actor.ts'
import type { TicketSummary } from '../../schemas/ticket.ts'
import { type SearchFilters, scopeOf, searchIndex } from '../platform/search/search-index.ts'
import { listedOf, type Page, summaryOf } from '../platform/table/lists.ts'
import { loadHeads } from '../platform/table/tickets.ts'
import type { Asked } from './page.ts'

/** A page from the search index, which is at most two seconds behind; every hit is loaded, and judged as it is now. */
export async function searchedPage(
  { actor, selection, sort, text, limit }: Asked,
  after: string | undefined,
): Promise<Page<TicketSummary>> {
  const query = { filters: filtersOf(selection), sort, limit, ...(text && { text }), ...(after && { after }) }
  const { hits, next } = await searchIndex().search(scopeOf(actor), query)
  const tickets = await loadHeads(hits.map(({ number }) => number))
  const items = hits.flatMap(({ number }) => {
    const ticket = tickets.get(number)
    return ticket && maySee(actor, ticket) && matches(selection, listedOf(ticket)) ? [summaryOf(ticket)] : []
  })
  return { items, ...(next && { next }) }
}

/** How many there are, as far as the search index knows. */
export const searchedCount = (actor: Actor, selection: Selection, most: number): Promise<number> =>
  searchIndex().count(scopeOf(actor), { filters: filtersOf(selection) }, most)

/** A selection in the words of the search index; what the caller may see at all is its scope. */
function filtersOf({ assignee, customer, facets, created, updated, due, archived, ...rest }: Selection): SearchFilters {
  const range = (name: string, given: Selection['created']) =>
    given && { [name]: { ...(given.from && { from: given.from }), ...(given.to && { before: given.to }) } }
  return {
    ...Object.fromEntries(selectedFields.flatMap((field) => (rest[field] ? [[field, rest[field]]] : []))),
    ...(assignee && { assignee: [assignee === 'none' ? null : assignee] }),
    ...(customer && { customer: [customer] }),
    ...(facets && { facets }),
    ...range('created', created),
    ...range('updated', updated),
    ...range('due', due),
    ...(archived && { archived }),
  }
}
