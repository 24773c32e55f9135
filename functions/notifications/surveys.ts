import { fromMs, plus, targetMs, toMs } from '../../domain/time.ts'
import type { Envelope } from '../../events/envelope.ts'
import { scores } from '../../schemas/survey.ts'
import type { Instant } from '../../schemas/time.ts'
import { surveyLinks } from '../platform/mail/links.ts'
import { forgetNotice, letWait } from '../platform/table/notices.ts'
import { deskSettings } from '../platform/table/settings.ts'
import { loadTicket } from '../platform/table/tickets.ts'
import { count } from '../platform/telemetry.ts'
import { type Notice, notice } from './notice.ts'
import { requesterOf } from './recipients.ts'
import { tell } from './telling.ts'

/** What stands for an event where somebody is asked how it was: of a ticket there is one. */
const surveyOf = (number: string) => `survey.${number}`

/** Asks who opened a ticket how it was, once for each ticket: when it closes, or so long after as the settings say. */
export async function askHowItWas({ subject, occurredAt, data }: Envelope): Promise<void> {
  if (data.to !== 'closed') return
  const found = await surveyNow(subject.id)
  if (!found) return
  const { after } = found.settings.mail.survey
  const until = toMs(plus(occurredAt, after ? targetMs(after) : 0))
  const now = Date.now()
  if (until <= now) return tell(occasionOf(found, occurredAt), found)
  if ((await letWait(surveyOf(subject.id), found.to.person, until, now)) === 'waiting') count('NoticesWaiting')
}

/** Asks now, where the ticket is closed still. Else whoever closes it again is the first to have it asked. */
export async function askNow(number: string, who: string, tries?: number): Promise<void> {
  const found = await surveyNow(number)
  if (found?.to.person === who) {
    return tell({ ...occasionOf(found, found.ticket.closedAt ?? fromMs(Date.now())), tries }, found)
  }
  await forgetNotice(surveyOf(number), who)
  count('NoticesDropped')
}

const occasionOf = ({ ticket, to }: Notice, at: Instant) => ({ event: surveyOf(ticket.number), who: to.person, at })

async function surveyNow(number: string): Promise<Notice | undefined> {
  const { loaded } = await loadTicket(number)
  if (!loaded || loaded.ticket.archivedAt || loaded.ticket.status !== 'closed') return undefined
  const { ticket } = loaded
  const settings = await deskSettings(ticket.brand)
  if (!settings.mail.survey.ask) return undefined
  const to = await requesterOf(ticket)
  if (!to) return undefined
  const links = await surveyLinks(ticket, to.person, fromMs(Date.now()))
  return notice({ ticket, settings }, to, 'survey', { scores: scores.map((score) => links[score]) })[0]
}
