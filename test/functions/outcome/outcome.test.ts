import '../support/environment.ts'
import { TransactionConflictException } from '@aws-sdk/client-dynamodb'
import { beforeEach, describe, expect, it } from 'vitest'
import { handler } from '../../../functions/email/outcome.ts'
import { loadCorrespondent } from '../../../functions/platform/table/correspondents.ts'
import { loadMail, type MailOut, saveMail } from '../../../functions/platform/table/mails.ts'
import { saveMessage } from '../../../functions/platform/table/messages.ts'
import { people } from '../../support/people.ts'
import { at, hour } from '../../support/time.ts'
import { aDesk, fault, throws } from '../support/desk.ts'
import { aTicket, call } from '../support/gateway.ts'
import { batch, context, eventsOf, failures, typesOf } from '../support/timers.ts'
import { changed, type Form, forms, sesEvent } from './events.ts'

const desk = aDesk()
const number = 'TKT000001'
const id = 'mal_01JD0000000000000000MA11N1'
const to = 'customer@desk.example'

const sent: MailOut = {
  id,
  ticket: number,
  direction: 'out',
  state: 'sent',
  at: at(0),
  subject: '[TKT000001] We have received your request',
  to,
  person: people.customer.id,
  event: 'ticket.TKT000001.1',
  notice: 'opened',
  sesId: '01000191abcdef01-0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0-000000',
  version: 1,
}

beforeEach(async () => {
  expect(await aTicket()).toBe(number)
  await saveMail(sent)
})

const deliver = async (...messages: unknown[]) => failures(await handler(batch(messages), context))
const mail = async () => (await loadMail(number, id)) as MailOut
const told = () => eventsOf(desk, number).filter(({ type }) => type.startsWith('mail.'))
const contact = async () => (await call('getContact', { id: people.customer.id })).body

const expected: Record<Form, Partial<MailOut>> = {
  delivered: { state: 'delivered', stateAt: '2026-11-21T10:00:03.120Z' },
  delayed: { state: 'delayed', diagnostic: expect.stringContaining('TransientCommunicationFailure: smtp; 421') },
  'out-of-office': { state: 'delayed', diagnostic: 'General' },
  bounced: { state: 'bounced', diagnostic: expect.stringMatching(/^General: smtp; 550 5\.1\.1 /) },
  'no-such-address': { state: 'bounced', diagnostic: 'NoEmail: smtp; 550 5.1.1 no such mailbox' },
  'mailbox-full': { state: 'bounced', diagnostic: expect.stringContaining('MailboxFull') },
  'content-rejected': { state: 'bounced', diagnostic: expect.stringContaining('ContentRejected') },
  undetermined: { state: 'bounced', diagnostic: 'Undetermined' },
  'on-suppression-list': { state: 'suppressed', diagnostic: expect.stringContaining('OnAccountSuppressionList') },
  complained: { state: 'complained', diagnostic: 'abuse' },
  rejected: { state: 'failed', diagnostic: 'Reject: Bad content' },
  'rendering-failed': { state: 'failed', diagnostic: expect.stringContaining('Rendering: ') },
}

const events: Partial<Record<Form, object>> = {
  bounced: { type: 'mail.bounced', data: { mail: id, permanent: true, status: '5.1.1' } },
  'no-such-address': { type: 'mail.bounced', data: { mail: id, permanent: true, status: '5.1.1' } },
  'mailbox-full': { type: 'mail.bounced', data: { mail: id, permanent: false, status: '4.2.2' } },
  'content-rejected': { type: 'mail.bounced', data: { mail: id, permanent: false, status: '5.7.1' } },
  undetermined: { type: 'mail.bounced', data: { mail: id, permanent: false } },
  'on-suppression-list': { type: 'mail.bounced', data: { mail: id, permanent: true, status: '5.1.1' } },
  complained: { type: 'mail.complained', data: { mail: id } },
  rejected: { type: 'mail.bounced', data: { mail: id, permanent: false } },
  'rendering-failed': { type: 'mail.bounced', data: { mail: id, permanent: false } },
}
const stopsAddress: readonly Form[] = ['bounced', 'no-such-address', 'on-suppression-list', 'complained']

it('what SES says while the mail is being written down is heard all the same', async () => {
  desk.before('Put', throws(new TransactionConflictException({ message: 'Held', $metadata: {} })))
  expect(await deliver(sesEvent('delivered'))).toEqual([])
  expect((await mail()).state).toBe('delivered')
})

describe.each(forms)('what SES says: %s', (form) => {
  it('stands on the mail, and where somebody should know in the history, however often it comes', async () => {
    const event = sesEvent(form)
    expect(await deliver(event)).toEqual([])
    expect(await deliver(event, event)).toEqual([])
    expect(await mail()).toMatchObject(expected[form])
    expect(told()).toMatchObject(events[form] ? [events[form]] : [])
  })

  it('is held against the address where nothing will come there, and said on its contact, for staff', async () => {
    const event = sesEvent(form)
    await deliver(event, event)
    const because = form === 'complained' ? 'complained' : 'bounced'
    const [email] = (await contact()).emails
    if (stopsAddress.includes(form)) {
      expect(email.suppressed).toMatchObject({ because })
      const own = await call('getContact', { id: people.customer.id, as: 'customer' })
      expect(own.body.emails).toEqual([{ address: to, verified: true }])
    } else expect(email).toEqual({ address: to, verified: true })
    const { bounced, complainedAt } = await loadCorrespondent(to)
    if (form === 'complained') expect(complainedAt).toBe('2026-11-21T11:30:00.000Z')
    else expect(bounced?.permanent ?? false).toBe(stopsAddress.includes(form))
    if (bounced) expect(bounced.times).toBe(1)
  })
})

