import { hoursNow } from '../platform/table/calendars.ts'
import { claimTelling, giveUpTelling, letWait, saveTold } from '../platform/table/notices.ts'
import { count } from '../platform/telemetry.ts'
import { sendMail } from './mail.ts'
import type { Notice } from './notices.ts'

/**
 * Tells somebody of an event, or has it wait until they are at work: once, however often this is asked. Throws where
 * another is at it at this moment: who comes again finds it done, or knows that the other has died.
 */
export async function tell(eventId: string, notice: Notice): Promise<void> {
  const { person, address } = notice.to
  const now = Date.now()
  const opening = await openingFor(notice, now)
  const telling =
    opening > now ? await letWait(eventId, person, opening, now) : await claimTelling(eventId, person, now)
  if (telling === 'taken') throw new Error(`${eventId}: somebody is being told at this moment`)
  if (telling === 'waiting') count('NoticesWaiting')
  if (telling !== 'ours') return
  try {
    await sendMail(address, notice.mail)
  } catch (fault) {
    await giveUpTelling(eventId, person)
    throw fault
  }
  await saveTold(eventId, person, new Date().toISOString())
  count('MailsSent')
}

/** When they may be told, in milliseconds: at once, but for reminders, which wait for those who have hours. */
const openingFor = async ({ to, mayWait }: Notice, now: number): Promise<number> =>
  mayWait && to.calendar ? (await hoursNow(to.calendar)).nextOpening(now) : now
