import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Incoming, Mailbox, Part } from '../../../domain/mail/incoming.ts'
import { parse } from '../../../functions/platform/mail/parse.ts'
import { places } from '../places.ts'

/** A mail that SES was given, as its recipients have it. `id` is that of SES, as `SendEmail` answered it. */
export interface SentMail {
  id: string
  at: string
  /** Of the envelope: whom it really went to. */
  recipients: readonly string[]
  returnPath: string
  from: Mailbox
  to: readonly Mailbox[]
  cc: readonly Mailbox[]
  replyTo: readonly Mailbox[]
  subject: string
  messageId: string
  inReplyTo: readonly string[]
  references: readonly string[]
  /** All of them in their order, names in lower case. */
  headers: readonly { key: string; value: string }[]
  text: string
  html?: string
  parts: readonly Part[]
  /** What was played of it, oldest first. */
  outcomes: readonly { at: string; outcome: string }[]
}

/** As whole_mails.py names them: the time in ms, and the id. */
const fileName = /^(\d{13})-([\w-]+)\.eml$/

interface Place {
  file: string
  id: string
  at: string
}

/** Newest first. */
function everyPlace(folder: string): Place[] {
  if (!existsSync(folder)) return []
  const places = readdirSync(folder).flatMap((file) => {
    const [, ms, id] = fileName.exec(file) ?? []
    return ms && id ? [{ file, id, at: new Date(Number(ms)).toISOString() }] : []
  })
  return places.sort((one, other) => (one.file < other.file ? 1 : -1))
}

/** By file: a mail does not change once it is there. Thousands of them are small in memory. */
const summaries = new Map<string, Wanted>()

/** What mails are looked for by. */
interface Wanted {
  recipients: string[]
  subject: string
}

export interface Search {
  /** The whole address of a recipient, in any case. */
  to?: string | undefined
  /** A part of the subject, in any case. */
  about?: string | undefined
  /** Only mails sent before this one, by id. */
  before?: string | undefined
  limit: number
}

/** The mails that fit, newest first. */
export async function listMails({ to, about, before, limit }: Search, folder = places.outbox): Promise<SentMail[]> {
  const all = everyPlace(folder)
  const from = before ? all.findIndex(({ id }) => id === before) + 1 : 0
  const found: SentMail[] = []
  for (const place of all.slice(from)) {
    if (found.length === limit) break
    const { recipients, subject } = await summaryOf(place, folder)
    if (to && !recipients.includes(to.toLowerCase())) continue
    if (about && !subject.includes(about.toLowerCase())) continue
    found.push(await read(place, folder))
  }
  return found
}

export async function findMail(id: string, folder = places.outbox): Promise<SentMail | undefined> {
  const place = everyPlace(folder).find((one) => one.id === id)
  return place && read(place, folder)
}

export function rawMail(id: string, folder = places.outbox): Buffer | undefined {
  const place = everyPlace(folder).find((one) => one.id === id)
  return place && readFileSync(join(folder, place.file))
}

async function summaryOf(place: Place, folder: string): Promise<Wanted> {
  const known = summaries.get(place.file)
  if (known) return known
  const raw = readFileSync(join(folder, place.file))
  const { headers, subject } = await parse(raw.subarray(0, raw.indexOf('\r\n\r\n') + 4))
  const recipients = headers.filter(({ key }) => key === 'delivered-to').map(({ value }) => value.toLowerCase())
  const summary = { recipients, subject: subject.toLowerCase() }
  summaries.set(place.file, summary)
  return summary
}

async function read({ file, id, at }: Place, folder: string): Promise<SentMail> {
  const mail = await parse(readFileSync(join(folder, file)))
  const body: Partial<Incoming> = 'unreadable' in mail ? { text: `(${mail.unreadable})` } : mail
  const values = (key: string) => mail.headers.filter((header) => header.key === key).map(({ value }) => value)
  return {
    id,
    at,
    recipients: values('delivered-to'),
    returnPath: mail.returnPath ?? '',
    from: mail.from ?? { address: '' },
    to: mail.to,
    cc: mail.cc,
    replyTo: mail.replyTo,
    subject: mail.subject,
    messageId: mail.messageId ?? '',
    inReplyTo: mail.inReplyTo,
    references: mail.references,
    headers: mail.headers,
    text: body.text ?? '',
    ...(body.html !== undefined && { html: body.html }),
    parts: body.parts ?? [],
    outcomes: outcomesOf(id, folder),
  }
}

const outcomesFile = (id: string, folder: string) => join(folder, `${id}.outcomes`)

function outcomesOf(id: string, folder: string): SentMail['outcomes'] {
  const file = outcomesFile(id, folder)
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line))
}

export function noteOutcome(id: string, outcome: string, folder = places.outbox): void {
  appendFileSync(outcomesFile(id, folder), `${JSON.stringify({ at: new Date().toISOString(), outcome })}\n`)
}
