import type { MailIn } from '../../schemas/mail.ts'
import { untagged } from './addressee.ts'
import type { Delivery, Incoming } from './incoming.ts'
import * as words from './kind-words.ts'

type Kind = NonNullable<MailIn['kind']>

/** What may come of a message, by what sent it. */
export interface May {
  kind: Kind
  /** How it stands on the ticket that it belongs to: as what its sender says, or noted as something that happened. */
  stands: 'said' | 'noted'
  /** Whether it opens a ticket where it belongs to none. What opens none is kept among what came in. */
  opens: boolean
  /** Whether an automatic answer may follow (RFC 3834, section 2). */
  answered: boolean
}

const machine = { stands: 'noted', answered: false } as const

/** The kinds, and those of them that differ in what they may. */
export const mays = {
  person: { kind: 'person', stands: 'said', opens: true, answered: true },
  /** Somebody who wants, or reads, no automatic answer. */
  unanswered: { kind: 'person', stands: 'said', opens: true, answered: false },
  'auto-reply': { kind: 'auto-reply', ...machine, opens: false },
  /** A machine that speaks of its own accord: monitoring, a scanner, a shop. Somebody has to read it. */
  alert: { kind: 'auto-reply', ...machine, opens: true },
  bounce: { kind: 'bounce', ...machine, opens: false },
  report: { kind: 'report', ...machine, opens: false },
  list: { kind: 'list', ...machine, opens: true },
  desk: { kind: 'desk', ...machine, opens: true },
  /** Another desk's answer to what it takes for a mail of ours. */
  deskReply: { kind: 'desk', ...machine, opens: false },
  /** Our own mail, come back. */
  own: { kind: 'desk', ...machine, opens: false },
} as const satisfies Record<string, May>
type What = keyof typeof mays

interface Failed {
  address: string
  status?: string
  diagnostic?: string
  messageId?: string
}

export interface KindFound {
  kind: Kind
  may: May
  /** The header, or the words, by which it is known. */
  because: string
  /** Whom a mail of ours did not reach: of a bounce, as far as it says. */
  failed?: Failed[]
}

/** By what a mail of ours is known: the addresses that the desk receives at, without tags, and the hash in Message-IDs. */
export interface Ours {
  addresses: readonly string[]
  isOurId: (messageId: string) => boolean
}

type Headers = ReadonlyMap<string, string>
type Judged = { what: What; because: string; failed?: Failed[] } | undefined
type Judge = (mail: Incoming, headers: Headers, ours: Ours) => Judged

/** What sent a message, and what may come of it. The first that is sure decides; words of a subject are asked last. */
export function kindOf(mail: Incoming, ours: Ours): KindFound {
  const headers: Headers = headersOf(mail)
  for (const judge of judges) {
    const found = judge(mail, headers, ours)
    if (found) return { kind: mays[found.what].kind, may: mays[found.what], because: found.because, ...failures(found) }
  }
  return { kind: 'person', may: mays.person, because: 'nothing in it says that a machine sent it' }
}

const failures = ({ failed }: NonNullable<Judged>) => (failed ? { failed } : {})

/** Each header with all its values. */
function headersOf({ headers }: Incoming): Map<string, string> {
  const found = new Map<string, string>()
  for (const { key, value } of headers)
    found.set(key, [found.get(key), value].filter((one) => one !== undefined).join(', '))
  return found
}

const longest = 100
const shown = (header: string, headers: Headers): string => `${header}: ${headers.get(header) ?? ''}`.slice(0, longest)
const value = (headers: Headers, header: string): string => (headers.get(header) ?? '').trim().toLowerCase()
const sender = ({ from, sender: other }: Incoming): string => (from ?? other)?.address.toLowerCase() ?? ''
const subjectOf = ({ subject }: Incoming): string => subject.normalize('NFKC').slice(0, 300).toLowerCase()
const isOurs = (address: string, { addresses }: Ours): boolean => addresses.includes(untagged(address.toLowerCase()))
/** The first word of RFC 3834's header, without what may follow; `no` is what people's programs write. */
const autoSubmitted = (headers: Headers): string => /^[a-z-]+/.exec(value(headers, 'auto-submitted'))?.[0] ?? ''
const answers = ({ inReplyTo, references }: Incoming): boolean => inReplyTo.length > 0 || references.length > 0

