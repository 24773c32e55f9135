import { isDeepStrictEqual } from 'node:util'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { removedFrom } from '../../domain/attachment.ts'
import { erase, scrubbed, scrubber, type Traces } from '../../domain/erasing.ts'
import { busy } from '../../domain/refusal.ts'
import { system } from '../../schemas/actor.ts'
import type { Doing, Work } from '../platform/jobs.ts'
import { forgetRaw } from '../platform/mail/intake.ts'
import { attachmentIn, removalWrites } from '../platform/table/attachments.ts'
import { tableName } from '../platform/table/client.ts'
import { commitChange } from '../platform/table/commit.ts'
import { contacts } from '../platform/table/customers.ts'
import { deskOf } from '../platform/table/desk.ts'
import { forgetWords } from '../platform/table/inbound.ts'
import { keys } from '../platform/table/keys.ts'
import { readPartition } from '../platform/table/partition.ts'
import { loadRecord, recordWrites } from '../platform/table/records.ts'
import { theirTickets } from '../platform/table/their-tickets.ts'
import { loadTicket } from '../platform/table/tickets.ts'
import { loadTraces, tracesDelete } from '../platform/table/traces.ts'
import { transact, type Write } from '../platform/table/transaction.ts'
import { forgetDetails, silentEvent } from './contact-history.ts'

type Item = Record<string, unknown>

/** Attributes that hold what people wrote; all others are codes, ids and numbers, and stay. */
const texts: Record<string, readonly string[]> = {
  COMMENT: ['text', 'html', 'source', 'redacted'],
  'COMMENT-VERSION': ['text', 'html', 'source'],
  CALL: ['summary', 'number'],
  TIME: ['note'],
  'FOLLOW-UP': ['note'],
  LINK: ['reason'],
  SURVEY: ['comment'],
  MAIL: ['subject', 'from', 'to', 'because', 'diagnostic', 'content', 'refused'],
  ATTACHMENT: ['name'],
  CLOCK: ['cause'],
  EVENT: ['detail'],
}
/** So many items go into the transaction of the ticket, beside its own. */
const mostBeside = 40

const personOf = ({ job }: Pick<Work<string>, 'job'>) => (job.request as { contact: string }).contact

/** Takes a person out of the tickets that they asked for, and of all others of their customers. */
export const eraseContact: Doing<string> = {
  async gather(job, after) {
    const traces = await loadTraces(personOf({ job }))
    if (!traces) return { entries: [] }
    const { items, next } = await theirTickets(traces.ids, traces.customers, 2000, after)
    return { entries: items, next }
  },
  most: 1_000_000,

  async act({ job, entry: number, keep }) {
    const traces = await loadTraces(personOf({ job }))
    if (!traces) return { subject: number, outcome: 'unchanged' }
    for (let rounds = 0; rounds < 100; rounds += 1) {
      const done = await eraseFrom(number, traces, job.correlationId, keep({ subject: number, outcome: 'changed' }))
      if (done === 'unchanged') return { subject: number, outcome: 'unchanged' }
      if (done === 'changed') return undefined
    }
    throw busy()
  },

  async end(job) {
    const person = personOf({ job })
    const contact = await loadRecord(contacts, { id: person })
    for (const id of [person, ...(contact?.mergedFrom ?? [])]) await forgetDetails(id)
    if (!contact || contact.erasedAt) return void (await transact([tracesDelete(person)]))
    const now = new Date().toISOString()
    const by = { actor: { id: job.actor.id, role: job.actor.role }, now, requestId: job.correlationId }
    const after = { ...contact, erasedAt: now, version: contact.version + 1, updatedAt: now }
    const { item } = recordWrites(contacts, contact, after)
    const outcome = await transact([item, silentEvent(contact, after, by), tracesDelete(person)])
    if (outcome.is !== 'committed') throw new Error(`${person} is being changed at the same time`)
  },
}

