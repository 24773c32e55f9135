import { beforeEach, describe, expect, it } from 'vitest'
import { handler as notify } from '../../functions/notifications/notify.ts'
import { loadCorrespondent } from '../../functions/platform/table/correspondents.ts'
import { keys } from '../../functions/platform/table/keys.ts'
import { loadMail, type MailOut, saveMail } from '../../functions/platform/table/mails.ts'
import { type Caller, people } from '../support/people.ts'
import { at, day, hour, minute } from '../support/time.ts'
import { aDesk, fault, pass, throws } from './support/desk.ts'
import { type Answer, aTicket, call, kindOf } from './support/gateway.ts'
import { sentLetters } from './support/sent.ts'
import { batch, context, eventsOf, failures } from './support/timers.ts'

const desk = aDesk()
const number = 'TKT000001'
const id = 'mal_01JD0000000000000000MA11N1'
const to = 'customer@desk.example'

const sent: MailOut = {
  id,
  ticket: number,
  direction: 'out',
  state: 'bounced',
  at: at(0),
  stateAt: at(0),
  subject: '[TKT000001] There is news',
  to,
  person: people.customer.id,
  event: 'ticket.TKT000001.1',
  notice: 'opened',
  language: 'en',
  diagnostic: 'MailboxFull',
  sesId: '0100-000000',
  content: {
    letter: { subject: '[TKT000001] There is news', blocks: [{ is: 'paragraph', text: 'The part is on its way.' }] },
    brand: 'main',
    nature: 'automatic',
    isAnswerable: true,
  },
  version: 1,
}

beforeEach(async () => {
  expect(await aTicket()).toBe(number)
  await saveMail(sent)
})

const resend = (mail = id, as: Caller = 'agent', headers: Record<string, string> = {}): Promise<Answer> =>
  call('resendMail', { params: { id: number, mail }, as, headers })
const mailOf = async (mail: string) => (await loadMail(number, mail)) as MailOut
/** The events of resending that the bus has for the notifier. */
const asked = () =>
  eventsOf(desk)
    .filter(({ type }) => type === 'mail.resent')
    .map(({ type, ...event }) => ({
      id: 'x',
      source: 'service-desk',
      'detail-type': type,
      detail: { ...event, subject: { kind: 'ticket', id: number } },
    }))
const deliver = async (...messages: unknown[]) => failures(await notify(batch(messages), context))
const queued = () => {
  const messages = desk.queues.notices ?? []
  desk.queues.notices = []
  return messages
}
const detailOf = async (answer: Promise<Answer>) => (await answer).body.detail

describe('a mail that did not arrive', () => {
  it('is named to who has the ticket: what it was called, to whom and when it went, and what the server said', async () => {
    await call('assignTicket', { id: number, as: 'agent', body: { technician: people.technician.id } })
    await saveMail({
      ...sent,
      id: 'mal_01JD0000000000000000MA11N5',
      diagnostic: 'General: smtp; 550 5.1.1 user unknown',
      content: { ...(sent.content as NonNullable<MailOut['content']>), name: 'Our reception' },
    })
    const data = { mail: 'mal_01JD0000000000000000MA11N5', permanent: true }
    const detail = { ...eventsOf(desk)[0], id: 'ticket.TKT000001.99', subject: { kind: 'ticket', id: number }, data }
    desk.mails.length = 0
    expect(await deliver({ id: 'x', source: 'service-desk', 'detail-type': 'mail.bounced', detail })).toEqual([])
    const [letter, ...others] = sentLetters(desk)
    expect(others).toEqual([])
    expect(letter).toMatchObject({ to: 'technician@desk.example', subject: `[${number}] A mail did not arrive` })
    for (const said of [
      'Mail: [TKT000001] There is news',
      'Sent: Saturday, 21 November 2026 at 10:00 UTC',
      `To: Our reception <${to}>`,
      'Their server says: smtp; 550 5.1.1 user unknown',
      'Subject: The oven display is dark',
    ]) {
      expect(letter?.text).toContain(said)
    }
  })
})

