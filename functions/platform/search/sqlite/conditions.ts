import { ranges, watching } from '../../../../domain/selection.ts'
import { priorities } from '../../../../schemas/ticket.ts'
import { filterFields } from '../document.ts'
import type { Scope, SearchFilters } from '../search-index.ts'
import type { Bound } from './copy.ts'

/** What a filter compares with, as it lies in the database. */
const stored: Partial<Record<(typeof filterFields)[number], (value: string) => string | number>> = {
  priority: (value) => (priorities as readonly string[]).indexOf(value),
}

/** Conditions on `ticket` as SQL, and the values that they are bound to. */
export class Conditions {
  readonly values: Bound = {}
  readonly #all: string[] = ['ticket.gone = 0']

  get sql(): string {
    return this.#all.join(' AND ')
  }

  add(condition: string, values: Bound = {}): this {
    this.#all.push(condition)
    Object.assign(this.values, values)
    return this
  }

  filters(filters: SearchFilters = {}): this {
    for (const field of filterFields) {
      const wanted = filters[field]
      if (wanted) this.#oneOf(field, wanted)
    }
    for (const field of ranges) {
      const { from, before } = filters[field] ?? {}
      if (from) this.add(`ticket.${field} >= $${field}From`, { [`${field}From`]: Date.parse(from) })
      if (before) this.add(`ticket.${field} < $${field}Before`, { [`${field}Before`]: Date.parse(before) })
    }
    if (filters.open !== undefined) this.add('ticket.open = $open', { open: filters.open })
    if (!filters.archived) this.add('ticket.archived = 0')
    for (const [at, facet] of (filters.facets ?? []).entries()) {
      this.add(`ticket.id IN (SELECT id FROM facet WHERE facet = $facet${at})`, { [`facet${at}`]: facet })
    }
    return this
  }

  #oneOf(field: (typeof filterFields)[number], wanted: readonly (string | null)[]): void {
    const given = wanted.flatMap((value) => (value === null ? [] : [stored[field]?.(value) ?? value]))
    const names = given.map((_, at) => `$${field}${at}`)
    const either = [
      ...(names.length > 0 ? [`ticket.${field} IN (${names.join(', ')})`] : []),
      ...(given.length < wanted.length ? [`ticket.${field} IS NULL`] : []),
    ]
    const values = Object.fromEntries(given.map((value, at) => [`${field}${at}`, value]))
    this.add(either.length > 0 ? `(${either.join(' OR ')})` : '0', values)
  }

  /** What a caller may find; of who is outside and looks for words, the words themselves say it too. */
  scope(scope: Scope): this {
    if (scope.kind === 'everything') return this
    if (scope.kind === 'reach') {
      const { person, teams } = scope
      const names = teams.map((_, at) => `$reachTeam${at}`)
      const values = Object.fromEntries(teams.map((team, at) => [`reachTeam${at}`, team]))
      return this.add(
        `(ticket.assignee = $reach OR (ticket.team IS NULL AND ticket.assignee IS NULL) OR ticket.team IN (${names.join(', ')}))`,
        { reach: person, ...values },
      )
    }
    return this.#outside(scope)
  }

  #outside({ persons, customer, whole }: Scope & { kind: 'outside' }): this {
    const names = persons.map((_, at) => `$person${at}`).join(', ')
    const watched = persons.map((_, at) => `$watching${at}`).join(', ')
    const values = Object.fromEntries(
      persons.flatMap((person, at) => [
        [`person${at}`, person],
        ...(customer && !whole ? [[`watching${at}`, watching(person)]] : []),
      ]),
    )
    const theirs = whole ? '' : ` AND ticket.id IN (SELECT id FROM facet WHERE facet IN (${watched}))`
    const ofCustomer = customer ? ` OR (ticket.customer = $own${theirs})` : ''
    return this.add(`(ticket.requester IN (${names})${ofCustomer})`, { ...values, ...(customer && { own: customer }) })
  }
}
