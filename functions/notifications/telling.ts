import { fromMs } from '../../domain/time.ts'
import type { Preferences } from '../../schemas/notification-preferences.ts'
import { claimMs, claimTelling, letWait, saveDropped, saveTold, stateOf } from '../platform/table/notices.ts'
import { aboutTicket, digestFor, gather, openWindow, type Together, windowEnd } from '../platform/table/together.ts'
import { count } from '../platform/telemetry.ts'
import { deliver, type Occasion } from './delivering.ts'
import type { Notice } from './notice.ts'
import { afterRefusal } from './refused.ts'
import { isUrgent, whenFor, wishesOf } from './wishes.ts'

/**
 * Tells somebody of an event as they want it: now, or together with others, or when they are at work: once, however often
 * this is asked. Throws where another is at it at this moment: who comes again finds it done, or knows that the other has died.
 */
export async function tell(occasion: Occasion, notice: Notice): Promise<void> {
  const { event, who } = occasion
  const now = Date.now()
  const wishes = await wishesOf(notice.to)
  const when = await whenFor(notice, wishes, now)
  if (when.is === 'off') return drop(occasion, 'not-wanted')
  if (when.is === 'now') return tellNow(occasion, notice, wishes, now)
  if (when.is === 'wait') {
    const telling = await letWait(event, who, when.until, now)
    if (telling === 'waiting') count('NoticesWaiting')
    return judge(occasion, telling)
  }
  const together = when.is === 'digest' ? digestFor(who) : aboutTicket(notice.ticket.number, who)
  return leave(occasion, together, when.until, now)
}

/** What is never left for others to come: the first answer to somebody, and a promise that is about to be broken, or was. */
const alone: readonly Notice['kind'][] = ['opened', 'survey', 'milestone']

/** The first of a minute by itself, further ones about the same ticket with each other. What is urgent waits for nothing. */
async function tellNow(occasion: Occasion, notice: Notice, wishes: Preferences, now: number): Promise<void> {
  const { event, who } = occasion
  const telling = await claimTelling(event, who, now)
  if (telling !== 'ours') return judge(occasion, telling)
  const together = aboutTicket(notice.ticket.number, who)
  const isAlone = isUrgent(notice) || alone.includes(notice.kind)
  if (!isAlone && !(await openWindow(together, event, now))) {
    return leave(occasion, together, await windowEnd(together, now), now, now + claimMs)
  }
  const outcome = await sent(occasion, () => deliver(occasion, notice, wishes))
  if (outcome === 'sent') await saveTold(event, who, fromMs(Date.now()))
  else if (outcome) await drop(occasion, outcome)
}

/** What came of sending a mail; nothing where it failed: then it is seen to that it is tried again, or put aside. */
async function sent(occasion: Occasion, send: () => Promise<string>): Promise<string | undefined> {
  try {
    return await send()
  } catch (fault) {
    await afterRefusal(fault, occasion)
    return undefined
  }
}

async function leave(occasion: Occasion, together: Together, until: number, now: number, claimed?: number) {
  if (await gather(together, occasion.event, until, now, claimed)) count('NoticesGathered')
  else judge(occasion, await stateOf(occasion.event, occasion.who))
}

function judge({ event }: Occasion, telling: string): void {
  if (telling === 'taken') throw new Error(`${event}: somebody is being told at this moment`)
}

async function drop({ event, who }: Occasion, because: string): Promise<void> {
  if (await saveDropped(event, who, fromMs(Date.now()), because)) count('NoticesDropped')
}
