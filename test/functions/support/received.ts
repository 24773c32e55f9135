import { domainOf } from '../../../functions/platform/mail/addresses.ts'

type Check = 'pass' | 'fail' | 'none'

/** What SES finds out about a message that it receives. */
export interface Checks {
  spf?: Check
  dkim?: Check
  dmarc?: Check
  spam?: 'PASS' | 'FAIL' | 'GRAY'
  virus?: 'PASS' | 'FAIL'
}

/** A mail as somebody's program, or machine, writes it. */
export interface Written {
  from: string
  /** The name before the address. */
  name?: string
  to: string
  subject?: string
  body?: string
  messageId?: string
  inReplyTo?: string
  references?: readonly string[]
  /** Others, one a line, as they are to stand there. */
  headers?: readonly string[]
  /** Of the body; `text/plain` where nothing is said. */
  type?: string
}

let count = 0
/** No two mails of a run have the same. */
export const freshId = (domain = 'mx.acme.example') => `${(count++).toString(36)}.${Date.now().toString(36)}@${domain}`

const ids = (all: readonly string[]) => all.map((id) => `<${id}>`).join(' ')

/** The message as it leaves its sender. */
export function written(mail: Written): string {
  const { from, name, to, subject = 'The printer is offline', body = 'It blinks red.', inReplyTo, references } = mail
  const lines = [
    `From: ${name ? `${name} <${from}>` : from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${mail.messageId ?? freshId(domainOf(from) || undefined)}>`,
    ...(inReplyTo ? [`In-Reply-To: <${inReplyTo}>`] : []),
    ...(references?.length ? [`References: ${ids(references)}`] : []),
    ...(mail.headers ?? []),
    'MIME-Version: 1.0',
    `Content-Type: ${mail.type ?? 'text/plain; charset=utf-8'}`,
    'Content-Transfer-Encoding: 8bit',
    '',
    body.replace(/\r?\n/g, '\r\n'),
  ]
  return lines.join('\r\n')
}

/** The message as it lies in the bucket: with what SES writes above it. Whoever sends may say what they like below that. */
export function received(message: string | Buffer, to: string, returnPath: string, checks: Checks = {}): Buffer {
  const raw = Buffer.from(message as string)
  const from = /^From:.*?([^\s<>"]+@[^\s<>"]+?)>?\s*$/im.exec(raw.toString('latin1'))?.[1] ?? returnPath
  const domain = domainOf(from) || 'nobody.example'
  const { spf = returnPath ? 'pass' : 'none', dkim = 'pass', dmarc = 'pass', spam = 'PASS', virus = 'PASS' } = checks
  const said = `${spf} (spfCheck: domain of ${domain}) client-ip=198.51.100.25; envelope-from=${returnPath || `postmaster@mx.${domain}`}; helo=mx.${domain};`
  const top = [
    `Return-Path: <${returnPath}>`,
    `Received: from mx.${domain} (mx.${domain} [198.51.100.25])`,
    ' by inbound-smtp.us-east-1.amazonaws.com with SMTP id 4kq0c5p1m8d2b7v9t3s6n1r0hf2l5g8j7a4e9o01',
    ` for ${to};`,
    ` ${new Date().toUTCString().replace('GMT', '+0000 (UTC)')}`,
    `X-SES-Spam-Verdict: ${spam}`,
    `X-SES-Virus-Verdict: ${virus}`,
    `Received-SPF: ${said}`,
    'Authentication-Results: amazonses.com;',
    ` spf=${said}`,
    ` dkim=${dkim} header.i=@${domain};`,
    ` dmarc=${dmarc} header.from=${domain};`,
    'X-SES-RECEIPT: AEFBQUFBQUFBQUFHQ3VmVzJ5b0lQd0E9PQ==',
    '',
  ]
  return Buffer.concat([Buffer.from(top.join('\r\n')), raw])
}

/** Somebody's mail as it lies in the bucket. */
export const receivedFrom = (mail: Written, checks?: Checks, returnPath = mail.from): Buffer =>
  received(written(mail), mail.to, returnPath, checks)
