import { vi } from 'vitest'
import { untagged } from '../../../domain/mail/addressee.ts'
import type { Incoming } from '../../../domain/mail/incoming.ts'
import { parse } from '../../../functions/platform/mail/parse.ts'
import { minute, second } from '../../support/time.ts'
import type { MailDesk } from './mail-desk.ts'
import { type Checks, freshId, received, type Written, written } from './received.ts'

/** What a machine sends, and how long it takes. */
export interface Answer {
  mail: Written
  /** Empty: the null return path. */
  returnPath?: string
  afterMs: number
  checks?: Checks
}

/** What is at the other end of an address: another help desk, an absent person's program, a server that knows nobody. */
export interface Machine {
  isAt: (address: string) => boolean
  hears(mail: Incoming, to: string): Answer[]
}

interface Delivery {
  at: number
  to: string
  returnPath: string
  raw: string
  checks?: Checks
}

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1)

/** Desks and machines that mail each other until nothing moves: time jumps to whatever comes next. */
export class Correspondence {
  readonly #desks: MailDesk[]
  readonly #machines: Machine[]
  readonly #taken = new Map<MailDesk, number>()
  #under: Delivery[] = []
  /** The mails that have arrived somewhere. */
  count = 0

  constructor(desks: MailDesk[], machines: Machine[] = []) {
    this.#desks = desks
    this.#machines = machines
  }

  send(mail: Written, { afterMs = 0, returnPath = mail.from, checks }: Partial<Answer> = {}): void {
    const at = Date.now() + afterMs
    this.#under.push({ at, to: mail.to, returnPath, raw: written(mail), ...(checks && { checks }) })
  }

  /** Until nothing moves; says so where that does not come within so many mails. */
  async run(most = 200): Promise<void> {
    await this.#tellAll()
    for (;;) {
      const next = Math.min(
        ...this.#under.map(({ at }) => at),
        ...this.#desks.flatMap((desk) => this.#wakesAt(desk) ?? []),
      )
      if (next === Number.POSITIVE_INFINITY) return
      vi.setSystemTime(Math.max(Date.now(), next))
      const due = this.#under.filter(({ at }) => at <= Date.now())
      this.#under = this.#under.filter((one) => !due.includes(one))
      for (const delivery of due) await this.#deliver(delivery)
      await this.#tellAll()
      if (this.count > most) throw new Error(`After ${this.count} mails they still write to each other`)
    }
  }

  #wakesAt(desk: MailDesk): number | undefined {
    desk.enter()
    // What waits is looked for every minute.
    return desk.wakesAt && Math.max(desk.wakesAt, Date.now() + minute)
  }

  async #deliver({ to, raw, returnPath, checks }: Delivery): Promise<void> {
    this.count += 1
    const desk = this.#desks.find(({ mailbox }) => mailbox === untagged(to.toLowerCase()))
    if (desk) {
      desk.enter()
      await desk.receive(received(raw, to, returnPath, checks))
      return
    }
    const mail = await parse(Buffer.from(raw, 'latin1'))
    if ('unreadable' in mail) throw new Error(`What was sent to ${to} cannot be read`)
    const machine = this.#machines.find(({ isAt }) => isAt(to.toLowerCase()))
    for (const answer of machine?.hears(mail, to) ?? []) this.send(answer.mail, answer)
  }

  async #tellAll(): Promise<void> {
    for (const desk of this.#desks) {
      desk.enter()
      await desk.tell()
      const seen = this.#taken.get(desk) ?? 0
      this.#taken.set(desk, desk.sent.length)
      for (const { to, raw, sesId } of desk.sent.slice(seen)) {
        this.#under.push({ at: Date.now() + 2 * second, to, raw, returnPath: `${sesId}@amazonses.com` })
      }
    }
  }
}

/** How another help desk answers. */
export interface Habits {
  address: string
  afterMs: number
  /** Where it writes: who is asked to be answered, or who has written. */
  to: 'reply-to' | 'from'
  /** What it keeps of the ids of the mail that it answers. */
  keeps: 'all' | 'in-reply-to' | 'references' | 'none'
  subject: 'same' | 'Re:' | 'own' | 'own and the same'
  quotes: boolean
  /** That nobody has written this. */
  says: readonly string[]
  returnPath: 'its own' | 'null'
  /** Another sender for each of its tickets. */
  varies: boolean
}

/** A desk that answers every mail, knows no limits and nothing of machines. */
export function otherDesk(habits: Habits): Machine {
  const { address, afterMs, to, keeps, subject, quotes, says, returnPath, varies } = habits
  let tickets = 0
  const subjects = (given: string) => ({
    same: given,
    'Re:': given.startsWith('Re: ') ? given : `Re: ${given}`,
    own: `Request ${tickets} was received`,
    'own and the same': `(${tickets}) ${given}`,
  })
  return {
    isAt: (asked) => domainOf(asked) === domainOf(address),
    hears: (mail) => {
      const target = to === 'reply-to' ? (mail.replyTo[0] ?? mail.from) : mail.from
      if (!target) return []
      tickets += 1
      const from = varies ? address.replace('@', `-${tickets}@`) : address
      const id = mail.messageId ? [mail.messageId] : []
      const quoted = `\n\nOn that day ${mail.from?.name ?? 'somebody'} wrote:\n${mail.text.replace(/^/gm, '> ')}`
      const inReplyTo = keeps === 'all' || keeps === 'in-reply-to' ? id[0] : undefined
      const answer: Written = {
        from,
        to: target.address,
        subject: subjects(mail.subject)[subject],
        body: `We have received your request ${tickets} and will come back to you.${quotes ? quoted : ''}`,
        messageId: freshId(domainOf(address)),
        ...(inReplyTo && { inReplyTo }),
        ...((keeps === 'all' || keeps === 'references') && { references: [...mail.references, ...id] }),
        headers: says,
      }
      return [{ mail: answer, afterMs, returnPath: returnPath === 'null' ? '' : from }]
    },
  }
}