/** A mail of ours that came back: forwarded to us, or bounced by what tells nobody. */
const own: Judge = (mail, headers, ours) => {
  if (mail.messageId && ours.isOurId(mail.messageId)) return { what: 'own', because: 'message-id: ours' }
  const loops = value(headers, 'x-loop').split(/[\s,;]+/)
  if (loops.some((address) => isOurs(address, ours))) return { what: 'own', because: shown('x-loop', headers) }
  // A form on a web site writes in our name, and says in Reply-To who filled it in.
  const isForm = mail.replyTo.some(({ address }) => !isOurs(address, ours))
  return isOurs(sender(mail), ours) && !isForm
    ? { what: 'own', because: `from: ${sender(mail)}`.slice(0, longest) }
    : undefined
}

const reported: Judge = (mail, headers) => {
  const type = value(headers, 'content-type')
  const isReport = type.startsWith('multipart/report')
  if (/disposition-notification/.test(type))
    return { what: 'report', because: 'content-type: disposition-notification' }
  if (isReport && /feedback-report/.test(type)) return { what: 'report', because: 'content-type: feedback-report' }
  const { deliveries = [], messageId } = mail.report ?? {}
  const failed = deliveries.filter(({ action }) => action === 'failed').map((delivery) => failedOf(delivery, messageId))
  if (failed.length > 0) return { what: 'bounce', because: 'content-type: delivery-status, failed', failed }
  if (deliveries.length > 0)
    return { what: 'report', because: `content-type: delivery-status, ${deliveries[0]?.action}` }
  return isReport
    ? (fromCarrier(mail, headers) ?? { what: 'report', because: 'content-type: multipart/report' })
    : undefined
}

const failedOf = ({ address, status, diagnostic }: Delivery, messageId: string | undefined): Failed => ({
  address: address.toLowerCase(),
  ...(status && { status }),
  ...(diagnostic && { diagnostic }),
  ...(messageId && { messageId }),
})

const carried: Judge = (mail, headers) => {
  const failed = value(headers, 'x-failed-recipients')
    .split(/[\s,;]+/)
    .filter((address) => address.includes('@'))
  if (failed.length > 0) {
    return {
      what: 'bounce',
      because: shown('x-failed-recipients', headers),
      failed: failed.map((address) => ({ address })),
    }
  }
  const isUnreachable = mail.returnPath === '' || autoSubmitted(headers).startsWith('auto-')
  const isPostmaster =
    words.postmasters.test(sender(mail)) && (isUnreachable || words.bounceSubjects.test(subjectOf(mail)))
  const isCarrier = words.carriers.test(sender(mail)) || isPostmaster
  const saysSo = mail.returnPath === '' && words.bounceSubjects.test(subjectOf(mail))
  return isCarrier || saysSo ? fromCarrier(mail, headers) : undefined
}

/** A bounce in a program's own words: whom it names beside an error is whom it did not reach. */
function fromCarrier(mail: Incoming, headers: Headers): NonNullable<Judged> {
  const because = `from: ${sender(mail) || 'nobody'}, subject: ${mail.subject}`.slice(0, longest)
  if (words.delaySubjects.test(subjectOf(mail))) return { what: 'report', because }
  const isFailure = words.bounceSubjects.test(subjectOf(mail)) || headers.has('x-ms-exchange-message-is-ndr')
  const failed = addressesBesideErrors(mail.text)
  return isFailure || failed.length > 0 ? { what: 'bounce', because, failed } : { what: 'report', because }
}

const mostFailed = 50

