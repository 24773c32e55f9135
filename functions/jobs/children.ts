import type { Doing } from '../platform/jobs.ts'
import { childrenOf } from '../platform/table/links.ts'
import { doOnce } from './bulk.ts'

/** What is kept of the request: the parent, and how it was resolved. */
interface Asked {
  parent: string
  resolution: string
}

/** The tickets that are part of one are resolved with it, each by its own rules: their customers are told by the events. */
export const resolveChildren: Doing<string> = {
  async gather({ request }, after) {
    const { items, next } = await childrenOf((request as Asked).parent, 500, after)
    return { entries: items, next }
  },

  act: (work) =>
    doOnce(work, () => ({ command: { do: 'resolve', resolution: (work.job.request as Asked).resolution } })),
}
