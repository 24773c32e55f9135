import { beforeEach, describe, expect, it } from 'vitest'
import { keys } from '../../functions/platform/table/keys.ts'
import type { DayPlan } from '../../schemas/day-plan.ts'
import { type Caller, people } from '../support/people.ts'
import { day, hour, minute } from '../support/time.ts'
import { aDesk } from './support/desk.ts'
import { call } from './support/gateway.ts'
import { aVisit, know, north, ticketAt, tomorrow } from './support/visits.ts'

const desk = aDesk()
const date = tomorrow().slice(0, 10)
const id = people.technician.id
/** Tomorrow at so many hours, in UTC. */
const at = (hours: number) => tomorrow((hours - 10) * hour)

const dayOf = (as: Caller = 'agent', query: object = {}) =>
  call('getTechnicianDay', { as, id, query: { date, ...query } })
const order = (body: object = {}, as: Caller = 'agent', more: object = {}) =>
  call('optimiseTechnicianDay', { as, id, query: { date }, body, ...more })

beforeEach(() => know(desk, 'technician', { homeBase: { coordinates: north(0) } }))

/** Booked to and fro: 10, 60, 20 and 70 km north of home. */
async function zigzag(more: object[] = []): Promise<string[]> {
  const visits: string[] = []
  for (const [n, km] of [10, 60, 20, 70].entries()) {
    visits.push(await aVisit(await ticketAt(km), at(9 + n * 2.5), more[n]))
  }
  return visits
}

describe('the day of a technician', () => {
  it('has their visits in order, with the ways between them, and what is free', async () => {
    const second = await aVisit(await ticketAt(25), at(13))
    const first = await aVisit(await ticketAt(10), at(10), { work: 'Measure all rooms' })
    await aVisit(await ticketAt(10), tomorrow(day))
    const { status, body } = await dayOf()
    expect(status).toBe(200)
    const plan = body as DayPlan
    expect(plan.visits.map(({ visit }) => visit)).toEqual([first, second])
    expect(plan.visits[0]).toMatchObject({
      ...{ from: at(10), until: at(11), travel: { km: 10, minutes: 13 }, leaveAt: tomorrow(-13 * minute) },
      ...{ siteName: '10 km away', work: 'Measure all rooms', map: { geo: 'geo:50.089932,0' } },
    })
    expect(plan.visits[1]).toMatchObject({ travel: { km: 15, minutes: 19 }, gapMinutes: 101 })
    expect(plan.back).toEqual({ km: 25, minutes: 31 })
    expect(plan.totals).toEqual({
      ...{ visits: 2, workMinutes: 120, travelMinutes: 63, km: 50, gapMinutes: 101, lateMinutes: 0 },
    })
    expect(plan.travelBy).toEqual({ by: 'straight-line', speedKmh: 50 })
  })

  it('is told in sentences to whoever asks for text', async () => {
    await aVisit(await ticketAt(10), at(10))
    const { text, headers } = await dayOf('technician', { format: 'text' })
    expect(headers?.['content-type']).toContain('text/plain')
    expect(text).toContain('1. 10:00–11:00 ')
    expect(text).toContain('Leave at 09:47: 10 km, 13 min.')
    expect(
      Math.max(
        ...text
          .split('\n')
          .filter((line) => !line.includes('https:'))
          .map(({ length }) => length),
      ),
    ).toBeLessThan(77)
  })

  it('is a date of where they live, whatever the date is in UTC', async () => {
    const late = await aVisit(await ticketAt(10), at(23))
    expect((await dayOf()).body.visits).toHaveLength(1)
    know(desk, 'technician', { timeZone: 'Pacific/Auckland' })
    expect((await dayOf()).body.visits).toEqual([])
    const { body } = await call('getTechnicianDay', { as: 'agent', id, query: { date: tomorrow(day).slice(0, 10) } })
    expect(body.visits).toMatchObject([{ visit: late }])
  })

  it('is theirs as `me`, and today where no date is given', async () => {
    await aVisit(await ticketAt(10), tomorrow(-day + 2 * hour))
    const { status, body } = await call('getTechnicianDay', { as: 'technician', id: 'me' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ technician: id, date: tomorrow(-day).slice(0, 10), visits: [{ status: 'planned' }] })
  })

  it('leaves out what was cancelled or missed, and names what was missed', async () => {
    const [cancelled, missed] = [await aVisit(await ticketAt(10), at(9)), await aVisit(await ticketAt(10), at(11))]
    await call('cancelVisit', { as: 'agent', params: { visit: cancelled }, body: {} })
    await call('missVisit', { as: 'agent', params: { visit: missed }, body: { reason: 'Nobody opened' } })
    const { body } = await dayOf()
    expect(body.visits).toEqual([])
    expect(body.missed).toEqual([missed])
  })

  it.each([
    ['technician', 200],
    ['agent', 200],
    ['manager', 200],
    ['admin', 200],
    ['teammate', 404],
  ] as const)('is shown to the %s: %i', async (as, status) => {
    expect((await dayOf(as)).status).toBe(status)
    expect((await order({}, as)).status).toBe(status)
  })

  it('of nobody, or on no date, is told so', async () => {
    expect((await call('getTechnicianDay', { as: 'agent', id: 'per_01JD00000000000000000NBDY1' })).status).toBe(404)
    const { status, body } = await dayOf('agent', { date: '2026-02-30' })
    expect(status).toBe(400)
    expect(body.errors).toMatchObject([{ path: 'date' }])
    expect((await dayOf('agent', { date: '9999-12-31' })).status).toBe(400)
    expect((await dayOf('agent', { date: '2199-12-31' })).status).toBe(200)
    expect((await dayOf('agent', { date: '1971-01-01' })).status).toBe(200)
  })
})

