import './support/environment.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { endingEvents, noticeEvents } from '../../events/catalogue.ts'
import { handler as notify } from '../../functions/notifications/notify.ts'
import { handler as end } from '../../functions/visits/end.ts'
import { handler as sweep } from '../../functions/visits/sweep.ts'
import { at, day, hour, minute } from '../support/time.ts'
import { aDesk, fault, pass, throws } from './support/desk.ts'
import { call } from './support/gateway.ts'
import { type SentLetter, sentLetters } from './support/sent.ts'
import { batch, context, eventsOf, failures } from './support/timers.ts'
import { aVisit, named, setAssignment, ticketAt, tomorrow } from './support/visits.ts'

const desk = aDesk()
let ticket: string
let heard = new Set<number>()
let letters: SentLetter[] = []
beforeEach(async () => {
  heard = new Set()
  letters = []
  named(desk)
  ticket = await ticketAt()
})

const messagesOf = (types: readonly string[], fresh = true) => {
  const events = eventsOf(desk, ticket).filter(({ seq, type }) => types.includes(type) && !(fresh && heard.has(seq)))
  return events.map(({ type, ...event }) => ({
    ...{ id: 'x', source: 'service-desk', 'detail-type': type },
    detail: { ...event, subject: { kind: 'ticket', id: ticket } },
  }))
}
/** The subjects of the mails about visits that what has happened since brings about. */
async function told(): Promise<string[]> {
  desk.mails.length = 0
  // What comes within a minute is told together.
  if (letters.length > 0) pass(minute)
  const fresh = messagesOf(noticeEvents)
  for (const { seq } of eventsOf(desk, ticket)) heard.add(seq)
  expect(failures(await notify(batch(fresh), context))).toEqual([])
  letters = sentLetters(desk).filter(({ subject }) => /visit/.test(subject))
  return letters.map(({ subject }) => subject)
}
const text = () => letters[0]?.text ?? ''
const minuteRun = () => sweep(undefined, context)
const hears = async (...messages: object[]) => failures(await end(batch(messages), context))
const visitOf = async (id: string) => (await call('getVisit', { id })).body

describe('the customer is told', () => {
  beforeEach(told)

  it('of a visit that was planned, moved and cancelled: as it is then', async () => {
    const id = await aVisit(ticket, tomorrow(2 * day), {
      window: { from: tomorrow(2 * day - hour), until: tomorrow(2 * day + hour) },
    })
    expect(await told()).toEqual([`[${ticket}] A visit is planned`])
    expect(text()).toContain(
      'We come between: Tuesday, 24 November 2026, 09:00–11:00 UTC\nWho comes: technician\n\nPlease confirm it',
    )
    await call('confirmVisit', { id, as: 'customer' })
    await call('moveVisit', { id, body: { from: tomorrow(3 * day), tellCustomer: true } })
    expect(await told()).toEqual([`[${ticket}] The visit has another time`])
    expect(text()).toContain(
      'was planned for Tuesday, 24 November 2026 at 10:00 UTC, as you had confirmed. That has changed.',
    )
    expect(text()).toContain(
      'When: Wednesday, 25 November 2026 at 10:00 UTC\nWho comes: technician\n\nPlease confirm it',
    )
    await call('cancelVisit', { id, body: {} })
    expect(await told()).toEqual([`[${ticket}] The visit is cancelled`])
  })

  it('not of what has changed again since', async () => {
    const id = await aVisit(ticket, tomorrow(2 * day))
    await call('moveVisit', { id, body: { from: tomorrow(3 * day) } })
    await call('moveVisit', { id, body: { from: tomorrow(4 * day) } })
    expect(await told()).toEqual([`[${ticket}] The visit has another time`])
  })

  it.each([
    ['visitBooked', 0],
    ['visitCancelled', 1],
  ])('not where the setting %s is off', async (name, place) => {
    const item = desk.table.find({ pk: 'SETTINGS#main', sk: 'SETTINGS' })
    desk.table.put({ ...item, notices: { [name]: false } } as never)
    const id = await aVisit(ticket, tomorrow(2 * day))
    const first = await told()
    await call('cancelVisit', { id, body: {} })
    const both = [first, await told()]
    expect(both.map(({ length }) => length)).toEqual(place === 0 ? [0, 1] : [1, 0])
  })

  it('also where those settings are off, once they had confirmed it: unless they did it themselves', async () => {
    const item = desk.table.find({ pk: 'SETTINGS#main', sk: 'SETTINGS' })
    desk.table.put({ ...item, notices: { visitBooked: false, visitMoved: false, visitCancelled: false } } as never)
    const id = await aVisit(ticket, tomorrow(2 * day))
    await call('moveVisit', { id, body: { from: tomorrow(3 * day) } })
    expect(await told()).toEqual([])
    await call('confirmVisit', { id, as: 'customer' })
    await call('moveVisit', { id, body: { from: tomorrow(4 * day), tellCustomer: true } })
    expect(await told()).toEqual([`[${ticket}] The visit has another time`])
    await call('confirmVisit', { id, as: 'customer' })
    await call('cancelVisit', { id, body: {} })
    expect(await told()).toEqual([`[${ticket}] The visit is cancelled`])
    const other = await aVisit(ticket, tomorrow(5 * day))
    await call('confirmVisit', { id: other, as: 'customer' })
    await call('cancelVisit', { id: other, as: 'customer', body: {} })
    expect(await told()).toEqual([])
  })
})

