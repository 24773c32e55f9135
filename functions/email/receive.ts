import { type BusEvent, eachMessage } from '../platform/messages.ts'
import { giveBack, takeIn } from '../platform/table/inbound.ts'
import { count } from '../platform/telemetry.ts'
import { takeInMail } from './taking.ts'

/** What comes over the intake's queue: that a raw message lies there; or just under which key. */
type IntakeMessage = BusEvent | { key: string }

/** Brings each raw message of the intake to its one effect: a comment, a ticket, a note on one, or nothing but its record. */
export const handler = eachMessage<IntakeMessage>(
  async (message, correlationId) => {
    const key = keyIn(message)
    if (key === undefined || key.endsWith('AMAZON_SES_SETUP_NOTIFICATION')) return
    const inbound = await takeIn(key, Date.now())
    if (inbound === 'taken') throw new Error(`${key}: it is being taken in at this moment`)
    if (inbound === 'settled') return
    try {
      const state = await takeInMail(inbound, correlationId)
      count(`Mails${state.charAt(0).toUpperCase()}${state.slice(1)}`)
    } catch (fault) {
      await giveBack(key)
      throw fault
    }
  },
  { oneByOne: true },
)

function keyIn(message: IntakeMessage): string | undefined {
  if ('key' in message) return message.key
  if (message['replay-name']) return undefined
  return (message.detail as { object?: { key?: string } }).object?.key
}
