import './support/environment.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import type { DeskClock, DeskTicket } from '../../schemas/desks.ts'
import { type Caller, people, teams } from '../support/people.ts'
import { day, hour, minute } from '../support/time.ts'
import { aDesk, pass } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'
import { changeTechnician } from './support/routing.ts'

const desk = aDesk()
const { technician, teammate, otherTechnician, supervisor } = people

const give = (id: string, to: string = technician.id, team: string = teams.north) =>
  call('assignTicket', { id, as: 'agent', body: { technician: to, team } })
const mine = async (as: Caller = 'technician', id = 'me') => (await call('getTechnicianDesk', { id, as })).body
const theTeams = async (as: Caller = 'supervisor', id: string = teams.north) =>
  (await call('getTeamDesk', { id, as })).body

describe("a technician's desk", () => {
  it('parts their tickets by how they stand', async () => {
    changeTechnician(desk, technician.id, { capacity: 10 })
    const numbers: string[] = []
    for (let at = 0; at < 5; at += 1) {
      numbers.push(await aTicket())
      await give(numbers[at] as string)
    }
    const [, working, waiting, parts, again] = numbers as [string, string, string, string, string]
    await call('startTicket', { id: working, as: 'technician', body: {} })
    await call('pauseTicket', { id: waiting, as: 'agent', body: { status: 'pending_customer', reason: 'Asked' } })
    await call('pauseTicket', { id: parts, as: 'agent', body: { status: 'pending_parts', reason: 'Ordered' } })
    await call('resolveTicket', { id: again, as: 'agent', body: { resolution: 'Done' } })
    await call('reopenTicket', { id: again, as: 'customer', body: { reason: 'No' } })
    await give(await aTicket(), teammate.id)
    const { lanes, counts, tickets, workload, presence, status } = await mine()
    expect(lanes).toMatchObject({
      toAccept: [numbers[0]],
      inProgress: [working],
      pendingCustomer: [waiting],
      pendingParts: [parts],
      reopened: [again],
    })
    expect(counts).toMatchObject({ open: 5, toAccept: 1, reopened: 1, overdue: 0 })
    expect(tickets.map(({ number }: DeskTicket) => number).toSorted()).toEqual(numbers.toSorted())
    expect(workload).toEqual({ tickets: 5, points: 5, capacity: 10 })
    expect([presence, status]).toEqual([{ at: 'work' }, 'available'])
  })

  it('says of each clock what sla-tracking says at the same instant', async () => {
    const number = await aTicket()
    await give(number)
    await call('addComment', { id: number, as: 'agent', body: { body: 'Have you tried it?' } })
    await call('addComment', { id: number, as: 'customer', body: { body: 'Yes' } })
    pass(7 * minute)
    const { body: tracking } = await call('getSlaTracking', { id: number })
    const { tickets, at } = await mine()
    expect(at).toBe(tracking.at)
    const [ticket] = tickets as DeskTicket[]
    const open = tracking.clocks.filter(({ endedAt }: { endedAt?: string }) => !endedAt)
    expect(open.length).toBeGreaterThan(1)
    expect(ticket?.clocks).toEqual(
      open.map((clock: Record<string, unknown>) =>
        Object.fromEntries(
          (
            [
              'clock',
              'cycle',
              'state',
              'paused',
              'light',
              'target',
              'dueAt',
              'warnsAt',
              'elapsed',
              'remaining',
            ] as (keyof DeskClock)[]
          ).flatMap((name) => (clock[name] === undefined ? [] : [[name, clock[name]]])),
        ),
      ),
    )
  })

  it('is judged now, whether or not a timer has got to it: what is due later today, and what is overdue', async () => {
    const [urgent, slow] = [await aTicket({ priority: 'urgent' }), await aTicket({ priority: 'low' })]
    await give(urgent)
    await give(slow)
    await call('addComment', { id: urgent, as: 'agent', body: { body: 'Have you tried it?' } })
    expect((await mine()).lanes).toMatchObject({ dueToday: [urgent], overdue: [] })
    pass(5 * hour)
    const { lanes, tickets } = await mine()
    expect([lanes.overdue, lanes.dueToday]).toEqual([[urgent], []])
    expect(tickets[0]).toMatchObject({ number: urgent, light: 'red' })
  })

  it('has no ticket that its breach has handed over', async () => {
    await give(await aTicket({ priority: 'urgent' }))
    expect((await mine()).counts.open).toBe(1)
    pass(3 * hour)
    expect((await mine()).counts.open).toBe(0)
  })

  it('takes today by their own zone', async () => {
    const number = await aTicket({ priority: 'low' })
    await give(number)
    const due = (await mine()).tickets[0].dueAt as string
    const zones = ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Europe/London']
    for (const timeZone of zones) {
      changeTechnician(desk, technician.id, { timeZone })
      const date = (at: string) => new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date(at))
      const { lanes, at } = await mine()
      expect([timeZone, lanes.dueToday.length]).toEqual([timeZone, date(due) === date(at) ? 1 : 0])
    }
  })

  it('shows the next visit that is not over', async () => {
    const number = await aTicket()
    await give(number)
    const at = (ms: number) => new Date(Date.now() + ms).toISOString()
    const plan = async (from: string) => {
      const answer = await call('bookVisit', {
        as: 'agent',
        body: { ticket: number, technician: technician.id, from },
      })
      expect([answer.status, answer.text]).toEqual([201, answer.text])
      return answer.body.id as string
    }
    const later = await plan(at(2 * day))
    expect((await mine()).nextVisit).toMatchObject({ id: later, ticket: number, status: 'planned' })
    const sooner = await plan(at(day))
    expect((await mine()).nextVisit.id).toBe(sooner)
    expect((await mine('teammate')).nextVisit).toBeUndefined()
  })

  it.each<[Caller, string, number]>([
    ['technician', technician.id, 200],
    ['technician', teammate.id, 404],
    ['supervisor', technician.id, 200],
    ['supervisor', supervisor.id, 200],
    ['agent', otherTechnician.id, 200],
    ['manager', technician.id, 200],
    ['admin', technician.id, 200],
    ['manager', 'per_0000000000000000000000N0BD', 404],
    ['manager', people.customer.id, 404],
  ])('for a %s, of %s: %i', async (as, id, status) => {
    expect((await call('getTechnicianDesk', { id, as })).status).toBe(status)
  })
})

