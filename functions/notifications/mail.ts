import { createHash } from 'node:crypto'
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2'
import { encodeTime } from 'ulid'
import type { MailLanguage } from '../../schemas/mail-settings.ts'
import type { Settings } from '../../schemas/settings.ts'
import type { Instant } from '../../schemas/time.ts'
import { domainOf } from '../platform/mail/addresses.ts'
import { compose, type Message, mailable } from '../platform/mail/compose.ts'
import { keptLetter } from '../platform/mail/kept-letter.ts'
import { layOut } from '../platform/mail/layout.ts'
import type { Letter } from '../platform/mail/letter.ts'
import { NotTaken } from '../platform/mail/refusals.ts'
import { sesMessageId } from '../platform/mail/ses-message-id.ts'
import { patience } from '../platform/patience.ts'
import {
  changeMail,
  type MailContent,
  type MailOut,
  mailChange,
  type Nature,
  saveMail,
} from '../platform/table/mails.ts'
import { messagePut, saveMessage } from '../platform/table/messages.ts'
import { transact } from '../platform/table/transaction.ts'
import { logger } from '../platform/telemetry.ts'
import { frameOf } from './frame.ts'
import { markersOf, senderOf, threadOf } from './heading.ts'
import type { NoticeKind } from './tellings.ts'

/** A mail that is to go out. */
export interface Outgoing {
  /** What makes it one: an event and its reader. The mail's id follows from it, so that whoever comes again sends the same mail. */
  key: string
  /** When that happened. */
  at: Instant
  event?: string
  /** Absent: of no ticket (a digest). Nothing is recorded of it then, and it is not answered. */
  ticket?: string
  notice: NoticeKind
  to: { person: string; address: string; name?: string | undefined; isStaff: boolean }
  brand: string
  /** The brand's. */
  settings: Settings
  language: MailLanguage
  letter: Letter
  nature: Nature
  /** Where its reader gets no more of the kind, with one click. */
  unsubscribe?: string | undefined
}

const ses = new SESv2Client({ requestHandler: patience })

/**
 * Sends a mail and writes down what became of it: first that it is being sent, then that it was, so that one that is lost in
 * between is seen. One that is known to have gone does not go again. Throws, once that is written down, where SES does not take it.
 */
export async function sendMail(outgoing: Outgoing): Promise<MailOut | undefined> {
  const mail = mailOf(outgoing, 'sending')
  if (!mail) {
    const message = ofNoTicket(outgoing)
    if (message) await post(message, undefined)
    return undefined
  }
  const begun = await beginning(mail)
  return begun.state === 'sending' ? sendKept(begun, outgoing.letter, outgoing.settings) : begun
}

/** Writes down that a mail was not sent, since its address must not be written to, and why. */
export async function noteUnsent(outgoing: Outgoing, because: string): Promise<void> {
  const mail = mailOf(outgoing, 'suppressed')
  if (mail) await saveMail({ ...mail, diagnostic: because })
}

/** Sends a mail that is written down as being sent; `letter`: with the words of others in it. */
export async function sendKept(mail: MailOut, letter: Letter, settings: Settings): Promise<MailOut> {
  const { ticket, content, language = 'en' } = mail
  if (!content) throw new Error(`${mail.id} has nothing to say`)
  const address = mailable(mail.to)
  // Nor will it ever: SES has no SMTPUTF8.
  if (!address) return became(mail, { state: 'failed', diagnostic: 'address-not-in-ascii' })
  const sender = senderOf(settings, content.brand)
  const place = await threadOf(ticket, mail.id.slice('mal_'.length).toLowerCase(), sender, content.isAnswerable)
  const message = { ...wire(content, letter, language, settings, sender, address), ...place }
  const sesId = await post(message, mail).catch(async (fault: Error) => {
    // Whether it could be written down or not, the fault is what matters.
    await became(mail, { state: 'failed', diagnostic: fault.name }).catch((other) =>
      logger.warn('That a mail has failed could not be written down', { mail: mail.id, other }),
    )
    throw fault
  })
  return went(mail, { messageId: place.messageId, sesId })
}

/** Writes down that a mail has gone, and by which ids answers and outcomes name it. */
async function went(mail: MailOut, ids: { messageId: string; sesId: string }): Promise<MailOut> {
  const sent: MailOut = { ...mail, ...ids, state: 'sent', stateAt: new Date().toISOString() }
  const known = { ticket: mail.ticket, mail: mail.id }
  const message = sesMessageId(ids.sesId)
  const outcome = await transact([mailChange(mail, sent), messagePut(message, known)])
  if (outcome.is === 'committed') return { ...sent, version: mail.version + 1 }
  // SES has told of it meanwhile.
  await saveMessage(message, known)
  return became(mail, { ...ids, state: 'sent' })
}

