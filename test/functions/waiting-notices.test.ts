import './support/environment.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { handler as release } from '../../functions/notifications/release.ts'
import { keys } from '../../functions/platform/table/keys.ts'
import { people } from '../support/people.ts'
import { at, day, hour, minute } from '../support/time.ts'
import { aDesk, fault, pass, throws } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'
import { aPolicyThat, milestoneEvent } from './support/milestones.ts'
import { deliver, onBus, released } from './support/notifier.ts'
import { sentLetters } from './support/sent.ts'
import { context, eventsOf } from './support/timers.ts'

const desk = aDesk()
const { supervisor, manager } = people
const calendar = `cal_${'WEEK'.padStart(26, '0')}`
/** The tests begin on a Saturday at 10:00: the next opening is Monday's, at 09:00. */
const monday = 2 * day - hour

const toldTo = () => desk.mails.map(({ Destination }) => Destination?.ToAddresses?.[0]?.split('@')[0])
const noticeOf = (person: string, event = 'ticket.TKT000001.400') => desk.table.find(keys.notice(event, person))

function works(person: string, hours = calendar): void {
  desk.table.put({ ...desk.table.find(keys.person(person)), calendar: hours } as never)
}

/** Opens a ticket, and puts an event of a milestone into its history, far behind what it will have. */
async function reached(told: { priority?: string; percent?: number; to?: readonly string[] } = {}) {
  const { priority = 'high', percent = 100, to = [supervisor.id] } = told
  await aTicket({ priority })
  aPolicyThat(desk, [{ action: 'notify', who: 'supervisor' }], percent)
  const type = percent === 100 ? 'sla.breached' : 'sla.warned'
  const actions = to.map((person) => ({ action: 'notify', who: 'supervisor', person }) as const)
  const event = milestoneEvent(actions, { type, percent })
  event.detail.id = 'ticket.TKT000001.400'
  desk.table.put({ ...keys.event('TICKET#TKT000001', 400), type, ...event.detail } as never)
  return event
}

beforeEach(() => {
  const office = {
    id: calendar,
    version: 1,
    name: 'Office',
    timeZone: 'UTC',
    weekly: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((on) => [on, [{ from: '09:00', to: '18:00' }]])),
    holidays: [],
    createdAt: at(0),
    updatedAt: at(0),
  }
  desk.table.put({ ...keys.calendar(calendar), ...office } as never)
  desk.table.put({ ...keys.calendarVersion(calendar, 1), ...office } as never)
  works(supervisor.id)
})

describe('a reminder to somebody who is not at work', () => {
  it('waits for their next opening, and is told then, once', async () => {
    const event = await reached()
    expect(await deliver(event)).toEqual([])
    expect(noticeOf(supervisor.id)).toMatchObject({ waitsUntil: at(monday) })
    pass(monday - minute)
    expect(await released(desk)).toBe(0)
    expect(toldTo()).toEqual([])
    pass(minute)
    expect(await released(desk)).toBe(1)
    expect(toldTo()).toEqual(['supervisor'])
    expect(sentLetters(desk)[0]?.text).toContain('it is late by 46 hours')
    expect(await released(desk)).toBe(0)
    expect(noticeOf(supervisor.id)).not.toHaveProperty('waitsUntil')
    expect(await deliver(event)).toEqual([])
    expect(toldTo()).toEqual(['supervisor'])
  })

  it('waits once, however often its event comes meanwhile', async () => {
    const event = await reached()
    expect(await deliver(event, event)).toEqual([])
    pass(hour)
    expect(await deliver(event)).toEqual([])
    expect(toldTo()).toEqual([])
    pass(monday)
    expect(await released(desk)).toBe(1)
    expect(toldTo()).toEqual(['supervisor'])
  })

  it('does not keep others waiting: who has no hours of their own is told at once', async () => {
    await deliver(await reached({ to: [supervisor.id, manager.id] }))
    expect(toldTo()).toEqual(['manager'])
  })

  it('is told at once while they are at work, and of a calendar that is not there', async () => {
    pass(monday)
    await deliver(await reached())
    expect(toldTo()).toEqual(['supervisor'])
    works(supervisor.id, `cal_${'G0NE'.padStart(26, '0')}`)
    pass(12 * hour)
    const event = milestoneEvent([{ action: 'notify', who: 'supervisor', person: supervisor.id }])
    await deliver({ ...event, detail: { ...event.detail, id: 'ticket.TKT000001.9' } })
    expect(toldTo()).toEqual(['supervisor', 'supervisor'])
  })

  it.each([
    ['the breach of an urgent ticket', 'urgent', 100, true],
    ['what comes after the breach of an urgent ticket', 'urgent', 150, true],
    ['a warning of an urgent ticket', 'urgent', 80, false],
    ['the breach of another', 'high', 100, false],
  ])('is not waited with: %s (%s, %d %%): %s', async (_, priority, percent, atOnce) => {
    await deliver(await reached({ priority, percent }))
    expect(toldTo()).toEqual(atOnce ? ['supervisor'] : [])
  })

  it('of a follow-up waits as well', async () => {
    const id = await aTicket({ priority: 'urgent' })
    await call('assignTicket', { id, body: { technician: supervisor.id } })
    await call('addFollowUp', { id, body: { note: 'Call them' } })
    pass(2 * hour)
    await call('addComment', { id, body: { body: 'Still dark', internal: true } })
    const event = eventsOf(desk).find((one) => one.type === 'ticket.follow-up-due') as { type: string }
    expect(await deliver(onBus(id, event))).toEqual([])
    expect(toldTo()).toEqual([])
    pass(monday)
    expect(await released(desk)).toBe(1)
    expect(toldTo()).toEqual(['supervisor'])
  })
})

