import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readOutputs } from '../../infra/local/outputs.ts'
import type { AssignmentExplained } from '../../schemas/assignment-explained.ts'
import type { Technician } from '../../schemas/technician.ts'
import { routingTable } from '../support/arrivals.ts'
import { lose } from '../support/bus.ts'
import type { Caller } from '../support/client.ts'
import { deskAt, open, promise, unique } from '../support/desk.ts'
import { type EventLog, listen } from '../support/event-log.ts'
import { eventually } from '../support/eventually.ts'
import { historyOf, ofType } from '../support/history.ts'
import { aRule, aTeam, hire, invited } from '../support/staffing.ts'

const desk = deskAt(readOutputs())
const { call, machine, outputs } = desk
const routing = routingTable(outputs)
/** Far more than it takes: what it took is told. */
const soonMs = 15_000

const ticketOf = async (id: string) => (await call('getTicket', 'manager', { id })).body
const isWith = (number: string, person: string | undefined, withinMs = soonMs) =>
  eventually(
    `${number} is with ${person ?? 'somebody'}`,
    async () => {
      const ticket = await ticketOf(number)
      const { assignee } = ticket
      return assignee && (!person || assignee === person) ? { ...ticket, assignee } : undefined
    },
    withinMs,
  )
const why = async (id: string, as: Caller | { token: string } = 'agent'): Promise<AssignmentExplained> =>
  (await call('explainAssignment', as, { id })).body
/** Why somebody is out, in one line. */
const outOf = ({ outcome }: AssignmentExplained, { id }: Technician) =>
  outcome?.candidates.find(({ technician }) => technician === id)?.out?.map(({ reason, says }) => `${reason}: ${says}`)

const network = (level: 'basic' | 'intermediate' | 'expert') => [{ skill: 'network', level }]

let log: EventLog
beforeAll(() => {
  log = listen(outputs)
})
afterAll(() => log.stop())

/** A team for the tickets that carry a tag: two who can, and one who is a beginner. */
async function crew(tag: string, more: { capacity?: number } = {}) {
  const supervisor = await hire(desk, { role: 'supervisor', assignable: false })
  const team = await aTeam(desk, { supervisor: supervisor.id })
  const one = (level: 'basic' | 'expert') => hire(desk, { teams: [team.id], skills: network(level), ...more })
  const people = [await one('expert'), await one('expert')] as const
  const beginner = await one('basic')
  const skill = { skill: 'network', level: 'intermediate' } as const
  const rule = await aRule(desk, tag, { team: team.id, by: 'round-robin', skill }, { name: `Network of ${tag}` })
  return { supervisor, team, people, beginner, rule }
}