describe('a mail that is sent again', () => {
  it('is a mail of its own that says what it repeats; who asked for it stands in the history', async () => {
    const { status, body } = await resend()
    expect([status, body.state, body.resentOf, body.to]).toEqual([202, 'sending', id, to])
    expect(body.id).not.toBe(id)
    expect(await mailOf(id)).toMatchObject({ state: 'bounced', resentAs: body.id })
    expect(eventsOf(desk).at(-1)).toMatchObject({
      type: 'mail.resent',
      actor: { id: people.agent.id, role: 'agent' },
      data: { mail: id, as: body.id },
    })
  })

  it('goes out with the same letter, once, however often its event comes', async () => {
    const { body } = await resend()
    expect(await deliver(...asked(), ...asked())).toEqual([1])
    expect(await deliver(...asked())).toEqual([])
    expect(sentLetters(desk)).toMatchObject([
      { to, subject: sent.subject, text: expect.stringContaining('The part is on its way.') },
    ])
    expect(await mailOf(body.id)).toMatchObject({ state: 'sent', sesId: expect.any(String) })
    const tags = desk.mails[0]?.EmailTags
    expect(tags).toEqual([
      { Name: 'ticket', Value: number },
      { Name: 'mail', Value: body.id },
    ])
  })

  it('goes to where its reader is reached by now', async () => {
    const { status } = await call('changeContact', {
      id: people.customer.id,
      body: { emails: [{ address: 'right@desk.example' }] },
    })
    expect(status).toBe(200)
    expect((await resend()).body.to).toBe('right@desk.example')
  })

  it('goes to what their record says where the ticket has an address that is gone', async () => {
    await held()
    await call('patchTicket', { body: { contact: { email: to } } })
    const body = { emails: [{ address: 'right@desk.example' }] }
    await call('changeContact', { id: people.customer.id, body })
    expect((await resend()).body.to).toBe('right@desk.example')
  })

  it('goes once where two ask for it, and where one asks twice with one key', async () => {
    let other: Answer | undefined
    desk.before('TransactWrite', async () => {
      other = await resend()
    })
    const slower = await resend()
    expect([other?.status, slower.status]).toEqual([202, 409])
    expect(slower.body.detail).toBe(`It was sent again already, as ${other?.body.id}.`)
    const key = { 'idempotency-key': 'once' }
    const first = await resend(other?.body.id, 'agent', key)
    expect(first.body.detail).toBe('It is being sent at this moment.')
    await deliver(...asked())
    const second = await resend(other?.body.id, 'agent', key)
    expect((await resend(other?.body.id, 'agent', key)).text).toBe(second.text)
    expect(asked()).toHaveLength(2)
  })

  it('is refused for an address that is not written to, until that is lifted', async () => {
    await held()
    expect(await detailOf(resend())).toContain('mail to it came back for good')
    await lift()
    expect((await resend()).status).toBe(202)
  })

  it('is refused for what came in, and for words that were taken away', async () => {
    const incoming = { ...sent, id: 'mal_01JD0000000000000000MA11N7', direction: 'in', state: 'joined', objectKey: 'x' }
    await saveMail(incoming as never)
    expect(await detailOf(resend(incoming.id))).toContain('came in')
    const { body: comment } = await call('addComment', { body: { body: 'My number is 4711.' } })
    const quoting = { ...sent, id: 'mal_01JD0000000000000000MA11N8' }
    const quote = { is: 'quote' as const, of: comment.id, text: '' }
    await saveMail({ ...quoting, content: { ...sent.content, letter: { subject: 'x', blocks: [quote] } } as never })
    await call('redactComment', {
      as: 'supervisor',
      params: { id: number, comment: comment.id },
      body: { reason: 'A number of somebody' },
    })
    expect(await detailOf(resend(quoting.id))).toContain('taken away')
  })

  it('is not there for who does not see the ticket, nor for people outside', async () => {
    await call('assignTicket', { body: { technician: people.technician.id, team: people.technician.teams[0] } })
    expect((await resend(id, 'otherTechnician')).status).toBe(404)
    expect((await resend(id, 'customer')).status).toBe(403)
    expect((await resend('mal_01JD0000000000000000MA1XXX')).status).toBe(404)
  })

  it('keeps what waited for a person from going too', async () => {
    const [event, person] = [String(sent.event), String(sent.person)]
    desk.table.put({ ...keys.notice(event, person), droppedAt: at(0), droppedBecause: 'refused: MessageRejected' })
    await resend()
    await deliver(...asked())
    expect(desk.mails).toHaveLength(1)
    expect(await deliver({ event, who: person, parked: true })).toEqual([])
    expect(desk.mails).toHaveLength(1)
  })

  it.each(['Get', 'BatchGet', 'Put', 'Update', 'TransactWrite', 'SendEmail'] as const)(
    'is sent at least once wherever it crashed at a %s',
    async (made) => {
      for (const when of ['before', 'after'] as const) {
        for (let nth = 0; nth < 5; nth += 1) {
          desk.open()
          await aTicket()
          await saveMail(sent)
          const { body } = await resend()
          const messages = asked()
          let left = nth
          desk.weather = (call, moment) => {
            if (call !== made || moment !== when) return
            left -= 1
            if (left === -1) throw fault('TimeoutError')
          }
          await deliver(...messages)
          desk.weather = undefined
          pass(2 * minute)
          for (const message of [...messages, ...queued()]) expect(await deliver(message)).toEqual([])
          expect(desk.mails.length).toBeGreaterThan(0)
          expect(desk.mails.length).toBeLessThan(3)
          expect((await mailOf(body.id)).state).toBe('sent')
        }
      }
    },
  )
})

