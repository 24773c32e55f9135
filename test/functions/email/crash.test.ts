import '../support/environment.ts'
import { describe, expect, it } from 'vitest'
import { message } from '../../mail/corpus.ts'
import { minute } from '../../support/time.ts'
import { aDesk, fault, pass } from '../support/desk.ts'
import { call } from '../support/gateway.ts'
import { MailDesk } from '../support/mail-desk.ts'
import { receivedFrom } from '../support/received.ts'

const desk = aDesk()
const customer = 'customer@desk.example'
const first = 'TKT000001'
const mailbox = 'desk@desk.example'

/** The process dies once so many of its calls were carried out: nothing of it happens any more. */
function dieAfter(calls: number): void {
  let done = 0
  let dead = calls === 0
  desk.weather = (_, moment) => {
    if (moment === 'after') done += 1
    dead ||= done >= calls
    if (dead) throw fault('Died')
  }
}

/** What there is in the end, without what differs from one run to the next: ids, instants, numbers left out by a counter. */
function shapeOf(ours: MailDesk) {
  const numbers = ours.tickets.map(({ number }) => String(number))
  const nth = (number: unknown) => numbers.indexOf(String(number))
  const all = (prefix: string) =>
    numbers.flatMap((number) =>
      ours.of(number, prefix).map((item) => ({ ...item, of: nth(number) }) as Record<string, unknown>),
    )
  return {
    tickets: ours.tickets.map(({ status, title, version, channel }) => ({ status, title, version, channel })),
    events: all('EVENT#').map(({ of, type }) => `${of} ${type}`),
    comments: numbers.flatMap((number, of) =>
      ours.comments(number).map(({ text, html, internal, author: { role } }) => ({
        of,
        text,
        internal,
        role,
        html: html.replace(/att_\w+/g, 'att_'),
      })),
    ),
    // Their ids have chance in them: in no order.
    files: all('ATTACHMENT#')
      .map(({ of, name, size, state }) => `${of} ${name} ${size} ${state}`)
      .toSorted(),
    mails: all('MAIL#')
      .map(({ of, direction, state, kind, marked }) => `${of} ${direction} ${state} ${kind} ${marked}`)
      .toSorted(),
    links: all('LINK#').length,
    people: desk.table.filter(({ pk, sk }) => String(pk).startsWith('CLAIM#') && sk === 'CLAIM').length,
    correspondents: desk.table
      .filter(({ sk }) => sk === 'CORRESPONDENT')
      .map(({ address, rounds, bounced }) => ({ address, rounds, bounced: !!bounced })),
    arrived: desk.store.keys.filter((key) => key.startsWith('incoming/')).length,
  }
}

interface Case {
  /** What has happened before. */
  before?: (ours: MailDesk) => Promise<unknown>
  raw: (ours: MailDesk) => Buffer
}

const asked = (ours: MailDesk) =>
  ours.receive(receivedFrom({ from: customer, to: mailbox, subject: 'The vault', messageId: 'first@acme.example' }))
/** An answer to it, by what everybody in the thread has. */
const answer = { to: mailbox, subject: `Re: [${first}] The vault`, inReplyTo: 'first@acme.example' }
const withFile = (subject: string) => ({
  type: 'multipart/mixed; boundary=b',
  subject,
  body: [
    ...['--b', 'Content-Type: text/plain', '', 'Two files.'],
    ...['--b', 'Content-Type: application/pdf; name=a.pdf', 'Content-Disposition: attachment', '', '%PDF-1.4 a'],
    ...['--b', 'Content-Type: text/csv; name=b.csv', 'Content-Disposition: attachment', '', 'a;b', '--b--', ''],
  ].join('\n'),
})

const cases: Record<string, Case> = {
  'a new ticket of somebody whom nobody knows': { raw: () => receivedFrom({ from: 'new@acme.example', to: mailbox }) },
  'a new ticket with files': { raw: () => receivedFrom({ from: customer, to: mailbox, ...withFile('Files') }) },
  'an answer': { before: asked, raw: () => receivedFrom({ ...answer, from: customer, body: 'It opens.' }) },
  'an answer with files': {
    before: asked,
    raw: () => receivedFrom({ ...answer, from: customer, ...withFile(answer.subject) }),
  },
  'an answer that reopens': {
    before: async (ours) => {
      await asked(ours)
      expect((await call('resolveTicket', { id: first, body: { resolution: 'Done' } })).status).toBe(200)
    },
    raw: () => receivedFrom({ ...answer, from: customer, body: 'It does not.' }),
  },
  'an answer of staff that resolves': {
    before: asked,
    raw: () => receivedFrom({ ...answer, from: 'agent@desk.example', body: '#resolve\n#tag oiled\n\nOiled.' }),
  },
  'an answer of a stranger': { before: asked, raw: () => receivedFrom({ ...answer, from: 'new@acme.example' }) },
  'an out-of-office reply': {
    before: asked,
    raw: () => receivedFrom({ ...answer, from: customer, headers: ['Auto-Submitted: auto-replied'] }),
  },
  'a bounce of nothing that is known': { before: asked, raw: () => Buffer.from(message('postfix-bounce')) },
  'what cannot be read': {
    raw: () =>
      receivedFrom({
        from: customer,
        to: mailbox,
        type: 'multipart/mixed; boundary=b',
        body: '--b\n\nx\n'.repeat(3000),
      }),
  },
}

