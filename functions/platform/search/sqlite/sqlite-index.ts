import { ulid } from 'ulid'
import { milliseconds } from '../../telemetry.ts'
import type { SearchDocument } from '../document.ts'
import type { Scope, SearchAnswer, SearchHealth, SearchIndex, SearchQuery } from '../search-index.ts'
import { Copy } from './copy.ts'
import { placeForCopy, removeCopy } from './place.ts'
import { countIn, searchIn } from './query.ts'
import { Searcher } from './searcher.ts'
import { download, publish, readManifest } from './snapshots.ts'
import { applyTail, overlapMs, putInTail, readTail, tailKeptMs } from './tail.ts'

/** Each search of a new process reads what is in the tail: so much is a second's work. */
const muchInTail = 500
/** Long before the tail forgets anything. */
const oldSnapshotMs = 6 * 60 * 60 * 1000

/** How often a snapshot is tried to be put up again where another came in between. */
const tries = 5

/** Snapshots in S3 and what came since in the table's tail, searched in a copy of one's own (docs/search.md). */
export class SqliteIndex implements SearchIndex {
  readonly #searcher = new Searcher()

  async apply(documents: readonly SearchDocument[]): Promise<void> {
    await Promise.all(documents.map(putInTail))
  }

  search(scope: Scope, query: SearchQuery): Promise<SearchAnswer> {
    return this.#searcher.ask((copy) => {
      // Without what loading the copy took: that is for a new process, this for every search.
      const began = performance.now()
      const answer = searchIn(copy, scope, query)
      milliseconds('SearchTime', Math.round(performance.now() - began))
      return answer
    })
  }

  count(scope: Scope, query: Pick<SearchQuery, 'text' | 'filters'>, most: number): Promise<number> {
    return this.#searcher.ask((copy) => countIn(copy, scope, query, most))
  }

  async rebuild(documents: AsyncIterable<readonly SearchDocument[]>): Promise<void> {
    // What changes from here on is in the tail, which is far longer than this takes.
    const tailFrom = Date.now()
    await inFile(async (file) => {
      const about = await filled(file, async (copy) => {
        for await (const some of documents) copy.apply(some)
      })
      for (let attempt = 0; attempt < tries; attempt += 1) {
        const known = await readManifest()
        if (await publish(file, known, { ...about, generation: ulid(), tailFrom })) return
      }
      throw new Error('Other snapshots came in between, again and again: nothing was changed')
    })
  }

  /** Makes the next snapshot of the last one and the tail, where there is much in the tail or the last one is old. */
  async tend(): Promise<'well' | 'rebuild'> {
    const known = await readManifest()
    const tailFrom = Date.now()
    // None yet, or so old that changes are gone from the tail.
    if (!known || tailFrom - known.manifest.tailFrom > tailKeptMs - overlapMs) return 'rebuild'
    const { manifest } = known
    const tail = await readTail(manifest.tailFrom - overlapMs)
    if (tail.length < muchInTail && tailFrom - manifest.tailFrom < oldSnapshotMs) return 'well'
    await inFile(async (file) => {
      await download(manifest, file)
      const about = await filled(file, async (copy) => applyTail(copy, tail))
      // If another one was quicker, its snapshot is as good.
      await publish(file, known, { ...about, generation: manifest.generation, tailFrom })
    })
    return 'well'
  }

  versions(): Promise<Map<string, number>> {
    return this.#searcher.ask((copy) => copy.versions())
  }

  async health(): Promise<SearchHealth> {
    const known = await readManifest()
    const tail = await readTail(known?.manifest.tailFrom ?? 0)
    const tickets = await this.#searcher.ask((copy) => copy.tickets)
    if (!known)
      return { engine: 'sqlite', tickets, about: { snapshot: 'none yet', 'changes in the tail': tail.length } }
    const { bytes, builtAt, tickets: inSnapshot } = known.manifest
    return {
      engine: 'sqlite',
      tickets,
      about: {
        'snapshot of': builtAt,
        'tickets in it': inSnapshot,
        'its size in MB': Number((bytes / 1e6).toFixed(1)),
        'changes in the tail': tail.length,
      },
    }
  }
}

async function inFile<Result>(work: (file: string) => Promise<Result>): Promise<Result> {
  const file = placeForCopy()
  try {
    return await work(file)
  } finally {
    removeCopy(file)
  }
}

/** Opens a database, lets it be filled, and closes it tidied up and with its words counted. */
async function filled(file: string, fill: (copy: Copy) => Promise<void>): Promise<{ tickets: number }> {
  const copy = new Copy(file)
  try {
    await fill(copy)
    copy.tidy()
    return { tickets: copy.tickets }
  } finally {
    copy.close()
  }
}
