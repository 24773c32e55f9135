import type { ranges } from '../../../domain/selection.ts'
import type { Actor } from '../../../schemas/actor.ts'
import { environment } from '../environment.ts'
import type { filterFields, SearchDocument } from './document.ts'
import { OpenSearchIndex } from './opensearch/opensearch-index.ts'
import { SqliteIndex } from './sqlite/sqlite-index.ts'

/** Who asks: from the session only, and part of the query itself. */
export type Scope =
  | { kind: 'everything' }
  /** A technician: theirs, their teams', nobody's. */
  | { kind: 'reach'; person: string; teams: readonly string[] }
  /** A customer or partner: what they asked for, of their customer's what they watch, or all. What is internal is not searched. */
  | { kind: 'outside'; persons: readonly string[]; customer?: string; whole: boolean }

type OneOf = readonly (string | null)[]
interface Range {
  /** Included. */
  from?: string
  /** Not included. */
  before?: string
}

/** Which tickets: all that is said must hold; of several values of one field, one; `null` is having none. */
export interface SearchFilters
  extends Partial<Record<(typeof filterFields)[number], OneOf>>,
    Partial<Record<(typeof ranges)[number], Range>> {
  /** Whether work on it is left: not resolved, closed or cancelled. */
  open?: boolean
  /** Each must be there: `tag:printer`, `custom.floor:2` (domain/selection.ts). */
  facets?: readonly string[]
  /** Archived ones, too. */
  archived?: boolean
}

export interface SearchSort {
  /** `rank` only with a text: best first. */
  by: 'rank' | 'created' | 'updated' | 'due' | 'priority'
  /** `asc`: oldest, nearest, most urgent first. What has no due instant comes last, whichever way. */
  order: 'asc' | 'desc'
}

export interface SearchQuery {
  /** What somebody typed. */
  text?: string
  filters?: SearchFilters
  sort: SearchSort
  limit: number
  /** The `next` of the page before. */
  after?: string
}

export interface SearchAnswer {
  /** In order. Whoever shows them loads each and looks whether the caller may see it, as for a ticket read by its number. */
  hits: { number: string; version: number }[]
  next?: string
}

/** How the index is, for whoever runs the desk. */
export interface SearchHealth {
  engine: string
  tickets: number
  /** More for people: figures by their names. */
  about: Record<string, string | number>
}

/** Finds tickets by their words, and by any combination of what lists filter by. */
export interface SearchIndex {
  /** Makes tickets found as they are in these documents. What is older than what is known changes nothing. */
  apply(documents: readonly SearchDocument[]): Promise<void>
  search(scope: Scope, query: SearchQuery): Promise<SearchAnswer>
  /** How many there are; counting stops at `most`. */
  count(scope: Scope, query: Pick<SearchQuery, 'text' | 'filters'>, most: number): Promise<number>
  /** Makes the index anew of these documents; searches see the old one until it is whole. */
  rebuild(documents: AsyncIterable<readonly SearchDocument[]>): Promise<void>
  /** The versions that it knows of tickets that are not archived, by number: to be held against the table. */
  versions(): Promise<Map<string, number>>
  health(): Promise<SearchHealth>
  /** What it needs done now and then, so that it stays quick; says whether it must be made anew. */
  tend(): Promise<'well' | 'rebuild'>
}

/** What a caller may find, from what their session says (`maySee` says the same of one ticket). */
export function scopeOf({ role, id, aliases = [], customer, wholeCustomer = false, teams = [] }: Actor): Scope {
  if (role === 'technician') return { kind: 'reach', person: id, teams }
  if (role !== 'customer' && role !== 'partner') return { kind: 'everything' }
  return { kind: 'outside', persons: [id, ...aliases], whole: wholeCustomer, ...(customer && { customer }) }
}

let index: SearchIndex | undefined

/** The index of this desk, in the engine that its stage names. */
export function searchIndex(): SearchIndex {
  index ??= environment('SEARCH_ENGINE') === 'opensearch' ? new OpenSearchIndex() : new SqliteIndex()
  return index
}