async function prepared({ before, raw }: Case): Promise<{ ours: MailDesk; key: string }> {
  desk.open()
  const ours = new MailDesk(desk)
  await before?.(ours)
  return { ours, key: ours.put(raw(ours)) }
}

describe('a process that dies over a mail, at whichever call', () => {
  it.each(Object.entries(cases))('it is taken in once all the same: %s', async (_, one) => {
    const calm = await prepared(one)
    const calls = desk.calls.length
    expect([await calm.ours.take(calm.key), calm.ours.faults]).toEqual([true, []])
    const count = desk.calls.length - calls
    const wanted = shapeOf(calm.ours)
    expect(count).toBeGreaterThan(2)
    for (let done = 0; done <= count; done += 1) {
      const { ours, key } = await prepared(one)
      dieAfter(done)
      await ours.take(key)
      desk.weather = undefined
      const about = `it dies after ${done} of ${count} calls`
      // Its message comes again once the first is given up; and a queue may bring it once more, and the copy that lies under another key too.
      pass(12 * minute)
      expect(await ours.take(key), about).toBe(true)
      expect(shapeOf(ours), about).toEqual(wanted)
      expect(await ours.take(key), about).toBe(true)
      expect(shapeOf(ours), about).toEqual(wanted)
      expect(ours.inbound(key), about).toMatchObject({ state: expect.any(String), settledAt: expect.any(String) })
    }
  })

  it.each(Object.entries(cases))('and the same mail lies there twice, in either order: %s', async (name, one) => {
    const calm = await prepared(one)
    await calm.ours.take(calm.key)
    const wanted = shapeOf(calm.ours)
    const { ours, key } = await prepared(one)
    const copy = ours.put(desk.store.bytesOf(key) as Buffer)
    for (const again of [copy, key, copy]) expect(await ours.take(again), name).toBe(true)
    expect(shapeOf(ours)).toEqual(wanted)
    if (ours.inbound(copy)?.state !== 'aside') expect(ours.inbound(key)).toMatchObject({ state: 'duplicate' })
  })
})

/** What makes the desk write. */
const told: Record<string, { makes: (ours: MailDesk) => Promise<unknown>; mails: number }> = {
  'the first answer to a mail': { makes: asked, mails: 1 },
  'the word of an agent': {
    makes: async (ours) => {
      await asked(ours)
      await ours.tell()
      pass(20 * minute)
      expect((await call('addComment', { id: first, body: { body: 'Which vault?' } })).status).toBe(201)
    },
    mails: 2,
  },
  'a resolution': {
    makes: async (ours) => {
      await asked(ours)
      await ours.tell()
      pass(20 * minute)
      expect((await call('resolveTicket', { id: first, body: { resolution: 'Oiled' } })).status).toBe(200)
    },
    mails: 2,
  },
}

/** Everything that is told, as the queue has it: what failed comes again, what waits is released. */
async function tellAll(ours: MailDesk, messages: unknown[]): Promise<void> {
  for (const one of messages) expect(await ours.notify(one)).toBe(true)
  for (let round = 0; round < 3; round += 1) {
    pass(3 * minute)
    await ours.tell()
  }
}

describe('a notifier that dies over a notice, at whichever call', () => {
  it.each(Object.entries(told))(
    'they have one mail all the same, two only where it died between SES and its own record: %s',
    async (_, { makes, mails }) => {
      desk.open()
      const calm = new MailDesk(desk)
      await makes(calm)
      const messages = calm.messages()
      const calls = desk.calls.length
      await tellAll(calm, messages)
      expect(calm.to(customer).length).toBe(mails)
      const made = desk.calls.slice(calls)
      const sends = made.indexOf('SendEmail') + 1
      expect(sends).toBeGreaterThan(0)
      let doubled = 0
      for (let done = 0; done <= made.length; done += 1) {
        desk.open()
        const ours = new MailDesk(desk)
        await makes(ours)
        const due = ours.messages()
        dieAfter(done)
        for (const one of due) await ours.notify(one)
        await ours.tell().catch(() => undefined)
        desk.weather = undefined
        pass(12 * minute)
        await tellAll(ours, due)
        // The queue may bring it once more.
        await tellAll(ours, due)
        const count = ours.to(customer).length
        const about = `it dies after ${done} of ${made.length} calls`
        expect(count - mails, about).toBeGreaterThanOrEqual(0)
        expect(count - mails, about).toBeLessThanOrEqual(done >= sends ? 1 : 0)
        doubled += count - mails
        const out = ours.of(first, 'MAIL#').filter(({ direction, state }) => direction === 'out' && state === 'sent')
        expect(out.length, about).toBe(mails)
      }
      // Between the answer of SES and what is written down of it there are few calls.
      expect(doubled).toBeLessThanOrEqual(8)
    },
  )
})
