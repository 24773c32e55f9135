import type { EventData } from '../../events/catalogue.ts'
import type { Envelope } from '../../events/envelope.ts'
import { type BusEvent, eachMessage } from '../platform/messages.ts'
import { alreadyTold, saveTold } from '../platform/table/notices.ts'
import { findPerson } from '../platform/table/people.ts'
import { logger } from '../platform/telemetry.ts'
import { sendMail } from './mail.ts'
import { notice } from './notice.ts'

/** Tells people what a milestone asks them to be told: one mail for each event and person, however often the event comes. */
export const handler = eachMessage<BusEvent>(async (message) => {
  // An archive that plays events again wakes nobody.
  if (message['replay-name']) return
  const { id, subject, data } = message.detail as Envelope & { data: EventData<'sla.warned'> }
  const people = new Set(data.actions.flatMap(({ action, person }) => (action === 'notify' && person ? [person] : [])))
  for (const person of people) {
    if (await alreadyTold(id, person)) continue
    const found = await findPerson(person)
    if (!found?.email) {
      logger.warn('Nobody to tell: the person is not known', { event: id, person })
      continue
    }
    await sendMail(found.email, notice(message['detail-type'], subject.id, data))
    await saveTold(id, person, new Date().toISOString())
  }
})
