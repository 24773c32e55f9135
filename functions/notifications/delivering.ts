import { afterStaffWrote, isCounted } from '../../domain/mail/limits.ts'
import { fromMs } from '../../domain/time.ts'
import type { Preferences } from '../../schemas/notification-preferences.ts'
import type { Settings } from '../../schemas/settings.ts'
import type { Instant } from '../../schemas/time.ts'
import { languageOf } from '../platform/mail/letter.ts'
import { trackLink, unsubscribeLink } from '../platform/mail/links.ts'
import {
  type Correspondent,
  changeCorrespondent,
  forgetCompany,
  loadCorrespondent,
} from '../platform/table/correspondents.ts'
import { count } from '../platform/telemetry.ts'
import { refusalOf } from './allowed.ts'
import { letterOf } from './letters.ts'
import { noteUnsent, type Outgoing, sendMail } from './mail.ts'
import type { Message } from './notice.ts'
import { isOptional, partsOf } from './optional.ts'
import type { Recipient } from './recipients.ts'
import type { Telling } from './tellings.ts'

/** By what it is remembered that somebody was told, and when it happened: the same however often it is tried. */
export interface Occasion {
  event: string
  who: string
  at: Instant
  /** How often it was tried before. */
  tries?: number | undefined
}

/** What is said to somebody: about a ticket, or of many (a digest). */
type Saying = Pick<Message, 'to' | 'settings' | 'nature'> & Telling & { ticket?: Message['ticket'] }

/**
 * Sends somebody a mail, unless their address is not to be written to: then why not. Either stands on the ticket. Throws where
 * the mail could not be sent.
 */
export async function deliver(occasion: Occasion, saying: Saying, wishes: Preferences): Promise<'sent' | string> {
  const { to, nature = 'automatic' } = saying
  const { event, who } = occasion
  const now = Date.now()
  const known = await loadCorrespondent(to.address)
  const because = await refusalOf({ event, who, ...partsOf(saying), nature, isStaff: to.isStaff }, known, now)
  const outgoing = await outgoingOf(occasion, saying, wishes, now)
  if (because) {
    await noteUnsent(outgoing, because)
    count('MailsNotSent')
    return because
  }
  await sendMail(outgoing)
  count('MailsSent')
  if (nature === 'reply') await noteStaffWrote(known)
  // Who resolves for people of a company is there for them, whether they write or not.
  else if (partsOf(saying).kinds.includes('resolved') && isCounted(known)) await forgetCompany(known.address)
  return 'sent'
}

/** From then on they talk with a person: what a machine of theirs may have done before is forgotten. */
async function noteStaffWrote(known: Correspondent): Promise<void> {
  if (!isCounted(known)) return
  await changeCorrespondent(known.address, (one) => (isCounted(one) ? { ...one, ...afterStaffWrote(one) } : undefined))
  await forgetCompany(known.address)
}

async function outgoingOf(
  { event, who, at }: Occasion,
  saying: Saying,
  wishes: Preferences,
  ms: number,
): Promise<Outgoing> {
  const { to, settings, ticket, nature = 'automatic' } = saying
  const language = languageOf([wishes.language, to.language], settings.language)
  const now = fromMs(ms)
  const letter = letterOf(saying, {
    language,
    timeZone: zoneFor(to, wishes, settings),
    ...(ticket && { number: ticket.number }),
    ...(ticket && to.isKnown && { title: ticket.title }),
    ...(ticket && !to.isStaff && { track: await trackLink(ticket, to.person, now) }),
    ...(ticket && { answersGoOut: answersOf(to, settings) }),
  })
  const number = ticket?.number ?? ''
  const leave = { number, person: to.person, address: to.address }
  return {
    key: `${event}#${who}`,
    at,
    event,
    ...(ticket && { ticket: number }),
    notice: saying.kind,
    to: { person: who, address: to.address, name: to.name, isStaff: to.isStaff },
    brand: ticket?.brand ?? 'main',
    settings,
    language,
    letter,
    nature,
    ...(isOptional(partsOf(saying)) && { unsubscribe: await unsubscribeLink(leave, now) }),
  }
}

/** What a mailbox of several people answers is nobody's public reply. */
const answersOf = ({ isStaff, person }: Recipient, { mail }: Settings) =>
  isStaff && mail.staffReplies && person.startsWith('per_')
    ? { command: mail.commands ? '#internal' : undefined }
    : undefined

/** Staff may live elsewhere; customers are told in the desk's. */
const zoneFor = ({ isStaff }: Recipient, { timeZone }: Preferences, settings: Settings): string =>
  (isStaff && timeZone) || settings.timeZone
