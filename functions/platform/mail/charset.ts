import chardet from 'chardet'
import { shifted } from './shifted.ts'

/** What was wrong with a text's charset: its label is none we know, it is not the true one, or some signs are broken. */
export type CharsetProblem = 'charset-unknown' | 'charset-wrong' | 'charset-damaged'

export interface Decoded {
  text: string
  problem?: CharsetProblem
}

/** Labels that people use and WHATWG does not list; a superset where programs write more than the label allows. */
const aliases: Record<string, string> = {
  gb2312: 'gb18030',
  gbk: 'gb18030',
  cp936: 'gb18030',
  ms936: 'gb18030',
  windows936: 'gb18030',
  cp932: 'shift_jis',
  windows932: 'shift_jis',
  eucjp: 'euc-jp',
  cp949: 'euc-kr',
  ms949: 'euc-kr',
  uhc: 'euc-kr',
  euckr: 'euc-kr',
  cp950: 'big5',
  ms950: 'big5',
  windows950: 'big5',
  iso2022jp: 'iso-2022-jp',
  iso2022jp1: 'iso-2022-jp',
  iso2022jp2: 'iso-2022-jp',
  iso2022jp3: 'iso-2022-jp',
  iso2022jpms: 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
  cp50221: 'iso-2022-jp',
  tis620: 'windows-874',
  cp874: 'windows-874',
  iso88598i: 'iso-8859-8-i',
  iso88598e: 'iso-8859-8',
  ansi: 'windows-1252',
}

const plain = (label: string) =>
  label
    .toLowerCase()
    .replace(/^(?:x-|cs)/, '')
    .replace(/[^a-z0-9]/g, '')

function known(label: string): string | undefined {
  const alias = aliases[plain(label)]
  if (alias) return alias
  for (const name of [label, label.replace(/^x-/i, ''), label.replace(/^(?:cp|ms|win)-?(12\d\d)$/i, 'windows-$1')])
    try {
      return new TextDecoder(name).encoding
    } catch {}
  return undefined
}

/** Not a byte of it beyond ASCII, and no escape: the same in nearly every charset. */
const sevenBit = (bytes: Uint8Array) => !bytes.some((byte) => byte > 0x7f)

