import { describe, expect, it } from 'vitest'
import { at } from '../support/time.ts'
import { aDesk, pass } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'

const desk = aDesk()
const minute = 60_000
const promise = (given: Record<string, unknown>) =>
  call('createSlaPolicy', { as: 'manager', body: { name: 'A policy', ...given } })
const ovens = { conditions: { category: ['network'] }, targets: { high: { response: 'PT10M', resolution: 'PT1H' } } }

describe('the tracking of a ticket', () => {
  it('says where both clocks are at this instant', async () => {
    await promise(ovens)
    const id = await aTicket({ category: 'network' })
    pass(4 * minute)
    const { body } = await call('getSlaTracking', { id })
    expect(body).toMatchObject({ ticket: id, at: at(4 * minute) })
    expect(body.clocks).toMatchObject([
      {
        clock: 'response',
        state: 'running',
        dueAt: at(10 * minute),
        warnsAt: at(8 * minute),
        elapsed: 'PT4M',
        remaining: 'PT6M',
        light: 'green',
      },
      { clock: 'resolution', state: 'running', dueAt: at(60 * minute), remaining: 'PT56M' },
    ])
  })

  it('is right before any timer has got to it, and writes nothing', async () => {
    await promise(ovens)
    const id = await aTicket({ category: 'network' })
    const before = desk.table.items
    pass(12 * minute)
    const { body } = await call('getSlaTracking', { id })
    expect(body.clocks[0]).toMatchObject({ state: 'breached', light: 'red', remaining: '-PT2M', firedPercent: 100 })
    expect(desk.table.items).toEqual(before)
  })

  it('shows a clock that stands as paused', async () => {
    await promise(ovens)
    const id = await aTicket({ category: 'network' })
    await call('startTicket', { id, as: 'technician' })
    pass(minute)
    await call('pauseTicket', { id, body: { status: 'pending_customer', reason: 'Which one?' } })
    pass(30 * minute)
    const { body } = await call('getSlaTracking', { id })
    expect(body.clocks[0]).toMatchObject({ state: 'paused', paused: true, elapsed: 'PT1M', dueAt: at(40 * minute) })
  })
})

/** Mondays to Fridays, nine to six; a day that has a name is closed. Every test begins on a Saturday. */
const office = {
  name: 'Office hours',
  timeZone: 'Europe/London',
  weekly: Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri'].map((name) => [name, [{ from: '09:00', to: '18:00' }]]),
  ),
  holidays: [{ date: '2026-11-24', name: 'Founders’ Day' }],
}
const hour = 60 * minute
const day = 24 * hour

/** A ticket on a policy that counts the office's hours. */
async function inOffice(): Promise<string> {
  const { body } = await call('createCalendar', { as: 'manager', body: office })
  await promise({ ...ovens, name: 'Ovens', calendar: body.id })
  return aTicket({ category: 'network' })
}