const different = ['delivered', 'bounced', 'complained', 'rejected'] as const
describe.each(different)('what SES says: %s', (form) => {
  it('is the same wherever it crashed at any call, after it has come again', async () => {
    const event = sesEvent(form)
    expect(await deliver(event)).toEqual([])
    const calls = desk.calls.length
    const whole = { mail: await mail(), told: told().length, known: await loadCorrespondent(to) }
    expect(calls).toBeGreaterThan(0)
    for (const when of ['before', 'after'] as const) {
      for (const name of ['Get', 'Put', 'BatchGet', 'TransactWrite'] as const) {
        for (let nth = 0; nth < 6; nth += 1) {
          desk.open()
          await aTicket()
          await saveMail(sent)
          let left = nth
          desk.weather = (made, moment) => {
            if (made !== name || moment !== when) return
            left -= 1
            if (left === -1) throw fault('TimeoutError')
          }
          await deliver(event)
          desk.weather = undefined
          expect(await deliver(event)).toEqual([])
          expect(told()).toHaveLength(whole.told)
          expect((await mail()).state).toBe(whole.mail.state)
          const known = await loadCorrespondent(to)
          expect([known.bounced, known.complainedAt]).toEqual([whole.known.bounced, whole.known.complainedAt])
          expect(!!(await contact()).emails[0].suppressed).toBe(stopsAddress.includes(form))
        }
      }
    }
  })
})

describe('what became of a mail', () => {
  const other = 'mal_01JD0000000000000000MA11N2'
  const tagsOf = (mail: string) => ({ ticket: [number], mail: [mail] })
  beforeEach(() => saveMail({ ...sent, id: other }))

  it('is the furthest that was told of it, in whatever order', async () => {
    const told: Form[] = ['delayed', 'delivered', 'bounced', 'complained']
    for (const order of orders(told)) {
      desk.open()
      await aTicket()
      await saveMail(sent)
      for (const form of order) expect(await deliver(sesEvent(form))).toEqual([])
      expect((await mail()).state).toBe('complained')
      expect(typesOf(desk, number).filter((type) => type === 'mail.complained')).toHaveLength(1)
      const { bounced, complainedAt } = await loadCorrespondent(to)
      expect([bounced?.times, bounced?.permanent, complainedAt]).toEqual([1, true, '2026-11-21T11:30:00.000Z'])
    }
  })

  it('counts bounces of an address, the last one last, and stays for good what once was for good', async () => {
    await deliver(sesEvent('bounced'), changed('mailbox-full', { later: hour, tags: tagsOf(other) }))
    const { bounced } = await loadCorrespondent(to)
    expect(bounced).toMatchObject({ permanent: true, times: 2, at: '2026-11-21T11:00:04.000Z' })
  })

  it('is found by the id that SES gave, where the mail has no tags', async () => {
    await saveMessage(`${sent.sesId}@email.amazonses.com`, { ticket: number, mail: id })
    expect(await deliver(changed('delivered', { tags: {} }))).toEqual([])
    expect((await mail()).state).toBe('delivered')
  })

  it('is held against the address of a mail that is of no ticket', async () => {
    expect(await deliver(changed('bounced', { tags: {} }))).toEqual([])
    expect(told()).toEqual([])
    expect((await mail()).state).toBe('sent')
    expect((await loadCorrespondent(to)).bounced?.permanent).toBe(true)
  })

  it('is written down while the answer of SES is still on its way', async () => {
    desk.table.put({ ...desk.table.find({ pk: `TICKET#${number}`, sk: `MAIL#${id}` }), state: 'sending' } as never)
    await deliver(sesEvent('delivered'))
    expect((await mail()).state).toBe('delivered')
  })

  it('is told on the ticket even while others work on it', async () => {
    desk.before('TransactWrite', () => call('addComment', { body: { body: 'We look into it.' } }))
    expect(await deliver(changed('bounced', { tags: tagsOf(other) }), sesEvent('mailbox-full'))).toEqual([])
    expect(told()).toHaveLength(2)
  })

  it('stands on the mail alone where the ticket was archived', async () => {
    const ticket = desk.table.find({ pk: `TICKET#${number}`, sk: 'TICKET' })
    desk.table.put({ ...ticket, archivedAt: at(0) } as never)
    expect(await deliver(sesEvent('bounced'))).toEqual([])
    expect((await mail()).state).toBe('bounced')
    expect(told()).toEqual([])
  })

  it('says nothing that is an address in an event', async () => {
    for (const form of forms) await deliver(sesEvent(form))
    expect(JSON.stringify(told().map(({ data }) => data))).not.toContain('@')
  })

  it('is not told again when an archive plays events again, and what is no event of SES is put aside', async () => {
    expect(await deliver({ ...sesEvent('bounced'), 'replay-name': 'again' })).toEqual([])
    expect((await mail()).state).toBe('sent')
    const broken = sesEvent('bounced')
    broken.detail = { eventType: 'Bounce', mail: {} }
    expect(await deliver(broken, sesEvent('delivered'))).toEqual([0])
    expect((await mail()).state).toBe('delivered')
  })
})

const orders = <One>(all: readonly One[]): One[][] =>
  all.length < 2
    ? [[...all]]
    : all.flatMap((one, place) =>
        orders([...all.slice(0, place), ...all.slice(place + 1)]).map((rest) => [one, ...rest]),
      )
