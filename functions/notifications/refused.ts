import { environment } from '../platform/environment.ts'
import { backoffSeconds, isForGood, mostTries, NotTaken } from '../platform/mail/refusals.ts'
import { send } from '../platform/queue.ts'
import { giveUpTelling, saveDropped, type Waiting } from '../platform/table/notices.ts'
import { count, logger } from '../platform/telemetry.ts'

/** Somebody who was not told: how often it was tried; `parked`: it was put aside for good, and a person has brought it back. */
export interface Untold extends Waiting {
  tries?: number | undefined
  parked?: true
}

/**
 * What comes of a mail that SES did not take, which stands on the mail as `failed` already. What may pass is tried again, later
 * each time; what never will is put aside for a person, with an alarm. Throws any other fault, and where it was tried often enough.
 */
export async function afterRefusal(fault: unknown, { event, who, tries = 0 }: Untold): Promise<void> {
  if (!(fault instanceof NotTaken)) {
    await giveUpTelling(event, who)
    throw fault
  }
  const because = fault.name
  if (isForGood(fault)) {
    await send(environment('PARKED_NOTICES_URL'), [{ event, who, parked: true, because }])
    await saveDropped(event, who, new Date().toISOString(), `refused: ${because}`)
    count('MailsParked')
    logger.warn('A mail will never be taken as it is', { event, person: who, because })
    return
  }
  await giveUpTelling(event, who)
  if (tries >= mostTries) throw fault
  await send(environment('NOTICES_QUEUE_URL'), [{ event, who, tries: tries + 1 }], backoffSeconds(tries))
  count('MailsPutOff')
  logger.warn('A mail was not taken now, and is tried again', { event, person: who, because, tries })
}
