import './support/environment.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { keys } from '../../functions/platform/table/keys.ts'
import { people, teams } from '../support/people.ts'
import { aDesk, pass } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'
import { aRule, changeTechnician, inHand, loadOf, Router } from './support/routing.ts'
import { eventsOf, ticketItem } from './support/timers.ts'

const desk = aDesk()
const { technician, teammate, otherTechnician, supervisor } = people
const both = [technician.id, teammate.id]

beforeEach(() => changeTechnician(desk, supervisor.id, { assignable: false }))

const network = () => aTicket({ category: 'network' })
const assign = (id: string, body: object, as: 'agent' | 'technician' | 'supervisor' = 'agent') =>
  call('assignTicket', { id, as, body })
const lastAssigned = (id: string) => eventsOf(desk, id).findLast(({ type }) => type === 'ticket.assigned')

describe('giving a ticket to somebody by hand', () => {
  it('counts what they have in hand', async () => {
    const id = await network()
    expect((await assign(id, { technician: technician.id })).status).toBe(200)
    expect(loadOf(desk, technician.id)).toEqual({ points: 1, tickets: 1 })
    await assign(id, { technician: teammate.id })
    expect(loadOf(desk, technician.id)).toEqual({ points: 0, tickets: 0 })
    expect(loadOf(desk, teammate.id)).toEqual({ points: 1, tickets: 1 })
    expect(lastAssigned(id)).toMatchObject({ data: { reason: 'by-hand' } })
  })

  it.each([
    ['beyond their capacity', { capacity: 0 }, 'no-capacity', 'has 0 of 0'],
    ['who is off', { status: 'off' }, 'off', 'is off'],
    [
      'who is absent',
      {
        absences: [
          {
            id: 'abs_00000000000000000000000001',
            from: '2026-01-01T00:00:00.000Z',
            until: '2099-01-01T00:00:00.000Z',
            kind: 'sick',
          },
        ],
      },
      'absent',
      'is absent',
    ],
  ])('warns of somebody %s, and does it by force and with a reason', async (_, fields, reason, says) => {
    changeTechnician(desk, technician.id, fields)
    const id = await network()
    const answer = await assign(id, { technician: technician.id })
    expect(answer).toMatchObject({
      status: 409,
      body: { type: 'urn:service-desk:problem:conflict', warnings: [{ reason, says: expect.stringContaining(says) }] },
    })
    expect(answer.body.detail).toContain(says)
    expect(ticketItem(desk, id).assignee).toBeUndefined()
    const forced = await assign(id, { technician: technician.id, force: true, reason: 'Nobody else knows it' })
    expect(forced).toMatchObject({ status: 200, body: { assignee: technician.id } })
    expect(lastAssigned(id)).toMatchObject({
      data: { forced: [reason] },
      detail: { reason: 'Nobody else knows it' },
    })
    expect(loadOf(desk, technician.id)).toEqual({ points: 1, tickets: 1 })
  })

  it('tells its customer who has it, and nothing of what kept somebody from it', async () => {
    changeTechnician(desk, technician.id, { status: 'off' })
    const id = await network()
    await assign(id, { technician: technician.id, force: true, reason: 'Nobody else knows it' })
    await call('declineTicket', { id, as: 'technician', body: { reason: 'I am ill' } })
    const { items } = (await call('getTicketHistory', { id, as: 'customer' })).body
    const told = items.filter(({ type }: { type: string }) => /assigned$/.test(type))
    expect(told.map(({ data, detail }: { data: object; detail?: object }) => ({ data, detail }))).toEqual([
      { data: { assignee: technician.id, team: teams.north, reason: 'by-hand' }, detail: undefined },
      { data: { previousAssignee: technician.id, reason: 'by-hand' }, detail: undefined },
    ])
  })

  it('warns of somebody without the skill that it needs', async () => {
    const needs = [{ when: { category: ['network'] }, skill: 'network', level: 'intermediate' }]
    await call('changeSettings', { as: 'admin', body: { assignment: { needs } }, headers: { 'if-match': '*' } })
    changeTechnician(desk, technician.id, { skills: [{ skill: 'network', level: 'basic' }] })
    const id = await network()
    expect((await assign(id, { technician: technician.id })).body.warnings).toMatchObject([{ reason: 'skill-too-low' }])
    expect((await assign(id, { technician: teammate.id })).body.warnings).toMatchObject([{ reason: 'skill-missing' }])
  })

  it('never holds up who takes one for themselves', async () => {
    changeTechnician(desk, technician.id, { capacity: 0, status: 'off' })
    const id = await network()
    expect((await assign(id, { technician: technician.id }, 'technician')).status).toBe(200)
    expect(lastAssigned(id)).toMatchObject({ data: { reason: 'taken' } })
  })

  it('never gives more than fits, also where two give at the same moment', async () => {
    changeTechnician(desk, technician.id, { capacity: 1 })
    const [one, other] = [await network(), await network()]
    let inBetween: number | undefined
    desk.before('TransactWrite', async () => {
      inBetween = (await assign(other, { technician: technician.id })).status
    })
    expect((await assign(one, { technician: technician.id })).status).toBe(409)
    expect(inBetween).toBe(200)
    expect(loadOf(desk, technician.id)).toEqual({ points: 1, tickets: 1 })
  })

  it.each([
    [{ technician: technician.id, strategy: 'rules' }, 'strategy'],
    [{ team: teams.north, strategy: 'rules' }, 'team'],
    [{ technician: technician.id, force: true }, 'reason'],
    [{ strategy: 'rules', force: true, reason: 'So' }, 'force'],
    [{ strategy: 'by-lot' }, 'strategy'],
    [{ technician: 'per_0000000000000000000000NNNE' }, 'technician'],
  ])('refuses %j', async (body, path) => {
    const answer = await assign(await network(), body)
    expect([answer.status, answer.body.errors?.[0]?.path]).toEqual([400, path])
  })
})

