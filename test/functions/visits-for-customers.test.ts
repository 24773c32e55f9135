import { beforeEach, describe, expect, it } from 'vitest'
import { people, teams } from '../support/people.ts'
import { at, day, hour, minute } from '../support/time.ts'
import { aDesk, pass } from './support/desk.ts'
import { type Asked, call, kindOf, type OperationName, operationNames } from './support/gateway.ts'
import { eventsOf } from './support/timers.ts'
import { aVisit, bookAt, know, named, north, setAssignment, ticketAt, tomorrow } from './support/visits.ts'

const desk = aDesk()
let ticket: string
beforeEach(async () => {
  named(desk)
  ticket = await ticketAt()
})

const slots = async (query: Record<string, string>, as: Asked['as'] = 'customer') =>
  (await call('listSlots', { as, query })).body.items
const begins = (found: { from: string }[]) => found.map(({ from }) => from)
const week = { from: tomorrow(), to: tomorrow(2 * hour) }

describe('a customer', () => {
  it('sees when, where, how it stands and who comes, and no more', async () => {
    const id = await aVisit(ticket, tomorrow(), { work: 'Bring a ladder' })
    const { body } = await call('getVisit', { id, as: 'customer' })
    expect(Object.keys(body).toSorted()).toEqual(
      'createdAt durationMinutes from id status technicianName ticket until updatedAt version'.split(' '),
    )
    expect(body.technicianName).toBe('technician')
    expect((await call('listVisits', { as: 'customer', query: { ticket } })).body.items).toEqual([body])
  })

  it('reads in the history when, and not the id of who comes', async () => {
    const id = await aVisit(ticket, tomorrow(), { technician: people.technician.id })
    await call('moveVisit', { id, as: 'agent', body: { from: tomorrow(hour), technician: people.teammate.id } })
    const { items } = (await call('getTicketHistory', { id: ticket, as: 'customer' })).body
    const told = items.filter(({ type }: { type: string }) => type.startsWith('visit.'))
    expect(told.map(({ data }: { data: object }) => data)).toMatchObject([
      { visit: id, from: tomorrow() },
      { visit: id, from: tomorrow(hour), previous: { from: tomorrow() } },
    ])
    expect(JSON.stringify(told.map(({ data }: { data: object }) => data))).not.toContain('technician')
  })

  it('plans one visit of a ticket at a time, and not more than twenty in all', async () => {
    const first = await bookAt(ticket, tomorrow(), {}, 'customer')
    const second = await bookAt(ticket, tomorrow(hour), {}, 'customer')
    expect([first.status, second.status, second.body.detail]).toEqual([
      201,
      409,
      expect.stringContaining(first.body.id),
    ])
    // The desk may plan more.
    const more = await bookAt(ticket, tomorrow(hour))
    expect(more.status).toBe(201)
    for (const { body } of [first, more]) await call('cancelVisit', { id: body.id, as: 'agent', body: {} })
    for (let planned = 2; planned < 20; planned += 1) {
      const { body } = await bookAt(ticket, tomorrow(), {}, 'customer')
      expect((await call('cancelVisit', { id: body.id, as: 'agent', body: {} })).status).toBe(200)
    }
    expect((await bookAt(ticket, tomorrow(), {}, 'customer')).body.detail).toContain('the desk plans any other')
    expect((await bookAt(ticket, tomorrow())).status).toBe(201)
  })

  const ofVisits: OperationName[] = operationNames.filter((name) => /Visit$/.test(name) && name !== 'bookVisit')

  it.each(ofVisits)('finds nothing of somebody else’s by %s', async (name) => {
    const id = await aVisit(ticket, tomorrow())
    const bodies: Partial<Record<OperationName, object>> = {
      moveVisit: { from: tomorrow(hour) },
      cancelVisit: {},
      completeVisit: { note: 'x' },
      missVisit: { reason: 'x' },
    }
    const asked = { as: 'otherCustomer' as const, ...(bodies[name] && { body: bodies[name] }) }
    const there = await call(name, { id, ...asked })
    const nowhere = await call(name, { id: 'vis_01JD0000000000000000V1S1T1', ...asked })
    const told = ({ status, body: { instance, ...body } }: typeof there) => ({ status, body })
    expect(told(there)).toEqual(told(nowhere))
    expect([403, 404]).toContain(there.status)
  })

  it('finds nothing of somebody else’s by their ticket', async () => {
    await aVisit(ticket, tomorrow())
    for (const query of [{ ticket }, { ticket: 'TKT000999' }]) {
      expect((await call('listVisits', { as: 'otherCustomer', query })).status).toBe(404)
      expect((await call('listSlots', { as: 'otherCustomer', query })).status).toBe(404)
    }
    expect((await bookAt(ticket, tomorrow(), {}, 'otherCustomer')).status).toBe(404)
    const { status, body } = await call('listVisits', { as: 'customer' })
    expect([status, body.errors[0].path]).toEqual([400, 'ticket'])
  })

  it('picks a slot of their own ticket, and the desk chooses who comes', async () => {
    know(desk, 'teammate', { homeBase: { coordinates: north(1) } })
    know(desk, 'technician', { homeBase: { coordinates: north(10) } })
    know(desk, 'otherTechnician', { homeBase: { coordinates: north(30) } })
    ticket = await ticketAt(0)
    expect(await slots({ ticket, ...week })).toEqual(
      [0, 30, 60, 90].map((m) => ({ from: tomorrow(m * minute), until: tomorrow((m + 60) * minute) })),
    )
    const { status, body } = await bookAt(ticket, tomorrow(), {}, 'customer')
    expect([status, body.technician, body.technicianName]).toEqual([201, undefined, 'teammate'])
    expect(body.confirmedAt).toBe(at(0))
    // Then by whoever is next.
    expect((await bookAt(await ticketAt(0), tomorrow(), {}, 'customer')).body.technicianName).toBe('technician')
    expect((await bookAt(await ticketAt(0), tomorrow(), {}, 'customer')).body.technicianName).toBe('otherTechnician')
    const none = await bookAt(await ticketAt(0), tomorrow(), {}, 'customer')
    expect([none.status, none.body.detail]).toEqual([
      409,
      expect.stringContaining(`Nobody can come then. Free next: ${tomorrow(hour)}`),
    ])
  })

  it('gets who has the ticket before others', async () => {
    await call('assignTicket', { id: ticket, body: { technician: people.otherTechnician.id, team: teams.south } })
    expect((await bookAt(ticket, tomorrow(), {}, 'customer')).body.technicianName).toBe('otherTechnician')
  })

  it.each([
    ['between slots', tomorrow(10 * minute), {}],
    ['while the desk is closed', tomorrow(), {}],
  ])('does not book %s', async (what, from) => {
    if (what.includes('closed')) {
      const weekly = { mon: [{ from: '09:00', to: '17:00' }] }
      const { body } = await call('createCalendar', {
        as: 'manager',
        body: { name: 'Mondays', timeZone: 'UTC', weekly },
      })
      await call('changeSettings', { as: 'admin', headers: { 'if-match': '*' }, body: { openHours: body.id } })
      expect(begins(await slots({ ticket, from: at(0), to: at(3 * day) })).slice(0, 2)).toEqual([
        '2026-11-23T09:00:00.000Z',
        '2026-11-23T09:30:00.000Z',
      ])
    }
    expect((await bookAt(ticket, from, {}, 'customer')).status).toBe(409)
  })

  it('is told of each field that is for staff', async () => {
    const more = { technician: people.technician.id, force: true, work: 'x', durationMinutes: 30 }
    const { status, body } = await bookAt(ticket, tomorrow(), more, 'customer')
    expect([status, body.errors.map(({ path }: { path: string }) => path)]).toEqual([
      400,
      ['technician', 'durationMinutes', 'force', 'work'],
    ])
  })

  it('moves and cancels until the notice period, and is told whom to call after it', async () => {
    setAssignment(desk, { visitContact: 'our dispatchers on +44 1632 960000' })
    const id = await aVisit(ticket, tomorrow(day))
    const moved = await call('moveVisit', { id, as: 'customer', body: { from: tomorrow(day + hour) } })
    expect([moved.status, moved.body.confirmedAt]).toEqual([200, at(0)])
    pass(day + hour)
    const atLast = await call('moveVisit', { id, as: 'customer', body: { from: tomorrow(day + 2 * hour) } })
    expect(atLast.status).toBe(200)
    pass(hour + minute)
    for (const [name, body] of [
      ['moveVisit', { from: tomorrow(3 * day) }],
      ['cancelVisit', {}],
    ] as const) {
      const late = await call(name, { id, as: 'customer', body })
      expect([late.status, late.body.detail]).toEqual([
        409,
        'It is less than 1 day until this visit: it is moved or cancelled by the desk only. Please call our dispatchers on +44 1632 960000.'.replace(
          '1 day',
          '24 hours',
        ),
      ])
    }
    expect((await call('cancelVisit', { id, body: { reason: 'They called' } })).status).toBe(200)
    expect(eventsOf(desk, ticket).at(-1)).toMatchObject({ type: 'visit.cancelled', data: { reason: 'by-desk' } })
  })

  it('reads of visits in the history of their ticket, without what staff say to each other', async () => {
    const id = await aVisit(ticket, tomorrow())
    await call('moveVisit', { id, body: { from: tomorrow(hour), reason: 'The van is broken' } })
    await call('cancelVisit', { id, as: 'agent', body: { reason: 'Broken for good' } })
    const { body, text } = await call('getTicketHistory', { id: ticket, as: 'customer' })
    expect(body.items.map(({ type }: { type: string }) => type)).toEqual([
      'ticket.created',
      'visit.booked',
      'visit.moved',
      'visit.cancelled',
    ])
    expect(text).not.toContain('roken')
  })
})