describe('a mail that SES does not take', () => {
  it.each(['TooManyRequestsException', 'LimitExceededException', 'SendingPausedException', 'TimeoutError'])(
    'is tried again after %s, later each time, and says so meanwhile',
    async (name) => {
      const { body } = await resend()
      desk.before('SendEmail', throws(fault(name)), 3)
      expect(await deliver(...asked())).toEqual([])
      expect(await mailOf(body.id)).toMatchObject({ state: 'failed', diagnostic: name })
      expect((await call('listTroubledMails', { query: { state: 'failed' } })).body.items).toMatchObject([
        { id: body.id },
      ])
      expect(await deliver(...queued())).toEqual([])
      expect(await deliver(...queued())).toEqual([])
      expect(desk.queues.notices).toMatchObject([{ tries: 3 }])
      expect(await deliver(...queued())).toEqual([])
      expect(desk.mails).toHaveLength(1)
      expect((await mailOf(body.id)).state).toBe('sent')
      expect((await call('listTroubledMails', { query: { state: 'failed' } })).body.items).toEqual([])
    },
  )

  it('waits for a person where it was tried for hours', async () => {
    await resend()
    desk.before('SendEmail', throws(fault('SendingPausedException')), 100)
    await deliver(...asked())
    for (let round = 1; round < 24; round += 1) expect(await deliver(...queued())).toEqual([])
    const last = queued()
    expect(last).toMatchObject([{ tries: 24 }])
    expect(await deliver(...last)).toEqual([0])
  })

  it.each(['MessageRejected', 'BadRequestException'])(
    'is put aside at once after %s, and goes when it is brought back',
    async (name) => {
      const { body } = await resend()
      desk.before('SendEmail', throws(fault(name)))
      expect(await deliver(...asked())).toEqual([])
      expect(await deliver(...asked())).toEqual([])
      const parked = desk.queues['parked-notices'] ?? []
      expect(parked).toMatchObject([{ who: body.id, because: name }])
      expect(await mailOf(body.id)).toMatchObject({ state: 'failed', diagnostic: name })
      for (const message of [...parked, ...parked]) expect(await deliver(message)).toEqual([])
      expect(desk.mails).toHaveLength(1)
      expect((await mailOf(body.id)).state).toBe('sent')
    },
  )

  it('is tried again where an address is only not verified yet', async () => {
    await resend()
    const unproved = Object.assign(new Error('Email address is not verified.'), { name: 'MessageRejected' })
    desk.before('SendEmail', throws(unproved))
    await deliver(...asked())
    expect(desk.queues['parked-notices']).toBeUndefined()
    expect(queued()).toMatchObject([{ tries: 1 }])
  })
})

