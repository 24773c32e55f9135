import { createTransport, type SendMailOptions } from 'nodemailer'
import { domainOf } from '../../functions/platform/mail/addresses.ts'
import type { SentMail } from '../../infra/local/mail/outbox.ts'
import type { Outputs } from '../../infra/local/outputs.ts'
import { eventually } from './eventually.ts'

/** Somebody with a mail program, at an address of theirs. */
export interface Mailbox {
  address: string
  /** Sends a mail; the id under which the desk's server has taken it. `host`: how theirs calls itself (docs/local-run.md). */
  write(mail: SendMailOptions, host?: string): Promise<string>
  /** Answers a mail of the desk's as programs do: to where it asks to be answered, with its ids, and quoting it. */
  answer(mail: SentMail, text: string, more?: SendMailOptions, host?: string): Promise<string>
  /** What they have got about something, oldest first. */
  inbox(about?: string): Promise<SentMail[]>
  /** Waits for the so-manieth mail about something. */
  gets(what: string, about: string, nth?: number): Promise<SentMail>
}

const support = 'desk@desk.example'

/** A mail's header, by its name in lower case. */
export const headerOf = ({ headers }: SentMail, name: string): string | undefined =>
  headers.find(({ key }) => key === name)?.value

export function mailboxOf({ smtpPort, outboxUrl }: Outputs, address: string): Mailbox {
  const write: Mailbox['write'] = async (mail, name = `mx.${domainOf(address)}`) => {
    const transport = createTransport({ host: '127.0.0.1', port: smtpPort, name, ignoreTLS: true })
    const { response } = await transport.sendMail({ from: address, to: support, ...mail })
    return String(response.split(' ').at(-1))
  }
  const inbox: Mailbox['inbox'] = async (about = '') => {
    const query = new URLSearchParams({ to: address, about, limit: '1000' })
    const { mails } = (await (await fetch(`${outboxUrl}/mails.json?${query}`)).json()) as { mails: SentMail[] }
    return mails.toReversed()
  }
  return {
    address,
    write,
    inbox,
    answer: (mail, text, more = {}, host) => {
      const quoted = mail.text.replace(/^/gm, '> ')
      const to = (mail.replyTo[0] ?? mail.from).address
      const words = `${text}\n\nOn Mon, Nov 16, 2026 at 9:41 AM ${mail.from.name ?? 'Desk'} <${mail.from.address}> wrote:\n\n${quoted}`
      const subject = mail.subject.startsWith('Re: ') ? mail.subject : `Re: ${mail.subject}`
      const references = [...mail.references, mail.messageId].map((id) => `<${id}>`)
      return write({ to, subject, text: words, inReplyTo: `<${mail.messageId}>`, references, ...more }, host)
    },
    gets: (what, about, nth = 1) => eventually(what, async () => (await inbox(about))[nth - 1]),
  }
}
