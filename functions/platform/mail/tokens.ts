import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Instant } from '../../../schemas/time.ts'

/** The secrets of the environment, newest first: the first one signs, each one reads. */
export type Secrets = readonly [string, ...string[]]

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

/** Base32 in lower case (RFC 4648): mail programs change case. No bits to spare where the bytes are a multiple of five. */
function base32(bytes: Uint8Array): string {
  let bits = 0n
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte)
  const length = (bytes.length * 8) / 5
  return Array.from({ length }, (_, at) => alphabet[Number((bits >> BigInt(5 * (length - 1 - at))) & 31n)]).join('')
}

/** HMAC-SHA-256 of what is said for one purpose, cut to so many bytes. No part has the character that parts them. */
const hash = (secret: string, purpose: string, parts: readonly string[], bytes: number): Buffer =>
  createHmac('sha256', secret)
    .update(['mail', purpose, ...parts].join('\n'))
    .digest()
    .subarray(0, bytes)

/** By which a token says under which secret it was made: two characters. Two secrets may share them: both are tried. */
const keyId = (secret: string): string => base32(hash(secret, 'key', [], 5)).slice(0, 2)

/** Takes the same time wherever two texts differ. */
const same = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))

/** 80 bits: who guesses has to send a mail for each guess. */
const bytesOfHash = 10
const keyed = (secret: string, purpose: string, parts: readonly string[]): string =>
  keyId(secret) + base32(hash(secret, purpose, parts, bytesOfHash))
const isKeyed = (secrets: Secrets, given: string, purpose: string, parts: readonly string[]): boolean =>
  secrets
    .filter((secret) => given.startsWith(keyId(secret)))
    .some((secret) => same(keyed(secret, purpose, parts), given))

/** RFC 5321, section 4.5.3.1.1. */
const longestLocalPart = 64

/**
 * Where an answer about a ticket is to go: `support+tkt000123.<hash>@example.com`. As `mailbox` is where that would be longer than the
 * 64 characters that a local part may have: the answer is then known by its Message-IDs.
 */
export function replyAddress(secrets: Secrets, mailbox: string, number: string): string {
  const at = mailbox.lastIndexOf('@')
  const local = `${mailbox.slice(0, at)}+${number.toLowerCase()}.${keyed(secrets[0], 'reply', [number])}`
  return local.length > longestLocalPart ? mailbox : `${local}${mailbox.slice(at)}`
}

/** The ticket that a signed reply address stands for, in any case of its letters. Nothing where the hash is not ours. */
export function readReplyAddress(secrets: Secrets, address: string): string | undefined {
  const found = /\+([a-z]{1,10}(?:-?\d{1,12}){1,2})\.([a-z2-7]{18})@[^@]+$/.exec(address.toLowerCase())
  const [, written = '', given = ''] = found ?? []
  const number = written.toUpperCase()
  return found && isKeyed(secrets, given, 'reply', [number]) ? number : undefined
}

/** A mail of ours about a ticket: which, and which of its mails. */
export interface OwnMail {
  number: string
  /** Which of the ticket's mails: up to 40 of `a-z`, `0-9` and `-`. */
  of: string
}

/**
 * Our Message-ID, without angle brackets: `tkt000123.7.<hash>@example.com`. SES writes one of its own over it, so it has to stand in
 * `References` too: programs copy those when they answer.
 */
export const messageId = (secrets: Secrets, domain: string, { number, of }: OwnMail): string =>
  `${number.toLowerCase()}.${of}.${keyed(secrets[0], 'message', [number, of])}@${domain}`

/** What a Message-ID of ours says, in any case of its letters. Nothing where the hash is not ours. */
export function readMessageId(secrets: Secrets, id: string): OwnMail | undefined {
  const found = /^<?([a-z]{1,10}(?:-?\d{1,12}){1,2})\.([a-z0-9-]{1,40})\.([a-z2-7]{18})@[^@<>]+>?$/.exec(
    id.toLowerCase(),
  )
  const [, written = '', of = '', given = ''] = found ?? []
  const number = written.toUpperCase()
  return found && isKeyed(secrets, given, 'message', [number, of]) ? { number, of } : undefined
}

/** What a link in a mail opens. */
export const linkPurposes = ['track', 'survey', 'approve', 'reject', 'unsubscribe'] as const
export type LinkPurpose = (typeof linkPurposes)[number]

export interface Link {
  number: string
  /** Who got it. */
  person: string
  /** What it is bound to beside: the resolution that is approved, say. Without line breaks. */
  extra: string
  /** To the second. */
  expiresAt: Instant
}

/** 120 bits: a link can be tried out faster than a mail. */
const bytesOfLink = 15

/** A token for a link: one word of `A-Za-z0-9_-` that ends in a letter or digit, since programs leave the rest out of what they make clickable. */
export function linkToken(secrets: Secrets, purpose: LinkPurpose, { number, person, extra, expiresAt }: Link): string {
  const said = [number, person, Math.floor(Date.parse(expiresAt) / 1000).toString(36), extra].join('\n')
  return sealed(secrets[0], purpose, said)
}

function sealed(secret: string, purpose: LinkPurpose, said: string): string {
  const bytes = Buffer.concat([hash(secret, purpose, [said], bytesOfLink), Buffer.from(said)])
  return bytes.toString('base64url') + keyId(secret)
}

/** What a link of this purpose stands for. Nothing where it is not ours, or was made for something else. */
export function readLink(
  secrets: Secrets,
  purpose: LinkPurpose,
  token: string,
  now: Instant,
): Link | 'expired' | undefined {
  if (!/^[\w-]{20,1000}$/.test(token)) return undefined
  const said = Buffer.from(token.slice(0, -2), 'base64url').subarray(bytesOfLink).toString()
  // The whole token is made again and compared: base64 has more than one text for the same bytes.
  const isOurs = secrets
    .filter((secret) => token.endsWith(keyId(secret)))
    .some((secret) => same(sealed(secret, purpose, said), token))
  if (!isOurs) return undefined
  const [number = '', person = '', seconds = '', extra = ''] = said.split('\n')
  const expiresAt = new Date(Number.parseInt(seconds, 36) * 1000).toISOString()
  return now < expiresAt ? { number, person, extra, expiresAt } : 'expired'
}
