import { invalid } from '../../../../domain/refusal.ts'
import { priorities } from '../../../../schemas/ticket.ts'
import { revisionOf, type SearchDocument } from '../document.ts'
import type { Scope, SearchAnswer, SearchHealth, SearchIndex, SearchQuery } from '../search-index.ts'
import { ask } from './client.ts'
import { indexDefinition, indexName } from './mapping.ts'
import { conditions, sorting, textQuery } from './query.ts'

/** So few hits that the words may have been mistyped. */
const few = 5
const bulkAtOnce = 500
const versionsAtOnce = 5000

/** A domain of OpenSearch, for desks that are too large for a copy in every function (docs/search.md). */
export class OpenSearchIndex implements SearchIndex {
  readonly #shownAtOnce: boolean

  /** Searches see a change after a second; at once only for tests, since that costs the node much. */
  constructor(shownAtOnce = false) {
    this.#shownAtOnce = shownAtOnce
  }

  /** An index that a first change would make by itself would guess at its fields. */
  #ready: Promise<void> | undefined

  async apply(documents: readonly SearchDocument[]): Promise<void> {
    this.#ready ??= this.#create()
    await this.#ready.catch((fault) => {
      this.#ready = undefined
      throw fault
    })
    for (let at = 0; at < documents.length; at += bulkAtOnce) await this.#bulk(documents.slice(at, at + bulkAtOnce))
  }

  async #bulk(documents: readonly SearchDocument[]): Promise<void> {
    const lines = documents.flatMap((document) => {
      const about = { _id: document.number, version_type: 'external', version: revisionOf(document).toString() }
      return document.found ? [{ index: about }, sourceOf(document)] : [{ delete: about }]
    })
    const body = lines.map((line) => `${JSON.stringify(line).replace(/"version":"(\d+)"/, '"version":$1')}\n`).join('')
    const { body: answer } = await ask('POST', `/${indexName}/_bulk?refresh=${this.#shownAtOnce}`, body)
    const outcomes = (answer.items as Record<string, { status: number; error?: { type: string } }>[]).flatMap(
      Object.values,
    )
    // 409: something newer is there; 404: what was to be deleted never was.
    const failed = outcomes.filter(({ status }) => status >= 300 && status !== 409 && status !== 404)
    if (failed.length > 0)
      throw new Error(`${failed.length} of ${outcomes.length} were not indexed: ${failed[0]?.error?.type}`)
  }

  async search(scope: Scope, query: SearchQuery): Promise<SearchAnswer> {
    const { text, filters, sort, limit } = query
    const place = placeOf(query.after)
    const forgiving = place ? place.forgiving : await this.#isForgiving(scope, query)
    const must = text === undefined ? undefined : textQuery(text, scope, forgiving)
    if (text !== undefined && !must) return { hits: [] }
    const { body } = await ask('POST', `/${indexName}/_search`, {
      size: limit + 1,
      _source: ['number', 'version'],
      track_total_hits: false,
      query: { bool: { ...(must && { must }), filter: conditions(scope, filters) } },
      sort: sorting(sort),
      ...(place && { search_after: place.sorted }),
    })
    const found = body.hits.hits as { _source: { number: string; version: number }; sort: unknown[] }[]
    const shown = found.slice(0, limit)
    const last = shown.at(-1)
    return {
      hits: shown.map(({ _source: { number, version } }) => ({ number, version })),
      ...(found.length > limit && last && { next: JSON.stringify({ forgiving, sorted: last.sort }) }),
    }
  }

  async #isForgiving(scope: Scope, { text, filters }: SearchQuery): Promise<boolean> {
    return text !== undefined && (await this.#counted(scope, { text, ...(filters && { filters }) }, few, false)) < few
  }

  async count(scope: Scope, query: Pick<SearchQuery, 'text' | 'filters'>, most: number): Promise<number> {
    const strict = await this.#counted(scope, query, most, false)
    return query.text === undefined || strict >= few ? strict : this.#counted(scope, query, most, true)
  }

  async #counted(
    scope: Scope,
    { text, filters }: Pick<SearchQuery, 'text' | 'filters'>,
    most: number,
    forgiving: boolean,
  ): Promise<number> {
    const must = text === undefined ? undefined : textQuery(text, scope, forgiving)
    if (text !== undefined && !must) return 0
    const query = { bool: { ...(must && { must }), filter: conditions(scope, filters) } }
    const { body } = await ask('POST', `/${indexName}/_search`, { size: 0, track_total_hits: most, query })
    return Math.min(most, Number(body.hits.total.value))
  }

  /** In place: each document is newer than the one that it replaces, and what the table has no more is deleted at last. */
  async rebuild(documents: AsyncIterable<readonly SearchDocument[]>): Promise<void> {
    const began = Date.now()
    await this.#create()
    const known = await this.#all({ match_all: {} })
    for await (const some of documents) {
      await this.apply(some)
      for (const { number } of some) known.delete(number)
    }
    await this.apply([...known.keys()].map((number) => ({ number, version: 0, readAt: began })))
    await ask('PUT', `/${indexName}/_mapping`, { _meta: { whole: true } })
    await ask('POST', `/${indexName}/_refresh`)
  }

  async #create(): Promise<void> {
    const { status } = await ask('HEAD', `/${indexName}`, undefined, [404])
    // 400: somebody else has just made it.
    if (status === 404) await ask('PUT', `/${indexName}`, indexDefinition, [400])
  }

  async tend(): Promise<'well' | 'rebuild'> {
    const { status, body } = await ask('GET', `/${indexName}/_mapping`, undefined, [404])
    return status !== 404 && body[indexName].mappings._meta?.whole ? 'well' : 'rebuild'
  }

  versions(): Promise<Map<string, number>> {
    return this.#all({ term: { archived: false } })
  }

  async #all(query: Record<string, unknown>): Promise<Map<string, number>> {
    const versions = new Map<string, number>()
    let after: unknown[] | undefined
    do {
      const { body } = await ask('POST', `/${indexName}/_search`, {
        size: versionsAtOnce,
        _source: ['number', 'version'],
        query,
        sort: [{ number: 'asc' }],
        ...(after && { search_after: after }),
      })
      const hits = body.hits.hits as { _source: { number: string; version: number }; sort: unknown[] }[]
      for (const { _source } of hits) versions.set(_source.number, _source.version)
      after = hits.at(-1)?.sort
    } while (after)
    return versions
  }

  async health(): Promise<SearchHealth> {
    const { body } = await ask('GET', `/${indexName}/_stats/docs,store`)
    const { docs, store } = body._all.primaries
    return {
      engine: 'opensearch',
      tickets: Number(docs.count),
      about: { index: indexName, 'its size in MB': Number((store.size_in_bytes / 1e6).toFixed(1)) },
    }
  }
}

function sourceOf({ number, version, found }: SearchDocument): Record<string, unknown> {
  if (!found) return {}
  const { priority, due, ...fields } = found.fields
  const undated = due === undefined ? 1 : 0
  return {
    number,
    version,
    ...found.texts,
    ...fields,
    priority: priorities.indexOf(priority),
    undated,
    ...(due !== undefined && { due }),
  }
}

function placeOf(after: string | undefined): { forgiving: boolean; sorted: unknown[] } | undefined {
  if (after === undefined) return undefined
  try {
    return JSON.parse(after)
  } catch {
    throw invalid('cursor', 'is not a cursor of this list', 'the `next` of the page before')
  }
}