describe('offered slots', () => {
  it('ask for the skill of a service, by who has it on that day', async () => {
    const services = [{ code: 'wifi', name: 'Wi-Fi', skill: 'network', level: 'intermediate', durationMinutes: 90 }]
    setAssignment(desk, { services })
    expect(await slots({ service: 'wifi', ...week }, 'agent')).toEqual([])
    know(desk, 'teammate', { skills: [{ skill: 'network', level: 'basic' }] })
    know(desk, 'technician', { skills: [{ skill: 'network', level: 'expert', expiresOn: '2026-11-22' }] })
    expect(await slots({ service: 'wifi', from: tomorrow(), to: tomorrow(minute) }, 'agent')).toEqual([
      {
        from: tomorrow(),
        until: tomorrow(90 * minute),
        technician: people.technician.id,
        technicianName: 'technician',
        travelMinutes: 0,
      },
    ])
    expect(await slots({ service: 'wifi', from: tomorrow(day), to: tomorrow(2 * day) }, 'agent')).toEqual([])
    expect((await call('listSlots', { query: { service: 'no-such' } })).body.errors[0].expected).toBe('one of: wifi')
    const site = 'sit_01JD00000000000000000S1TE1'
    const whose = await call('listSlots', { query: { service: 'wifi', site }, as: 'agent' })
    expect([whose.status, whose.body.errors[0].path]).toEqual([400, 'customer'])
  })

  it('leave out where nobody drives, absences, hours and other visits', async () => {
    know(desk, 'teammate', { serviceArea: { radiusKm: 5 }, homeBase: { coordinates: north(0) } })
    know(desk, 'otherTechnician', { active: false })
    ticket = await ticketAt(20)
    const absence = { id: 'abs_01JD0000000000000000ABSNC1', from: tomorrow(), until: tomorrow(hour), kind: 'other' }
    know(desk, 'technician', { absences: [absence] })
    await aVisit(ticket, tomorrow(2 * hour))
    const from = tomorrow(-hour)
    expect(begins(await slots({ ticket, from, to: tomorrow(4 * hour) }))).toEqual(
      [-1, 1, 3, 3.5].map((hours) => tomorrow(hours * hour)),
    )
  })

  it('begin where somebody is there in their working time', async () => {
    const weekly = { mon: [{ from: '09:00', to: '12:00' }] }
    const { body } = await call('createCalendar', {
      as: 'manager',
      body: { name: 'Mornings', timeZone: 'UTC', weekly },
    })
    const homeBase = { coordinates: north(0) }
    know(desk, 'technician', { calendar: body.id, homeBase })
    ticket = await ticketAt(20)
    const query = { ticket, technician: people.technician.id, from: at(0), to: at(4 * day) }
    // 24 minutes on the way: from nine on.
    expect(begins(await slots(query, 'agent'))).toEqual(
      ['09:30', '10:00', '10:30', '11:00'].map((time) => `2026-11-23T${time}:00.000Z`),
    )
  })

  it('are at most a hundred, soonest first and then by the shortest way', async () => {
    know(desk, 'teammate', { homeBase: { coordinates: north(9) } })
    know(desk, 'technician', { homeBase: { coordinates: north(2) } })
    ticket = await ticketAt(0)
    const found = await slots({ ticket, to: at(14 * day) }, 'agent')
    expect(found).toHaveLength(100)
    const order = found.map(
      ({ from, travelMinutes }: { from: string; travelMinutes: number }) =>
        `${from} ${String(travelMinutes).padStart(3, '0')}`,
    )
    expect(order).toEqual(order.toSorted())
  })

  it.each([
    [{}, 'service'],
    [{ ticket: 'TKT000001', to: at(-1) }, 'to'],
    [{ ticket: 'TKT000001', to: at(15 * day) }, 'to'],
    [{ ticket: 'TKT000001', from: at(180 * day), to: at(181 * day) }, 'to'],
  ])('are refused for %j', async (query, path) => {
    const answer = await call('listSlots', { query: query as Record<string, string> })
    expect([answer.status, kindOf(answer), answer.body.errors[0].path]).toEqual([400, 'invalid', path])
  })
})
