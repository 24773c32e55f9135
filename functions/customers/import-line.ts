import type * as z from 'zod'
import { busy, Refusal } from '../../domain/refusal.ts'
import { type ImportLine, key } from '../../schemas/import.ts'
import { validate } from '../platform/http/input.ts'
import { taken } from '../platform/http/record.ts'
import { type Became, type Doing, problemOf, type Work } from '../platform/jobs.ts'
import { attempts, pauseFor } from '../platform/retry.ts'
import { changedFields, saveRecord } from '../platform/table/commit-record.ts'
import { externalClaim } from '../platform/table/customers.ts'
import { claimedBy, type Kept, type Records } from '../platform/table/records.ts'

/** How a line of a kind of import becomes a record. */
export interface Importing<Value extends Kept> {
  records: Records<Value>
  /** The schema of what is given of it. */
  given: z.ZodObject
  newId(): string
  /** The record with this external id, if there is one; `cells` may say where it lies. */
  find(id: string, cells: Record<string, string>): Promise<Value | undefined>
  /** What the cells say, as the schema takes it; undefined takes a value away. */
  fields(cells: Record<string, string>, before: Value | undefined): Promise<Record<string, unknown>>
  /** What belongs to it beyond that: whose it is. Refuses what names something that is not there. */
  complete(after: Value, before: Value | undefined, cells: Record<string, string>): Promise<Value>
}

/** Does the lines of an import: each makes a record, changes one, or leaves it as it is; what is wrong with it, it says. */
export const importOf = <Value extends Kept>(importing: Importing<Value>): Doing<ImportLine> => ({
  async act(work) {
    const { line, cells, wrong } = work.entry
    const said = { line, ...(cells[key] && { subject: cells[key] }) }
    try {
      if (wrong) throw new Refusal('invalid', `Line ${line} is not valid.`, { errors: [wrong] })
      return await importLine(importing, work, said)
    } catch (fault) {
      if (!(fault instanceof Refusal) || fault.kind === 'busy') throw fault
      return { ...said, outcome: 'refused', problem: problemOf(fault) }
    }
  },
})

async function importLine<Value extends Kept>(
  importing: Importing<Value>,
  { job, entry: { cells }, keep }: Work<ImportLine>,
  said: Pick<Became, 'line' | 'subject'>,
): Promise<Became | undefined> {
  const { records } = importing
  const now = new Date().toISOString()
  const by = { actor: { id: job.actor.id, role: job.actor.role }, now, requestId: job.correlationId }
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const { before, after } = await recordOf(importing, cells, now)
    if (before && changedFields(before, after).length === 0) return { ...said, outcome: 'unchanged' }
    const became = { ...said, outcome: before ? 'changed' : 'created', version: after.version } as const
    if (job.dryRun) {
      await checkClaims(records, before, after)
      return became
    }
    const saved = await saveRecord(records, { before, after, by, writes: [keep(became)] })
    if (saved.is === 'committed') return undefined
    if (saved.is === 'claimed') throw taken(saved.claim)
    // Another has changed it, or this line was done before: then it is found unchanged, and what is known of it stays.
    await pauseFor(attempt)
  }
  throw busy()
}

/** The record that a line is about, as it is and as it shall be. */
async function recordOf<Value extends Kept>(
  { records, given, newId, find, fields, complete }: Importing<Value>,
  cells: Record<string, string>,
  now: string,
): Promise<{ before: Value | undefined; after: Value }> {
  const id = await claimedBy(externalClaim(records.kind, cells[key] ?? ''))
  const before = id ? await find(id, cells) : undefined
  const known = Object.fromEntries(Object.entries(before ?? {}).filter(([name]) => name in given.shape))
  const wanted = Object.entries({ ...known, ...(await fields(cells, before)) }).filter(
    ([, value]) => value !== undefined,
  )
  const fresh = validate(given, Object.fromEntries(wanted))
  const rest = Object.fromEntries(Object.entries(before ?? {}).filter(([name]) => !(name in given.shape)))
  const kept = before
    ? { version: before.version + 1, updatedAt: now }
    : { id: newId(), version: 1, createdAt: now, updatedAt: now }
  const after = { ...rest, ...fresh, ...kept } as unknown as Value
  return { before, after: await complete(after, before, cells) }
}

/** What a real run would find out when it saves. */
async function checkClaims<Value extends Kept>(
  { claims }: Records<Value>,
  before: Value | undefined,
  after: Value,
): Promise<void> {
  const had = new Set(before && claims?.(before))
  for (const claim of claims?.(after) ?? []) {
    const owner = had.has(claim) ? after.id : await claimedBy(claim)
    if (owner && owner !== after.id) throw taken(claim)
  }
}
