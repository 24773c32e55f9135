import { logger } from '../../telemetry.ts'
import { Copy } from './copy.ts'
import { placeForCopy, removeCopy } from './place.ts'
import { download, type KnownManifest, readManifest } from './snapshots.ts'
import { applyTail, overlapMs, readTail, tailKeptMs } from './tail.ts'

/** How often it is looked whether the index was made anew. */
const manifestMs = 60_000

interface Open {
  copy: Copy
  file: string
  generation: string | undefined
}

/** This process's copy of the index, brought up to now before each search. */
export class Searcher {
  #open: Open | undefined
  #readUpTo = 0
  #seen = new Map<string, number>()
  #askedAt = 0
  #busy: Promise<unknown> = Promise.resolve()

  /** Runs a search on the copy as it is now; one after the other. */
  ask<Answer>(search: (copy: Copy) => Answer): Promise<Answer> {
    const answer = this.#busy.then(async () => search(await this.#current()))
    this.#busy = answer.catch(() => undefined)
    return answer
  }

  async #current(): Promise<Copy> {
    const now = Date.now()
    let open = this.#open
    if (!open || Math.abs(now - this.#askedAt) > manifestMs) {
      const known = await readManifest()
      const anew = known?.manifest.generation !== open?.generation
      // What it has not read for so long may be gone from the tail.
      if (!open || anew || now - this.#readUpTo > tailKeptMs / 2) open = await this.#load(known, now)
      this.#askedAt = now
    }
    await this.#follow(open.copy, now)
    return open.copy
  }

  async #load(known: KnownManifest | undefined, now: number): Promise<Open> {
    const began = performance.now()
    const file = placeForCopy()
    if (known) await download(known.manifest, file)
    const copy = new Copy(file, true)
    this.close()
    const open = { copy, file, generation: known?.manifest.generation }
    this.#open = open
    this.#seen.clear()
    this.#readUpTo = Math.max(known?.manifest.tailFrom ?? 0, now - tailKeptMs)
    if (known && known.manifest.tailFrom < this.#readUpTo)
      logger.error('The snapshot is older than the tail', { key: known.manifest.key })
    logger.info('index loaded', { tickets: known?.manifest.tickets ?? 0, ms: Math.round(performance.now() - began) })
    return open
  }

  async #follow(copy: Copy, now: number): Promise<void> {
    const fresh = (await readTail(this.#readUpTo - overlapMs)).filter(({ place }) => !this.#seen.has(place))
    applyTail(copy, fresh)
    for (const { place } of fresh) this.#seen.set(place, now)
    this.#readUpTo = Math.max(this.#readUpTo, now)
    for (const [place, at] of this.#seen) {
      if (at > now - 2 * overlapMs) break
      this.#seen.delete(place)
    }
  }

  close(): void {
    if (!this.#open) return
    this.#open.copy.close()
    removeCopy(this.#open.file)
    this.#open = undefined
  }
}
