import { addressParser, decodeWords } from 'postal-mime'
import type { Envelope, Mailbox } from '../../../domain/mail/incoming.ts'
import { oneLine } from '../markup/characters.ts'
import { wordsInUtf8 } from './charset.ts'

type Headers = Envelope['headers']

/** A line is at most so long (RFC 5322, 2.1.1); what is longer is nothing that anybody wrote. */
const longest = 998
/** A thread of more messages than that: its first ones and its last ones are enough to find it. */
const mostIds = 100
/** Mailboxes of one header: a mail to more of them is none that a desk answers to all. */
const mostMailboxes = 1000

/** What the headers say, and what is odd about them. Nothing in it goes over a line: no header can be made of it. */
export function envelopeOf(headers: Headers, found: (problem: string) => void): Envelope {
  const all = (key: string) => headers.filter((header) => header.key === key).map(({ value }) => value)
  const first = (key: string) => all(key)[0]
  const mailboxes = (key: string) => all(key).flatMap((value) => mailboxesOf(value, found))
  const from = mailboxes('from')
  const [sender] = mailboxes('sender')
  const messageId = idsOf(first('message-id'))[0]
  const returnPath = all('return-path')[0]
  const date = dateOf(first('date'))
  if (from.length === 0) found('no-from')
  if (from.length > 1) found('several-from')
  if (!messageId) found('no-message-id')
  if (!date) found(first('date') === undefined ? 'no-date' : 'date-unreadable')
  for (const key of ['from', 'subject', 'message-id', 'date', 'content-type'])
    if (all(key).length > 1) found('headers-twice')
  return {
    ...(messageId && { messageId }),
    inReplyTo: all('in-reply-to').flatMap(idsOf),
    references: shortened(all('references').flatMap(idsOf)),
    ...(from[0] && { from: from[0] }),
    ...(sender && { sender }),
    replyTo: mailboxes('reply-to'),
    to: mailboxes('to'),
    cc: mailboxes('cc'),
    deliveredTo: deliveredTo(headers),
    ...(returnPath !== undefined && { returnPath: mailboxesOf(returnPath, () => {})[0]?.address ?? '' }),
    subject: oneLine(decodeWords(wordsInUtf8(first('subject') ?? '', found)), longest),
    ...(date && { date }),
    headers,
  }
}

/** The mailboxes of a header, those of a group among them; what is no address is left out. */
function mailboxesOf(value: string, found: (problem: string) => void): Mailbox[] {
  const given = addressParser(wordsInUtf8(value, found), { flatten: true }) as { name: string; address?: string }[]
  return given
    .slice(0, mostMailboxes)
    .filter(({ address }) => /^[^\s@<>]+@[^\s@<>]+$/.test(address ?? ''))
    .map(({ name, address }) => ({
      address: oneLine(address ?? '', 320).toLowerCase(),
      ...(oneLine(name) && { name: oneLine(name) }),
    }))
}

/** Ids in angle brackets; without any, the words as they stand (Domino, some scanners). */
function idsOf(value: string | undefined): string[] {
  if (!value) return []
  const bracketed = [...value.matchAll(/<([^<>]+)>/g)].map((match) => match[1] as string)
  const ids = bracketed.length > 0 ? bracketed : value.split(/[\s,]+/)
  return ids.map((id) => id.replace(/[\s<>\p{Cc}]+/gu, '').slice(0, longest)).filter(Boolean)
}

const shortened = (ids: readonly string[]) =>
  ids.length <= mostIds ? ids : [...ids.slice(0, 10), ...ids.slice(10 - mostIds)]

function dateOf(value: string | undefined): string | undefined {
  // A zone's name in brackets says nothing that its offset does not.
  const date = new Date((value ?? '').replace(/\([^()]*\)/g, ''))
  const year = date.getUTCFullYear()
  return value && year >= 1970 && year < 10_000 ? date.toISOString() : undefined
}

const delivered = ['delivered-to', 'x-delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'x-forwarded-to']

/** To whom it came: of our own server, which says it in the topmost `Received`, and of those that forwarded it. */
function deliveredTo(headers: Headers): string[] {
  const received = headers.find(({ key }) => key === 'received')?.value
  const ours = /\bfor\s+<?([^\s<>;]+@[^\s<>;]+)>?/i.exec(received ?? '')?.[1]
  const theirs = headers
    .filter(({ key }) => delivered.includes(key))
    .flatMap(({ value }) => mailboxesOf(value, () => {}))
  return [...new Set([...(ours ? [ours.toLowerCase()] : []), ...theirs.map(({ address }) => address)])]
}
