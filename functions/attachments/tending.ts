import { attach, condemn } from '../../domain/attachment.ts'
import { decide } from '../../domain/lifecycle.ts'
import type { Rule } from '../../domain/rule.ts'
import { fromMs } from '../../domain/time.ts'
import { type Actor, system } from '../../schemas/actor.ts'
import type { Attachment } from '../../schemas/attachment.ts'
import { discard, keep, openIncoming, type Place, verdictOn } from '../platform/files.ts'
import { attempts, pauseFor } from '../platform/retry.ts'
import {
  arrivalWrites,
  commitClean,
  giveUp,
  isGivenUp,
  judgedWrites,
  loadAttachment,
  postpone,
  settle,
} from '../platform/table/attachments.ts'
import { changeWrites } from '../platform/table/commit.ts'
import { commitOnce } from '../platform/table/commit-once.ts'
import { deskOf } from '../platform/table/desk.ts'
import { type Loaded, loadTicket } from '../platform/table/tickets.ts'
import type { Write } from '../platform/table/transaction.ts'
import { count, logger } from '../platform/telemetry.ts'
import { reading } from './reading.ts'

/** A scan that has said nothing for so long will say nothing any more. */
const scanPatienceMs = 24 * 60 * 60 * 1000

/**
 * Does what is to be done for a file: whatever a message said, its item in the table and its bytes in the store decide.
 * Idempotent at every step; what a crash leaves behind is done by the next message, or by the sweep.
 */
export async function tend(place: Place, correlationId: string): Promise<void> {
  const file = await loadAttachment(place.ticket, place.id)
  if (!file) return discard(place)
  switch (file.state) {
    case 'awaiting':
      return (await receive(file, correlationId)) || !isGivenUp(file, Date.now()) ? undefined : abandon(file)
    case 'scanning':
      return judge(file, correlationId)
    case 'removed':
      await discard(place)
      return settle(file)
    default:
      // Sent again to the same address: what was looked at stays, nothing else.
      return discard(place, { kept: file.sha256 })
  }
}

/** Takes in what has arrived: looked at, kept under its content, and only then the ticket's. False if nothing has. */
async function receive(file: Attachment, correlationId: string): Promise<boolean> {
  const arrived = await openIncoming(file)
  if (!arrived) return false
  const { size, sha256, type } = await reading(arrived.bytes)
  if (size !== file.size) {
    // The store's own policy lets nothing else in.
    logger.error('A file of another size than was said has arrived: it is thrown away', { ...file.by, size })
    await abandon(file)
    return true
  }
  if (!(await keep(file, sha256, arrived.etag, type))) throw new Error('The file was replaced while it was read')
  const taken: Attachment = { ...file, state: 'scanning', sha256, type, arrivedAt: fromMs(Date.now()) }
  const done = await commitWithTicket(taken, attach(taken), file.by, arrivalWrites(taken), correlationId)
  if (done) {
    count('AttachmentsArrived')
    await discard(file, { kept: sha256 })
  }
  return true
}

/** Reads what the scan has left on the file. What is clean is given out from now on; the rest never is. */
async function judge(file: Attachment, correlationId: string): Promise<void> {
  await discard(file, { kept: file.sha256 })
  const late = Date.now() - Date.parse(file.arrivedAt ?? file.createdAt) > scanPatienceMs
  const verdict = (await verdictOn(file, file.sha256 ?? '')) ?? (late ? 'unscannable' : undefined)
  if (!verdict) return void (await postpone(file))
  count(verdict === 'clean' ? 'AttachmentsClean' : 'AttachmentsRefused')
  if (verdict === 'clean') return void (await commitClean(file))
  const judged: Attachment = { ...file, state: verdict }
  await commitWithTicket(judged, condemn(file, verdict), system, judgedWrites(judged), correlationId)
}

async function abandon(file: Attachment): Promise<void> {
  const now = fromMs(Date.now())
  if ((await giveUp(file, now)).is !== 'committed') return
  count('UploadsGivenUp')
  await discard(file)
  await settle({ ...file, state: 'removed', removedAt: now })
}

/**
 * Writes a file with what it means to its ticket, and to the one that this was merged into: there it is read too. False
 * if the file has moved on meanwhile: then that is tended next.
 */
async function commitWithTicket(
  file: Attachment,
  rule: Rule,
  actor: Actor,
  writes: Write[],
  correlationId: string,
): Promise<boolean> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const [{ loaded }, current] = await Promise.all([loadTicket(file.ticket), loadAttachment(file.ticket, file.id)])
    if (!loaded) throw new Error(`${file.ticket} is not there any more, but a file of it is`)
    const before = file.state === 'scanning' ? 'awaiting' : 'scanning'
    if (current?.state !== before) break
    const { mergedInto } = loaded.ticket
    const target = mergedInto ? (await loadTicket(mergedInto)).loaded : undefined
    const changes = await Promise.all(
      [loaded, ...(target ? [target] : [])].map((one) => changed(one, rule, actor, correlationId)),
    )
    const { is } = await commitOnce([...changes.flat(), ...writes], undefined, undefined)
    if (is === 'committed') return true
    await pauseFor(attempt)
    if (attempt === attempts) throw new Error(`${file.ticket} changed ${attempts} times under the hands of a file`)
  }
  await tend(file, correlationId)
  return false
}

async function changed(before: Loaded, rule: Rule, actor: Actor, correlationId: string): Promise<Write[]> {
  const { ticket } = before
  const desk = await deskOf(ticket)
  return changeWrites(before, { decision: decide(ticket, rule, actor, desk, fromMs(Date.now())), correlationId })
}