describe('a better order of a day', () => {
  it('says what it saves, and moves nothing', async () => {
    await zigzag()
    const before = (await dayOf()).body
    const { status, body } = await order()
    expect(status).toBe(200)
    expect(body).toMatchObject({ applied: false, exact: true, late: [], kept: [] })
    expect(body.booked.km).toBeCloseTo(220, 0)
    expect(body.better.km).toBeCloseTo(140, 0)
    expect(body.saves.km).toBeCloseTo(80, 0)
    expect(body.saves.travelMinutes).toBeGreaterThan(90)
    expect((await dayOf()).body).toEqual(before)
  })

  it('is applied in one go: the day is as it said, each ticket tells of it', async () => {
    const visits = await zigzag()
    const { status, body } = await order({ apply: true })
    expect(status).toBe(200)
    expect(body.applied).toBe(true)
    const after = (await dayOf()).body
    expect(after).toEqual(body.plan)
    expect(after.totals).toEqual(body.better)
    for (const { visit, to, from } of body.moves) {
      const { body: now } = await call('getVisit', { as: 'agent', params: { visit } })
      expect(now).toMatchObject({ from: to, version: 2 })
      const { body: history } = await call('getTicketHistory', { as: 'agent', id: now.ticket })
      expect(history.items).toContainEqual(
        expect.objectContaining({
          type: 'visit.moved',
          data: expect.objectContaining({ visit, previous: expect.objectContaining({ from }) }),
        }),
      )
    }
    expect(body.moves.length).toBeGreaterThan(1)
    expect(visits.length).toBe(4)
    // Nothing is left to save.
    expect((await order()).body.moves).toEqual([])
  })

  it('leaves what the customer has confirmed, unless it is said that they are told', async () => {
    const visits = await zigzag()
    for (const visit of visits) await call('confirmVisit', { as: 'agent', params: { visit } })
    const kept = await order({ apply: true })
    expect(kept.body.moves).toEqual([])
    expect(kept.body.kept).toHaveLength(4)
    const { body } = await order({ apply: true, moveConfirmed: true })
    expect(body.moves.length).toBeGreaterThan(1)
    const { visit } = body.moves[0]
    const { body: moved } = await call('getVisit', { as: 'agent', params: { visit } })
    expect(moved.confirmedAt).toBeUndefined()
  })

  it('keeps windows, and leaves them as they were told', async () => {
    const window = { from: at(9), until: at(10) }
    const [first = ''] = await zigzag([{ window }])
    await order({ apply: true })
    const { body } = await call('getVisit', { as: 'agent', params: { visit: first } })
    expect(body.window).toEqual(window)
    expect(body.from >= window.from && body.from <= window.until).toBe(true)
  })

  it('is not applied by technicians themselves', async () => {
    await zigzag()
    expect((await order({}, 'technician')).status).toBe(200)
    const { status, body } = await order({ apply: true }, 'technician')
    expect(status).toBe(403)
    expect(body.detail).toContain('apply')
  })

  it('twice with one idempotency key is applied once', async () => {
    await zigzag()
    const headers = { 'idempotency-key': 'day-1' }
    const first = await order({ apply: true }, 'agent', { headers })
    const again = await order({ apply: true }, 'agent', { headers })
    expect(again.body).toEqual(first.body)
    const { body } = await call('getVisit', { as: 'agent', params: { visit: first.body.moves[0].visit } })
    expect(body.version).toBe(2)
  })

  it('moves all or nothing: where somebody plans meanwhile, it is thought about anew', async () => {
    await zigzag()
    const book = keys.dayBook(date, id)
    const answers = await Promise.all([order({ apply: true }), order({ apply: true }), dayOf()])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    const { visits } = desk.table.find(book) as unknown as { visits: { from: string; until: string }[] }
    expect(visits).toHaveLength(4)
    for (const [n, visit] of visits.entries()) {
      if (n > 0) expect(visit.from >= (visits[n - 1]?.until ?? '')).toBe(true)
    }
    expect((await order()).body.moves).toEqual([])
  })

  it('wakes nobody: who works round the clock goes where it is booked, or while the desk is open', async () => {
    await zigzag()
    const { body } = await order({})
    for (const { to } of body.moves) expect(to >= at(8.5) && to <= at(17.5)).toBe(true)
  })

  it('begins at whole five minutes, and no sooner than they can be there', async () => {
    know(desk, 'technician', { timeZone: 'UTC' })
    await zigzag()
    const { body } = await order()
    for (const { to } of body.moves) expect(Date.parse(to) % (5 * minute)).toBe(0)
    expect(body.better.lateMinutes).toBe(0)
  })
})
