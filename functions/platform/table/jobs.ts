import { BatchGetCommand, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import { ulid } from 'ulid'
import type { DomainEvent } from '../../../domain/ticket.ts'
import type { EventData } from '../../../events/catalogue.ts'
import type { Actor } from '../../../schemas/actor.ts'
import type { Job, JobKind, JobState } from '../../../schemas/job.ts'
import { type Effect, effects } from '../../../schemas/reapply.ts'
import { table, tableName } from './client.ts'
import { eventPuts } from './events.ts'
import { chunkPuts, jobPk } from './job-chunks.ts'
import type { Page } from './lists.ts'
import { transact, type Write } from './transaction.ts'

/** For how long a job and its results are kept; what it did is in the history of each ticket for good. */
const keptDays = 30

/** A job as it is kept: what it shows, and what its worker needs. */
export interface KeptJob extends Omit<Job, 'counts' | 'effects'>, Partial<Record<Effect, number>> {
  /** Who asked, with the role and the sight that they had then: every entry is done as them. */
  actor: Actor
  correlationId: string
  /** What was asked for; its kind knows what that is. */
  request: unknown
  total: number
  done: number
  created: number
  changed: number
  unchanged: number
  refused: number
  /** How many chunks of entries there are (so far), and how many of them have come to their end. */
  chunks: number
  chunksDone: number
  /** While its entries are still being gathered: which page comes next, and where that begins. */
  gathering?: { page: number; after?: string }
}

export interface NewJob {
  kind: JobKind
  actor: Actor
  now: string
  correlationId: string
  request: unknown
  dryRun?: boolean
  /** What it is about; without them its worker gathers them (`select`). At most 2,000: else `saveChunks` first. */
  entries?: readonly unknown[]
}

/**
 * A new job, and the writes that make it: they go into the transaction of the request that asks for it. Its event starts
 * it, so a crash after the commit loses nothing.
 */
export function newJob({ entries, ...given }: NewJob): { job: KeptJob; writes: Write[] } {
  const id = newJobId()
  if (!entries) return made({ ...jobOf(id, given), gathering: { page: 0 } })
  const chunks = chunkPuts(id, entries, { expiresAt: expiryOf(given.now) })
  const { job, writes } = made({ ...jobOf(id, given), total: entries.length, chunks: chunks.length })
  return { job, writes: [...writes, ...chunks] }
}

/** The same for entries that were saved before, under an id of its own (`saveChunks`). */
export const newJobOf = (
  id: string,
  saved: { total: number; chunks: number },
  given: Omit<NewJob, 'entries'>,
): { job: KeptJob; writes: Write[] } => made({ ...jobOf(id, given), ...saved })

export const newJobId = (): string => `job_${ulid()}`

const jobOf = (id: string, { kind, actor, now, correlationId, request, dryRun = false }: NewJob): KeptJob => ({
  id,
  kind,
  state: 'queued',
  dryRun,
  ...{ total: 0, done: 0, created: 0, changed: 0, unchanged: 0, refused: 0, chunks: 0, chunksDone: 0 },
  actor,
  correlationId,
  request,
  createdBy: actor.id,
  createdAt: now,
  expiresAt: new Date(expiryOf(now) * 1000).toISOString(),
})

/** Until when what is made now is kept, in seconds: the table's time to live. */
export const expiryOf = (now: string): number => Math.floor(Date.parse(now) / 1000) + keptDays * 24 * 60 * 60

const jobKey = (id: string) => ({ pk: jobPk(id), sk: 'JOB' })

function made(job: KeptJob): { job: KeptJob; writes: Write[] } {
  const { id, createdBy, createdAt, kind, expiresAt } = job
  const Item = {
    ...jobKey(id),
    ...job,
    keptUntil: expiresAt,
    expiresAt: expiryOf(createdAt),
    gsi3pk: `JOBS#${createdBy}`,
    gsi3sk: `${createdAt}#${id}`,
  }
  const put = { Put: { TableName: tableName(), Item, ConditionExpression: 'attribute_not_exists(pk)' } }
  return { job, writes: [put, jobEvent(job, 'job.requested', createdAt, job.actor, { kind })] }
}

function jobEvent<Type extends 'job.requested' | 'job.finished'>(
  { id, correlationId }: KeptJob,
  type: Type,
  occurredAt: string,
  { id: person, role }: Pick<Actor, 'id' | 'role'>,
  data: EventData<Type>,
): Write {
  const seq = type === 'job.requested' ? 1 : 2
  const event: DomainEvent<Type> = { type, seq, occurredAt, actor: { id: person, role }, data }
  const subject = { kind: 'job', id, brand: 'main', pk: jobPk(id), version: seq } as const
  const [put] = eventPuts(subject, [event as DomainEvent], correlationId)
  return put as Write
}

function fromItem(item: Record<string, unknown>): KeptJob {
  const { pk: _, sk: __, gsi3pk: ___, gsi3sk: ____, keptUntil, ...job } = item
  return { ...job, expiresAt: keptUntil } as unknown as KeptJob
}

/** A job that has expired is gone, also where the time to live has not deleted it yet. */
const isKept = (job: KeptJob): boolean => job.expiresAt > new Date().toISOString()

export async function loadJob(id: string): Promise<KeptJob | undefined> {
  const { Item } = await table.send(new GetCommand({ TableName: tableName(), Key: jobKey(id), ConsistentRead: true }))
  const job = Item && fromItem(Item)
  return job && isKept(job) ? job : undefined
}

/** A page of somebody's jobs, newest first. */
export async function jobsOf(person: string, limit: number, before?: string): Promise<Page<KeptJob>> {
  const { Items = [], LastEvaluatedKey } = await table.send(
    new QueryCommand({
      TableName: tableName(),
      IndexName: 'gsi3',
      KeyConditionExpression: `gsi3pk = :pk${before ? ' AND gsi3sk < :before' : ''}`,
      ExpressionAttributeValues: { ':pk': `JOBS#${person}`, ...(before && { ':before': before }) },
      ScanIndexForward: false,
      Limit: limit,
    }),
  )
  if (Items.length === 0) return { items: [] }
  const Keys = Items.map(({ pk, sk }) => ({ pk, sk }))
  const { Responses } = await table.send(new BatchGetCommand({ RequestItems: { [tableName()]: { Keys } } }))
  const found = (Responses?.[tableName()] ?? []).map(fromItem).filter(isKept)
  const items = found.toSorted((a, b) => (`${a.createdAt}#${a.id}` < `${b.createdAt}#${b.id}` ? 1 : -1))
  return { items, ...(LastEvaluatedKey && { next: String(LastEvaluatedKey.gsi3sk) }) }
}

/** A job as the API gives it. */
export const jobShown = (job: KeptJob): Job => {
  const { id, kind, state, dryRun, why, createdBy, createdAt, finishedAt, expiresAt, gathering, total } = job
  const { done, created, changed, unchanged, refused } = job
  const effectsSoFar = Object.fromEntries(effects.map((effect) => [effect, job[effect] ?? 0])) as Record<Effect, number>
  return {
    ...{ id, kind, state, dryRun },
    counts: { ...(!gathering && { total }), done, created, changed, unchanged, refused },
    ...(kind === 'reapply-sla' && { effects: effectsSoFar }),
    ...(why && { why }),
    ...{ createdBy, createdAt, expiresAt },
    ...(finishedAt && { finishedAt }),
  }
}

export const hasEnded = ({ state }: Pick<KeptJob, 'state'>): boolean => state !== 'queued' && state !== 'running'

/** Says that a job has begun; one that has begun or ended before stays as it is. */
export async function markRunning({ id }: KeptJob): Promise<void> {
  const begun = jobUpdate(id, 'SET #state = :running', '#state = :queued', goingOn)
  await transact([begun])
}

/** What a job counts: the entries that came to their end, by what became of them. */
export type Counted = Pick<KeptJob, 'done' | 'created' | 'changed' | 'unchanged' | 'refused' | Effect>

/** Counts a chunk that has come to its end. */
export const countUpdate = (id: string, counted: Counted): Write => {
  const added = { ...counted, chunksDone: 1 }
  return jobUpdate(
    id,
    `ADD ${Object.keys(added)
      .map((name) => `#${name} :${name}`)
      .join(', ')}`,
    undefined,
    added,
  )
}

/** Adds a page of entries that was gathered, if it is the one whose turn it is; the last has no next place. */
export const gatheredUpdate = (
  { id, total, chunks, gathering }: KeptJob,
  found: { total: number; chunks: number; next?: string | undefined },
): Write => {
  const page = gathering?.page ?? 0
  const after = { total: total + found.total, chunks: chunks + found.chunks }
  const sets = 'SET #total = :total, #chunks = :chunks'
  return jobUpdate(
    id,
    found.next ? `${sets}, #gathering = :gathering` : `${sets} REMOVE #gathering`,
    '#gathering.#page = :page AND #state IN (:queued, :running)',
    {
      ...after,
      page,
      ...goingOn,
      ...(found.next && { gathering: { page: page + 1, after: found.next } }),
    },
  )
}

