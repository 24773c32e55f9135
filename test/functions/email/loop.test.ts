import '../support/environment.ts'
import { describe, expect, it } from 'vitest'
import type { Incoming } from '../../../domain/mail/incoming.ts'
import { autoReplyLimits } from '../../../domain/mail/limits.ts'
import { keys } from '../../../functions/platform/table/keys.ts'
import { chances } from '../../../infra/operator/load/chances.ts'
import { day, hour, minute, second } from '../../support/time.ts'
import { type Answer, Correspondence, type Habits, type Machine, otherDesk } from '../support/correspondence.ts'
import { aDesk } from '../support/desk.ts'
import { call } from '../support/gateway.ts'
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
  await correspondence.run(250)
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

  it('writes from another address each time, and keeps the ids: each of them is a stranger, and the second gets no answer', async () => {
    const ours = await exchange({ ...plain, afterMs: 2 * hour, varies: true })
    expect(ours.sent.length).toBe(1)
    expect(ours.tickets.length).toBeLessThanOrEqual(2)
  })

  it('writes from another address each time, keeps nothing, and is slow: it ends with so many for one company', async () => {
    const ours = new MailDesk(desk)
    // Of the hundred, so many were counted before.
    const count = autoReplyLimits.company - 12
    desk.table.put({ ...keys.correspondent('@other.example'), unattended: count })
    const habits: Habits = {
      ...plain,
      afterMs: 2 * hour,
      to: 'from',
      keeps: 'none',
      subject: 'own',
      quotes: false,
      varies: true,
    }
    const correspondence = new Correspondence([ours], [otherDesk(habits)])
    correspondence.send({ from: theirs, to: ours.mailbox })
    await correspondence.run(60)
    expect([ours.sent.length, ours.tickets.length]).toEqual([12, 13])
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

const customer = 'customer@desk.example'
const colleague = 'colleague@desk.example'

/** A machine at an address that answers every mail in the same way. */
const machineAt = (address: string, makes: (mail: Incoming) => Answer[]): Machine => ({
  isAt: (asked) => asked === address,
  hears: (mail) => makes(mail),
})
const idsOf = ({ messageId = '', references }: Incoming) => ({
  inReplyTo: messageId,
  references: [...references, messageId],
})

describe('machines that people leave behind', () => {
  it.each<[string, object, string]>([
    ['as RFC 3834 asks', { headers: ['Auto-Submitted: auto-replied'] }, ''],
    ['without a word in its headers', { subject: 'Automatic reply: away until Monday' }, customer],
    ['with a null return path alone', {}, ''],
  ])('an absent person’s program, %s: noted, nothing moves, nobody answers', async (_, said, returnPath) => {
    const ours = new MailDesk(desk)
    const away = machineAt(customer, (mail) => [
      {
        afterMs: 3 * second,
        returnPath,
        mail: {
          from: customer,
          to: mail.replyTo[0]?.address ?? ours.mailbox,
          subject: `Away: ${mail.subject}`,
          ...idsOf(mail),
          ...said,
        },
      },
    ])
    const correspondence = new Correspondence([ours], [away])
    correspondence.send({ from: customer, to: ours.mailbox })
    await correspondence.run(20)
    ours.enter()
    expect((await call('resolveTicket', { id: 'TKT000001', body: { resolution: 'Done' } })).status).toBe(200)
    await correspondence.run(20)
    expect(ours.to(customer).length).toBe(2)
    expect(ours.tickets.map(({ status }) => status)).toEqual(['resolved'])
    expect(ours.mailsOf('TKT000001').filter(({ state }) => state === 'noted').length).toBe(2)
    expect(ours.comments('TKT000001').filter(({ author }) => author.role === 'customer')).toEqual([])
  })

  it('a server that knows nobody, and bounces to bounces: it ends with the first', async () => {
    const ours = new MailDesk(desk)
    const server: Machine = {
      isAt: () => true,
      hears: (mail, to) => [
        {
          afterMs: second,
          returnPath: '',
          mail: {
            from: 'MAILER-DAEMON@mx.other.example',
            to: mail.from?.address ?? '',
            subject: 'Undelivered Mail Returned to Sender',
            body: `550 5.1.1 <${to}>: no such user\n\nMessage-ID: <${mail.messageId}>`,
            ...idsOf(mail),
          },
        },
      ],
    }
    const correspondence = new Correspondence([ours], [server])
    correspondence.send({ from: 'nobody@other.example', to: ours.mailbox })
    await correspondence.run(20)
    holdsItsLimits(ours)
    expect(ours.to('nobody@other.example').length).toBe(1)
    expect(ours.to('mailer-daemon@mx.other.example')).toEqual([])
    expect(ours.tickets.length).toBe(1)
  })

  it('a mailing list that the desk is on: every mail of it may be read, none is answered', async () => {
    const ours = new MailDesk(desk)
    const correspondence = new Correspondence([ours], [otherDesk({ ...plain, address: 'members@lists.example' })])
    for (let post = 0; post < 5; post += 1) {
      correspondence.send(
        {
          from: `member-${post}@acme.example`,
          to: ours.mailbox,
          subject: '[Members] Heating',
          headers: [
            'List-Id: <members.lists.example>',
            'List-Post: <mailto:members@lists.example>',
            'Precedence: list',
          ],
        },
        { afterMs: post * hour, returnPath: 'members-bounces@lists.example' },
      )
    }
    await correspondence.run(20)
    expect(ours.sent).toEqual([])
    expect(ours.tickets.length).toBe(5)
  })

  it.each([
    ['at once', 5 * second],
    ['after half an hour', hour / 2],
    ['after a day', day],
  ])('two of them that watch one ticket do not talk to each other through the desk, %s', async (_, afterMs) => {
    const ours = new MailDesk(desk)
    let said = 0
    // Each strips all that would tell it from a person, and answers where it is asked to.
    const machines = [customer, colleague].map((address) =>
      machineAt(address, (mail) => {
        said += 1
        const to = mail.replyTo[0]?.address ?? ours.mailbox
        return [
          {
            afterMs,
            mail: {
              from: address,
              to,
              subject: `Re: ${mail.subject}`,
              body: `Thank you, that is number ${said}.`,
              ...idsOf(mail),
            },
          },
        ]
      }),
    )
    const correspondence = new Correspondence([ours], machines)
    correspondence.send({ from: customer, to: ours.mailbox, headers: [`Cc: ${colleague}`] })
    await correspondence.run(120)
    holdsItsLimits(ours)
    for (const address of [customer, colleague]) expect(ours.to(address).length, address).toBeLessThanOrEqual(12)
  })
})

describe('a person', () => {
  it('of a company that has had a hundred answers gets one again once somebody there was helped', async () => {
    const ours = new MailDesk(desk)
    desk.table.put({ ...keys.correspondent('@acme.example'), unattended: autoReplyLimits.company - 1 })
    const correspondence = new Correspondence([ours], [])
    const asks = async (name: string) => {
      correspondence.send({ from: `${name}@acme.example`, to: ours.mailbox })
      await correspondence.run(20)
      return ours.to(`${name}@acme.example`).length
    }
    expect([await asks('one'), await asks('two')]).toEqual([1, 0])
    expect((await call('resolveTicket', { id: 'TKT000001', body: { resolution: 'Done' } })).status).toBe(200)
    await correspondence.run(20)
    expect(await asks('three')).toBe(1)
  })

  it('who answers what was closed long ago is told the number of the ticket that goes on', async () => {
    const ours = new MailDesk(desk)
    const correspondence = new Correspondence([ours], [])
    correspondence.send({ from: customer, to: ours.mailbox, subject: 'The vault' })
    await correspondence.run(20)
    expect((await call('resolveTicket', { id: 'TKT000001', body: { resolution: 'Oiled' } })).status).toBe(200)
    expect((await call('closeTicket', { id: 'TKT000001', as: 'supervisor', body: {} })).status).toBe(200)
    await correspondence.run(20)
    const [first] = ours.to(customer)
    const answer = {
      from: customer,
      to: first?.headers.get('reply-to')?.replace(/.*<|>.*/g, '') ?? '',
      subject: 'Re: The vault',
      body: 'It squeaks again.',
      inReplyTo: `${first?.sesId}@email.amazonses.com`,
    }
    correspondence.send(answer, { afterMs: 30 * day })
    await correspondence.run(50)
    expect(ours.tickets.length).toBe(2)
    expect(ours.to(customer).at(-1)?.headers.get('subject')).toContain('TKT000002')
  })

  it('who answers within seconds, again and again, is no machine: they are heard, and told how it ends', async () => {
    const ours = new MailDesk(desk)
    const correspondence = new Correspondence([ours], [])
    correspondence.send({ from: customer, to: ours.mailbox, subject: 'The vault' })
    await correspondence.run(20)
    const [first] = ours.to(customer)
    for (let more = 1; more <= 5; more += 1) {
      const reply = first?.headers.get('reply-to')?.replace(/.*<|>.*/g, '') ?? ''
      const answer = {
        from: customer,
        to: reply,
        subject: 'Re: The vault',
        body: `And ${more}: it squeaks.`,
        inReplyTo: `${first?.sesId}@email.amazonses.com`,
      }
      correspondence.send(answer, { afterMs: 5 * second })
      await correspondence.run(50)
    }
    expect(ours.comments('TKT000001').length).toBe(5)
    expect(ours.tickets.length).toBe(1)
    ours.enter()
    expect((await call('resolveTicket', { id: 'TKT000001', body: { resolution: 'Oiled' } })).status).toBe(200)
    await correspondence.run(100)
    expect(ours.to(customer).length).toBe(2)
  })

  it('who opens a ticket a day is told the number of each', async () => {
    const ours = new MailDesk(desk)
    const correspondence = new Correspondence([ours], [])
    for (let ticket = 0; ticket < 8; ticket += 1)
      correspondence.send({ from: customer, to: ours.mailbox, subject: `Lamp ${ticket}` }, { afterMs: ticket * day })
    await correspondence.run(60)
    expect(ours.tickets.length).toBe(8)
    expect(ours.to(customer).length).toBe(8)
  })
})
