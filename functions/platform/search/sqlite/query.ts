import { invalid } from '../../../../domain/refusal.ts'
import type { Scope, SearchAnswer, SearchFilters, SearchQuery, SearchSort } from '../search-index.ts'
import { Conditions } from './conditions.ts'
import type { Bound, Copy } from './copy.ts'
import { matchOf } from './match.ts'
import { rank } from './tables.ts'

/** Ranked pages end here: nobody reads on, and each page costs the ones before it. */
const mostRanked = 1000
/** So few hits that the words may have been mistyped. */
const few = 5

interface Asked {
  text?: string
  filters?: SearchFilters
}

/** From which rows, under which conditions; undefined where the text has nothing in it to find. */
interface Source {
  from: string
  conditions: Conditions
}

function sourceOf(copy: Copy, scope: Scope, { text, filters }: Asked, forgiving: boolean): Source | undefined {
  const conditions = new Conditions().filters(filters).scope(scope)
  if (text === undefined) return { from: 'ticket', conditions }
  const customers = filters?.customer?.every((id) => id !== null) ? (filters.customer as string[]) : []
  const match = matchOf(copy, scope, text, { customers, forgiving })
  if (!match) return undefined
  // CROSS JOIN: the words first, then each ticket by its id; the other way round takes seconds.
  return {
    from: 'words CROSS JOIN ticket ON ticket.id = words.rowid',
    conditions: conditions.add('words MATCH $match', { match }),
  }
}

/** The words as they were typed; or, where that finds few, also what they may have been meant to be. */
function chosen(
  copy: Copy,
  scope: Scope,
  asked: Asked,
  forgiving?: boolean,
): { source: Source | undefined; forgiving: boolean } {
  const strict = { source: sourceOf(copy, scope, asked, false), forgiving: false }
  if (asked.text === undefined || forgiving === false || !strict.source) return strict
  if (forgiving || counted(copy, strict.source, few) < few) {
    return { source: sourceOf(copy, scope, asked, true), forgiving: true }
  }
  return strict
}

const counted = (copy: Copy, { from, conditions }: Source, most: number): number =>
  Number(
    copy.one(`SELECT count(*) AS found FROM (SELECT 1 FROM ${from} WHERE ${conditions.sql} LIMIT $most)`, {
      ...conditions.values,
      most,
    })?.found,
  )

export function countIn(copy: Copy, scope: Scope, asked: Asked, most: number): number {
  const { source } = chosen(copy, scope, asked)
  return source ? counted(copy, source, most) : 0
}

/** Where a page ended: its last ticket and what that is sorted by; of a ranked one, how many came before. */
interface Place {
  number: string
  value: number | null
  forgiving: boolean
}

function placeOf(after: string | undefined): Place | undefined {
  if (after === undefined) return undefined
  const [value, forgiving, number] = after.split(' ')
  if (!number) throw invalid('cursor', 'is not a cursor of this list', 'the `next` of the page before')
  return { number, value: value === '' ? null : Number(value), forgiving: forgiving === '1' }
}
const said = ({ number, value, forgiving }: Place): string => `${value ?? ''} ${forgiving ? 1 : 0} ${number}`

/** A page of tickets: in one order, however many there are. */
export function searchIn(copy: Copy, scope: Scope, query: SearchQuery): SearchAnswer {
  const place = placeOf(query.after)
  const { source, forgiving } = chosen(copy, scope, query, place?.forgiving)
  if (!source) return { hits: [] }
  if (query.sort.by === 'rank') return ranked(copy, source, query.limit, place, forgiving)
  return sorted(copy, source, query.sort as FieldSort, query.limit, place, forgiving)
}

const hit = ({ number, version }: Record<string, unknown>) => ({ number: String(number), version: Number(version) })

function ranked(
  copy: Copy,
  { from, conditions }: Source,
  limit: number,
  place: Place | undefined,
  forgiving: boolean,
): SearchAnswer {
  const offset = place?.value ?? 0
  const before = Math.max(0, offset - limit)
  const rows = copy.all(
    `SELECT number, version FROM ${from} WHERE ${conditions.sql} ORDER BY ${rank}, created DESC, number LIMIT $most OFFSET $before`,
    { ...conditions.values, most: offset - before + limit + 1, before },
  )
  // Ranks move when tickets change: the page begins after the last one shown, if that is still about where it was.
  const last = rows.findIndex(({ number }) => number === place?.number)
  const start = last >= 0 ? last + 1 : offset - before
  const shown = rows.slice(start, start + limit)
  const reached = before + start + shown.length
  const more = rows.length > start + limit && reached < mostRanked
  const number = String(shown.at(-1)?.number)
  return { hits: shown.map(hit), ...(more && { next: said({ number, value: reached, forgiving }) }) }
}

type FieldSort = SearchSort & { by: 'created' | 'updated' | 'due' | 'priority' }

/** By a field, what has none last; then by number. A place is a value and a number, so inserts do not move it. */
function sorted(
  copy: Copy,
  source: Source,
  sort: FieldSort,
  limit: number,
  place: Place | undefined,
  forgiving: boolean,
): SearchAnswer {
  const parts = sort.by === 'due' ? (['valued', 'valueless'] as const) : (['valued'] as const)
  const rows: Record<string, unknown>[] = []
  for (const part of parts) {
    if (rows.length > limit || (part === 'valued' && place?.value === null)) continue
    rows.push(...partOf(copy, source, sort, part, limit + 1 - rows.length, place))
  }
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const next =
    rows.length > limit && last
      ? said({ number: String(last.number), value: last.value === null ? null : Number(last.value), forgiving })
      : undefined
  return { hits: shown.map(hit), ...(next !== undefined && { next }) }
}

function partOf(
  copy: Copy,
  { from, conditions }: Source,
  { by, order }: FieldSort,
  part: 'valued' | 'valueless',
  most: number,
  place: Place | undefined,
): Record<string, unknown>[] {
  const [direction, beyond] = order === 'asc' ? ['ASC', '>'] : ['DESC', '<']
  const values: Bound = { ...conditions.values, most }
  let where = `${conditions.sql} AND ticket.${by} IS ${part === 'valued' ? 'NOT NULL' : 'NULL'}`
  if (place && part === 'valued') {
    where += ` AND (ticket.${by}, ticket.number) ${beyond} ($placeValue, $placeNumber)`
    Object.assign(values, { placeValue: place.value, placeNumber: place.number })
  } else if (place && place.value === null) {
    where += ` AND ticket.number ${beyond} $placeNumber`
    values.placeNumber = place.number
  }
  const ordered =
    part === 'valued' ? `ticket.${by} ${direction}, ticket.number ${direction}` : `ticket.number ${direction}`
  return copy.all(
    `SELECT ticket.number, ticket.version, ticket.${by} AS value FROM ${from} WHERE ${where} ORDER BY ${ordered} LIMIT $most`,
    values,
  )
}
