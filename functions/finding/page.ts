import type { Selection } from '../../domain/selection.ts'
import type { Actor } from '../../schemas/actor.ts'
import type { Sort } from '../../schemas/selection.ts'
import type { TicketSummary } from '../../schemas/ticket.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import { isIndexed, listTickets, type Page } from '../platform/table/lists.ts'
import { logger } from '../platform/telemetry.ts'
import { searchedPage } from './searched.ts'

/** A list that a caller reads. */
export interface Wanted {
  actor: Actor
  selection: Selection | undefined
  sort: Sort
  limit: number
  cursor?: string | undefined
  /** What its cursors belong to, where that is not the selection itself: one that changes with time. */
  list?: string
}

/**
 * A page of a list, from the table's indexes, or from the search index where those have not this order, or would pass
 * over much for little (docs/finding.md). The cursor says which of the two it belongs to, and to no other list.
 */
export async function pageOf({ actor, selection, sort, limit, cursor, list }: Wanted): Promise<Page<TicketSummary>> {
  const owner = `tickets ${actor.role} ${actor.id} ${list ?? JSON.stringify([selection, sort])}`
  const place = cursor === undefined ? undefined : openCursor(cursor, owner)
  if (!selection) return { items: [] }
  const { items, next } = await pageAt(place, { actor, selection, sort, limit })
  return { items, ...(next && { next: sealCursor(next, owner) }) }
}

const [ofIndex, ofSearch] = ['i', 's']

interface Asked {
  actor: Actor
  selection: Selection
  sort: Sort
  limit: number
}

async function pageAt(place: string | undefined, asked: Asked): Promise<Page<TicketSummary>> {
  const { selection, sort, limit, actor } = asked
  const fromIndex = async () => marked(ofIndex, await listTickets(selection, sort, limit, place?.slice(1)))
  if (place ? place.startsWith(ofIndex) : isIndexed(selection, sort) && !passesOverMuch(selection, sort)) {
    return fromIndex()
  }
  try {
    return marked(ofSearch, await searchedPage(actor, selection, sort, limit, place?.slice(1)))
  } catch (fault) {
    if (place || !isIndexed(selection, sort)) throw fault
    logger.warn('The search index did not answer: listed from the table', { error: fault as Error })
    return fromIndex()
  }
}

const marked = <Item>(source: string, { items, next }: Page<Item>): Page<Item> => ({
  items,
  ...(next && { next: `${source}${next}` }),
})

/** What few tickets have in common is looked up, not passed over. */
const passesOverMuch = ({ facets, updated, due }: Selection, { by }: Sort): boolean =>
  !!facets || !!updated || (!!due && by !== 'due')
