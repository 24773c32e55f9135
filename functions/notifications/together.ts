import type { Envelope } from '../../events/envelope.ts'
import { quietUntil } from '../platform/mail/reading-times.ts'
import { isForGood } from '../platform/mail/refusals.ts'
import { findTicketEvents } from '../platform/table/events.ts'
import { type Due, saveToldTogether, type Together, takeDue, waitOn } from '../platform/table/together.ts'
import { count } from '../platform/telemetry.ts'
import { deliver, type Occasion } from './delivering.ts'
import type { Message, Notice } from './notice.ts'
import { noticesOf } from './notices.ts'
import { afterRefusal } from './refused.ts'
import type { Single } from './tellings.ts'
import { wishesOf, wishFor } from './wishes.ts'

/** Tells somebody in one message what has happened to a ticket of theirs within a minute, or while they were not to be told. */
export async function tellTogether(together: Together, tries?: number): Promise<void> {
  const now = Date.now()
  const due = await takeDue(together, now)
  if (!due) return
  const found = await noticesFor(due.events, together.who)
  const last = found.at(-1)?.notice
  if (!last) {
    count('NoticesDropped', due.events.length)
    return saveToldTogether(together, now)
  }
  const wishes = await wishesOf(last.to)
  const quiet = await quietUntil(last.to, wishes, last.settings, now)
  if (quiet > now) return void (await waitOn(together, quiet))
  const wanted = found.map(({ notice }) => notice).filter((notice) => wishFor(wishes, notice) !== 'off')
  const message = asOne(wanted)
  const occasion: Occasion = { event: together.of, who: together.who, at: due.dueAt, tries }
  const isOver = !message || (await sentTogether(occasion, due, () => deliver(occasion, message, wishes)))
  if (isOver) await saveToldTogether(together, Date.now())
}

/**
 * Whether it is over with what was to be told together: sent, or not to be sent, or never to be taken by SES: then each
 * of its events is put aside by itself. Else it is tried again.
 */
export async function sentTogether(occasion: Occasion, { events }: Due, send: () => Promise<string>): Promise<boolean> {
  try {
    await send()
    return true
  } catch (fault) {
    if (!isForGood(fault)) {
      await afterRefusal(fault, occasion)
      return false
    }
    for (const event of events) await afterRefusal(fault, { event, who: occasion.who })
    return true
  }
}

/** What is left to be told of each event to somebody, by the tickets as they are now, with the event. */
export async function noticesFor(
  events: readonly string[],
  who: string,
): Promise<{ notice: Notice; event: Envelope }[]> {
  const found = await findTicketEvents(events)
  const theirs = await Promise.all(
    found.map(async ({ type, event }) => {
      const notice = (await noticesOf(type, event)).find(({ to }) => to.person === who)
      return notice ? [{ notice, event }] : []
    }),
  )
  return theirs.flat()
}

const isMove = ({ kind }: Single) => kind === 'moved' || kind === 'movedForCustomer'

/** Several notices of one ticket as one message: of the moves, where it has come to in the end. */
function asOne(notices: readonly Notice[]): Message | undefined {
  const lastMove = notices.findLast(isMove)
  const told = notices.filter((one) => !isMove(one) || one === lastMove)
  const [first] = told
  if (!first || told.length === 1) return first
  const { to, ticket, settings } = first
  const nature = told.some((one) => one.nature === 'reply') ? { nature: 'reply' as const } : {}
  const parts = told.map(({ kind, said }) => ({ kind, said }) as Single)
  return { to, ticket, settings, ...nature, kind: 'gathered', said: { parts } }
}
