import type { Envelope } from '../../events/envelope.ts'
import { type BusEvent, eachMessage } from '../platform/messages.ts'
import { claimTelling, giveUpTelling, saveTold } from '../platform/table/notices.ts'
import { count } from '../platform/telemetry.ts'
import { sendMail } from './mail.ts'
import { type Notice, noticesOf } from './notices.ts'

/** Tells people what an event asks them to be told: one mail for each event and person, however often the event comes. */
export const handler = eachMessage<BusEvent>(async (message) => {
  // An archive that plays events again wakes nobody.
  if (message['replay-name']) return
  const event = message.detail as Envelope
  for (const notice of await noticesOf(message['detail-type'], event)) await tell(event.id, notice)
})

async function tell(eventId: string, { to, mail }: Notice): Promise<void> {
  const claim = await claimTelling(eventId, to.person, Date.now())
  if (claim === 'told') return
  // The message comes again, and by then the other has told them or is known to have died.
  if (claim === 'taken') throw new Error(`${eventId}: somebody is being told at this moment`)
  try {
    await sendMail(to.address, mail)
  } catch (fault) {
    await giveUpTelling(eventId, to.person)
    throw fault
  }
  await saveTold(eventId, to.person, new Date().toISOString())
  count('MailsSent')
}
