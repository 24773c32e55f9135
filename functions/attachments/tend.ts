import type { Envelope } from '../../events/envelope.ts'
import { type Place, placeOf } from '../platform/files.ts'
import { type BusEvent, eachMessage } from '../platform/messages.ts'
import { tend } from './tending.ts'

/** What comes over the files queue: that something lies in the store, that it was scanned, that a file is to go; or just its place. */
export type FilesMessage = BusEvent | Place

/** The object that an event of S3's, or of GuardDuty's, is about. */
interface StoreEvent {
  object?: { key?: string }
  s3ObjectDetails?: { objectKey?: string }
}

/** Sees to the file that a message is about. The message is only a hint: what lies in the table and in the store decides. */
export const handler = eachMessage<FilesMessage>(
  async (message, correlationId) => {
    const place = whichFile(message)
    if (place) await tend(place, correlationId)
  },
  // Files come in flocks, of one mail: side by side they would take their ticket from each other.
  { oneByOne: true },
)

function whichFile(message: FilesMessage): Place | undefined {
  if (!('source' in message)) return message
  // What an archive plays again has long been done.
  if (message['replay-name']) return undefined
  const { object, s3ObjectDetails } = message.detail as StoreEvent
  const key = object?.key ?? s3ObjectDetails?.objectKey
  if (key !== undefined) return placeOf(key)
  const { subject, data } = message.detail as Envelope
  return { ticket: subject.id, id: String(data.attachment) }
}
