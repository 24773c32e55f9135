import './environment.ts'
import { inflateRawSync } from 'node:zlib'
import {
  GetSecretValueCommand,
  type GetSecretValueCommandInput,
  ResourceNotFoundException,
} from '@aws-sdk/client-secrets-manager'
import type { SendEmailCommandInput } from '@aws-sdk/client-sesv2'
import { vi } from 'vitest'
import { noticeEvents } from '../../../events/catalogue.ts'
import { handler as receive } from '../../../functions/email/receive.ts'
import { handler as notify } from '../../../functions/notifications/notify.ts'
import { handler as release } from '../../../functions/notifications/release.ts'
import { logger } from '../../../functions/platform/telemetry.ts'
import { type Desk, secret } from './desk.ts'
import type { Item } from './expression.ts'
import { batch, context, failures } from './timers.ts'

/** As often is a message tried before it lies in the dead-letter queue, and so long after each other. */
const tries = 5
const againMs = 12 * 60_000

/** A mail as SES has sent it: with its own id over the desk's, to its only addressee. */
export interface Sent {
  to: string
  raw: string
  /** As its headers say, names in lower case. */
  headers: ReadonlyMap<string, string>
  sesId: string
  at: number
}

interface Comment {
  text: string
  html: string
  internal: boolean
  author: { id: string; role: string }
}

interface Named {
  mailbox?: string
  secret?: string
}

type State = Pick<Desk, 'table' | 'store' | 'machines' | 'pool' | 'queues' | 'published' | 'mails'>

/** A desk of one address that takes mail in, and tells what happens: everything between the two, in memory. */
export class MailDesk {
  readonly desk: Desk
  readonly mailbox: string
  readonly #secret: string
  readonly #state: State
  readonly #heard = new Set<string>()
  #seen = 0
  #received = 0
  /** What could not be taken in, or told, however often it was tried. */
  readonly dead: string[] = []
  /** What was thrown on the way to that, or before it went well. */
  readonly faults: unknown[] = []
  readonly sent: Sent[] = []

  /** On a desk that has just been opened. */
  constructor(desk: Desk, { mailbox = 'desk@desk.example', secret: own = secret }: Named = {}) {
    this.desk = desk
    this.mailbox = mailbox
    this.#secret = own
    const { table, store, machines, pool, queues, published, mails } = desk
    this.#state = { table, store, machines, pool, queues, published, mails }
    this.enter()
  }