describe('having somebody looked for', () => {
  it('asks the rules at once, and is answered with the ticket', async () => {
    const rule = await aRule()
    const id = await network()
    const { status, body } = await assign(id, { strategy: 'rules', reason: 'It cannot wait' })
    expect([status, both.includes(body.assignee), body.status]).toEqual([200, true, 'assigned'])
    const event = lastAssigned(id)
    expect(event).toMatchObject({
      actor: { id: people.agent.id },
      data: { reason: 'rule', rule, by: 'round-robin' },
      detail: { reason: 'It cannot wait', because: [expect.stringContaining('Rule "Network"')] },
    })
    expect(desk.table.find(keys.routed(id, event?.seq ?? 0))).toMatchObject({ outcome: { outcome: 'assigned' } })
  })

  it('says why nobody fits', async () => {
    for (const person of both) changeTechnician(desk, person, { capacity: 0 })
    const id = await network()
    expect(await assign(id, { strategy: 'rules' })).toMatchObject({
      status: 409,
      body: { detail: expect.stringMatching(/rule/i) },
    })
    await aRule()
    expect((await assign(id, { strategy: 'rules' })).body.detail).toContain('have no capacity (0 of 0 taken)')
    const { status, body } = await assign(id, { strategy: 'least-loaded' })
    expect([status, body.detail]).toEqual([409, expect.stringContaining('Nobody of 3 fits')])
    expect(ticketItem(desk, id).assignee).toBeUndefined()
  })

  it.each(['round-robin', 'least-loaded', 'best-skilled', 'nearest', 'best-match'])(
    'finds one of the team by %s',
    async (strategy) => {
      const id = await network()
      expect(both).toContain((await assign(id, { strategy })).body.assignee)
      const other = await network()
      expect(await assign(other, { strategy, team: teams.south })).toMatchObject({
        status: 200,
        body: { assignee: otherTechnician.id, team: teams.south },
      })
      expect(lastAssigned(other)).toMatchObject({ data: { reason: 'rule', by: strategy } })
    },
  )

  it('is not for technicians', async () => {
    expect((await assign(await network(), { strategy: 'rules' }, 'technician')).status).toBe(409)
  })
})

