import { mergeContacts } from '../../domain/merging-contacts.ts'
import { invalid, notFound } from '../../domain/refusal.ts'
import type { Contact } from '../../schemas/contact.ts'
import type { mergeContacts as operation } from '../../schemas/operations/contacts.ts'
import { type Request, settled } from '../platform/http/edge.ts'
import { etag } from '../platform/http/etag.ts'
import { byOf } from '../platform/http/record.ts'
import { checkIfMatch } from '../platform/http/stale.ts'
import { untilWon } from '../platform/retry.ts'
import { tableName } from '../platform/table/client.ts'
import { eventOf, historyOf, saveRecord } from '../platform/table/commit-record.ts'
import { contacts } from '../platform/table/customers.ts'
import { keys } from '../platform/table/keys.ts'
import { loadRecord, type Records, recordWrites } from '../platform/table/records.ts'
import type { Write } from '../platform/table/transaction.ts'

/** Their claims pass from one to the other, which is neither taking nor giving up. */
const withoutClaims: Records<Contact> = { ...contacts, claims: () => [] }

/** Makes one contact of two, in one transaction: both records, their events, and whose each address is. */
export function mergePeople(request: Request<typeof operation>) {
  const { body, now, once, params } = request
  const by = byOf(request)
  return untilWon(async () => {
    const [gone, stays] = await Promise.all([loadRecord(contacts, params), loadRecord(contacts, { id: body.into })])
    if (!gone) throw notFound()
    await checkIfMatch(request, gone.version, historyOf(contacts.kind, gone.id, contacts.key(gone)))
    if (!stays) throw invalid('into', 'is not known', 'the id of a contact')
    const after = mergeContacts(gone, stays, body.acrossCustomers, now)
    const answer = request.answer(after.stays, { etag: etag(after.stays.version) })
    const kept = new Set(contacts.claims?.(after.gone))
    const passed = (contacts.claims?.(gone) ?? []).filter((claim) => !kept.has(claim))
    const saved = await saveRecord(withoutClaims, {
      ...{ before: stays, after: after.stays, by, request: once, answer },
      writes: [
        recordWrites(withoutClaims, gone, after.gone).item,
        ...eventOf(contacts, gone, after.gone, by),
        ...passed.map((claim) => passOn(claim, gone.id, stays.id)),
      ],
    })
    // Nothing is claimed: what was theirs is passed on.
    return saved.is === 'claimed' ? undefined : settled(saved, once, answer)
  })
}

const passOn = (claim: string, from: string, to: string): Write => ({
  Update: {
    TableName: tableName(),
    Key: keys.claim(claim),
    UpdateExpression: 'SET id = :to',
    ConditionExpression: 'id = :from OR attribute_not_exists(pk)',
    ExpressionAttributeValues: { ':from': from, ':to': to },
  },
})
