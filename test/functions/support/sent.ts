import type { SendEmailCommandInput } from '@aws-sdk/client-sesv2'
import type { Incoming } from '../../../domain/mail/incoming.ts'
import { parse } from '../../../functions/platform/mail/parse.ts'

/** A mail that SES was given, as its reader's program takes it apart. */
export interface Sent extends Incoming {
  /** Whom SES was told to give it to. */
  recipient: string
  /** A header by its name in lower case. */
  header(name: string): string | undefined
  raw: string
}

/** The mails that SES was given, in their order. */
export const sentMails = (desk: { mails: readonly SendEmailCommandInput[] }): Promise<Sent[]> =>
  Promise.all(desk.mails.map(read))

async function read({ Destination, Content }: SendEmailCommandInput): Promise<Sent> {
  const raw = Content?.Raw?.Data
  if (!raw) throw new Error('SES was given a mail that is not raw')
  const mail = await parse(raw)
  if ('unreadable' in mail) throw new Error(`A mail of ours is unreadable: ${mail.unreadable}`)
  return {
    ...mail,
    recipient: Destination?.ToAddresses?.[0] ?? '',
    header: (name) => mail.headers.find(({ key }) => key === name)?.value,
    raw: Buffer.from(raw).toString(),
  }
}

/** The same, read by the little that our own mails need: in a test that waits for nothing. */
export interface SentLetter {
  to: string
  subject: string
  text: string
}

export const sentLetters = (desk: { mails: readonly SendEmailCommandInput[] }): SentLetter[] =>
  desk.mails.map(({ Destination, Content }) => {
    const raw = Buffer.from(Content?.Raw?.Data ?? '').toString()
    const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n /g, ' ')
    return {
      to: Destination?.ToAddresses?.[0] ?? '',
      subject: unencoded(/^Subject: (.*)$/m.exec(head)?.[1] ?? ''),
      text: textIn(raw),
    }
  })

const unencoded = (value: string): string =>
  value
    .replace(/\?= =\?/g, '?==?')
    .replace(/=\?UTF-8\?B\?(.*?)\?=/g, (_, words: string) => Buffer.from(words, 'base64').toString())

function textIn(raw: string): string {
  const [, head = '', body = ''] = /\r\n(Content-Type: text\/plain.*?)\r\n\r\n(.*?)\r\n--=_/s.exec(raw) ?? []
  const bytes = head.includes('base64')
    ? Buffer.from(body, 'base64')
    : Buffer.from(
        body
          .replace(/=\r\n/g, '')
          .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        'latin1',
      )
  return bytes.toString().replace(/\r\n/g, '\n')
}