/** The same for the same key, and sorted by when it happened: right behind the mail by which that came in. */
function mailIdFor(key: string, at: Instant): string {
  const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  const hash = createHash('sha256').update(key).digest()
  return `mal_${encodeTime(Date.parse(at) + 1, 10)}${Array.from({ length: 16 }, (_, place) => digits[(hash[place] ?? 0) % 32]).join('')}`
}

function mailOf(outgoing: Outgoing, state: 'sending' | 'suppressed'): MailOut | undefined {
  const { key, at, event, ticket, notice, to, language, letter } = outgoing
  if (!ticket) return undefined
  return {
    id: mailIdFor(key, at),
    ticket,
    direction: 'out',
    at: new Date().toISOString(),
    state,
    subject: letter.subject,
    to: to.address,
    person: to.person,
    notice,
    language,
    content: contentOf(outgoing),
    version: 1,
    ...(event && { event }),
  }
}

function contentOf({ letter, brand, nature, to, settings, ticket, unsubscribe }: Outgoing): MailContent {
  return {
    letter: keptLetter(letter),
    brand,
    nature,
    isAnswerable: !!ticket && (!to.isStaff || settings.mail.staffReplies),
    ...(to.name && { name: to.name }),
    ...(unsubscribe && { unsubscribe }),
  }
}

/** Written down as being sent; as it is, where it has gone before. */
async function beginning(mail: MailOut): Promise<MailOut> {
  if (await saveMail(mail)) return mail
  const found = await changeMail(mail.ticket, mail.id, (known) => (isUnsent(known as MailOut) ? mail : undefined))
  return (found ?? mail) as MailOut
}

/** One that failed and was sent again by hand since does not go by itself any more. */
const isUnsent = ({ state, resentAs }: MailOut): boolean => state === 'sending' || (state === 'failed' && !resentAs)

/** What became of it as far as we know; what SES has told of it meanwhile goes before. */
async function became(mail: MailOut, { state, ...said }: Partial<MailOut> & Pick<MailOut, 'state'>): Promise<MailOut> {
  const stateAt = new Date().toISOString()
  const changed = await changeMail(mail.ticket, mail.id, (known) => {
    if (known.state === 'sending' || known.state === 'failed') return { ...known, ...said, state, stateAt } as MailOut
    return state === 'failed' ? undefined : ({ ...known, ...said } as MailOut)
  })
  return (changed ?? mail) as MailOut
}

type Sender = ReturnType<typeof senderOf>

/** Everything of a message but its place in a thread. */
function wire(
  content: MailContent,
  letter: Letter,
  language: MailLanguage,
  settings: Settings,
  from: Sender,
  to: string,
) {
  const { name } = content
  return {
    from,
    to: { address: to, ...(name && { name }) },
    subject: letter.subject,
    date: new Date(),
    language,
    headers: markersOf(content, from.address),
    ...layOut(letter, frameOf(language, { ...content, name: from.name, signature: settings.signature })),
  }
}

/** Nothing where SES would never take its address. */
function ofNoTicket(outgoing: Outgoing): Message | undefined {
  const { settings, brand, to, letter, language, key, at } = outgoing
  const from = senderOf(settings, brand)
  const address = mailable(to.address)
  if (!address) return undefined
  return {
    ...wire(contentOf(outgoing), letter, language, settings, from, address),
    messageId: `${mailIdFor(key, at).toLowerCase()}@${domainOf(from.address)}`,
    references: [],
  }
}

/** Gives a message to SES; what SES calls it. By the tags, what it tells of the mail later says which it was. Throws `NotTaken`. */
async function post(message: Message, mail: MailOut | undefined): Promise<string> {
  const { MAIL_CONFIGURATION_SET } = process.env
  const command = new SendEmailCommand({
    FromEmailAddress: mailable(message.from.address),
    Destination: { ToAddresses: [message.to.address] },
    Content: { Raw: { Data: compose(message) } },
    ...(MAIL_CONFIGURATION_SET && { ConfigurationSetName: MAIL_CONFIGURATION_SET }),
    ...(mail && {
      EmailTags: [
        { Name: 'ticket', Value: mail.ticket },
        { Name: 'mail', Value: mail.id },
      ],
    }),
  })
  const { MessageId = '' } = await ses.send(command).catch((fault: unknown) => {
    throw new NotTaken(fault)
  })
  return MessageId
}
