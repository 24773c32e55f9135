import type { Envelope } from '../../events/envelope.ts'
import { type BusEvent, eachMessage } from '../platform/messages.ts'
import { alreadyTold, saveTold } from '../platform/table/notices.ts'
import { count } from '../platform/telemetry.ts'
import { sendMail } from './mail.ts'
import { noticesOf } from './notices.ts'

/** Tells people what an event asks them to be told: one mail for each event and person, however often the event comes. */
export const handler = eachMessage<BusEvent>(async (message) => {
  // An archive that plays events again wakes nobody.
  if (message['replay-name']) return
  const event = message.detail as Envelope
  for (const { to, mail } of await noticesOf(message['detail-type'], event)) {
    if (await alreadyTold(event.id, to.person)) continue
    await sendMail(to.address, mail)
    await saveTold(event.id, to.person, new Date().toISOString())
    count('MailsSent')
  }
})
