import { domainToASCII } from 'node:url'
import type { Mailbox } from '../../../domain/mail/incoming.ts'
import { oneLine } from '../markup/characters.ts'
import { encodedBody } from './encoding.ts'

/** A mail that goes out: a text and the same as HTML, no other parts. */
export interface Message {
  from: Mailbox
  to: Mailbox
  replyTo?: Mailbox | undefined
  subject: string
  date: Date
  /** Without angle brackets, as all ids here. */
  messageId: string
  inReplyTo?: string | undefined
  /** Oldest first. */
  references: readonly string[]
  language: string
  /** Headers of one line beside these, by their names. */
  headers: Readonly<Record<string, string>>
  text: string
  html: string
}

/** One message as it goes over the wire (RFC 5322, RFC 2045 to 2047): ASCII, no line above 998 characters, no header that nobody meant. */
export function compose(message: Message): Uint8Array {
  const { from, to, replyTo, subject, date, messageId, inReplyTo, references, language, headers } = message
  // Neither encoding of a part can hold it: `=` stands before two hexadecimal digits there, or at the end of a line.
  const boundary = '=_service-desk_='
  const lines = [
    ['From', mailbox(from)],
    ['To', mailbox(to)],
    ...(replyTo ? [['Reply-To', mailbox(replyTo)]] : []),
    ['Subject', words(subject, 'Subject'.length)],
    ['Date', date.toUTCString().replace('GMT', '+0000')],
    ['Message-ID', ids([messageId])],
    ...(inReplyTo ? [['In-Reply-To', ids([inReplyTo])]] : []),
    ...(references.length > 0 ? [['References', ids(references)]] : []),
    ...Object.entries(headers).map(([name, value]) => [headerName(name), words(value, name.length)]),
    ['Content-Language', language],
    ['MIME-Version', '1.0'],
    ['Content-Type', `multipart/alternative; boundary="${boundary}"`],
  ]
  const head = lines.filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${value}`)
  const part = (type: string, body: string) => {
    const { encoding, content } = encodedBody(body)
    return [
      `--${boundary}`,
      `Content-Type: text/${type}; charset=utf-8`,
      `Content-Transfer-Encoding: ${encoding}`,
      '',
      content,
    ]
  }
  const parts = [...part('plain', message.text), ...part('html', message.html), `--${boundary}--`, '']
  return Buffer.from([...head, '', ...parts].join('\r\n'))
}

/** An address as SES takes it: its domain in ASCII. Nothing where its first part is not (RFC 6531): SES has no SMTPUTF8. */
export function mailable(address: string): string | undefined {
  const at = address.lastIndexOf('@')
  const [local, domain] = [address.slice(0, at), domainToASCII(address.slice(at + 1))]
  return at > 0 && domain && /^(?:[\w!#$%&'*+/=?^`{|}~.-]{1,64}|"[!#-[\]-~]{1,62}")$/.test(local)
    ? `${local}@${domain}`
    : undefined
}

function mailbox({ address, name }: Mailbox): string {
  const bare = mailable(address)
  if (!bare) throw new Error('An address that cannot be mailed was to stand in a header')
  const shown = name && oneLine(name, 100)
  if (!shown) return bare
  const isPlain = /^[ -~]+$/.test(shown) && !shown.includes('=?')
  return `${isPlain ? `"${shown.replace(/["\\]/g, '\\$&')}"` : encodedWords(shown)}\r\n <${bare}>`
}

/** Message-IDs, each in a line. One that could be something else is left out. */
const ids = (given: readonly string[]): string =>
  given
    .filter((id) => /^[!-;=?-~]{1,500}$/.test(id))
    .map((id) => `<${id}>`)
    .join('\r\n ')

function headerName(name: string): string {
  if (!/^[A-Za-z][A-Za-z-]{0,60}$/.test(name)) throw new Error(`${name} is no name of a header`)
  return name
}

const longestHeader = 500
/** RFC 5322, 2.1.1: lines of 78 characters; what has no blank stays whole. */
const width = 78

/** A text as the value of a header; `before`: how long the name is. What looks like an encoded word is made one, lest it be read as another text. */
function words(text: string, before: number): string {
  const line = oneLine(text, longestHeader)
  if (!/^[ -~]*$/.test(line) || line.includes('=?')) return encodedWords(line, before)
  let room = width - before - 2
  return line
    .split(' ')
    .map((word, at) => {
      const fits = word.length + 1 <= room
      room = fits ? room - word.length - 1 : width - word.length - 1
      return at === 0 ? word : `${fits ? ' ' : '\r\n '}${word}`
    })
    .join('')
}

/** Base 64 of so many bytes and what is around it are the 75 characters that an encoded word may have (RFC 2047, 2). */
const bytesOfWord = 45
const signs = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Encoded words, each in a line; none begins or ends within a sign that a reader sees as one. */
function encodedWords(text: string, before = 20): string {
  const words: string[] = []
  let word = ''
  const room = () => (words.length === 0 ? bytesOfWord - Math.ceil((before * 3) / 4) : bytesOfWord)
  for (const sign of [...signs.segment(text)].flatMap(({ segment }) => pieces(segment))) {
    if (word !== '' && Buffer.byteLength(word + sign) > room()) {
      words.push(word)
      word = ''
    }
    word += sign
  }
  return [...words, word].map((one) => `=?UTF-8?B?${Buffer.from(one).toString('base64')}?=`).join('\r\n ')
}

/** A sign that has no room in a word (a family of emoji) is broken between its code points. */
const pieces = (sign: string): string[] => (Buffer.byteLength(sign) > bytesOfWord / 2 ? [...sign] : [sign])