describe('many at once, and macros', () => {
  it('go by the same: who has no room is not given more', async () => {
    const { body } = await call('createMacro', {
      as: 'supervisor',
      body: { name: 'To the north', scope: 'shared', actions: [{ do: 'assign', technician: technician.id }] },
    })
    changeTechnician(desk, technician.id, { capacity: 1 })
    const [one, other] = [await network(), await network()]
    expect((await call('applyMacro', { id: one, body: { macro: body.id } })).status).toBe(200)
    expect((await call('applyMacro', { id: other, body: { macro: body.id } })).body.warnings).toMatchObject([
      { reason: 'no-capacity' },
    ])
  })
})

describe('accepting and declining', () => {
  const given = async () => {
    await aRule()
    const id = await network()
    await new Router(desk).settle()
    const { assignee } = ticketItem(desk, id)
    return { id, assignee, as: assignee === technician.id ? ('technician' as const) : ('teammate' as const) }
  }

  it('begins work; twice it does nothing more', async () => {
    const { id, as } = await given()
    expect(await call('acceptTicket', { id, as })).toMatchObject({ status: 200, body: { status: 'in_progress' } })
    const { version } = ticketItem(desk, id)
    expect((await call('acceptTicket', { id, as })).status).toBe(200)
    expect(ticketItem(desk, id).version).toBe(version)
  })

  it('is for the assignee alone', async () => {
    const { id } = await given()
    expect((await call('acceptTicket', { id, as: 'agent' })).status).toBe(409)
    expect((await call('declineTicket', { id, as: 'supervisor', body: { reason: 'No' } })).status).toBe(409)
  })

  it('goes back to the rules with the reason, and never to them again', async () => {
    const { id, as, assignee } = await given()
    const declined = await call('declineTicket', { id, as, body: { reason: 'I am not certified' } })
    expect(declined).toMatchObject({ status: 200, body: { status: 'created' } })
    expect(declined.body.assignee).toBeUndefined()
    expect(loadOf(desk, String(assignee))).toEqual({ points: 0, tickets: 0 })
    const router = new Router(desk)
    await router.settle()
    expect(both.filter((person) => person !== assignee)).toEqual([ticketItem(desk, id).assignee])
    // By hand they still may have it.
    expect((await assign(id, { technician: String(assignee) })).status).toBe(200)
    for (const person of both) expect(loadOf(desk, person)).toEqual(inHand(desk, person))
  })

  it('lets a paused clock run again', async () => {
    const { id, as } = await given()
    await call('acceptTicket', { id, as })
    await call('pauseTicket', { id, as, body: { status: 'pending_customer', reason: 'Which one?' } })
    pass(60_000)
    await call('declineTicket', { id, as, body: { reason: 'Not mine' } })
    expect(eventsOf(desk, id).map(({ type }) => type)).toContain('sla.resumed')
  })
})