describe('a reminder', () => {
  beforeEach(told)
  const reminders = () => eventsOf(desk, ticket).filter(({ type }) => type === 'visit.reminded')

  it('goes out once for each time that a visit is planned for', async () => {
    const id = await aVisit(ticket, tomorrow(day))
    await told()
    pass(day - minute)
    expect(await minuteRun()).toEqual({ reminded: 0 })
    pass(minute)
    expect(await minuteRun()).toEqual({ reminded: 1 })
    expect(await minuteRun()).toEqual({ reminded: 0 })
    expect(await told()).toEqual([`[${ticket}] We visit you soon`])
    expect((await visitOf(id)).remindedAt).toBe(at(day))
    await call('moveVisit', { id, body: { from: tomorrow(3 * day) } })
    expect(await told()).toHaveLength(1)
    pass(day)
    expect(await minuteRun()).toEqual({ reminded: 0 })
    pass(day)
    expect(await minuteRun()).toEqual({ reminded: 1 })
    expect(await told()).toEqual([`[${ticket}] We visit you soon`])
  })

  it('is not sent of one that is cancelled, near when it is planned, or has begun', async () => {
    const id = await aVisit(ticket, tomorrow(day))
    await aVisit(ticket, tomorrow(-hour))
    await call('cancelVisit', { id, body: {} })
    await told()
    pass(day)
    expect(await minuteRun()).toEqual({ reminded: 0 })
    const late = await aVisit(ticket, at(3 * day))
    pass(2.5 * day)
    await told()
    const before = reminders().length
    await minuteRun()
    expect([await told(), reminders().length, (await visitOf(late)).remindedAt]).toEqual([[], before, undefined])
    expect(await minuteRun()).toEqual({ reminded: 0 })
  })

  it('comes once where two runs meet, and all the same where one dies', async () => {
    await aVisit(ticket, tomorrow(day))
    pass(day)
    desk.before('TransactWrite', minuteRun)
    expect(await minuteRun()).toEqual({ reminded: 0 })
    expect(reminders()).toHaveLength(1)
    await aVisit(ticket, tomorrow(3 * day))
    pass(2 * day)
    desk.before('TransactWrite', throws(fault('TimeoutError')))
    await expect(minuteRun()).rejects.toThrow('could not be reminded')
    desk.after('TransactWrite', throws(fault('TimeoutError')))
    await expect(minuteRun()).rejects.toThrow('could not be reminded')
    expect(await minuteRun()).toEqual({ reminded: 0 })
    expect(reminders()).toHaveLength(2)
  })

  it('goes out as long before as the setting says', async () => {
    setAssignment(desk, { visitReminder: 'PT2H' })
    await aVisit(ticket, tomorrow())
    pass(day - 2 * hour - minute)
    expect(await minuteRun()).toEqual({ reminded: 0 })
    pass(minute)
    expect(await minuteRun()).toEqual({ reminded: 1 })
  })
})

describe('a ticket that has ended', () => {
  it.each([
    ['resolved', () => call('resolveTicket', { id: ticket, body: { resolution: 'Works' } })],
    ['cancelled', () => call('cancelTicket', { id: ticket, as: 'manager', body: { reason: 'Sold' } })],
    ['merged', async () => call('mergeTicket', { id: ticket, body: { into: await ticketAt(), reason: 'The same' } })],
  ])('loses its planned visits once it is %s, however often that is heard', async (_, ends) => {
    const [first, second] = [await aVisit(ticket, tomorrow()), await aVisit(ticket, tomorrow(2 * hour))]
    await ends()
    const messages = messagesOf(endingEvents, false)
    expect(await hears(...messages, ...messages)).toEqual([])
    const cancelled = eventsOf(desk, ticket).filter(({ type }) => type === 'visit.cancelled')
    expect(cancelled.map(({ data }) => data)).toMatchObject([
      { visit: first, reason: 'ticket-ended' },
      { visit: second, reason: 'ticket-ended' },
    ])
    const cause = (messages.at(-1) as { detail: { id?: string } }).detail.id
    expect(cancelled[0]).toMatchObject({ causationId: cause })
    expect((await visitOf(first)).status).toBe('cancelled')
    // The time is free again.
    await aVisit(await ticketAt(), tomorrow())
  })

  it('leaves whoever is on the way', async () => {
    const id = await aVisit(ticket, tomorrow())
    await call('setOutForVisit', { id, as: 'technician' })
    await call('resolveTicket', { id: ticket, body: { resolution: 'Works' } })
    expect(await hears(...messagesOf(endingEvents, false))).toEqual([])
    expect((await visitOf(id)).status).toBe('on_the_way')
    expect((await call('completeVisit', { id, as: 'technician', body: { note: 'Works' } })).status).toBe(200)
  })

  it('keeps them where it is open again by then, and where an archive plays', async () => {
    const id = await aVisit(ticket, tomorrow())
    await call('resolveTicket', { id: ticket, body: { resolution: 'Works' } })
    const messages = messagesOf(endingEvents, false)
    expect(await hears(...messages.map((message) => ({ ...message, 'replay-name': 'again' })))).toEqual([])
    expect((await visitOf(id)).status).toBe('planned')
    await call('reopenTicket', { id: ticket, body: { reason: 'No' } })
    expect(await hears(...messages)).toEqual([])
    expect((await visitOf(id)).status).toBe('planned')
  })
})
