import type { EventData } from '../../events/catalogue.ts'
import type { Envelope } from '../../events/envelope.ts'
import { filledLetter } from '../platform/mail/kept-letter.ts'
import { findTicketEvent } from '../platform/table/events.ts'
import { changeMail, loadMail, type MailOut } from '../platform/table/mails.ts'
import { claimTelling, saveTold } from '../platform/table/notices.ts'
import { deskSettings } from '../platform/table/settings.ts'
import { loadTicket } from '../platform/table/tickets.ts'
import { count } from '../platform/telemetry.ts'
import { sendKept } from './mail.ts'
import { afterRefusal, type Untold } from './refused.ts'

/** Whether what waits is a mail that somebody has sent again: it is remembered by the mail's id, not by a person's. */
export const isAgain = ({ who }: Untold): boolean => who.startsWith('mal_')

/** Sends a mail again, as its event asks: under an id of its own, with the same letter, and the words of others as they are now. */
export const sendAgain = ({ id, subject, data }: Envelope): Promise<void> =>
  again(subject.id, { event: id, who: (data as EventData<'mail.resent'>).as })

/** The same once it has waited. */
export async function sendAgainNow(untold: Untold): Promise<void> {
  const found = await findTicketEvent(untold.event)
  if (found) await again(found.event.subject.id, untold)
}

async function again(ticket: string, untold: Untold): Promise<void> {
  const { event, who: id } = untold
  const mail = await loadMail(ticket, id)
  if (mail?.direction !== 'out' || (mail.state !== 'sending' && mail.state !== 'failed')) return
  const claim = await claimTelling(event, id, Date.now())
  if (claim === 'taken') throw new Error(`${id}: it is being sent at this moment`)
  if (claim !== 'ours') return
  try {
    await sendFilled(mail)
  } catch (fault) {
    return afterRefusal(fault, untold)
  }
  await saveTold(event, id, new Date().toISOString())
  await settle(mail)
}

async function sendFilled(mail: MailOut): Promise<void> {
  const { loaded } = await loadTicket(mail.ticket)
  const { content } = mail
  const letter = loaded && content && (await filledLetter(content.letter, loaded.ticket))
  if (letter) {
    await sendKept(mail, letter, await deskSettings(content.brand))
    count('MailsResent')
    return
  }
  // What it quotes was taken away since it was asked for.
  const stateAt = new Date().toISOString()
  await changeMail(mail.ticket, mail.id, (known) =>
    known.direction === 'out' ? { ...known, state: 'failed', stateAt, diagnostic: 'words-taken-away' } : undefined,
  )
}

/** The mail that it repeats is not sent any more, where that still waited for a person. A window of several events is none. */
async function settle({ ticket, resentOf }: MailOut): Promise<void> {
  const old = resentOf ? await loadMail(ticket, resentOf) : undefined
  if (old?.direction !== 'out' || !old.event?.startsWith('ticket.') || !old.person) return
  await saveTold(old.event, old.person, new Date().toISOString())
}