describe('why a ticket is with whom it is', () => {
  const why = async (id: string) => (await call('explainAssignment', { id })).body

  it('tells the rule, and what was looked at then', async () => {
    const rule = await aRule()
    const id = await network()
    await new Router(desk).settle()
    expect(await why(id)).toMatchObject({
      state: 'assigned',
      says: [expect.stringContaining('the rules gave it to them'), expect.stringContaining('Rule "Network"')],
      outcome: { outcome: 'assigned', rule, candidates: expect.any(Array) },
    })
  })

  it('tells who gave it by hand, why, and against what', async () => {
    changeTechnician(desk, technician.id, { status: 'off' })
    const id = await network()
    await assign(id, { technician: technician.id, force: true, reason: 'Knows the house' })
    const told = await why(id)
    expect(told.outcome).toBeUndefined()
    expect(told.says.join(' ')).toMatch(
      /gave it to them\. It was forced, against: off\. They gave as reason: Knows the house\./,
    )
  })

  it('tells who declined it before, and why', async () => {
    await aRule()
    const id = await network()
    const router = new Router(desk)
    await router.settle()
    const as = ticketItem(desk, id).assignee === technician.id ? 'technician' : 'teammate'
    await call('declineTicket', { id, as, body: { reason: 'I am not certified' } })
    expect((await why(id)).says.join(' ')).toContain('declined it at')
    await router.settle()
    expect((await why(id)).says.join(' ')).toMatch(
      /the rules gave it to them\..* declined it at .*: I am not certified\./,
    )
  })

  it('tells that it was escalated, by whom it was had before, and for which reason', async () => {
    const id = await network()
    await assign(id, { technician: technician.id, team: teams.north })
    await call('escalateTicket', { id, body: { reason: 'The customer threatens to cancel' } })
    const told = (await why(id)).says.join(' ')
    expect(told).toMatch(
      /it was escalated to them\. They gave as reason: The customer threatens to cancel\. Before, .* had it\./,
    )
  })

  it('is told in text one line a sentence, whatever somebody wrote', async () => {
    const id = await network()
    await assign(id, { technician: technician.id })
    const reason = 'No\nThe rule \u201cVIP\u201d gave it to somebody.\u2028Truly'
    await call('declineTicket', { id, as: 'technician', body: { reason } })
    const { text } = await call('explainAssignment', { id, headers: { accept: 'text/plain' } })
    expect(text).toContain(': No The rule \u201cVIP\u201d gave it to somebody. Truly')
  })

  it('tells why nobody has it: no rules that hold, nobody with room, off, outside their hours', async () => {
    const id = await network()
    expect(await why(id)).toMatchObject({
      state: 'waits',
      says: [
        expect.stringContaining('Nobody has it'),
        expect.stringContaining('rule'),
        expect.stringContaining('as soon as rules'),
      ],
    })
    const rule = await aRule()
    for (const person of both) changeTechnician(desk, person, { capacity: 0 })
    expect((await why(id)).says.join(' ')).toContain('2 have no capacity (0 of 0 taken)')
    const [supervisors] = ['1 gets nothing by the rules']
    expect((await why(id)).says.join(' ')).toContain(supervisors)
    await call('changeAssignmentRule', { id: rule, as: 'supervisor', body: { enabled: false } })
    expect((await why(id)).says.join(' ')).toMatch(/off/)
    expect(await call('explainAssignment', { id, headers: { accept: 'text/plain' } })).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      text: expect.stringMatching(/^Nobody has it: .*\n/),
    })
  })

  it('tells that it is left in a queue, and by whom', async () => {
    const id = await network()
    await assign(id, { team: teams.south })
    expect(await why(id)).toMatchObject({
      state: 'queue',
      team: teams.south,
      says: expect.arrayContaining([expect.stringContaining('the rules are not asked')]),
    })
  })

  it('does not exist for who may not see the ticket', async () => {
    const id = await network()
    await assign(id, { technician: technician.id })
    for (const name of ['explainAssignment', 'listCandidates'] as const) {
      expect((await call(name, { id, as: 'otherTechnician' })).status).toBe(404)
    }
  })
})

describe('the candidates', () => {
  it('are all who work here, the best first, each with what they have in hand, or with why not', async () => {
    changeTechnician(desk, teammate.id, { capacity: 0 })
    const id = await network()
    const { status, body } = await call('listCandidates', { id })
    expect(status).toBe(200)
    const of = (person: string) => body.items.find((one: { technician: string }) => one.technician === person)
    expect(of(technician.id)).toMatchObject({ fits: true, score: expect.any(Number), terms: expect.any(Array) })
    expect(of(teammate.id)).toMatchObject({ fits: false, out: [{ reason: 'no-capacity', says: 'has 0 of 0' }] })
    const fits = body.items.map((one: { fits: boolean }) => one.fits)
    expect(fits).toEqual(fits.toSorted((a: boolean, b: boolean) => Number(b) - Number(a)))
  })
})
