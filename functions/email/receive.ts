import { type BusEvent, eachMessage } from '../platform/messages.ts'
import { takeInOnce } from './taking.ts'

/** What comes over the intake's queue: that a raw message lies there; or just under which key. */
type IntakeMessage = BusEvent | { key: string }

/** Brings each raw message of the intake to its one effect: a comment, a ticket, a note on one, or nothing but its record. */
export const handler = eachMessage<IntakeMessage>(
  async (message, correlationId) => {
    const key = keyIn(message)
    if (key !== undefined && !key.endsWith('AMAZON_SES_SETUP_NOTIFICATION')) await takeInOnce(key, correlationId)
  },
  { oneByOne: true },
)

function keyIn(message: IntakeMessage): string | undefined {
  if ('key' in message) return message.key
  if (message['replay-name']) return undefined
  return (message.detail as { object?: { key?: string } }).object?.key
}