  /** What is done from now on is done at this desk. */
  enter(): void {
    Object.assign(this.desk, this.#state)
    process.env.MAIL_FROM = this.mailbox
    const fake = ({ VersionStage }: GetSecretValueCommandInput) => {
      if (VersionStage === 'AWSPREVIOUS') throw new ResourceNotFoundException({ message: 'None', $metadata: {} })
      return { SecretString: this.#secret }
    }
    this.desk.mocks.secrets.on(GetSecretValueCommand).callsFake(fake)
    const hear = (...said: unknown[]) => void this.faults.push((said[1] as { fault?: unknown } | undefined)?.fault)
    vi.spyOn(logger, 'error').mockImplementation(hear)
  }

  /** Puts a raw message into the intake; its key. */
  put(raw: Buffer | string): string {
    this.#received += 1
    const key = `inbound/${String(this.#received).padStart(6, '0')}`
    this.desk.store.arrive(key, raw)
    return key
  }

  /** Hands it to the function, as the queue does, once: whether it was taken in. */
  async take(key: string): Promise<boolean> {
    const detail = { bucket: { name: 'intake' }, object: { key, size: this.desk.store.bytesOf(key)?.length ?? 0 } }
    const message = { id: 'x', source: 'aws.s3', 'detail-type': 'Object Created', detail }
    return failures(await receive(batch([message]), context)).length === 0
  }

  /** The same until it is, or lies in the dead-letter queue. */
  async takeSurely(key: string): Promise<void> {
    for (let round = 0; round < tries; round += 1) {
      if (await this.take(key)) return
      vi.setSystemTime(Date.now() + againMs)
    }
    this.dead.push(key)
  }

  /** A message comes in; its key. */
  async receive(raw: Buffer | string): Promise<string> {
    const key = this.put(raw)
    await this.takeSurely(key)
    return key
  }

  /** What has happened since is told, and what has waited until now; what SES has sent then is in `sent`. */
  async tell(): Promise<void> {
    for (let round = 0; round < 20; round += 1) {
      await release(undefined as never, context)
      const messages = this.messages()
      if (messages.length === 0) break
      for (const message of messages) await this.#notify(message)
    }
    this.#collect()
  }

  /** What lies on the notifier's queue by now; who asks has taken it off. */
  messages(): unknown[] {
    const messages = [...this.#fresh(), ...(this.#state.queues.notices ?? [])]
    delete this.#state.queues.notices
    return messages
  }

  /** Gives the notifier one message, once: whether that went well. */
  async notify(message: unknown): Promise<boolean> {
    return failures(await notify(batch([message]), context)).length === 0
  }

  async #notify(message: unknown): Promise<void> {
    for (let round = 0; round < tries; round += 1) {
      if (await this.notify(message)) return
      vi.setSystemTime(Date.now() + againMs)
    }
    this.dead.push(JSON.stringify(message))
  }

  /** The events of tickets that the notifier has not heard of yet, as the rule of the bus gives them. */
  #fresh(): unknown[] {
    const isNew = ({ pk, sk, type }: Item) =>
      String(sk).startsWith('EVENT#') &&
      !this.#heard.has(`${pk}${sk}`) &&
      (noticeEvents as string[]).includes(String(type))
    return this.#state.table.filter(isNew).map(({ pk, sk, type, ...event }) => {
      this.#heard.add(`${pk}${sk}`)
      const [kind = '', id] = String(pk).split('#')
      const detail = { ...event, subject: { kind: kind.toLowerCase(), id } }
      return { id: 'x', source: 'service-desk', 'detail-type': type, detail }
    })
  }

  #collect(): void {
    const { mails } = this.#state
    for (; this.#seen < mails.length; this.#seen += 1)
      this.sent.push(asSent(mails[this.#seen] as SendEmailCommandInput, this.#seen))
  }

  /** The instant of the first notice that waits. */
  get wakesAt(): number | undefined {
    const waiting = this.#state.table.filter(({ gsi5pk }) => String(gsi5pk).startsWith('NOTICES#'))
    const instants = waiting.map(({ gsi5sk }) => Date.parse(String(gsi5sk).split('#')[0] ?? ''))
    return instants.length > 0 ? Math.min(...instants) : undefined
  }

  get tickets(): Item[] {
    return this.#state.table.filter(({ pk, sk }) => sk === 'TICKET' && String(pk).startsWith('TICKET#'))
  }

  of(ticket: string, prefix: string): Item[] {
    return this.#state.table.filter(({ pk, sk }) => pk === `TICKET#${ticket}` && String(sk).startsWith(prefix))
  }

  /** A ticket's comments, oldest first. */
  comments(ticket: string): Comment[] {
    return this.of(ticket, 'COMMENT#').map(({ text, html, internal, author }) => ({
      text: String(text),
      html: inflateRawSync(html as Uint8Array).toString(),
      internal: internal === true,
      author: author as Comment['author'],
    }))
  }

  mailsOf = (ticket: string): Item[] => this.of(ticket, 'MAIL#')
  /** What is recorded of a raw message. */
  inbound = (key: string): Item | undefined => this.#state.table.find({ pk: `INBOUND#${key}`, sk: 'INBOUND' })

  /** What was sent to an address, oldest first. */
  to = (address: string): Sent[] => this.sent.filter((one) => one.to.toLowerCase() === address.toLowerCase())

  set(settings: object): void {
    const key = { pk: 'SETTINGS#main', sk: 'SETTINGS' }
    this.#state.table.put({ ...(this.#state.table.find(key) as Item), ...settings })
  }
}

/** As SES writes it: another Message-ID and Date, no Bcc. What the desk sends without a raw message is none that mail may be. */
function asSent({ Content, Destination }: SendEmailCommandInput, place: number): Sent {
  const data = Content?.Raw?.Data
  if (!data) throw new Error('A mail went out that the desk had not composed itself')
  const whole = Buffer.from(data).toString('latin1')
  const end = whole.indexOf('\r\n\r\n')
  const headers = whole.slice(0, end).split(/\r\n(?![ \t])/)
  const sesId = `0100${String(place + 1).padStart(12, '0')}-000000`
  const kept = headers.filter((line) => !/^(?:message-id|date|bcc):/i.test(line))
  const date = new Date().toUTCString().replace('GMT', '+0000')
  const head = [...kept, `Message-ID: <${sesId}@email.amazonses.com>`, `Date: ${date}`]
  const named = head.map((line): [string, string] => {
    const colon = line.indexOf(':')
    return [
      line.slice(0, colon).toLowerCase(),
      line
        .slice(colon + 1)
        .replace(/\r\n/g, '')
        .trim(),
    ]
  })
  return {
    to:
      Destination?.ToAddresses?.[0] ??
      /<([^>]+)>/.exec(new Map(named).get('to') ?? '')?.[1] ??
      new Map(named).get('to') ??
      '',
    raw: [...head, whole.slice(end + 2)].join('\r\n'),
    headers: new Map(named),
    sesId,
    at: Date.now(),
  }
}