/** One step of taking a person out of a ticket: `more` where another must follow. The last goes with what is kept of it. */
async function eraseFrom(number: string, traces: Traces, correlationId: string, kept: Write) {
  const { loaded } = await loadTicket(number)
  if (!loaded) return 'unchanged'
  const items = await readPartition(keys.ticket(number).pk)
  const raw = items.filter((item) => isTheirMail(item, traces)).map(({ objectKey }) => String(objectKey))
  await forgetRaw(raw)
  for (const key of raw) await forgetWords(key)
  const file = items.filter(({ sk }) => String(sk).startsWith('ATTACHMENT#')).find((item) => isTheirFile(item, traces))
  const changes = items.flatMap((item) => scrubUpdate(item, scrubber(traces)) ?? [])
  const isLast = !file && changes.length <= mostBeside
  const { ticket } = loaded
  const now = new Date().toISOString()
  const gone = file && attachmentIn(file)
  if (!isLast && !gone) {
    await transact(changes.slice(0, mostBeside))
    return 'more'
  }
  const more = changes.length > 0 || items.some((item) => isBy(item, traces))
  const desk = await deskOf(ticket)
  const decision = erase(loaded, traces, { desk, now, file: gone, more })
  if (decision.events.length === 0) return 'unchanged'
  const writes = gone ? removalWrites(removedFrom(gone, system, now), gone.state, now) : [...changes, kept]
  const committed = await commitChange(loaded, { decision, correlationId, writes })
  return committed.is === 'committed' && !gone ? 'changed' : 'more'
}

const isBy = ({ author, by }: Item, { ids }: Traces): boolean =>
  [author, by].some((who) => ids.includes(String((who as { id?: unknown } | undefined)?.id)))

/** As it came, their mail has their name in it: what its item says of it is scrubbed with the others. */
const isTheirMail = ({ sk, direction, person, from }: Item, { ids, emails }: Traces): boolean =>
  String(sk).startsWith('MAIL#') &&
  direction === 'in' &&
  (ids.includes(String(person)) || emails.some((email) => email.toLowerCase() === String(from).toLowerCase()))

const isTheirFile = (item: Item, traces: Traces) => item.state !== 'removed' && isBy(item, traces)

/** The update that takes a person out of an item beside the ticket, if it is still as it was read; undefined where nothing is theirs. */
function scrubUpdate(item: Item, scrub: (text: string) => string): Write | undefined {
  const fields = texts[String(item.sk).split('#')[0] ?? ''] ?? []
  const changed = fields.filter((field) => !isDeepStrictEqual(clean(item[field], scrub), item[field]))
  if (changed.length === 0) return undefined
  // What is compressed changes with its version, or with the text beside it.
  const held = [...changed, 'version'].filter((field) => ['string', 'number', 'object'].includes(kindOf(item[field])))
  const names = [...new Set([...changed, ...held])]
  return {
    Update: {
      TableName: tableName(),
      Key: { pk: item.pk, sk: item.sk },
      UpdateExpression: `SET ${changed.map((field) => `#${names.indexOf(field)} = :${names.indexOf(field)}`).join(', ')}`,
      ConditionExpression: held.map((field) => `#${names.indexOf(field)} = :was${names.indexOf(field)}`).join(' AND '),
      ExpressionAttributeNames: Object.fromEntries(names.map((field, at) => [`#${at}`, field])),
      ExpressionAttributeValues: Object.fromEntries([
        ...changed.map((field) => [`:${names.indexOf(field)}`, clean(item[field], scrub)]),
        ...held.map((field) => [`:was${names.indexOf(field)}`, item[field]]),
      ]),
    },
  }
}

const kindOf = (value: unknown) => (value instanceof Uint8Array ? 'bytes' : typeof value)

/** Long texts lie compressed. */
function clean(value: unknown, scrub: (text: string) => string): unknown {
  if (!(value instanceof Uint8Array)) return scrubbed(value, scrub)
  const text = inflateRawSync(value).toString()
  const after = scrub(text)
  return after === text ? value : deflateRawSync(after)
}
