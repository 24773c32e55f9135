import type * as z from 'zod'
import { notFound, Refusal, refuseFields } from '../../../domain/refusal.ts'
import { asRead } from '../../../schemas/as-read.ts'
import { untilWon } from '../retry.ts'
import { commitOnce } from '../table/commit-once.ts'
import { changedFields, historyOf, type Saved, saveRecord } from '../table/commit-record.ts'
import { type By, type Kept, loadRecord, type Records } from '../table/records.ts'
import type { StoredAnswer } from '../table/requests.ts'
import type { Write } from '../table/transaction.ts'
import { type Request, settled } from './edge.ts'
import { etag, notModified } from './etag.ts'
import { validate } from './input.ts'
import { mergePatch } from './merge-patch.ts'
import { checkIfMatch } from './stale.ts'

type Asking = Pick<Request, 'actor' | 'now' | 'once' | 'requestId' | 'ifMatch'>

/** How a kind of record is answered and judged. */
interface Handling<Value extends Kept> {
  records: Records<Value>
  /** The answer of the operation, checked against its schema. */
  answer: (value: Value, headers: Record<string, string>) => StoredAnswer
  /** Refuses, as not found, a record that is not for this caller; as forbidden, one that they may only read. */
  judge?: ((value: Value) => void | Promise<void>) | undefined
  /** Completes what was given, and refuses what does not fit what is there. */
  complete?: (after: Value, before: Value | undefined) => Value | Promise<Value>
  /** More that belongs into the same transaction. */
  writes?: (before: Value | undefined, after: Value | undefined) => Write[]
  /** What is said where another has a claim already; by default, by the claim's own name. */
  refuse?: ((claim: string) => Refusal) | undefined
}

/** Who changes a record by a request. */
export const byOf = ({ actor, now, requestId }: Pick<Request, 'actor' | 'now' | 'requestId'>): By => ({
  actor: { id: actor.id, role: actor.role },
  now,
  requestId,
})

/** What another record has already: which field, never whose where it must not be known. */
export const taken = (claim: string) =>
  new Refusal('conflict', `Another has this ${claim.split('#')[0] ?? 'value'} already.`, {
    errors: [{ path: claim.split('#')[0] ?? '', message: 'is taken', expected: 'one that nobody else has' }],
  })

/** Ends one that changes nothing, perhaps because this very request has changed it before; nor will it when it comes again. */
export const unchanged = async (once: Request['once'], answer: StoredAnswer): Promise<StoredAnswer | undefined> =>
  once ? settled(await commitOnce([], once, answer), once, answer) : answer

/** Ends a try to save: the answer, or undefined where it must be tried again. */
function saved(outcome: Saved, once: Request['once'], answer: StoredAnswer, refuse = taken): StoredAnswer | undefined {
  if (outcome.is === 'claimed') throw refuse(outcome.claim)
  return settled(outcome, once, answer)
}

/** Makes a record of what was given, and answers with it. */
export async function createRecord<Value extends Kept>(
  request: Asking,
  { records, answer: answerWith, complete, writes, refuse }: Handling<Value>,
  value: Omit<Value, 'version' | 'createdAt' | 'updatedAt'>,
  location: string,
): Promise<StoredAnswer> {
  const { now, once } = request
  const given = { ...value, version: 1, createdAt: now, updatedAt: now } as Value
  return untilWon(async () => {
    const after = (await complete?.(given, undefined)) ?? given
    const answer = answerWith(after, { etag: etag(1), location })
    const saving = { after, by: byOf(request), request: once, answer, writes: writes?.(undefined, after) ?? [] }
    return saved(await saveRecord(records, saving), once, answer, refuse)
  })
}

/** Answers with a record, or 304. */
export async function readRecord<Value extends Kept>(
  { ifNoneMatch }: Pick<Request, 'ifNoneMatch'>,
  { records, answer, judge }: Handling<Value>,
  id: Parameters<Records<Value>['key']>[0],
): Promise<StoredAnswer> {
  const value = await loadRecord(records, id)
  if (!value) throw notFound()
  await judge?.(value)
  return notModified(ifNoneMatch, value.version) ?? answer(value, { etag: etag(value.version) })
}

/**
 * Changes a record by a merge patch (RFC 7396) of what a caller may give of it. `given` is the schema of that; what
 * changes nothing is answered and not written.
 */
