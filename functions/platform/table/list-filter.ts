import { archivedFacet, type Selection, selectedFields, watching } from '../../../domain/selection.ts'

/** A FilterExpression with its names and values. */
export interface Filtering {
  expression: string
  names: Record<string, string>
  values: Record<string, unknown>
  /** Whether it only leaves out archived tickets, of which the first pages have none. */
  seldomDrops: boolean
}

const instants = [
  ['created', 'createdAt'],
  ['updated', 'updatedAt'],
  ['due', 'dueAt'],
] as const

/** What an index does not settle of a selection, as a filter; undefined where it settles all. */
export function filtering(selection: Selection, settles: readonly (keyof Selection)[]): Filtering | undefined {
  const values: Record<string, unknown> = {}
  const value = (given: unknown) => {
    const name = `:v${Object.keys(values).length}`
    values[name] = given
    return name
  }
  const rest: Selection = Object.fromEntries(
    Object.entries(selection).filter(([field]) => !settles.includes(field as keyof Selection)),
  )
  const conditions = [...inFields(rest, value), ...inSight(rest, value), ...inRanges(rest, value)]
  const seldomDrops = conditions.length === 0
  // Archived tickets lie in their customer's partition only.
  if (settles.includes('customer') && !selection.archived) conditions.push(`NOT ${has(value(archivedFacet))}`)
  if (conditions.length === 0) return undefined
  const expression = conditions.join(' AND ')
  const names = Object.fromEntries((expression.match(/#\w+/g) ?? []).map((name) => [name, name.slice(1)]))
  return { expression, names, values, seldomDrops }
}

/** Gives a value its placeholder. */
type Value = (given: unknown) => string

const oneOf = (field: string, given: readonly string[], value: Value) => `#${field} IN (${given.map(value).join(', ')})`
const has = (placeholder: string) => `contains(#facets, ${placeholder})`

function inFields(rest: Selection, value: Value): string[] {
  const { assignee, customer, facets = [] } = rest
  return [
    ...selectedFields.flatMap((field) => (rest[field] ? [oneOf(field, rest[field], value)] : [])),
    ...(assignee === 'none' ? ['attribute_not_exists(#assignee)'] : []),
    ...(assignee && assignee !== 'none' ? [oneOf('assignee', [assignee], value)] : []),
    ...(customer ? [oneOf('customer', [customer], value)] : []),
    ...facets.map((facet) => has(value(facet))),
  ]
}

/** What the caller may see (`maySee` says the same of one ticket). */
function inSight({ requester, watcher = [], reach }: Selection, value: Value): string[] {
  const theirs = requester && [
    oneOf('requester', requester, value),
    ...watcher.map((person) => has(value(watching(person)))),
  ]
  const reached = reach && [
    oneOf('assignee', [reach.person], value),
    '(attribute_not_exists(#team) AND attribute_not_exists(#assignee))',
    ...(reach.teams.length > 0 ? [oneOf('team', reach.teams, value)] : []),
  ]
  return [theirs, reached].flatMap((any) => (any ? [`(${any.join(' OR ')})`] : []))
}

const inRanges = (rest: Selection, value: Value): string[] =>
  instants.flatMap(([name, field]) => {
    const { from, to } = rest[name] ?? {}
    return [...(from ? [`#${field} >= ${value(from)}`] : []), ...(to ? [`#${field} < ${value(to)}`] : [])]
  })
