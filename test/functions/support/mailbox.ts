import './environment.ts'
import { handler } from '../../../functions/email/receive.ts'
import { messageId, replyAddress } from '../../../functions/platform/mail/tokens.ts'
import type { Inbound } from '../../../functions/platform/table/inbound.ts'
import type { MailIn } from '../../../functions/platform/table/mails.ts'
import { type Desk, secret } from './desk.ts'
import { batch, context, failures } from './timers.ts'

const secrets = [secret] as const
export const mailbox = 'support@desk.example'

/** What a message says, beside what every mail program writes. */
export interface Letter {
  from?: string
  to?: string
  cc?: string
  subject?: string
  text?: string
  html?: string
  id?: string | null
  headers?: Record<string, string>
  /** What the receiving server says of it. */
  verdicts?: 'good' | 'failed' | 'unknown'
  spam?: string
  virus?: string
}

let letters = 0
function nextId(): string {
  letters += 1
  return `letter-${letters}@mail.example`
}

/** A raw message, with what SES writes above it. */
export function letter(given: Letter = {}): string {
  const {
    from = 'Somebody <somebody@bakery.example>',
    to = mailbox,
    cc,
    subject = 'The oven is dark',
    verdicts = 'good',
  } = given
  const { text = 'Since this morning.', html, id = nextId() } = given
  const address = /<([^>]*)>/.exec(from)?.[1] ?? from
  const domain = address.split('@')[1] ?? ''
  const [spf, dkim, dmarc] = {
    good: ['pass', 'pass', 'pass'],
    failed: ['fail', 'fail', 'fail'],
    unknown: ['none', 'none', 'none'],
  }[verdicts] as string[]
  const lines = [
    `Return-Path: <${address}>`,
    'Received: from out.example by inbound-smtp.us-east-1.amazonaws.com with SMTP id 1; Sat, 21 Nov 2026 10:00:00 +0000',
    `X-SES-Spam-Verdict: ${given.spam ?? 'PASS'}`,
    `X-SES-Virus-Verdict: ${given.virus ?? 'PASS'}`,
    `Received-SPF: ${spf} (x) client-ip=192.0.2.1; envelope-from=${address}; helo=out.example;`,
    `Authentication-Results: amazonses.com; spf=${spf}; dkim=${dkim} header.i=@${domain}; dmarc=${dmarc} header.from=${domain};`,
    'X-SES-RECEIPT: abc',
    `From: ${from}`,
    `To: ${to}`,
    ...(cc ? [`Cc: ${cc}`] : []),
    `Subject: ${subject}`,
    'Date: Sat, 21 Nov 2026 10:00:00 +0000',
    ...(id === null ? [] : [`Message-ID: <${id}>`]),
    ...Object.entries(given.headers ?? {}).map(([name, value]) => `${name}: ${value}`),
    'MIME-Version: 1.0',
  ]
  const body = html === undefined ? ['Content-Type: text/plain; charset=utf-8', '', text] : alternatives(text, html)
  return [...lines, ...body, ''].join('\r\n')
}

const alternatives = (text: string, html: string) => [
  'Content-Type: multipart/alternative; boundary="between"',
  '',
  '--between',
  'Content-Type: text/plain; charset=utf-8',
  '',
  text,
  '--between',
  'Content-Type: text/html; charset=utf-8',
  '',
  html,
  '--between--',
]

/** Where an answer about a ticket goes, and how a mail of ours about it is called. */
export const answerTo = (number: string) => replyAddress(secrets, mailbox, number)
export const ourId = (number: string, of = '01jd0000000000000000000001') =>
  messageId(secrets, 'desk.example', { number, of })

/** The intake of a desk: what is put there is delivered as the queue does. */
export class Intake {
  readonly #desk: Desk
  #count = 0

  constructor(desk: Desk) {
    this.#desk = desk
  }

  put(raw: string | Uint8Array, named?: string): string {
    this.#count += 1
    const key = named ?? `inbound/raw-${this.#count}`
    this.#desk.store.arrive(key, Buffer.from(raw))
    return key
  }

  /** Gives what lies there to the function; whether it took it. */
  async give(key: string): Promise<boolean> {
    const message = {
      source: 'aws.s3',
      'detail-type': 'Object Created',
      detail: { bucket: { name: 'desk-intake' }, object: { key } },
    }
    return failures(await handler(batch([message]), context)).length === 0
  }

  /** Takes a message in, whose function does not fail. */
  async take(raw: string | Uint8Array): Promise<Inbound> {
    const key = this.put(raw)
    if (!(await this.give(key))) throw new Error(`${key} failed`)
    return this.became(key)
  }

  became(key: string): Inbound {
    return this.#desk.table.find({ pk: `INBOUND#${key}`, sk: 'INBOUND' }) as unknown as Inbound
  }

  /** The mails of a ticket, the oldest first. */
  mailsOf(number: string): MailIn[] {
    return this.#desk.table.filter(
      ({ pk, sk }) => pk === `TICKET#${number}` && String(sk).startsWith('MAIL#'),
    ) as unknown as MailIn[]
  }

  get tickets(): string[] {
    return this.#desk.table.filter(({ sk }) => sk === 'TICKET').map(({ number }) => String(number))
  }

  commentsOf(
    number: string,
  ): { id: string; text: string; internal: boolean; author: { id: string; role: string }; mail?: string }[] {
    return this.#desk.table.filter(
      ({ pk, sk }) => pk === `TICKET#${number}` && String(sk).startsWith('COMMENT#'),
    ) as never
  }
}
