import { notFound } from '../../domain/refusal.ts'
import { fromMs, toMs } from '../../domain/time.ts'
import type { KeptPreferences } from '../../schemas/notification-preferences.ts'
import { staff } from '../../schemas/operations/operation.ts'
import type { getNotificationPreferences, putNotificationPreferences } from '../../schemas/operations/people.ts'
import type { Person } from '../../schemas/people.ts'
import { type Request, settled } from '../platform/http/edge.ts'
import { etag, notModified } from '../platform/http/etag.ts'
import { byOf, unchanged } from '../platform/http/record.ts'
import { checkIfMatch } from '../platform/http/stale.ts'
import { nextDigest } from '../platform/mail/reading-times.ts'
import { untilWon } from '../platform/retry.ts'
import { changedFields, historyOf, saveRecord } from '../platform/table/commit-record.ts'
import { findPerson } from '../platform/table/people.ts'
import { asTheyCome, preferences } from '../platform/table/preferences.ts'
import { loadRecord } from '../platform/table/records.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { deskSettings } from '../platform/table/settings.ts'
import { digestUpdate } from '../platform/table/together.ts'
import type { Write } from '../platform/table/transaction.ts'

type Asked = Pick<Request<typeof getNotificationPreferences>, 'actor' | 'params'>

/** Whose they are: the caller's own; managers have anybody's. To all others nobody has any. */
async function whose({ actor, params }: Asked): Promise<Person> {
  const id = params.id === 'me' ? actor.id : params.id
  const mayAsk = id === actor.id || actor.role === 'manager' || actor.role === 'admin'
  const person = mayAsk ? await findPerson(id) : undefined
  if (!person || person.role === 'partner') throw notFound()
  return person
}

export async function readPreferences(request: Request<typeof getNotificationPreferences>): Promise<StoredAnswer> {
  const { id } = await whose(request)
  const kept = await loadRecord(preferences, { id })
  const version = kept?.version ?? 0
  return (
    notModified(request.ifNoneMatch, version) ??
    request.answer(kept ?? { id, ...asTheyCome, version }, { etag: etag(version) })
  )
}

/** Puts what was given in the place of all that they have said; whoever wants a digest every day has the next one due with it. */
export async function keepPreferences(request: Request<typeof putNotificationPreferences>): Promise<StoredAnswer> {
  const { body, now, once } = request
  const person = await whose(request)
  const { id } = person
  return untilWon(async () => {
    const before = await loadRecord(preferences, { id })
    const version = before?.version ?? 0
    await checkIfMatch(request, version, historyOf(preferences.kind, id, preferences.key({ id })))
    const after: KeptPreferences = {
      ...body,
      id,
      version: version + 1,
      createdAt: before?.createdAt ?? now,
      updatedAt: now,
    }
    if (before && changedFields(before, after).length === 0) {
      return unchanged(once, request.answer(before, { etag: etag(version) }))
    }
    const answer = request.answer(after, { etag: etag(after.version) })
    const writes = await digestOf(person, after, now)
    const outcome = await saveRecord(preferences, { before, after, by: byOf(request), request: once, answer, writes })
    if (outcome.is === 'claimed') throw new Error('Nobody claims what somebody wants to be told')
    return settled(outcome, once, answer)
  })
}

async function digestOf({ id, role, calendar }: Person, after: KeptPreferences, now: string): Promise<Write[]> {
  const isStaff = staff.includes(role)
  if (!isStaff || after.notices.atRisk !== 'digest') return []
  const reader = { person: id, isStaff, calendar }
  return [digestUpdate(id, fromMs(await nextDigest(reader, after, await deskSettings(), toMs(now))))]
}