export async function patchRecord<Value extends Kept>(
  request: Asking,
  { records, answer: answerWith, judge, complete, writes, refuse }: Handling<Value>,
  id: Parameters<Records<Value>['key']>[0],
  patch: unknown,
  given: z.ZodObject,
): Promise<StoredAnswer> {
  return changing(request, { records, judge, refuse }, id, async (before) => {
    const names = Object.keys(given.shape)
    const rest = Object.fromEntries(Object.entries(before).filter(([name]) => !names.includes(name)))
    const current = Object.fromEntries(Object.entries(before).filter(([name]) => names.includes(name)))
    const fresh = validate(given, mergePatch(current, patch))
    const patched = { ...rest, ...fresh, version: before.version + 1, updatedAt: request.now } as unknown as Value
    const after = (await complete?.(patched, before)) ?? patched
    if (changedFields(before, after).length === 0) return { answer: answerWith(before, { etag: etag(before.version) }) }
    const answer = answerWith(after, { etag: etag(after.version) })
    return { after, answer, writes: writes?.(before, after) ?? [] }
  })
}

/**
 * Puts what was given in the place of all that callers may give of a record; its id and when it was made stay, and may be
 * sent as they are. What changes nothing is answered and not written.
 */
export const replaceRecord = <Value extends Kept>(
  request: Asking,
  { records, answer: answerWith, judge, complete, writes }: Handling<Value>,
  id: Parameters<Records<Value>['key']>[0],
  given: Omit<Value, keyof Kept> & Partial<Record<keyof Kept, unknown>>,
): Promise<StoredAnswer> =>
  changing(request, { records, judge }, id, async (before) => {
    const { id, version, createdAt, updatedAt } = before
    refuseOther(given, { id, version, createdAt, updatedAt })
    const replaced = { ...given, id, version: version + 1, createdAt, updatedAt: request.now } as unknown as Value
    const after = (await complete?.(replaced, before)) ?? replaced
    if (changedFields(before, after).length === 0) return { answer: answerWith(before, { etag: etag(version) }) }
    return { after, answer: answerWith(after, { etag: etag(after.version) }), writes: writes?.(before, after) ?? [] }
  })

/** What nobody gives, and a replacement may have as it was read. */
const readAlong = [...Object.keys(asRead), 'position']

/** Refuses, by its name after `place`, what was sent along and is not as it is: dropping it would look like a change. */
export function refuseOther(given: object, is: object, place = ''): void {
  const [sent, has] = [given, is] as Record<string, unknown>[]
  const other = readAlong.filter((name) => has?.[name] !== undefined && ![undefined, has[name]].includes(sent?.[name]))
  const expected = (name: string) => `nothing, or what it is now: ${has?.[name]}`
  refuseFields(
    other.map((name) => ({ path: `${place}${name}`, message: 'cannot be changed here', expected: expected(name) })),
  )
}

/** Changes a record as `amend` says; what changes nothing is answered and not written. */
export const amendRecord = <Value extends Kept>(
  request: Asking,
  { records, answer: answerWith, judge, writes }: Handling<Value>,
  id: Parameters<Records<Value>['key']>[0],
  amend: (before: Value) => Value | Promise<Value>,
): Promise<StoredAnswer> =>
  changing(request, { records, judge }, id, async (before) => {
    const after = { ...(await amend(before)), version: before.version + 1, updatedAt: request.now }
    if (changedFields(before, after).length === 0) return { answer: answerWith(before, { etag: etag(before.version) }) }
    return { after, answer: answerWith(after, { etag: etag(after.version) }), writes: writes?.(before, after) ?? [] }
  })

/** Takes a record away. */
export const removeRecord = <Value extends Kept>(
  request: Asking & Pick<Request, 'nothing'>,
  { records, judge, writes }: Omit<Handling<Value>, 'answer'>,
  id: Parameters<Records<Value>['key']>[0],
): Promise<StoredAnswer> =>
  changing(request, { records, judge }, id, async (before) => {
    return { gone: true, answer: request.nothing(), writes: writes?.(before, undefined) ?? [] }
  })

type Effect<Value> = { answer: StoredAnswer; writes?: Write[] } & ({ after?: Value } | { gone: true })

/** Load, decide, save; a lost race is run again. What was read too long ago is told before what is wrong with the change. */
function changing<Value extends Kept>(
  request: Asking,
  { records, judge, refuse }: Pick<Handling<Value>, 'records' | 'judge' | 'refuse'>,
  id: Parameters<Records<Value>['key']>[0],
  effectOn: (before: Value) => Promise<Effect<Value>>,
): Promise<StoredAnswer> {
  const { once } = request
  return untilWon(async () => {
    const before = await loadRecord(records, id)
    if (!before) throw notFound()
    await judge?.(before)
    await checkIfMatch(request, before.version, historyOf(records.kind, before.id, records.key(before)))
    const effect = await effectOn(before)
    const { answer, writes = [] } = effect
    const after = 'after' in effect ? effect.after : undefined
    if (!after && !('gone' in effect)) {
      return unchanged(once, answer)
    }
    const saving = { before, after, by: byOf(request), request: once, answer, writes }
    return saved(await saveRecord(records, saving), once, answer, refuse)
  })
}
