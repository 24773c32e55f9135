import type { Selection } from '../../domain/selection.ts'
import type { Actor } from '../../schemas/actor.ts'
import type { ListSort, Sort } from '../../schemas/selection.ts'
import type { TicketSummary } from '../../schemas/ticket.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import { isIndexed, listTickets, type Page } from '../platform/table/lists.ts'
import { logger } from '../platform/telemetry.ts'
import { searchedPage } from './searched.ts'

/** A list that a caller reads. */
export interface Wanted {
  actor: Actor
  selection: Selection | undefined
  sort: ListSort
  /** Only what has these words. */
  text?: string
  limit: number
  cursor?: string | undefined
  /** What its cursors belong to, where that is not the selection itself: one that changes with time. */
  list?: string
}

/**
 * A page of a list, from the table's indexes, or from the search index where those have not this order, or would pass
 * over much for little (docs/finding.md). The cursor says which of the two it belongs to, and to no other list.
 */
export async function pageOf({
  actor,
  selection,
  sort,
  text,
  limit,
  cursor,
  list,
}: Wanted): Promise<Page<TicketSummary>> {
  const owner = `tickets ${actor.role} ${actor.id} ${list ?? JSON.stringify([selection, sort, text])}`
  const place = cursor === undefined ? undefined : openCursor(cursor, owner)
  if (!selection) return { items: [] }
  const { items, next } = await pageAt(place, { actor, selection, sort, limit, ...(text && { text }) })
  return { items, ...(next && { next: sealCursor(next, owner) }) }
}

const [ofIndex, ofSearch] = ['i', 's']

export interface Asked extends Omit<Wanted, 'selection' | 'cursor' | 'list'> {
  selection: Selection
}

async function pageAt(place: string | undefined, asked: Asked): Promise<Page<TicketSummary>> {
  const { selection, sort, limit } = asked
  const indexed = asked.text || sort.by === 'rank' || !isIndexed(selection, sort) ? undefined : sort
  const fromIndex = async (order: Sort) => marked(ofIndex, await listTickets(selection, order, limit, place?.slice(1)))
  const readsIndex = place ? place.startsWith(ofIndex) : !passesOverMuch(selection, sort)
  if (indexed && readsIndex) return fromIndex(indexed)
  try {
    return marked(ofSearch, await searchedPage(asked, place?.slice(1)))
  } catch (fault) {
    if (place || !indexed) throw fault
    logger.warn('The search index did not answer: listed from the table', { error: fault as Error })
    return fromIndex(indexed)
  }
}

const marked = <Item>(source: string, { items, next }: Page<Item>): Page<Item> => ({
  items,
  ...(next && { next: `${source}${next}` }),
})

/** What few tickets have in common is looked up, not passed over. */
const passesOverMuch = ({ facets, updated, due, ...rest }: Selection, { by, order }: ListSort): boolean =>
  !!facets || !!updated || (!!due && by !== 'due') || (order === 'asc' && by === 'created' && isThinlySown(rest))

/** What is open is among the newest tickets; among the oldest there is little of it. */
const isThinlySown = ({ customer, assignee, status = [] }: Selection): boolean =>
  !customer && !assignee && status.length > mostStatuses
const mostStatuses = 3
