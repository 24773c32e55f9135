import { notFound, Refusal } from '../../domain/refusal.ts'
import type { Actor } from '../../schemas/actor.ts'
import * as operations from '../../schemas/operations/jobs.ts'
import * as reapplying from '../../schemas/operations/reapplying.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import { edge } from '../platform/http/edge.ts'
import { resultsAfter } from '../platform/table/job-chunks.ts'
import { ending, hasEnded, jobShown, jobsOf, type KeptJob, loadJob } from '../platform/table/jobs.ts'
import { begin, settle } from './beginning.ts'
import { beginCalendar, beginPolicy } from './reapplying.ts'

/** A job is its owner's; managers see them all. */
async function found(id: string, { id: person, role }: Actor): Promise<KeptJob> {
  const job = await loadJob(id)
  if (!job || (job.createdBy !== person && role !== 'manager' && role !== 'admin')) throw notFound()
  return job
}

export const handler = edge(
  { ...operations, ...reapplying },
  {
    bulkTickets: begin,
    reapplySlaPolicy: beginPolicy,
    reapplyCalendar: beginCalendar,

    async listJobs(request) {
      const { actor, query } = request
      const owner = `jobs ${actor.id}`
      const { items, next } = await jobsOf(actor.id, query.limit, query.cursor && openCursor(query.cursor, owner))
      return request.answer({ items: items.map(jobShown), ...(next && { next: sealCursor(next, owner) }) })
    },

    async getJob(request) {
      return request.answer(jobShown(await found(request.params.job, request.actor)))
    },

    async listJobResults(request) {
      const { actor, params, query } = request
      const { id } = await found(params.job, actor)
      const owner = `results ${id} ${query.outcome ?? ''} ${actor.id}`
      const after = query.cursor ? Number(openCursor(query.cursor, owner)) : 0
      const { items, next } = await resultsAfter(id, after, query.limit, query.outcome)
      return request.answer({ items, ...(next && { next: sealCursor(next, owner) }) })
    },

    async cancelJob(request) {
      const { actor, now, params } = request
      return settle(request, async () => {
        const job = await found(params.job, actor)
        if (job.state === 'cancelled') return { answer: request.answer(jobShown(job)), writes: [] }
        if (hasEnded(job)) throw new Refusal('conflict', `The job has ended already: it is ${job.state}.`)
        const cancelled = { ...job, state: 'cancelled', finishedAt: now } as const
        return { answer: request.answer(jobShown(cancelled)), writes: ending(job, 'cancelled', actor, now) }
      })
    },
  },
)