/** Mail to the customer came back for good. */
async function held(): Promise<void> {
  const { handler } = await import('../../functions/email/outcome.ts')
  const { sesEvent } = await import('./outcome/events.ts')
  const event = sesEvent('bounced')
  event.detail.mail.tags = {}
  expect(failures(await handler(batch([event]), context))).toEqual([])
}

const lift = (as: Caller = 'supervisor') => call('liftSuppression', { params: { address: to }, as })
const listed = async () => (await call('listSuppressions')).body.items

describe('an address that is not written to', () => {
  beforeEach(held)

  it('is listed with why, and said on its contact', async () => {
    expect(await listed()).toEqual([
      {
        address: to,
        because: 'bounced',
        since: '2026-11-21T10:00:04.000Z',
        bounces: 1,
        diagnostic: expect.stringContaining('550 5.1.1'),
      },
    ])
  })

  it('is written to again once a supervisor says so: here, on its contact, and at SES', async () => {
    desk.suppressed.add(to)
    expect((await lift('agent')).status).toBe(403)
    expect((await lift()).status).toBe(204)
    expect(desk.suppressed.size).toBe(0)
    expect(await listed()).toEqual([])
    expect((await call('getContact', { id: people.customer.id })).body.emails[0]).toEqual({
      address: to,
      verified: true,
    })
    expect((await lift()).status).toBe(404)
  })

  it('is lifted where only SES has it', async () => {
    await lift()
    desk.suppressed.add(to)
    expect((await lift()).status).toBe(204)
  })

  it('stays lifted when what was told before comes again, and is held again after the next bounce', async () => {
    pass(hour)
    await lift()
    await held()
    expect(await listed()).toEqual([])
    const { changed } = await import('./outcome/events.ts')
    const { handler } = await import('../../functions/email/outcome.ts')
    await handler(batch([changed('bounced', { later: day, tags: {} })]), context)
    expect(await listed()).toHaveLength(1)
    expect((await loadCorrespondent(to)).bounced?.times).toBe(1)
  })

  it('stays as it is where a contact is changed with what was read of it', async () => {
    const { emails } = (await call('getContact', { id: people.customer.id })).body
    expect((await call('changeContact', { id: people.customer.id, body: { emails, name: 'Front desk' } })).status).toBe(
      200,
    )
    expect((await call('getContact', { id: people.customer.id })).body.emails).toEqual(emails)
    const plain = [{ address: to, verified: true }]
    const forged = [{ ...plain[0], suppressed: { since: at(0), because: 'complained' } }]
    for (const body of [{ emails: plain }, { emails: forged }]) {
      const { body: after } = await call('changeContact', { id: people.customer.id, body })
      expect(after.emails).toEqual(emails)
    }
  })

  it('is refused where it is none', async () => {
    for (const address of ['nowhere', 'somebody@desk.example']) {
      expect(kindOf(await call('liftSuppression', { params: { address }, as: 'admin' }))).toBe('not-found')
    }
  })
})

describe('the mails in trouble', () => {
  it('are listed by what went wrong, the last first, page by page, until they are sent again', async () => {
    for (const [place, state] of ['failed', 'bounced', 'bounced', 'suppressed', 'complained', 'delivered'].entries()) {
      const stateAt = at(place * minute)
      await saveMail({ ...sent, id: `mal_01JD000000000000000000000${place}`, state: state as never, stateAt })
    }
    const page = await call('listTroubledMails', { query: { state: 'bounced', limit: '2' } })
    expect(page.body.items.map((mail: MailOut) => mail.id)).toEqual([
      'mal_01JD0000000000000000000002',
      'mal_01JD0000000000000000000001',
    ])
    const query = { state: 'bounced', limit: '2', cursor: page.body.next }
    expect((await call('listTroubledMails', { query })).body.items).toMatchObject([{ id }])
    await resend()
    const all = (await call('listTroubledMails', { query: { state: 'bounced' } })).body.items
    expect(all.map((mail: MailOut) => mail.id)).not.toContain(id)
    expect(all).toHaveLength(2)
    expect(JSON.stringify(all)).not.toContain('gsi6')
  })
})