describe('the explanation of a ticket', () => {
  it('says of every stretch whether it counted and why, and where the target comes from', async () => {
    const id = await inOffice()
    await call('startTicket', { id, as: 'technician' })
    pass(2 * day)
    const { body } = await call('getSlaTracking', { id })
    expect(body.calendar).toMatchObject({ version: 1, name: 'Office hours', timeZone: 'Europe/London' })
    const [response, resolution] = body.clocks
    expect(response).toMatchObject({
      state: 'breached',
      from: { policy: body.policy.id, version: 1, name: 'Ovens', priority: 'high' },
      promised: 'PT10M',
      elapsed: 'PT1H',
      calendarTime: { elapsed: 'PT48H' },
      milestones: [
        { percent: 80, at: at(2 * day - hour + 8 * minute) },
        { percent: 100, at: at(2 * day - hour + 10 * minute) },
      ],
    })
    expect(resolution.spans).toMatchObject([
      { from: at(0), to: at(2 * day - hour), counts: false, reason: { code: 'closed' }, elapsed: 'PT0S' },
      { to: at(2 * day), status: 'in_progress', counts: true, reason: { code: 'open' }, elapsed: 'PT1H' },
    ])
  })

  it('reads a ticket and its course in one request', async () => {
    const id = await aTicket()
    await call('getSlaTracking', { id })
    desk.calls.length = 0
    await call('getSlaTracking', { id })
    expect(desk.calls.filter((made) => made === 'BatchGet')).toHaveLength(1)
  })

  it('names the policy that an ended clock ended under, and tells the answers that were owed before', async () => {
    await promise({ ...ovens, targets: { high: { response: 'PT10M', nextResponse: 'PT20M', resolution: 'PT1H' } } })
    const id = await aTicket({ category: 'network' })
    const says = (as: 'agent' | 'customer') => call('addComment', { id, as, body: { body: 'Well' } })
    await says('agent')
    for (let cycle = 0; cycle < 2; cycle += 1) {
      await says('customer')
      pass(25 * minute)
      await says('agent')
      pass(minute)
    }
    const { body: before } = await call('getTicket', { id })
    const { title, description, type, category } = before
    const body = { title, description, type, category, priority: 'low' }
    const { status } = await call('replaceTicket', { id, body, headers: { 'if-match': `"${before.version}"` } })
    expect(status).toBe(200)
    const tracking = (await call('getSlaTracking', { id })).body
    expect(tracking.clocks).toMatchObject([
      { clock: 'response', state: 'met', target: 'PT10M', from: { name: 'A policy', priority: 'high' } },
      { clock: 'nextResponse', cycle: 2, state: 'missed', missedBy: 'PT5M', from: { priority: 'high' } },
      { clock: 'resolution', state: 'untargeted', from: { name: 'A policy', priority: 'low' } },
    ])
    expect(tracking.earlier).toEqual([
      {
        clock: 'nextResponse',
        cycle: 1,
        state: 'missed',
        target: 'PT20M',
        startedAt: at(0),
        dueAt: at(20 * minute),
        endedAt: at(25 * minute),
        elapsed: 'PT25M',
        missedBy: 'PT5M',
      },
    ])
    const { text } = await call('getSlaTracking', { id, query: { format: 'text' } })
    expect(text).toContain('- No. 1, Sat 21 Nov 2026, 10:00 to 10:25, promised within PT20M: too late')
  })

  it('can be had in sentences, by the query or by `Accept`', async () => {
    const id = await inOffice()
    pass(2 * day)
    const { text, headers, status } = await call('getSlaTracking', { id, query: { format: 'text' } })
    expect([status, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8'])
    expect(text.replaceAll('\n', ' ')).toContain('was due on Mon 23 Nov 2026, 09:10 Europe/London (UTC)')
    expect((await call('getSlaTracking', { id, headers: { accept: 'text/plain' } })).text).toBe(text)
    const both = { accept: 'text/plain;q=0.5, application/json' }
    expect((await call('getSlaTracking', { id, headers: both })).body.ticket).toBe(id)
    const json = { query: { format: 'json' }, headers: { accept: 'text/plain' } }
    expect((await call('getSlaTracking', { id, ...json })).body.ticket).toBe(id)
    const refused = await call('getSlaTracking', { id, query: { format: 'xml' } })
    expect([refused.status, refused.body.errors[0].path]).toEqual([400, 'format'])
  })

  it('leaves out for callers from outside what the desk calls its own, and does among its own', async () => {
    const escalation = [{ clock: 'response', atPercent: 50, actions: [{ action: 'notify', who: 'supervisor' }] }]
    await promise({ ...ovens, name: 'They pay little', escalation })
    const id = await aTicket({ category: 'network' })
    pass(6 * minute)
    const staff = await call('getSlaTracking', { id })
    expect(staff.body.clocks[0]).toMatchObject({ firedPercent: 50 })
    expect(staff.body.clocks[0].milestones).toHaveLength(3)
    for (const as of ['customer', 'customersManager'] as const) {
      const { body } = await call('getSlaTracking', { id, as })
      expect(body.clocks[0]).toMatchObject({ firedPercent: 0, dueAt: at(10 * minute), elapsed: 'PT6M' })
      expect(body.clocks[0].milestones).toEqual([
        { percent: 80, at: at(8 * minute) },
        { percent: 100, at: at(10 * minute) },
      ])
      expect(JSON.stringify(body)).not.toMatch(/They pay little|lateness|firedAt/)
    }
    const { text } = await call('getSlaTracking', { id, as: 'customer', query: { format: 'text' } })
    expect(text).not.toMatch(/They pay little|50 %/)
  })
})

describe('a preview', () => {
  const urgent = { policy: { targets: { urgent: { response: 'PT30M' } } }, priority: 'urgent', start: at(0) }

  it('takes policies and calendars that are there by their ids, and writes nothing', async () => {
    const calendar = (await call('createCalendar', { as: 'manager', body: office })).body
    const policy = (await promise({ ...ovens, name: 'Ovens', calendar: calendar.id })).body
    const before = desk.table.items
    const asked = { policyId: policy.id, priority: 'high', start: at(0) }
    const { body } = await call('previewSla', { body: asked })
    expect(body).toMatchObject({
      nextOpening: at(2 * day - hour),
      clocks: [{ dueAt: at(2 * day - 50 * minute), from: { policy: policy.id, name: 'Ovens' } }, {}],
    })
    const always = await call('previewSla', { body: { ...asked, calendarId: 'always' } })
    expect(always.body.clocks[0].dueAt).toBe(at(10 * minute))
    const other = await call('previewSla', { body: { ...urgent, calendarId: calendar.id, at: at(2 * day) } })
    expect(other.body.clocks[0]).toMatchObject({ state: 'breached', dueAt: at(2 * day - 30 * minute) })
    expect(other.body.clocks[0].spans[0].calendar).toEqual({ id: calendar.id, version: 1 })
    expect(other.body.clocks[0]).not.toHaveProperty('from')
    const inline = await call('previewSla', {
      body: { ...urgent, policy: { ...urgent.policy, calendar: calendar.id } },
    })
    expect(inline.body.nextOpening).toBe(at(2 * day - hour))
    expect((await call('previewSla', { body: { ...asked, policyId: 'pol_default' } })).body.clocks).toHaveLength(2)
    expect(desk.table.items).toEqual(before)
  })

  it.each([
    ['policyId', { policy: undefined, policyId: `pol_${'8'.repeat(26)}` }],
    ['calendarId', { calendarId: `cal_${'8'.repeat(26)}` }],
    ['policy.calendar', { policy: { ...urgent.policy, calendar: `cal_${'8'.repeat(26)}` } }],
    ['changes.0.at', { changes: [{ at: at(-1), reply: 'staff' }] }],
  ])('refuses by its name a %s that is not there, or not right', async (path, given) => {
    const { status, body } = await call('previewSla', { body: { ...urgent, ...given } })
    expect([status, body.errors.map((error: { path: string }) => error.path)]).toEqual([400, [path]])
  })

  it('comes to the very figures that the ticket itself has', async () => {
    const id = await inOffice()
    const { body: calendar } = await call('listCalendars', {})
    await call('startTicket', { id, as: 'technician' })
    pass(2 * day - hour + 5 * minute)
    await call('pauseTicket', { id, body: { status: 'pending_customer', reason: 'Which one?' } })
    pass(2 * day)
    await call('addComment', { id, as: 'customer', body: { body: 'That one' } })
    pass(hour)
    const { body: tracking } = await call('getSlaTracking', { id })
    const changes = [
      { at: at(0), status: 'in_progress' },
      { at: at(2 * day - hour + 5 * minute), status: 'pending_customer' },
      { at: at(4 * day - hour + 5 * minute), reply: 'customer' },
    ]
    const asked = {
      calendarId: calendar.items[0].id,
      policyId: tracking.policy.id,
      priority: 'high',
      start: at(0),
      changes,
    }
    const { body } = await call('previewSla', { body: { ...asked, at: tracking.at } })
    const untimed = (clocks: { milestones: Record<string, unknown>[] }[]) =>
      clocks.map((clock) => ({
        ...clock,
        milestones: clock.milestones.map(({ firedAt: _, lateness: __, ...one }) => one),
      }))
    expect(untimed(body.clocks)).toEqual(untimed(tracking.clocks))
  })
})
