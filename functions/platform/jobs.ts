import { busy, Refusal } from '../../domain/refusal.ts'
import { system } from '../../schemas/actor.ts'
import { type EntryProblem, type JobKind, type JobResult, outcomes } from '../../schemas/job.ts'
import { effects } from '../../schemas/reapply.ts'
import { environment } from './environment.ts'
import { type BusEvent, eachMessage } from './messages.ts'
import { send } from './queue.ts'
import { attempts, pauseFor } from './retry.ts'
import { chunkDone, chunkPuts, loadChunk, resultPut, resultsBetween, saveResult } from './table/job-chunks.ts'
import {
  type Counted,
  countUpdate,
  ending,
  expiryOf,
  gatheredUpdate,
  hasEnded,
  type KeptJob,
  loadJob,
  markRunning,
} from './table/jobs.ts'
import { transact, type Write } from './table/transaction.ts'
import { logger } from './telemetry.ts'

/** What became of an entry; its place is known. */
export type Became = Omit<JobResult, 'place'>

/** One entry of a job, to be done now: as the job's actor, and not at all in a dry run. */
export interface Work<Entry> {
  job: KeptJob
  entry: Entry
  /** Counts from 1. */
  place: number
  /** The write that keeps what became of the entry: in the transaction of its effect it makes that happen once. */
  keep(became: Became): Write
}

/** How the jobs of a kind are done. */
export interface Doing<Entry> {
  /** The next entries that a job is about, where its request did not name them, from a place on; `most` of them in all. */
  gather?: (job: KeptJob, after: string | undefined) => Promise<{ entries: Entry[]; next?: string | undefined }>
  most?: number
  /** What is left to do once every entry is done, before the job is; it may come twice. */
  end?: (job: KeptJob) => Promise<void>
  /**
   * Does one entry. Either it commits `keep(…)` together with its effect and gives nothing, or it gives what became of the
   * entry, which is kept then. A `Refusal` becomes the entry's problem; any other fault lets the work come again.
   */
  act(work: Work<Entry>): Promise<Became | undefined>
}

/** A message on a queue of jobs: an event that one was asked for, or a piece of its work. */
export type JobMessage = BusEvent | { job: string; gather: number } | { job: string; chunk: number }

/** The same, whatever its entries are. */
type AnyDoing = Pick<Doing<unknown>, 'gather' | 'most' | 'end'> & Pick<Doing<never>, 'act'>

/** The handler of a queue of jobs of these kinds: each message is one short piece of work, which may come twice or late. */
export const jobWorker = (doings: Partial<Record<JobKind, AnyDoing>>) =>
  eachMessage<JobMessage>(async (message) => {
    if ('source' in message && message['replay-name']) return
    const id = 'source' in message ? (message.detail as { subject: { id: string } }).subject.id : message.job
    const job = await loadJob(id)
    if (!job || hasEnded(job)) return
    const doing = doings[job.kind]
    if (!doing) throw new Error(`Nobody here does jobs of the kind ${job.kind}`)
    if ('source' in message) return begin(job, doing)
    if ('gather' in message) return gather(job, doing, message.gather)
    await doChunk(job, doing, message.chunk)
  })

/**
 * Writes of the job itself. Where others write it at this moment it is tried again: several workers count the same job.
 * What is refused has been written by another delivery of the same message.
 */
async function write(writes: Write[]): Promise<void> {
  for (let attempt = 1; attempt <= 2 * attempts; attempt += 1) {
    const { is } = await transact(writes)
    if (is !== 'raced') return
    await pauseFor(attempt)
  }
  throw busy()
}

const enqueue = (messages: readonly JobMessage[]) => send(environment('JOBS_QUEUE_URL'), messages)

async function begin(job: KeptJob, doing: AnyDoing): Promise<void> {
  await markRunning(job)
  if (job.gathering) return enqueue([{ job: job.id, gather: job.gathering.page }])
  await giveOut(job, doing)
}

/** Puts every chunk on the queue. Some may be there already: a chunk that is done stays done. */
async function giveOut(job: KeptJob, doing: AnyDoing): Promise<void> {
  if (job.chunksDone === job.chunks) return finish(job, doing)
  await enqueue(Array.from({ length: job.chunks }, (_, chunk) => ({ job: job.id, chunk })))
}