describe.concurrent('a ticket', () => {
  it('finds its person, is declined, goes to another, breaches, comes to the supervisor, and is handed on: each step says why', async () => {
    const { tag } = await promise(desk, { response: 'PT40S', resolution: 'PT8H' })
    const { supervisor, team, people, beginner, rule } = await crew(tag)
    const tokens = new Map(
      await Promise.all([...people, supervisor].map(async (one) => [one.id, await invited(desk, one)] as const)),
    )
    const as = (person: string) => tokens.get(person) as { token: string }

    const { number, createdAt } = await open(desk, { tags: [tag] })
    const answered = Date.now()
    const { assignee: first } = await isWith(number, undefined)
    const seen = Date.now()
    const [given] = ofType(await historyOf(desk, number), 'ticket.assigned')
    const tookMs = Date.parse(String(given?.occurredAt)) - Date.parse(createdAt)
    console.log(`assigned ${tookMs} ms after it was opened, seen ${seen - answered} ms after the answer`)
    expect(tookMs).toBeLessThan(10_000)
    expect(people.map(({ id }) => id)).toContain(first)
    expect(given).toMatchObject({
      actor: { role: 'system' },
      data: { reason: 'rule', rule: rule.id, by: 'round-robin', team: team.id },
      detail: { because: [expect.stringContaining(rule.name)] },
    })
    const told = await why(number)
    expect(told).toMatchObject({ state: 'assigned', assignee: first, outcome: { outcome: 'assigned', rule: rule.id } })
    expect(outOf(told, beginner)).toEqual([expect.stringMatching(/^skill-too-low: .*network/)])

    const { id: second } = people.find(({ id }) => id !== first) as Technician
    const reason = 'I am on a roof until tonight'
    expect((await call('declineTicket', as(second), { id: number, body: { reason } })).status).toBe(409)
    expect((await call('declineTicket', as(first), { id: number, body: { reason } })).status).toBe(200)
    await isWith(number, second)
    const [declined] = ofType(await historyOf(desk, number), 'ticket.unassigned')
    expect(declined).toMatchObject({
      actor: { id: first },
      data: { previousAssignee: first, reason: 'declined' },
      detail: { reason },
    })
    const again = await why(number, as(second))
    expect(outOf(again, people.find(({ id }) => id === first) as Technician)).toEqual([
      expect.stringMatching(/^excluded: /),
    ])
    expect(again.says.join(' ')).toContain(`declined it at ${declined?.occurredAt}: ${reason}.`)

    expect((await call('acceptTicket', as(second), { id: number })).body.status).toBe('in_progress')
    await isWith(number, supervisor.id, 60_000)
    const history = await historyOf(desk, number)
    const [breach] = ofType(history, 'sla.breached')
    const [escalated] = ofType(history, 'ticket.escalated')
    expect(escalated).toMatchObject({
      causationId: breach?.id,
      data: { outcome: 'handed-over', from: second, to: supervisor.id },
    })
    const up = await why(number, as(supervisor.id))
    expect(up).toMatchObject({ state: 'assigned', assignee: supervisor.id })
    expect(up.says.join(' ')).toContain('first response is overdue')

    const body = { technician: first, reason: 'You know the site: leave the roof' }
    const handed = await call('assignTicket', as(supervisor.id), { id: number, body })
    expect([handed.status, handed.body.assignee]).toEqual([200, first])
    const last = await why(number)
    expect(last.says.join(' ')).toContain(body.reason)
    const hands = ofType(await historyOf(desk, number), 'ticket.assigned').map(({ data }) => [
      data.assignee,
      data.reason,
    ])
    expect(hands).toEqual([
      [first, 'rule'],
      [second, 'rule'],
      [supervisor.id, 'escalated'],
      [first, 'by-hand'],
    ])
  }, 180_000)
})

const waits = (number: string) =>
  eventually(`${number} waits, and why is known`, async () => {
    const told = await why(number)
    return told.state === 'waits' && told.triedAt ? told : undefined
  })
const opened = (tag: string) => open(desk, { tags: [tag] })

describe.concurrent('a ticket for which nobody fits', () => {
  it('waits, says why with the numbers, and has somebody as soon as there is room, or somebody is back', async () => {
    const tag = unique('full')
    const { people, team } = await crew(tag, { capacity: 1 })
    const taken = await Promise.all([opened(tag), opened(tag)])
    const holders = await Promise.all(taken.map(({ number }) => isWith(number, undefined)))
    expect(new Set(holders.map(({ assignee }) => assignee)).size).toBe(2)
    const { number } = await opened(tag)
    const told = await waits(number)
    expect(told).toMatchObject({ ticket: number, team: expect.any(String), outcome: { outcome: 'nobody' } })
    expect(told.says.join(' ')).toMatch(/nobody of 3 fits: .*2 .*2 of 2 taken.*1 /)

    const [one, other] = people.map(({ id }) => id) as [string, string]
    const body = {
      from: new Date(Date.now() - 1000).toISOString(),
      until: new Date(Date.now() + 3_600_000).toISOString(),
    }
    const away = await call('addAbsence', 'manager', { id: one, body })
    expect(away.status).toBe(201)
    await call('changeTechnician', 'manager', { id: one, body: { capacity: 2 } })
    await waits(number)
    const absence = String(away.body.absences.at(-1)?.id)
    const back = Date.now()
    await call('removeAbsence', 'manager', { id: one, params: { absence } })
    await isWith(number, one)
    console.log(`assigned ${Date.now() - back} ms after somebody came back`)

    const next = await opened(tag)
    await waits(next.number)
    const free = Date.now()
    const theirs = holders.find(({ assignee }) => assignee === other)
    await call('resolveTicket', 'agent', { id: String(theirs?.number), body: { resolution: 'Done' } })
    await isWith(next.number, other)
    console.log(`assigned ${Date.now() - free} ms after somebody had room`)
    expect((await ticketOf(next.number)).team).toBe(team.id)
  })

  it('goes by hand beyond what somebody can take only with force and a reason, and both are kept', async () => {
    const tag = unique('forced')
    const { people } = await crew(tag, { capacity: 0 })
    const { number } = await opened(tag)
    await waits(number)
    const technician = people[0].id
    const refused = await call('assignTicket', 'agent', { id: number, body: { technician } })
    expect([refused.status, refused.problem.warnings?.map(({ reason }) => reason)]).toEqual([409, ['no-capacity']])
    const reason = 'The customer knows them'
    const body = { technician, force: true, reason }
    expect((await call('assignTicket', 'agent', { id: number, body })).body.assignee).toBe(technician)
    const [given] = ofType(await historyOf(desk, number), 'ticket.assigned').slice(-1)
    expect(given).toMatchObject({ data: { reason: 'by-hand', forced: ['no-capacity'] }, detail: { reason } })
    expect((await why(number)).says.join(' ')).toContain(reason)
  })
})