describe('a reminder that has waited', () => {
  const dropped = (because: string) => {
    expect(toldTo()).toEqual([])
    expect(noticeOf(supervisor.id)).toMatchObject({ droppedBecause: because })
    expect(noticeOf(supervisor.id)).not.toHaveProperty('gsi5pk')
  }

  it('is dropped, and says so, where the ticket has ended by then', async () => {
    const event = await reached()
    await deliver(event)
    await call('resolveTicket', { id: 'TKT000001', body: { resolution: 'Switched on' } })
    pass(monday)
    expect(await released(desk)).toBe(1)
    dropped('ticket-ended')
    expect(await released(desk)).toBe(0)
    expect(await deliver(event)).toEqual([])
    expect(toldTo()).toEqual([])
  })

  it('is dropped where its clock has ended by then', async () => {
    await deliver(await reached())
    expect((await call('addComment', { id: 'TKT000001', body: { body: 'On our way' } })).status).toBe(201)
    pass(monday)
    await released(desk)
    dropped('clock-ended')
  })

  it('is dropped where they are not there any more', async () => {
    await deliver(await reached())
    desk.table.put({ ...desk.table.find(keys.person(supervisor.id)), erasingAt: at(0) } as never)
    pass(monday)
    await released(desk)
    dropped('not-theirs')
  })

  it('waits on where their hours have changed meanwhile', async () => {
    await deliver(await reached())
    const closed = { ...desk.table.find(keys.calendar(calendar)), version: 2, holidays: [{ date: '2026-11-23' }] }
    desk.table.put(closed as never)
    desk.table.put({ ...closed, ...keys.calendarVersion(calendar, 2) } as never)
    pass(monday)
    await released(desk)
    expect(toldTo()).toEqual([])
    expect(noticeOf(supervisor.id)).toMatchObject({ waitsUntil: at(monday + day) })
    pass(day)
    await released(desk)
    expect(toldTo()).toEqual(['supervisor'])
  })

  it('is tried again where the mail failed', async () => {
    await deliver(await reached())
    pass(monday)
    desk.before('SendEmail', throws(fault('TooManyRequestsException')))
    expect(await released(desk)).toBe(1)
    expect(desk.queues.notices).toMatchObject([{ who: supervisor.id, tries: 1 }])
    // It is on the queue again, and nowhere else.
    expect((await release(undefined, context)).released).toBe(0)
    expect(await deliver(...(desk.queues.notices ?? []))).toEqual([])
    expect(toldTo()).toEqual(['supervisor'])
  })

  it('is found again where the notifier died over it', async () => {
    await deliver(await reached())
    pass(monday)
    // It claims them, and dies.
    desk.after('Update', throws(fault('TimeoutError')))
    await release(undefined, context)
    expect(await deliver(...(desk.queues.notices ?? []))).toEqual([0])
    desk.queues = {}
    pass(61_000)
    expect(await released(desk)).toBe(1)
    expect(toldTo()).toEqual(['supervisor'])
  })

  it('is told once where two minutes hand it over at once', async () => {
    await deliver(await reached())
    pass(monday)
    await release(undefined, context)
    await release(undefined, context)
    const messages = desk.queues.notices ?? []
    expect(messages).toHaveLength(2)
    await deliver(...messages)
    await deliver(...messages)
    expect(toldTo()).toEqual(['supervisor'])
  })
})
