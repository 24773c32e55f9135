import '../support/environment.ts'
import { describe, expect, it } from 'vitest'
import { chances } from '../../../infra/operator/load/chances.ts'
import { day, hour, minute, second } from '../../support/time.ts'
import { Correspondence, type Habits, otherDesk } from '../support/correspondence.ts'
import { aDesk } from '../support/desk.ts'
import { MailDesk, type Sent } from '../support/mail-desk.ts'

const desk = aDesk()

const theirs = 'help@other.example'
const isAutomatic = ({ headers }: Sent) => /^auto-/.test(headers.get('auto-submitted') ?? '')
const isAutoReply = ({ headers }: Sent) => headers.get('auto-submitted')?.startsWith('auto-replied') ?? false
const addresses = ({ sent }: MailDesk) => [...new Set(sent.map(({ to }) => to))]

/** The most that are within so long of each other. */
const mostWithin = (instants: readonly number[], ms: number) =>
  Math.max(0, ...instants.map((at) => instants.filter((other) => other >= at && other < at + ms).length))

/** At most one automatic answer an hour to each correspondent, and ten a day. */
function holdsItsLimits(ours: MailDesk): void {
  for (const address of addresses(ours)) {
    const instants = ours
      .to(address)
      .filter(isAutoReply)
      .map(({ at }) => at)
    expect(mostWithin(instants, hour), `an hour, to ${address}`).toBeLessThanOrEqual(1)
    expect(mostWithin(instants, day), `a day, to ${address}`).toBeLessThanOrEqual(10)
  }
  expect(ours.dead).toEqual([])
}

/** Two desks like ours, each with its own addresses and secret. */
function twoDesks(): [MailDesk, MailDesk] {
  const one = new MailDesk(desk)
  desk.open()
  return [one, new MailDesk(desk, { mailbox: theirs, secret: 'the secret of the other one' })]
}

const plain: Habits = {
  address: theirs,
  afterMs: 20 * second,
  to: 'reply-to',
  keeps: 'all',
  subject: 'Re:',
  quotes: true,
  says: [],
  returnPath: 'its own',
  varies: false,
}

/** What one desk and a machine have sent each other, once nothing moves any more. */
async function exchange(habits: Habits, first: { from?: string } = {}): Promise<MailDesk> {
  const ours = new MailDesk(desk)
  const correspondence = new Correspondence([ours], [otherDesk(habits)])
  correspondence.send({ from: first.from ?? habits.address, to: ours.mailbox, subject: 'Your invoice 55-1207' })
  await correspondence.run()
  holdsItsLimits(ours)
  return ours
}

describe('two desks like this one', () => {
  it.each([
    ['somebody writes to one in the name of the other', {}],
    ['the other way to ask is an address with a tag', { tag: '+sales' }],
  ])('end after one answer: %s', async (_, { tag = '' }: { tag?: string }) => {
    const [one, other] = twoDesks()
    const correspondence = new Correspondence([one, other])
    correspondence.send({ from: theirs.replace('@', `${tag}@`), to: one.mailbox })
    await correspondence.run(20)
    expect([one.sent.length, other.sent.length]).toEqual([1, 0])
    expect([one.tickets.length, other.tickets.length]).toEqual([1, 0])
    for (const side of [one, other]) holdsItsLimits(side)
  })

  it('tell people apart from each other all the same: whoever writes to both has a ticket and an answer at each', async () => {
    const [one, other] = twoDesks()
    const correspondence = new Correspondence([one, other])
    for (const { mailbox } of [one, other]) correspondence.send({ from: 'somebody@acme.example', to: mailbox })
    await correspondence.run(20)
    expect([one, other].map(({ tickets, sent }) => [tickets.length, sent.length])).toEqual([
      [1, 1],
      [1, 1],
    ])
  })
})

describe('another desk, which answers every mail', () => {
  it.each([
    ['Auto-Submitted: auto-replied', {}],
    ['Precedence: bulk', {}],
    ['X-Auto-Response-Suppress: All', {}],
    ['X-Zendesk-Priority-Mail: 1', {}],
  ])('and says that it is one, gets no answer: %s', async (header) => {
    const ours = await exchange({ ...plain, says: [header] }, { from: theirs })
    // The first one was a person's: what they wrote says nothing of a machine.
    expect(ours.to(theirs).length).toBe(1)
    expect(ours.tickets.length).toBe(1)
  })

  it('is stopped after two rounds, where what it writes stands in the thread', async () => {
    const ours = await exchange(plain)
    expect(ours.tickets.length).toBe(1)
    expect(ours.to(theirs).filter(isAutomatic).length).toBeLessThanOrEqual(2)
  })

  it.each([
    ['at once', 5 * second],
    ['after twenty minutes', 20 * minute],
    ['after two hours', 2 * hour],
    ['after a day and an hour', day + hour],
  ])('strips headers and changes subjects; it is slow: %s', async (_, afterMs) => {
    const ours = await exchange({ ...plain, afterMs, to: 'from', keeps: 'none', subject: 'own', quotes: false })
    expect(ours.to(theirs).filter(isAutomatic).length).toBeLessThanOrEqual(10)
    expect(ours.tickets.length).toBeLessThanOrEqual(11)
  })

  it.each([
    ['after two hours', 2 * hour],
    ['after a day and an hour', day + hour],
  ])('writes from another address each time, %s', async (_, afterMs) => {
    const ours = await exchange({
      ...plain,
      afterMs,
      to: 'from',
      keeps: 'none',
      subject: 'own',
      quotes: false,
      varies: true,
    })
    expect(ours.tickets.length).toBeLessThanOrEqual(60)
  })
})

/** A desk of whatever habits. */
function anyHabits(seed: number): Habits {
  const chance = chances(seed)
  const oneOf = <Value>(values: readonly Value[]) => values[Math.floor(chance() * values.length)] as Value
  return {
    address: theirs,
    afterMs: oneOf([second, 30 * second, 5 * minute, hour - 1, hour + minute, 7 * hour, day, 3 * day]),
    to: oneOf(['reply-to', 'from']),
    keeps: oneOf(['all', 'in-reply-to', 'references', 'none']),
    subject: oneOf(['same', 'Re:', 'own', 'own and the same']),
    quotes: oneOf([true, false]),
    says: oneOf([[], [], [], ['Auto-Submitted: auto-generated'], ['Precedence: junk'], ['X-Loop: help@other.example']]),
    returnPath: oneOf(['its own', 'its own', 'null']),
    varies: false,
  }
}

describe('any other desk', () => {
  it.each(Array.from({ length: 24 }, (_, seed) => seed))('ends, within all limits (%i)', async (seed) => {
    const habits = anyHabits(seed)
    const ours = await exchange(habits)
    const told = ours.to(theirs)
    expect(told.filter(isAutomatic).length, JSON.stringify(habits)).toBeLessThanOrEqual(10)
    expect(ours.tickets.length, JSON.stringify(habits)).toBeLessThanOrEqual(11)
  })
})
