import { ranges, watching } from '../../../../domain/selection.ts'
import { priorities } from '../../../../schemas/ticket.ts'
import { filterFields, textColumns } from '../document.ts'
import type { Scope, SearchFilters, SearchSort } from '../search-index.ts'
import { forgiven } from '../typos.ts'
import { type Sought, soughtIn, wholeForms } from '../words.ts'

type Query = Record<string, unknown>

/** How much a word counts by where it stands. */
const weights: Record<(typeof textColumns)[number], number> = {
  title: 6,
  description: 1,
  public: 1,
  internal: 1,
  who: 4,
  ids: 12,
}
const columnsFor = ({ kind }: Scope) => textColumns.filter((column) => kind !== 'outside' || column !== 'internal')
const weighted = (columns: readonly (typeof textColumns)[number][]) =>
  columns.map((column) => `${column}^${weights[column]}`)

const any = (should: Query[]): Query => ({ bool: { should, minimum_should_match: 1 } })

/** One thing to find: itself, as a beginning from three letters on (of numbers always), and what it may have been meant to be. */
function wanted(parts: Sought, scope: Scope, forgiving: boolean): Query {
  const columns = columnsFor(scope)
  const word = parts.join(' ')
  const exact = {
    multi_match: { query: word, type: parts.length > 1 ? 'phrase' : 'best_fields', fields: weighted(columns) },
  }
  if (parts.length > 1) return exact
  const begun = columns
    .filter((column) => word.length > 2 || column === 'ids')
    .map((column) => ({ prefix: { [column]: { value: word, boost: 0.3 * weights[column] } } }))
  const fuzziness = forgiving ? forgiven(word) : 0
  const meant = { multi_match: { query: word, fields: weighted(columns), fuzziness, max_expansions: 20, boost: 0.3 } }
  return any([exact, ...begun, ...(fuzziness > 0 ? [meant] : [])])
}

/** What somebody typed, as a query; undefined where there is nothing in it to find. */
export function textQuery(typed: string, scope: Scope, forgiving: boolean): Query | undefined {
  const sought = soughtIn(typed)
  if (sought.length === 0) return undefined
  const all = { bool: { must: sought.map((parts) => wanted(parts, scope, forgiving)) } }
  const forms = wholeForms(typed).map((form) => ({ multi_match: { query: form, fields: weighted(columnsFor(scope)) } }))
  return forms.length > 0 ? any([all, ...forms]) : all
}

const missing = (field: string): Query => ({ bool: { must_not: { exists: { field } } } })

function oneOf(field: (typeof filterFields)[number], wanted: readonly (string | null)[]): Query {
  const given = wanted.filter((value) => value !== null)
  const values = field === 'priority' ? given.map((value) => (priorities as readonly string[]).indexOf(value)) : given
  const terms = { terms: { [field]: values } }
  return given.length < wanted.length ? any([terms, missing(field)]) : terms
}

/** Everything that is no question of rank. */
export function conditions(scope: Scope, filters: SearchFilters = {}): Query[] {
  return [
    ...inScope(scope),
    ...filterFields.flatMap((field) => (filters[field] ? [oneOf(field, filters[field])] : [])),
    ...ranges.flatMap((field) => {
      const { from, before } = filters[field] ?? {}
      const range = { ...(from && { gte: Date.parse(from) }), ...(before && { lt: Date.parse(before) }) }
      return from || before ? [{ range: { [field]: range } }] : []
    }),
    ...(filters.open === undefined ? [] : [{ term: { open: filters.open } }]),
    ...(filters.archived ? [] : [{ term: { archived: false } }]),
    ...(filters.facets ?? []).map((facet) => ({ term: { facets: facet } })),
  ]
}

function inScope(scope: Scope): Query[] {
  if (scope.kind === 'everything') return []
  if (scope.kind === 'reach') {
    const nobodys = { bool: { must_not: [{ exists: { field: 'team' } }, { exists: { field: 'assignee' } }] } }
    return [any([{ term: { assignee: scope.person } }, { terms: { team: scope.teams } }, nobodys])]
  }
  const { persons, customer, whole } = scope
  const watched = { terms: { facets: persons.map(watching) } }
  const theirs = customer && { bool: { filter: [{ term: { customer } }, ...(whole ? [] : [watched])] } }
  return [any([{ terms: { requester: persons } }, ...(theirs ? [theirs] : [])])]
}

/** What has no due instant comes last, whichever way. */
export function sorting({ by, order }: SearchSort): Query[] {
  if (by === 'rank') return [{ _score: 'desc' }, { created: 'desc' }, { number: 'asc' }]
  const field = { [by]: { order, missing: 0 } }
  return [...(by === 'due' ? [{ undated: 'asc' }] : []), field, { number: order }]
}
