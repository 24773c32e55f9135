import { beforeEach, describe, expect, it } from 'vitest'
import { type Caller, people } from '../support/people.ts'
import { at, day, hour, minute } from '../support/time.ts'
import { aDesk, pass } from './support/desk.ts'
import { call, kindOf, type OperationName } from './support/gateway.ts'
import { eventsOf } from './support/timers.ts'
import { aVisit, bookAt, know, setAssignment, ticketAt, tomorrow } from './support/visits.ts'

const desk = aDesk()
let ticket: string
beforeEach(async () => {
  ticket = await ticketAt()
})

const read = (id: string, as: Caller = 'agent') => call('getVisit', { id, as })
const types = () => eventsOf(desk, ticket).flatMap(({ type }) => (type.startsWith('visit.') ? [type] : []))

describe('a visit', () => {
  it('is planned by a dispatcher, and stands in the history of its ticket', async () => {
    const { status, body, headers } = await bookAt(ticket, tomorrow(), { durationMinutes: 90, work: 'Look at it' })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      ticket,
      technician: people.technician.id,
      status: 'planned',
      from: tomorrow(),
      until: tomorrow(90 * minute),
      travelMinutes: 0,
      work: 'Look at it',
      version: 1,
    })
    expect(headers.location).toMatch(new RegExp(`/visits/${body.id}$`))
    expect(eventsOf(desk, ticket).at(-1)).toMatchObject({
      type: 'visit.booked',
      data: { visit: body.id, technician: people.technician.id, from: tomorrow(), until: tomorrow(90 * minute) },
    })
    expect((await read(body.id)).body).toEqual(body)
    expect((await call('listVisits', { query: { ticket } })).body.items).toEqual([body])
  })

  it('goes through its steps; the technician’s own status follows', async () => {
    const id = await aVisit(ticket, tomorrow())
    const statusOf = async () => desk.table.find({ pk: 'TECHNICIANS', sk: people.technician.id })?.status
    const step = async (name: OperationName, body?: object) =>
      (await call(name, { id, as: 'technician', ...(body && { body }) })).body
    pass(day - 30 * minute)
    expect(await step('setOutForVisit')).toMatchObject({ status: 'on_the_way', onTheWayAt: at(day - 30 * minute) })
    expect(await statusOf()).toBe('on_the_way')
    pass(25 * minute)
    expect(await step('arriveAtVisit')).toMatchObject({ status: 'arrived' })
    expect(await statusOf()).toBe('busy')
    pass(hour)
    expect(await step('completeVisit', { note: 'Works again' })).toMatchObject({
      status: 'done',
      note: 'Works again',
      version: 4,
    })
    expect(await statusOf()).toBe('available')
    expect(types()).toEqual(['visit.booked', ...Array(3).fill('visit.status-changed')])
    const { status, body } = await call('missVisit', { id, as: 'technician', body: { reason: 'No' } })
    expect([status, kindOf({ body } as never), body.allowed]).toEqual([409, 'move-not-allowed', []])
  })

  it('leaves who is off as they are', async () => {
    const id = await aVisit(ticket, tomorrow())
    know(desk, 'technician', { status: 'off' })
    await call('arriveAtVisit', { id, as: 'technician' })
    expect(desk.table.find({ pk: 'TECHNICIANS', sk: people.technician.id })?.status).toBe('off')
  })

  it('is seen by whoever goes there, with its ticket', async () => {
    await call('assignTicket', { id: ticket, body: { technician: people.technician.id } })
    expect((await call('getTicket', { id: ticket, as: 'otherTechnician' })).status).toBe(404)
    const id = await aVisit(ticket, tomorrow(), { technician: people.otherTechnician.id })
    expect((await call('getTicket', { id: ticket, as: 'otherTechnician' })).status).toBe(200)
    expect((await read(id, 'otherTechnician')).status).toBe(200)
    await call('cancelVisit', { id, body: {} })
    expect((await call('getTicket', { id: ticket, as: 'otherTechnician' })).status).toBe(404)
    expect((await read(id, 'otherTechnician')).status).toBe(404)
  })

  it('gives its time back when it is cancelled or moved', async () => {
    const id = await aVisit(ticket, tomorrow())
    const other = await ticketAt()
    expect((await bookAt(other, tomorrow())).status).toBe(409)
    expect((await call('moveVisit', { id, body: { from: tomorrow(hour) } })).status).toBe(200)
    const second = await bookAt(other, tomorrow())
    expect(second.status).toBe(201)
    expect((await call('cancelVisit', { id: second.body.id, body: {} })).status).toBe(200)
    expect((await call('moveVisit', { id, body: { from: tomorrow(30 * minute) } })).status).toBe(200)
  })

  it('over midnight keeps the time of both days', async () => {
    const midnight = at(14 * hour)
    await aVisit(ticket, at(13.5 * hour), { durationMinutes: 60 })
    const other = await ticketAt()
    expect((await bookAt(other, midnight, { durationMinutes: 15 })).status).toBe(409)
    expect((await bookAt(other, at(13 * hour), { durationMinutes: 45 })).status).toBe(409)
    expect((await bookAt(other, at(14.5 * hour), { durationMinutes: 15 })).status).toBe(201)
  })

  it('is refused at a taken time, with what is free next', async () => {
    await aVisit(ticket, tomorrow())
    const { status, body } = await bookAt(await ticketAt(), tomorrow(30 * minute))
    expect([status, body.detail]).toEqual([
      409,
      `They have another visit then, or are on the way to one. Free next: ${tomorrow(hour)} (Sun 22 Nov 2026, 11:00 UTC).`,
    ])
  })

  it('leaves time for the way before and after', async () => {
    // 49 km at 50 km/h: 59 minutes.
    const [near, far] = [await ticketAt(0), await ticketAt(49)]
    await aVisit(near, tomorrow())
    expect((await bookAt(far, tomorrow(hour + 55 * minute))).status).toBe(409)
    expect((await bookAt(far, tomorrow(-115 * minute))).status).toBe(409)
    const { body } = await bookAt(far, tomorrow(2 * hour))
    expect(body.travelMinutes).toBe(59)
    expect((await bookAt(far, tomorrow(-2 * hour))).status).toBe(201)
  })

  it('is planned beyond hours and skills only with force', async () => {
    setAssignment(desk, { needs: [{ when: { category: ['other'] }, skill: 'ovens' }] })
    know(desk, 'technician', {
      absences: [{ id: 'abs_01JD0000000000000000ABSNC1', from: at(0), until: at(3 * day), kind: 'sick' }],
    })
    const { status, body } = await bookAt(ticket, tomorrow())
    expect([status, body.detail]).toEqual([
      409,
      expect.stringContaining('is not at work all of that time, or on the way there; has no skill ovens. Say `force`'),
    ])
    expect((await bookAt(ticket, tomorrow(), { force: true })).status).toBe(201)
  })

  it.each([
    ['a time that has passed', { from: at(-minute) }, 'from'],
    ['half a minute', { from: '2026-11-22T10:00:30Z' }, 'from'],
    ['another year', { from: '2027-11-22T10:00:00Z' }, 'from'],
    ['a window without it', { window: { from: tomorrow(hour), until: tomorrow(2 * hour) } }, 'window'],
    ['a service that there is not', { service: 'wifi-survey' }, 'service'],
    ['somebody who does not work here', { technician: people.customer.id }, 'technician'],
    ['a place of somebody else', { site: 'sit_01JD00000000000000000S1TE1' }, 'site'],
  ])('is not planned for %s', async (_, more, path) => {
    const { status, body } = await bookAt(ticket, tomorrow(), more)
    expect([status, body.errors?.[0]?.path]).toEqual([400, path])
  })

  it('is not planned for a ticket that has ended', async () => {
    await call('resolveTicket', { id: ticket, body: { resolution: 'Works' } })
    expect((await bookAt(ticket, tomorrow())).status).toBe(409)
  })

  it('is planned by a technician for themselves only', async () => {
    const more = { technician: people.teammate.id }
    expect((await call('bookVisit', { as: 'technician', body: { ticket, from: tomorrow(), ...more } })).status).toBe(
      403,
    )
    const own = await call('bookVisit', { as: 'technician', body: { ticket, from: tomorrow() } })
    expect(own.body.technician).toBe(people.technician.id)
  })

  it('is found by technician, team, day and status', async () => {
    const first = await aVisit(ticket, tomorrow())
    const second = await aVisit(ticket, tomorrow(2 * hour), { technician: people.otherTechnician.id })
    const third = await aVisit(ticket, tomorrow(2 * day))
    const list = async (query: Record<string, string>, as: 'agent' | 'technician' = 'agent') =>
      (await call('listVisits', { as, query })).body.items.map(({ id }: { id: string }) => id)
    expect(await list({})).toEqual([first, second, third])
    expect(await list({ technician: people.technician.id })).toEqual([first, third])
    expect(await list({ team: 'tea_0000000000000000000000SVTH' })).toEqual([second])
    expect(await list({ from: tomorrow(), to: tomorrow(hour) })).toEqual([first])
    expect(await list({ status: 'arrived' })).toEqual([])
    await call('cancelVisit', { id: first, body: {} })
    expect(await list({ ticket, status: 'cancelled' })).toEqual([first])
    expect(await list({})).toEqual([second, third])
    const page = await call('listVisits', { query: { limit: '1' } })
    expect(page.body.items).toMatchObject([{ id: second }])
    const rest = await call('listVisits', { query: { limit: '1', cursor: page.body.next } })
    expect([rest.body.items[0].id, rest.body.next]).toEqual([third, undefined])
  })

  it('is not changed by who has read another version', async () => {
    const id = await aVisit(ticket, tomorrow())
    const stale = await call('confirmVisit', { id, headers: { 'if-match': '"7"' } })
    expect(stale.status).toBe(412)
    expect((await call('confirmVisit', { id, headers: { 'if-match': '"1"' } })).status).toBe(200)
  })
})

describe('what the customer has confirmed', () => {
  it('is moved by the desk only with a word to them, and asked about again', async () => {
    const id = await aVisit(ticket, tomorrow(2 * day))
    await call('confirmVisit', { id, as: 'customer' })
    const untold = await call('moveVisit', { id, body: { from: tomorrow(3 * day) } })
    expect([untold.status, untold.body.detail]).toEqual([409, expect.stringContaining('Say `tellCustomer`')])
    const told = await call('moveVisit', { id, body: { from: tomorrow(3 * day), tellCustomer: true } })
    expect([told.status, told.body.confirmedAt]).toEqual([200, undefined])
    expect(eventsOf(desk, ticket).at(-1)).toMatchObject({ type: 'visit.moved', data: { wasConfirmed: true } })
  })

  it('is refused a second confirmation', async () => {
    const id = await aVisit(ticket, tomorrow())
    expect((await call('confirmVisit', { id })).status).toBe(200)
    expect((await call('confirmVisit', { id })).status).toBe(409)
  })
})
