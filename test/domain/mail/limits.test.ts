import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Incoming } from '../../../domain/mail/incoming.ts'
import { kindOf } from '../../../domain/mail/kind.ts'
import {
  afterAutoReply,
  afterMail,
  afterRelay,
  afterStaffWrote,
  autoReplyLimits,
  type Correspondence,
  isStopped,
  limitOn,
  relayLimitOn,
  unmet,
} from '../../../domain/mail/limits.ts'
import { plus } from '../../../domain/time.ts'
import { incoming } from './support.ts'

const now = '2026-11-22T10:00:00.000Z'
const minute = 60_000
const hour = 60 * minute

describe('automatic answers to one correspondent', () => {
  it('one an hour', () => {
    const after = afterAutoReply(unmet, now)
    expect(limitOn(unmet, now)).toBeUndefined()
    expect(limitOn(after, plus(now, hour - 1))).toBe('anHour')
    expect(limitOn(after, plus(now, hour))).toBeUndefined()
  })
  it('ten a day, also where people of ours write between', () => {
    let known: Correspondence = unmet
    for (let at = 0; at < 10; at++) known = afterStaffWrote(afterAutoReply(known, plus(now, at * hour)))
    expect(limitOn(known, plus(now, 10 * hour))).toBe('aDay')
    expect(limitOn(known, plus(now, 24 * hour))).toBeUndefined()
  })
  it('none after two rounds, until a person of ours writes', () => {
    let known = afterAutoReply(unmet, now)
    known = afterMail(known, { namesAutomatic: true }, plus(now, 5 * minute))
    expect(isStopped(known)).toBe(false)
    known = afterAutoReply(known, plus(now, 2 * hour))
    known = afterMail(known, { namesAutomatic: true }, plus(now, 5 * hour))
    expect(isStopped(known)).toBe(true)
    expect(limitOn(known, plus(now, 1000 * hour))).toBe('rounds')
    expect(limitOn(afterStaffWrote(known), plus(now, 1000 * hour))).toBeUndefined()
  })
  it('go on to a person who answers the first one again and again, however fast', () => {
    let known = afterAutoReply(unmet, now)
    for (let second = 1; second < 10; second++)
      known = afterMail(known, { namesAutomatic: true }, plus(now, second * 5000))
    expect([known.rounds, isStopped(known), limitOn(known, plus(now, hour))]).toEqual([1, false, undefined])
  })
  it('what comes within a minute is a round, whatever it names; what comes later is none', () => {
    const known = afterAutoReply(unmet, now)
    expect(afterMail(known, { namesAutomatic: false }, plus(now, minute - 1)).rounds).toBe(1)
    expect(afterMail(known, { namesAutomatic: false }, plus(now, minute)).rounds).toBe(0)
    expect(afterMail(unmet, { namesAutomatic: true }, now).rounds).toBe(0)
  })
  it('and the words of others from outside: ten, until a person of ours writes', () => {
    let known: Correspondence = unmet
    for (let word = 0; word < 10; word++) {
      expect(relayLimitOn(known)).toBeUndefined()
      known = afterRelay(known)
    }
    expect([relayLimitOn(known), limitOn(known, now), isStopped(known)]).toEqual(['relayed', undefined, false])
    expect(relayLimitOn(afterStaffWrote(known))).toBeUndefined()
  })
  it('for a person who opens a ticket a day, each', () => {
    let known: Correspondence = unmet
    for (let day = 0; day < 30; day++) {
      const at = plus(now, day * 24 * hour)
      known = afterMail(known, { namesAutomatic: false }, at)
      expect(limitOn(known, at)).toBeUndefined()
      known = afterStaffWrote(afterAutoReply(known, at))
    }
  })
})

/** What another desk keeps of a mail when it answers, and how long it takes. */
interface Manner {
  automatic: boolean
  precedence: boolean
  nullPath: boolean
  ids: boolean
  subject: boolean
  prefix: string
  afterMs: number
}
const manners: fc.Arbitrary<Manner> = fc.record({
  automatic: fc.boolean(),
  precedence: fc.boolean(),
  nullPath: fc.boolean(),
  ids: fc.boolean(),
  subject: fc.boolean(),
  prefix: fc.constantFrom('', 'Re: ', 'AW: ', 'Automatic reply: ', 'Your request was received '),
  afterMs: fc.oneof(fc.integer({ min: 0, max: 10 * minute }), fc.integer({ min: 0, max: 100 * hour })),
})

