import { createTransport } from 'nodemailer'
import type { SentMail } from './outbox.ts'
import { rememberedOffice } from './process.ts'

/** What somebody writes to the desk, as their mail program would send it. */
export interface Written {
  from: string
  to: string
  subject: string
  text: string
  html?: string | undefined
  inReplyTo?: string
  references?: readonly string[]
  files?: readonly { filename: string; content: Buffer; contentType?: string }[]
  /** Out of office: says that a machine wrote it, and has no return path (RFC 3834). */
  automatic?: boolean | undefined
  /** What SES shall find out, see `checksOf`: `forged`, `unsigned`, `spam`, `virus`. */
  checks?: readonly string[]
}

/** The words that the EHLO name may hold. */
export const checkWords = ['forged', 'unsigned', 'spam', 'virus'] as const

const bare = (mailbox: string) => /<([^<>]+)>\s*$/.exec(mailbox)?.[1] ?? mailbox.trim()

/** Sends it through the SMTP port; gives the id under which the message lies in the bucket. What the port refuses, throws. */
export async function send({ automatic, checks = [], ...mail }: Written): Promise<{ id: string; messageId: string }> {
  const port = rememberedOffice()?.smtpPort
  const name = [...checks, 'outbox', 'localhost'].join('.')
  const transport = createTransport({ host: '127.0.0.1', port, name, secure: false, ignoreTLS: true })
  const { inReplyTo, references = [], files = [], html, ...words } = mail
  const { response, messageId } = await transport.sendMail({
    ...words,
    ...(html && { html }),
    ...(inReplyTo && { inReplyTo: `<${inReplyTo}>`, references: references.map((id) => `<${id}>`) }),
    ...(automatic && { headers: { 'Auto-Submitted': 'auto-replied', Precedence: 'auto_reply' } }),
    attachments: [...files],
    envelope: { from: automatic ? '' : bare(mail.from), to: bare(mail.to) },
  })
  return { id: response.split(' ').at(-1) ?? '', messageId }
}

/** An answer to a mail as its recipient's program would begin it (RFC 5322, 3.6.4), with what is answered below. */
export function answerTo(mail: SentMail, said: { text: string; from?: string | undefined; quotes?: boolean }): Written {
  const { recipients, replyTo, from, subject, messageId, references, at, text } = mail
  const [to = from] = replyTo
  const quoted = `${from.name ?? from.address} wrote on ${at.slice(0, 16).replace('T', ' ')}:\n${text.trim().replace(/^/gm, '> ')}`
  return {
    from: said.from ?? recipients[0] ?? '',
    to: to.address,
    subject: /^re:/i.test(subject) ? subject : `Re: ${subject}`,
    text: said.quotes === false ? said.text : `${said.text}\n\n${quoted}\n`,
    inReplyTo: messageId,
    references: [...references, messageId],
  }
}

/** Where a mail program posts to when its user wants no more such mail (RFC 8058); undefined where a mail offers no such way. */
export function unsubscribeUrl({ headers }: Pick<SentMail, 'headers'>): string | undefined {
  const value = (key: string) => headers.find((header) => header.key === key)?.value ?? ''
  if (!/^list-unsubscribe=one-click$/i.test(value('list-unsubscribe-post').trim())) return undefined
  return /<(https?:[^<>]+)>/i.exec(value('list-unsubscribe'))?.[1]
}

/** Does what a mail program does at that; gives the status of the answer. */
export async function unsubscribe(url: string): Promise<number> {
  const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })
  return (await fetch(url, { method: 'POST', body, redirect: 'manual' })).status
}