describe("a team's desk", () => {
  beforeEach(() => changeTechnician(desk, supervisor.id, { assignable: false }))

  it('shows who has how much, fullest first, and how they are', async () => {
    changeTechnician(desk, teammate.id, { capacity: 2, status: 'busy' })
    changeTechnician(desk, technician.id, { capacity: 10 })
    for (const to of [technician.id, technician.id, teammate.id]) await give(await aTicket(), to)
    await give(await aTicket(), technician.id, teams.south)
    const { people: shown, counts, name } = await theTeams()
    expect(name).toBe('north')
    expect(shown.slice(0, 2)).toMatchObject([
      { technician: teammate.id, status: 'busy', workload: { tickets: 1, points: 1, capacity: 2 }, here: 1 },
      { technician: technician.id, workload: { tickets: 3, points: 3, capacity: 10 }, here: 2 },
    ])
    expect(counts).toMatchObject({ open: 3, unassigned: 0 })
  })

  it('lists what is nobody’s, what is at risk and what was missed', async () => {
    const [free, late] = [await aTicket({ priority: 'low' }), await aTicket({ priority: 'urgent' })]
    await give(late)
    expect(await theTeams()).toMatchObject({ unassigned: [{ number: free }], breached: [] })
    const warns = (await mine()).tickets[0].clocks[0].warnsAt as string
    pass(Date.parse(warns) - Date.now() + 1000)
    // No timer has fired: the index says green still, and its due instant lies ahead.
    await call('patchTicket', { id: late, as: 'agent', body: { tags: ['seen'] } })
    expect(await theTeams()).toMatchObject({ atRisk: [{ number: late, light: 'yellow' }], counts: { atRisk: 1 } })
    pass(3 * hour)
    const { breached, atRisk, counts } = await theTeams()
    expect([breached, atRisk]).toMatchObject([[{ number: late, light: 'red' }], []])
    expect(counts).toMatchObject({ open: 2, unassigned: 1, atRisk: 0, breached: 1 })
  })

  it('says who is away today, and why nobody: not what it is about', async () => {
    const from = new Date(Date.now() - hour).toISOString()
    const until = new Date(Date.now() + day).toISOString()
    changeTechnician(desk, technician.id, {
      absences: [{ id: 'abs_01JD0000000000000000ABSNC1', from, until, kind: 'sick', note: 'Flu' }],
    })
    const { absentToday, people: shown } = await theTeams()
    expect(absentToday).toEqual([{ technician: technician.id, name: 'technician', from, until }])
    expect(shown.find((one: { technician: string }) => one.technician === technician.id).presence.at).toBe('absent')
  })

  it('names who is on call now, by the rotations of the team', async () => {
    const rotation = {
      name: 'Nights',
      team: teams.north,
      timeZone: 'UTC',
      members: [technician.id],
      startsOn: '2026-11-16',
    }
    const { status, text } = await call('createRotation', { as: 'supervisor', body: rotation })
    expect([status, text]).toEqual([201, text])
    expect((await theTeams()).onCall).toMatchObject([{ name: 'Nights', person: technician.id }])
    expect((await theTeams('manager', teams.south)).onCall).toEqual([])
  })

  it.each<[Caller, string, number]>([
    ['technician', teams.north, 404],
    ['supervisor', teams.north, 200],
    ['agent', teams.south, 200],
    ['manager', teams.south, 200],
    ['admin', 'tea_0000000000000000000000N0NE', 404],
    ['admin', 'constructor', 404],
  ])('for a %s, of %s: %i', async (as, id, status) => {
    expect((await call('getTeamDesk', { id, as })).status).toBe(status)
  })
})