/** Addresses with a permanent error (RFC 3463) in the same line or one of the next three, or alone before one (qmail). */
function addressesBesideErrors(text: string): Failed[] {
  const lines = text
    .slice(0, 20_000)
    .split('\n')
    .map((line) => line.slice(0, 500))
  const found = new Map<string, Failed>()
  for (const [at, line] of lines.entries()) {
    const address = /<?([^\s<>@"'(),;:]{1,64}@[^\s<>@"'(),;:]{1,250}\.[^\s<>@"'(),;:.]{2,30})>?/
      .exec(line)?.[1]
      ?.toLowerCase()
    const error = lines.slice(at, at + 4).find((near) => /\b5\d\d\b|\b5\.\d{1,3}\.\d{1,3}\b/.test(near))
    if (!address || error === undefined || found.has(address) || found.size >= mostFailed) continue
    const status = /\b5\.\d{1,3}\.\d{1,3}\b/.exec(error)?.[0]
    found.set(address, { address, ...(status && { status }), diagnostic: error.trim().slice(0, 500) })
  }
  return [...found.values()]
}

const otherDesk: Judge = (mail, headers) => {
  const what = autoSubmitted(headers) === 'auto-replied' ? 'deskReply' : 'desk'
  const header = [...headers.keys()].find((name) => words.deskHeaders.some((start) => name.startsWith(start)))
  if (header) return { what, because: shown(header, headers) }
  const mailer = ['x-mailer', 'user-agent', 'x-powered-by', 'x-managed-by'].find((name) =>
    words.deskMailers.test(value(headers, name)),
  )
  if (mailer) return { what, because: shown(mailer, headers) }
  if (words.deskAddresses.test(sender(mail))) return { what, because: `from: ${sender(mail)}`.slice(0, longest) }
  return headers.has('x-loop') ? { what, because: shown('x-loop', headers) } : undefined
}

const replied: Judge = (mail, headers) => {
  const said = autoSubmitted(headers)
  if (said === 'auto-replied' || (said.startsWith('auto-') && answers(mail))) {
    return { what: 'auto-reply', because: shown('auto-submitted', headers) }
  }
  const header =
    words.autoReplyHeaders.find((name) => headers.has(name) && !/^(?:no|false|0)$/.test(value(headers, name))) ??
    words.autoReplyValues.find(([name, meant]) => meant.test(value(headers, name)))?.[0]
  return header ? { what: 'auto-reply', because: shown(header, headers) } : undefined
}

const listed: Judge = (_, headers, ours) => {
  const header = words.listHeaders.find((name) => headers.has(name))
  const bulk = /^(?:list|bulk|junk)\b/.test(value(headers, 'precedence')) ? 'precedence' : undefined
  // A group that passes on what is written to our own address is a letter box of ours.
  const names = ['list-id', 'list-post', 'mailing-list', 'x-beenthere'].map((name) => value(headers, name)).join(' ')
  const isOurGroup = ours.addresses.some(
    (address) => names.includes(address) || names.includes(address.replace('@', '.')),
  )
  if (isOurGroup || !(header ?? bulk)) return undefined
  return { what: 'list', because: shown(header ?? bulk ?? '', headers) }
}

const generated: Judge = (mail, headers) => {
  if (autoSubmitted(headers).startsWith('auto-')) return { what: 'alert', because: shown('auto-submitted', headers) }
  // What has no return path was sent by a machine; people's programs write one.
  return mail.returnPath === ''
    ? { what: answers(mail) ? 'auto-reply' : 'alert', because: 'return-path: <>' }
    : undefined
}

const byWords: Judge = (mail) =>
  words.autoReplySubjects.test(subjectOf(mail))
    ? { what: 'auto-reply', because: `subject: ${mail.subject}`.slice(0, longest) }
    : undefined

/** A person, or what can be told apart from one no further: who wants no answer gets none. */
const unanswered: Judge = (mail, headers) => {
  if (/\b(?:all|autoreply|oof)\b/.test(value(headers, 'x-auto-response-suppress'))) {
    return { what: 'unanswered', because: shown('x-auto-response-suppress', headers) }
  }
  const address = (mail.replyTo[0] ?? mail.from)?.address.toLowerCase() ?? ''
  if (address === '') return { what: 'unanswered', because: 'from: nobody' }
  return words.deaf.test(address) ? { what: 'unanswered', because: `from: ${address}`.slice(0, longest) } : undefined
}

const judges: readonly Judge[] = [own, reported, carried, otherDesk, replied, listed, generated, byWords, unanswered]