function strict(charset: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

const count = (text: string, what: RegExp) => text.match(what)?.length ?? 0
const beyondAscii = /\P{ASCII}/gu
/** So many signs beyond ASCII are not valid UTF-8 by chance, whatever the label says. */
const noChance = 6

/**
 * Letters of the West stand between ASCII; where nearly all signs beyond it stand beside each other, it is some other writing.
 */
function notWestern(bytes: Uint8Array): boolean {
  let high = 0
  let pairs = 0
  for (let at = 0; at < bytes.length; at += 1)
    if ((bytes[at] as number) > 0x7f) {
      high += 1
      if ((bytes[at + 1] ?? 0) > 0x7f) pairs += 1
    }
  return high >= 8 && pairs > high * 0.6
}

/** So much of a text is looked at for a guess. */
const looked = 64 * 1024

/** What a text most likely is, by its bytes alone. */
function guessed(bytes: Uint8Array): string {
  const utf8 = strict('utf-8', bytes)
  if (utf8 !== undefined) return utf8
  const name = notWestern(bytes) ? chardet.detect(bytes.subarray(0, looked)) : undefined
  return new TextDecoder((name && known(name)) ?? 'windows-1252').decode(bytes)
}

/** Without escapes that another one follows at once, as where encoded words meet: to WHATWG (12.2.1) they are an error. */
function japanese(bytes: Uint8Array): string {
  const signs = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  const needed = signs.replace(new RegExp(`(?:${oneEscape})+(?=${oneEscape})`, 'g'), '')
  return new TextDecoder('iso-2022-jp').decode(Buffer.from(needed, 'latin1'))
}

const oneEscape = '\\x1b[($][@-Z]'
const escapes = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('\x1b$')

function ofSevenBits(bytes: Uint8Array, label: string | undefined, charset: string | undefined): Decoded {
  const decode = label && shifted[plain(label)]
  if (decode) return { text: decode(bytes) }
  if (charset === 'iso-2022-jp' || escapes(bytes))
    return {
      text: japanese(bytes),
      ...(label && charset !== 'iso-2022-jp' && { problem: 'charset-wrong' as const }),
    }
  const wide = charset?.startsWith('utf-16') && bytes.includes(0)
  const text = new TextDecoder(wide ? charset : 'utf-8').decode(bytes)
  return { text, ...(label && !charset && { problem: 'charset-unknown' as const }) }
}

/**
 * The text that bytes are, by their label, or by what they are where the label is missing, unknown or wrong. Never throws;
 * what cannot be read is U+FFFD.
 */
export function decode(bytes: Uint8Array, label?: string): Decoded {
  const charset = label ? known(label) : undefined
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { text: new TextDecoder().decode(bytes) }
  if (sevenBit(bytes)) return ofSevenBits(bytes, label, charset)
  if (charset?.startsWith('utf-16') && bytes.includes(0)) return { text: new TextDecoder(charset).decode(bytes) }
  const utf8 = strict('utf-8', bytes)
  if (charset === undefined)
    return { text: utf8 ?? guessed(bytes), ...(label && { problem: 'charset-unknown' as const }) }
  if (charset === 'utf-8') return utf8 === undefined ? notUtf8(bytes) : { text: utf8 }
  if (utf8 !== undefined && (charset === 'windows-1252' || count(utf8, beyondAscii) >= noChance))
    return { text: utf8, problem: 'charset-wrong' }
  const text = strict(charset, bytes)
  if (text === undefined) return broken(bytes, charset)
  return charset === 'windows-1252' && notWestern(bytes) ? doubted(text, guessed(bytes)) : { text }
}

const doubted = (text: string, guess: string): Decoded =>
  text === guess ? { text } : { text: guess, problem: 'charset-wrong' }

function notUtf8(bytes: Uint8Array): Decoded {
  const text = new TextDecoder().decode(bytes)
  const bad = count(text, /\ufffd/g)
  return bad <= 1 + (count(text, beyondAscii) - bad) / 4 && bad < count(text, beyondAscii)
    ? { text, problem: 'charset-damaged' }
    : { text: guessed(bytes), problem: 'charset-wrong' }
}

function broken(bytes: Uint8Array, charset: string): Decoded {
  const text = new TextDecoder(charset).decode(bytes)
  const bad = count(text, /\ufffd/g)
  return bad <= 1 + count(text, beyondAscii) / 10
    ? { text, problem: 'charset-damaged' }
    : { text: guessed(bytes), problem: 'charset-wrong' }
}

const encodedWord = /=\?([^?\s*]+)(?:\*[^?\s]*)?\?([QqBb])\?([^?]*)\?=/g

/**
 * A header with all its encoded words (RFC 2047) in UTF-8, so that whoever reads it needs no other charset. Neighbours of one
 * charset are read together: a sign may be torn apart between them.
 */
export function wordsInUtf8(value: string, found: (problem: CharsetProblem) => void): string {
  const again = (charset: string, bytes: Uint8Array) => {
    const { text, problem } = decode(bytes, charset)
    if (problem) found(problem)
    return `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`
  }
  let made = ''
  let end = 0
  let open: { charset: string; bytes: Buffer } | undefined
  for (const word of value.matchAll(encodedWord)) {
    const between = value.slice(end, word.index)
    const charset = (word[1] as string).toLowerCase()
    const bytes = ofWord(word[2] as string, word[3] as string)
    if (open && charset === open.charset && /^\s*$/.test(between)) open.bytes = Buffer.concat([open.bytes, bytes])
    else {
      if (open) made += again(open.charset, open.bytes)
      made += between
      open = { charset, bytes }
    }
    end = word.index + word[0].length
  }
  return `${made}${open ? again(open.charset, open.bytes) : ''}${value.slice(end)}`
}

function ofWord(encoding: string, signs: string): Buffer {
  if (/b/i.test(encoding)) return Buffer.from(signs, 'base64')
  const runs = signs.replace(/_/g, ' ').split(/(=[0-9a-f]{2})/i)
  return Buffer.concat(runs.map((run, at) => (at % 2 === 1 ? Buffer.from(run.slice(1), 'hex') : Buffer.from(run))))
}