describe.concurrent('somebody who leaves', () => {
  it('hands back what they had: each of their tickets finds another, and which they were is said', async () => {
    const tag = unique('left')
    const { people } = await crew(tag)
    const numbers = (await Promise.all([1, 2, 3, 4].map(() => opened(tag)))).map(({ number }) => number)
    const held = await Promise.all(numbers.map((number) => isWith(number, undefined)))
    const [gone, stays] = people.map(({ id }) => id) as [string, string]
    const theirs = held.filter(({ assignee }) => assignee === gone).map(({ number }) => number)
    expect(theirs).toHaveLength(2)
    const { status, body } = await call('deactivateTechnician', 'manager', { id: gone, body: { reason: 'Has left' } })
    expect([status, body.tickets.toSorted()]).toEqual([200, theirs.toSorted()])
    await Promise.all(theirs.map((number) => isWith(number, stays, 30_000)))
    for (const number of theirs) {
      const [taken] = ofType(await historyOf(desk, number), 'ticket.unassigned')
      expect(taken?.data).toEqual({ previousAssignee: gone, reason: 'not-here' })
    }
    const loads = await routing.loads()
    expect([loads[gone] ?? 0, loads[stays]]).toEqual([0, 4])
  })
})

describe('events of the routing queue', () => {
  it('come twice, and in any order: a ticket is given once, and nothing else happens to it', async () => {
    const tag = unique('again')
    const { people } = await crew(tag)
    const { number } = await opened(tag)
    const { assignee } = await isWith(number, undefined)
    await call('assignTicket', 'agent', {
      id: number,
      body: { technician: people.find(({ id }) => id !== assignee)?.id ?? '' },
    })
    const before = await historyOf(desk, number)
    const heard = await eventually('all of it is on the bus', () => {
      const events = log.of(number)
      return events.length === before.length && events
    })
    const Records = [...heard, ...heard].toReversed().map(({ source, type, detail }, at) => {
      const body = JSON.stringify({ source, 'detail-type': type, detail })
      return { messageId: String(at), eventSource: 'aws:sqs', body }
    })
    const answers = await Promise.all([1, 2, 3].map(() => machine.run('assignment-route', { Records })))
    expect(answers).toEqual(answers.map(() => ({ batchItemFailures: [] })))
    expect(await historyOf(desk, number)).toEqual(before)
  })

  it('are lost: the sweep finds the ticket, and it is given to somebody once', async () => {
    const tag = unique('lost')
    await crew(tag)
    const found = await lose(outputs, 'Routing')
    const { number } = await opened(tag)
    await eventually('its event is on the bus', () => log.of(number).length > 0)
    await found()
    expect((await ticketOf(number)).assignee).toBeUndefined()
    await routing.overdue(number)
    expect(await machine.run('assignment-sweep')).toMatchObject({ due: expect.any(Number) })
    await isWith(number, undefined)
    expect(ofType(await historyOf(desk, number), 'ticket.assigned')).toHaveLength(1)
  })
})