class DeskByMail {
  known: Correspondence = unmet
  #address: string
  #sent = new Set<string>()
  #count = 0
  #manner: Manner

  constructor(address: string, manner: Manner) {
    this.#address = address
    this.#manner = manner
  }

  /** What it answers to a mail, and when. */
  answerTo(mail: Incoming, at: string): { mail: Incoming; at: string } | undefined {
    const { may } = kindOf(mail, { addresses: [this.#address], isOurId: (id) => this.#sent.has(id) })
    const namesAutomatic = mail.inReplyTo.some((id) => this.#sent.has(id))
    this.known = afterMail(this.known, { namesAutomatic }, at)
    const then = plus(at, this.#manner.afterMs)
    if (!may.answered || limitOn(this.known, then)) return undefined
    this.known = afterAutoReply(this.known, then)
    return { mail: this.#write(mail), at: then }
  }

  #write({ messageId, subject }: Incoming): Incoming {
    const { automatic, precedence, nullPath, ids, subject: keeps, prefix } = this.#manner
    const id = `${this.#count++}@${this.#address}`
    this.#sent.add(id)
    return incoming({
      messageId: id,
      from: { address: this.#address },
      returnPath: nullPath ? '' : this.#address,
      inReplyTo: ids && messageId ? [messageId] : [],
      subject: `${prefix}${keeps ? subject.slice(0, 200) : `Request ${this.#count}`}`,
      headers: { ...(automatic && { 'auto-submitted': 'auto-replied' }), ...(precedence && { precedence: 'bulk' }) },
    })
  }
}

/** How many mails two desks send each other after a first one. */
function exchange(one: DeskByMail, other: DeskByMail, most: number): number {
  let next = one.answerTo(incoming({ from: { address: 'support@other.example' } }), now)
  let count = 0
  for (const to = [other, one]; next && count < most; to.reverse()) {
    count++
    next = to[0]?.answerTo(next.mail, next.at)
  }
  return count
}

describe('two desks that write to each other', () => {
  it('end, whatever they keep of a mail and however long they take', () => {
    fc.assert(
      fc.property(manners, manners, (ours, theirs) => {
        const count = exchange(
          new DeskByMail('support@desk.example', ours),
          new DeskByMail('support@other.example', theirs),
          1000,
        )
        expect(count).toBeLessThanOrEqual(2 * autoReplyLimits.unattended)
      }),
      { numRuns: 500 },
    )
  })
  it('end at once where one of them says that it is a machine', () => {
    fc.assert(
      fc.property(manners, manners, (ours, theirs) => {
        const honest = { ...ours, automatic: true }
        const count = exchange(
          new DeskByMail('support@desk.example', honest),
          new DeskByMail('support@other.example', theirs),
          1000,
        )
        expect(count).toBe(1)
      }),
    )
  })
  it('end after two rounds where they keep the ids', () => {
    fc.assert(
      fc.property(manners, manners, (ours, theirs) => {
        const keep = { ids: true }
        const one = new DeskByMail('support@desk.example', { ...ours, ...keep })
        exchange(one, new DeskByMail('support@other.example', { ...theirs, ...keep }), 1000)
        expect(one.known.rounds).toBeLessThanOrEqual(autoReplyLimits.rounds)
        expect(one.known.answeredAt.length).toBeLessThanOrEqual(autoReplyLimits.rounds)
      }),
    )
  })
  it('end also where the other one knows no limits at all', () => {
    fc.assert(
      fc.property(manners, fc.integer({ min: 0, max: 100 * hour }), (ours, afterMs) => {
        const one = new DeskByMail('support@desk.example', ours)
        let at = now
        let answers = 0
        for (let mail = 0; mail < 200; mail++) {
          if (
            one.answerTo(
              incoming({ from: { address: 'support@other.example' }, messageId: `${mail}@other.example` }),
              at,
            )
          )
            answers++
          at = plus(at, afterMs)
        }
        expect(answers).toBeLessThanOrEqual(autoReplyLimits.unattended)
      }),
    )
  })
})
