import { createHash } from 'node:crypto'
import { untagged } from '../../../domain/mail/addressee.ts'
import { type Cut, cut } from '../../../domain/mail/cut.ts'
import type { Incoming, Mailbox, Verdicts } from '../../../domain/mail/incoming.ts'
import { type KindFound, kindOf, type Ours } from '../../../domain/mail/kind.ts'
import { type Trust, trustOf } from '../../../domain/mail/thread.ts'
import { verdictsOf } from '../../../domain/mail/verdicts.ts'
import type { Settings } from '../../../schemas/settings.ts'
import { parse } from './parse.ts'
import { withoutQuotedLinks } from './quoted-links.ts'
import { readMessageId, type Secrets } from './tokens.ts'

/** What a raw message says, before anybody asks whose it is and where it belongs. */
export interface Reading {
  mail: Incoming
  /** Why it was not taken apart: of the mail there are only the headers then. */
  unreadable?: string
  verdicts: Verdicts
  /** How far the address that it is from can be believed. */
  trust: Trust
  found: KindFound
  words: Cut
  /** Who wrote it; nobody where it does not say. Of a form on a web site, who filled it in. */
  author?: Mailbox
  /** By what it is the same as another of the same Message-ID. */
  content: string
}

/** By what a mail of ours is known: every address that the desk receives at or writes from. */
export function oursOf(settings: Settings, mailFrom: string, secrets: Secrets): Ours {
  const brands = Object.values(settings.brands).map((brand) => brand.mailFrom)
  const addresses = [mailFrom, settings.mailFrom, ...brands, ...Object.keys(settings.mail.addresses)]
  return {
    addresses: [...new Set(addresses.flatMap((one) => (one ? [untagged(one.toLowerCase())] : [])))],
    isOurId: (id) => readMessageId(secrets, id) !== undefined,
  }
}

/** Takes a raw message apart and says what sent it. Never throws. */
export async function readMail(raw: Uint8Array, ours: Ours): Promise<Reading> {
  const taken = await parse(raw)
  const mail: Incoming = 'unreadable' in taken ? { ...taken, text: '', parts: [] } : withoutLinks(taken)
  // Whoever writes in the name of several, the servers vouch for one of them at most.
  const verdicts = verdictsOf(mail.headers, mail.problems.includes('several-from') ? undefined : mail.from)
  const { author, isForm } = authorOf(mail, ours)
  return {
    mail,
    ...('unreadable' in taken && { unreadable: taken.unreadable }),
    verdicts,
    trust: isForm ? throughForm(trustOf(verdicts)) : trustOf(verdicts),
    found: kindOf(mail, ours),
    words: cut(mail.text, mail.html, mail.subject),
    ...(author && { author }),
    content: 'unreadable' in taken ? hashOf(raw) : contentOf(mail),
  }
}

/** What the servers vouch for is the site that a form is on, not who filled it in; without that, anybody may write as anybody. */
const throughForm = (site: Trust): Trust => (site === 'good' ? 'unknown' : 'failed')

const withoutLinks = (mail: Incoming): Incoming => ({
  ...mail,
  text: withoutQuotedLinks(mail.text),
  ...(mail.html !== undefined && { html: withoutQuotedLinks(mail.html) }),
})

function authorOf({ from, sender, replyTo }: Incoming, { addresses }: Ours): { author?: Mailbox; isForm: boolean } {
  const isOurs = ({ address }: Mailbox) => addresses.includes(untagged(address.toLowerCase()))
  const writer = from ?? sender
  const other = replyTo.find((one) => !isOurs(one))
  if (writer && isOurs(writer) && other) return { author: other, isForm: true }
  return { ...(writer && { author: writer }), isForm: false }
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** What its author has sent: servers on the way add headers, so that two copies of it differ. */
function contentOf({ from, subject, date, text, html, parts }: Incoming): string {
  const hash = createHash('sha256')
  for (const said of [from?.address, subject, date, text, html]) hash.update(`${said?.length ?? -1}\n${said ?? ''}\n`)
  for (const { filename, content } of parts) hash.update(`${filename}\n${content.length}\n`).update(content)
  return hash.digest('hex')
}
