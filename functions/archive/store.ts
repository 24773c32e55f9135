import type { Envelope } from '../../events/envelope.ts'
import { type BusEvent, eachMessage } from '../platform/messages.ts'
import { keys } from '../platform/table/keys.ts'
import { readPartition } from '../platform/table/partition.ts'
import { count, logger } from '../platform/telemetry.ts'
import { put } from './bucket.ts'
import { wholeOf } from './whole.ts'

/**
 * Writes an archived ticket to the archive as the table has it now: however often and late its event comes, also from a
 * replay, the archive says what the table says.
 */
export const handler = eachMessage<BusEvent>(async ({ detail }) => {
  const { id, subject } = detail as Envelope
  const whole = wholeOf(await readPartition(keys.ticket(subject.id).pk))
  if (!whole) {
    logger.warn('Nothing to archive: the ticket is not archived, or gone', { event: id })
    return
  }
  await put(whole)
  count('TicketsArchived')
})