/** Gathers one page of what a job is about. Nothing is done before all is gathered: it is what was there at the beginning. */
async function gather(job: KeptJob, doing: AnyDoing, page: number): Promise<void> {
  const { gather: find, most = 10_000 } = doing
  if (!job.gathering) return giveOut(job, doing)
  if (page > job.gathering.page || !find) throw new Error(`Job ${job.id} has no page ${page} to gather`)
  const { entries, next } = await find(job, job.gathering.after)
  const total = job.total + entries.length
  if (total > most) {
    return write(ending(job, 'failed', system, new Date().toISOString(), 'too-many'))
  }
  const { chunks, expiresAt } = { chunks: job.chunks, expiresAt: expiryOf(job.createdAt) }
  const puts = chunkPuts(job.id, entries, { expiresAt, chunks, total: job.total })
  const update = gatheredUpdate(job, { total: entries.length, chunks: puts.length, next })
  await write([...puts, update])
  // Perhaps another delivery of this message has gathered the page: what follows from it is said again.
  const now = await loadJob(job.id)
  if (!now || hasEnded(now)) return
  if (now.gathering) await enqueue([{ job: job.id, gather: now.gathering.page }])
  else await giveOut(now, doing)
}

/** After so long a chunk is handed on, so that none ends with its function's 30 seconds: two may come at once. */
const patienceMs = 10_000

/** Does the entries of a chunk that have no result yet, one after the other, and counts it. */
async function doChunk(job: KeptJob, doing: AnyDoing, number: number): Promise<void> {
  const chunk = await loadChunk(job.id, number)
  if (!chunk) throw new Error(`Job ${job.id} has no chunk ${number}`)
  if (chunk.isDone) return finish(await loadJob(job.id), doing)
  const last = chunk.first + chunk.entries.length - 1
  const known = new Set((await resultsBetween(job.id, chunk.first, last)).map(({ place }) => place))
  const faults: unknown[] = []
  const until = Date.now() + patienceMs
  let isLeft = false
  let done = 0
  for (const [at, entry] of chunk.entries.entries()) {
    const place = chunk.first + at
    if (known.has(place)) continue
    isLeft = Date.now() > until
    if (isLeft) break
    // One entry that cannot be done does not keep the others from it.
    await doEntry(job, doing, entry, place).then(
      () => {
        done += 1
      },
      (fault) => faults.push(fault),
    )
  }
  if (faults.length > 0) {
    logger.error('Entries of a job failed and will come again', { job: job.id, chunk: number, failed: faults.length })
    // As long as some can be done, the others are tried again; where none can, it comes again later, and in the end is put aside.
    if (done === 0) throw faults[0]
    isLeft = true
  }
  if (isLeft) return enqueue([{ job: job.id, chunk: number }])
  const results = await resultsBetween(job.id, chunk.first, last)
  if (results.length < chunk.entries.length) throw new Error(`Job ${job.id} lacks results of chunk ${number}`)
  await write([chunkDone(job.id, chunk), countUpdate(job.id, countOf(results))])
  await finish(await loadJob(job.id), doing)
}

async function doEntry(job: KeptJob, doing: AnyDoing, entry: unknown, place: number): Promise<void> {
  const expiresAt = expiryOf(job.createdAt)
  const keep = (became: Became) => resultPut(job.id, { place, ...became }, expiresAt)
  const became = await doing
    .act({ job, entry: entry as never, place, keep })
    .catch((fault: unknown) => refused(fault, entry))
  if (became) await saveResult(job.id, { place, ...became }, expiresAt)
}

/** What a refusal makes of an entry. One that passes by itself is none: the work comes again. */
function refused(fault: unknown, entry: unknown): Became {
  if (!(fault instanceof Refusal) || fault.kind === 'busy') throw fault
  return { ...(typeof entry === 'string' && { subject: entry }), outcome: 'refused', problem: problemOf(fault) }
}

/** A refusal as the problem of an entry: the words of the single request. */
export const problemOf = ({ kind, message, details: { errors, allowed } }: Refusal): EntryProblem => ({
  type: `urn:service-desk:problem:${kind}`,
  detail: message,
  ...(errors && { errors }),
  ...(allowed && { allowed }),
})

const countOf = (results: readonly JobResult[]): Counted => {
  const ofEach = outcomes.map((outcome) => [outcome, results.filter((one) => one.outcome === outcome).length])
  const ofEffects = effects.flatMap((effect) => {
    const count = results.filter(({ sla }) => sla?.effects.includes(effect)).length
    return count > 0 ? [[effect, count]] : []
  })
  return { done: results.length, ...Object.fromEntries([...ofEach, ...ofEffects]) }
}

/** Ends a job whose chunks are all done. */
async function finish(job: KeptJob | undefined, { end }: AnyDoing): Promise<void> {
  if (!job || hasEnded(job) || job.gathering || job.chunksDone < job.chunks) return
  await end?.(job)
  await write(ending(job, 'done', system, new Date().toISOString()))
}