const goingOn = { queued: 'queued', running: 'running' }

/** The writes that end a job, if it has not ended: its state, and its event. */
export function ending(
  job: KeptJob,
  state: Extract<JobState, 'done' | 'cancelled' | 'failed'>,
  by: Pick<Actor, 'id' | 'role'>,
  now: string,
  why?: Job['why'],
): Write[] {
  const { id, kind, done, created, changed, unchanged, refused } = job
  return [
    jobUpdate(
      id,
      `SET #state = :state, #finishedAt = :finishedAt${why ? ', #why = :why' : ''}`,
      '#state IN (:queued, :running)',
      { state, finishedAt: now, ...(why && { why }), ...goingOn },
    ),
    jobEvent(job, 'job.finished', now, by, { kind, state, done, created, changed, unchanged, refused }),
  ]
}

/** An update of a job: every name and value is a placeholder, since some are words of the table's own. */
function jobUpdate(id: string, update: string, condition: string | undefined, values: Record<string, unknown>) {
  const used = new Set([...`${update} ${condition ?? ''}`.matchAll(/#(\w+)/g)].map(([, name]) => name as string))
  return {
    Update: {
      TableName: tableName(),
      Key: jobKey(id),
      UpdateExpression: update,
      ...(condition && { ConditionExpression: condition }),
      ExpressionAttributeNames: Object.fromEntries([...used].map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value])),
    },
  }
}
