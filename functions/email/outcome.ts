import { noteOutcome } from '../platform/mail/became.ts'
import { sesMessageId } from '../platform/mail/ses-message-id.ts'
import { noteAddress } from '../platform/mail/suppression.ts'
import { type BusEvent, eachMessage } from '../platform/messages.ts'
import { findMessages, type Message } from '../platform/table/messages.ts'
import { count, logger } from '../platform/telemetry.ts'
import { outcomeOf, readersOf, SesEvent } from './ses-event.ts'

/**
 * Hears from SES what became of the mails that went out. Each event may come more than once and before another that it
 * follows (EventBridge gets them as best SES can): what is written down is the same.
 */
export const handler = eachMessage<BusEvent>(async (message, correlationId) => {
  if (message['replay-name']) return
  const event = SesEvent.parse(message.detail)
  const outcome = outcomeOf(event)
  const found = await mailOf(event)
  const mail = found && (await noteOutcome(found, outcome, correlationId))
  if (mail) return
  // Of no ticket (a digest), or of one that is gone: what it says of its reader holds all the same.
  for (const address of readersOf(event)) await noteAddress(address, outcome, correlationId)
  count('OutcomesWithoutMail')
  logger.info('An outcome is of no mail of a ticket', { sesId: event.mail.messageId, eventType: event.eventType })
})

/** Which mail it was: as it was tagged when it was sent, else by the id that SES gave it. */
async function mailOf({ mail }: SesEvent): Promise<Message | undefined> {
  const { ticket: [ticket] = [], mail: [id] = [] } = mail.tags
  if (ticket && id) return { ticket, mail: id }
  const messageId = sesMessageId(mail.messageId)
  return (await findMessages([messageId])).get(messageId)
}
