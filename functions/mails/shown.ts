import type { Incoming } from '../../domain/mail/incoming.ts'
import type { Ticket } from '../../domain/ticket.ts'
import type { Mail, MailOut as ShownOut, WholeMail } from '../../schemas/mail.ts'
import { readRaw } from '../platform/mail/intake.ts'
import { filledLetter, withoutLinks } from '../platform/mail/kept-letter.ts'
import { layOut } from '../platform/mail/layout.ts'
import { parse } from '../platform/mail/parse.ts'
import { withFiles } from '../platform/mail/pictures.ts'
import { withoutQuotedLinks } from '../platform/mail/quoted-links.ts'
import { safeToShow } from '../platform/mail/safe.ts'
import { oneLine } from '../platform/markup/characters.ts'
import { loadRoom } from '../platform/table/attachments.ts'
import type { KeptMail, MailIn, MailOut } from '../platform/table/mails.ts'
import { attachmentIds } from '../platform/tickets/filing.ts'

/** A mail as the API shows it: where it lies and how it is kept is nobody's matter. */
export function shown(mail: KeptMail): Mail {
  if (mail.direction === 'in') {
    const { objectKey: _, ...rest } = mail
    return rest as Mail
  }
  return shownOut(mail)
}

export function shownOut({ content: _, ...mail }: MailOut): ShownOut {
  return mail as ShownOut
}

/** Longer texts are nothing that anybody reads on a page, and an answer of the API has at most 6 MB. */
const mostText = 512 * 1024

/** A mail that came in, read anew from how it came: as far as that is kept, and can be read. */
export async function wholeIn(mail: MailIn): Promise<WholeMail> {
  const raw = await readRaw(mail.objectKey)
  const whole = { ...(shown(mail) as Extract<Mail, { direction: 'in' }>), isKept: raw !== undefined }
  if (!raw) return whole
  const read = await parse(raw)
  const { to, cc, headers } = read
  const told = { ...whole, to: [...to], cc: [...cc], headers: telling(headers) }
  return 'unreadable' in read ? told : { ...told, ...(await wordsOf(mail, read)) }
}

async function wordsOf({ ticket, id }: MailIn, { text, html, parts }: Incoming) {
  // Whether the comment was for staff alone, its files say.
  const ids = [attachmentIds(id, parts, false), attachmentIds(id, parts, true)]
  const { known } = await loadRoom(ticket, [...new Set(ids.flat())])
  const files = parts.map((_, at) => ids.map((named) => named[at] ?? '').find((one) => known.has(one)) ?? '')
  const page =
    html === undefined ? undefined : safeToShow(withFiles(withoutQuotedLinks(html.slice(0, mostText)), parts, files))
  return {
    text: withoutQuotedLinks(text.slice(0, mostText)).toWellFormed(),
    ...(page !== undefined && { html: page }),
    ...((text.length > mostText || (html?.length ?? 0) > mostText) && { isCut: true as const }),
    attachments: [...new Set(files.filter(Boolean))],
  }
}

/** A mail that went out, as its reader got it; the words of others as they are now. */
export async function wholeOut(mail: MailOut, ticket: Ticket): Promise<WholeMail> {
  const whole = shown(mail) as Extract<Mail, { direction: 'out' }>
  const { content, language = 'en' } = mail
  if (!content) return whole
  const letter = withoutLinks((await filledLetter(content.letter, ticket)) ?? content.letter)
  return { ...whole, ...layOut(letter, { language, more: '' }) }
}

const mostHeaders = 100
const tellingHeaders = new Set([
  ...['return-path', 'received', 'from', 'sender', 'reply-to', 'to', 'cc', 'delivered-to', 'x-original-to', 'date'],
  ...['subject', 'message-id', 'in-reply-to', 'references', 'auto-submitted', 'precedence', 'x-auto-response-suppress'],
  ...['x-loop', 'list-id', 'list-unsubscribe', 'authentication-results', 'received-spf', 'x-ses-spam-verdict'],
  ...['x-ses-virus-verdict', 'dkim-signature', 'user-agent', 'x-mailer', 'content-type', 'content-language'],
])

const telling = (headers: Incoming['headers']) =>
  headers
    .filter(({ key }) => tellingHeaders.has(key))
    .slice(0, mostHeaders)
    .map(({ key: name, value }) => ({ name, value: oneLine(value, 998) }))
