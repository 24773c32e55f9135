import { isDeepStrictEqual } from 'node:util'
import type { DomainEvent } from '../../../domain/ticket.ts'
import type { RecordEventType } from '../../../events/record-events.ts'
import { eventPuts } from './events.ts'
import { type By, type Kept, type Records, recordWrites } from './records.ts'
import { type RequestKey, requestPut, type StoredAnswer, type StoredRequest, storedRequest } from './requests.ts'
import { transact, type Write } from './transaction.ts'

/** How saving a record ended. `claimed`: another has what it wants for itself; `raced`: read it again. */
export type Saved =
  | { is: 'committed' }
  | { is: 'raced' }
  | { is: 'claimed'; claim: string; by: string }
  | { is: 'repeated'; stored: StoredRequest }

interface Saving<Value extends Kept> {
  before?: Value | undefined
  /** Absent: it goes. */
  after?: Value | undefined
  by: By
  request?: RequestKey | undefined
  answer?: StoredAnswer | undefined
  /** More that belongs into the same transaction. */
  writes?: readonly Write[]
}

/** Saves a record, its claims, its event and the answer: everything or nothing, in one transaction. */
export async function saveRecord<Value extends Kept>(
  records: Records<Value>,
  { before, after, by, request, answer, writes = [] }: Saving<Value>,
): Promise<Saved> {
  const { item, claims } = recordWrites(records, before, after)
  const first: Write[] = request && answer ? [requestPut(request, answer)] : []
  const outcome = await transact([...first, ...claims, item, ...eventOf(records, before, after, by), ...writes])
  if (outcome.is !== 'refused') return outcome
  if (outcome.at < first.length) {
    const stored = request && storedRequest(outcome.item, request.now)
    return stored ? { is: 'repeated', stored } : { is: 'raced' }
  }
  if (outcome.at < first.length + claims.length && outcome.item) {
    return { is: 'claimed', claim: String(outcome.item.pk).slice('CLAIM#'.length), by: String(outcome.item.id) }
  }
  return { is: 'raced' }
}

/** The names of the fields in which two versions differ. */
export const changedFields = (before: object = {}, after: object = {}): string[] => {
  const [a, b] = [before, after] as Record<string, unknown>[]
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((field) => !['id', 'version', 'createdAt', 'updatedAt'].includes(field))
    .filter((field) => !isDeepStrictEqual(a?.[field], b?.[field]))
    .toSorted()
}

/** The write of the event that tells of a change of a record. */
export function eventOf<Value extends Kept>(
  { kind, key }: Records<Value>,
  before: Value | undefined,
  after: Value | undefined,
  { actor, now, requestId }: By,
): Write[] {
  const value = (after ?? before) as Value
  const version = after ? after.version : value.version + 1
  const fields = changedFields(before, after)
  const [old, fresh] = [before ?? {}, after ?? {}] as Record<string, unknown>[]
  const type: RecordEventType = `${kind}.${!before ? 'created' : after ? 'updated' : 'deleted'}`
  const event = {
    type,
    seq: version,
    occurredAt: now,
    actor,
    data: { version, fields: before && after ? fields : [] },
    ...(before && {
      detail: { changes: Object.fromEntries(fields.map((name) => [name, { from: old?.[name], to: fresh?.[name] }])) },
    }),
  } as DomainEvent
  // The history lies in a partition of the record's own, wherever the record itself lies.
  const subject = { kind, id: value.id, brand: 'main', pk: historyOf(kind, value.id, key(value)), version } as const
  return eventPuts(subject, [event], requestId)
}

/** The partition of a record's history. */
export const historyOf = (kind: string, id: string, { pk }: { pk: string }): string =>
  pk.endsWith(`#${id}`) ? pk : `${kind.toUpperCase()}#${id}`
