import './support/environment.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { keys } from '../../functions/platform/table/keys.ts'
import type { Technician } from '../../schemas/technician.ts'
import { aTechnician } from '../domain/support/workers.ts'
import { type Caller, customers, people, teams } from '../support/people.ts'
import { at, day, hour } from '../support/time.ts'
import { aDesk } from './support/desk.ts'
import { aTicket, call, kindOf } from './support/gateway.ts'

const desk = aDesk()
const north = { team: teams.north, by: 'least-loaded' }
const rule = { name: 'Network, at once', conditions: { category: ['network'] }, target: north }
const newTicket = { title: 'No network on floor 2', category: 'network' }

const works = (who: Caller, more: Partial<Technician> = {}) => {
  const { id } = people[who]
  desk.table.put({
    ...keys.technician(id),
    ...aTechnician({ id, name: who, email: `${who}@desk.example`, teams: [teams.north], ...more }),
  })
}
const preview = (body: object, as: Caller = 'agent') => call('previewAssignment', { as, body })
const trying = (more: object, ticket: object = {}) =>
  preview({ newTicket: { ...newTicket, ...ticket }, rule: { ...rule, ...more } })
const outcomeOf = async (...given: Parameters<typeof trying>) => (await trying(...given)).body
const pathsOf = (answer: Awaited<ReturnType<typeof call>>) =>
  answer.body.errors?.map(({ path }: { path: string }) => path)

beforeEach(() => {
  works('technician')
  works('teammate', { capacity: 5 })
  works('supervisor', { role: 'supervisor', assignable: false })
  desk.table.put({ ...keys.load(people.technician.id), points: 2, tickets: 2, version: 2 })
  desk.table.put({ ...keys.load(people.teammate.id), points: 2, tickets: 2, version: 2 })
})

describe('a rule that is not saved', () => {
  it('is tried by itself on a ticket that is made up, and tells of everybody', async () => {
    const { body } = await trying({ enabled: false })
    expect(body).toMatchObject({
      outcome: 'assigned',
      technician: people.technician.id,
      team: teams.north,
      by: 'least-loaded',
      steps: [{ name: rule.name, result: 'assigned', says: expect.stringContaining('category network') }],
      candidates: [
        { technician: people.technician.id, fits: true, workload: { tickets: 2, points: 2, capacity: 10 } },
        { technician: people.teammate.id, fits: true, workload: { tickets: 2, points: 2, capacity: 5 } },
        { technician: people.supervisor.id, fits: false, out: [{ reason: 'not-assignable' }] },
      ],
    })
    expect(body).not.toHaveProperty('rule')
    expect(body.candidates[0].terms).toHaveLength(7)
  })

  it('does not match what it is not for, and says what the ticket has', async () => {
    expect(await outcomeOf({ conditions: { category: ['hardware'] } })).toMatchObject({
      outcome: 'nobody',
      steps: [{ result: 'no-match', says: 'its category is network, not hardware' }],
      candidates: [],
    })
  })

  it('is judged at an instant: its dates, the opening hours, and who is there', async () => {
    const away = { id: `abs_${'0'.repeat(26)}`, from: at(day), until: at(3 * day), kind: 'vacation' as const }
    works('technician', { absences: [away] })
    const later = { newTicket, rule: { ...rule, from: at(day) } }
    expect((await preview(later)).body.steps).toMatchObject([{ result: 'not-yet' }])
    expect((await preview({ ...later, at: at(2 * day) })).body).toMatchObject({ technician: people.teammate.id })
    const weekly = { mon: [{ from: '09:00', to: '17:00' }] }
    const calendar = { name: 'Mondays', timeZone: 'UTC', weekly }
    const { id } = (await call('createCalendar', { as: 'manager', body: calendar })).body
    const mondays = { newTicket, rule: { ...rule, conditions: { time: { is: 'within', calendar: id } } } }
    // The beginning is a Saturday, ten o'clock.
    expect((await preview(mondays)).body.steps).toMatchObject([{ result: 'no-match' }])
    expect((await preview({ ...mondays, at: at(2 * day) })).body.steps).toMatchObject([{ result: 'assigned' }])
    expect((await preview({ ...mondays, at: at(2 * day + 7 * hour) })).body.steps).toMatchObject([
      { result: 'no-match' },
    ])
  })

  it('must be one that could be saved', async () => {
    const answer = await trying({ target: { team: 'tea_0000000000000000000000NNNE' } })
    expect([answer.status, pathsOf(answer)]).toEqual([400, ['rule.target.team']])
    const other = await trying({ conditions: { priority: ['highest'] } })
    expect([other.status, pathsOf(other)]).toEqual([400, ['rule.conditions.priority.0']])
  })
})

describe('all rules', () => {
  it('are tried where none is sent along, each with what came of it', async () => {
    const made = await call('createAssignmentRule', { as: 'supervisor', body: rule })
    const { body } = await preview({ newTicket })
    expect(body).toMatchObject({ outcome: 'assigned', rule: made.body.id, technician: people.technician.id })
    const other = await preview({ newTicket: { ...newTicket, category: 'other' } })
    expect(other.body).toMatchObject({
      outcome: 'nobody',
      steps: [
        { rule: made.body.id, result: 'no-match' },
        { rule: 'asr_default-network', result: 'off' },
        { rule: 'asr_default-vip', result: 'no-match' },
        { rule: 'asr_default-after-hours', result: 'off' },
      ],
    })
  })

  it('give the ticket of a VIP to a senior technician, and go on where there is none', async () => {
    desk.table.put({ pk: `CUSTOMER#${customers.bakery}`, sk: 'CUSTOMER', id: customers.bakery, name: 'B', tier: 'vip' })
    const theirs = { newTicket: { title: 'The oven is cold', customer: customers.bakery } }
    expect((await preview(theirs)).body).toMatchObject({ outcome: 'nobody' })
    works('teammate', { skills: [{ skill: 'senior', level: 'basic' }] })
    desk.table.put({ ...keys.staffRevision, changes: 1 })
    expect((await preview(theirs)).body).toMatchObject({
      outcome: 'assigned',
      rule: 'asr_default-vip',
      technician: people.teammate.id,
      by: 'best-skilled',
    })
  })
})

describe('a ticket', () => {
  it('that is made up has what the triage rules would choose', async () => {
    const guessed = { newTicket: { title: 'No wifi', description: 'On fire' }, rule }
    expect((await preview(guessed)).body).toMatchObject({ outcome: 'assigned' })
    const urgent = { ...guessed, rule: { ...rule, conditions: { priority: ['urgent'], tags: ['safety'] } } }
    expect((await preview(urgent)).body).toMatchObject({ outcome: 'assigned' })
  })

  it('that is there is looked at as it is, with its site and its customer', async () => {
    const site = (
      await call('createSite', {
        id: customers.bakery,
        body: { name: 'Plant', address: { line1: '1 Quay', city: 'N', postalCode: 'NP1 2AB', country: 'GB' } },
      })
    ).body.id
    const ticket = await aTicket({ site, category: 'network' })
    const conditions = { postalCodes: ['np12'], country: ['GB'], tier: ['standard'], words: ['oven display'] }
    expect((await preview({ ticket, rule: { ...rule, conditions } })).body).toMatchObject({ outcome: 'assigned' })
    const elsewhere = { ...rule, conditions: { postalCodes: ['104'] } }
    expect((await preview({ ticket, rule: elsewhere })).body.steps).toMatchObject([
      { result: 'no-match', says: 'the postal code NP1 2AB does not begin with 104' },
    ])
  })

  it('that a technician may not see is as one that does not exist', async () => {
    const ticket = await aTicket()
    const unseen = await preview({ ticket, rule }, 'otherTechnician')
    const missing = await preview({ ticket: 'TKT999999', rule }, 'otherTechnician')
    expect([unseen.status, unseen.body.errors]).toEqual([400, missing.body.errors])
    expect((await preview({ ticket, rule }, 'technician')).status).toBe(200)
  })

  it.each([
    [{}, ''],
    [{ ticket: 'TKT000001', newTicket }, ''],
    [{ newTicket: { ...newTicket, category: 'plumbing' } }, 'newTicket.category'],
    [{ newTicket: { ...newTicket, customer: 'cus_0000000000000000000000NNNE' } }, 'newTicket.customer'],
    [{ newTicket: { ...newTicket, team: 'tea_0000000000000000000000NNNE' } }, 'newTicket.team'],
    [{ newTicket: { ...newTicket, brand: 'nobody' } }, 'newTicket.brand'],
    [{ newTicket: { ...newTicket, site: 'sit_0000000000000000000000NNNE' } }, 'newTicket.site'],
    [{ newTicket: { ...newTicket, custom: { floor: 2 } } }, 'newTicket.custom.floor'],
    [{ newTicket: { title: '' } }, 'newTicket.title'],
    [{ newTicket, at: 'tomorrow' }, 'at'],
  ] as [object, string][])('as %j is refused at %j', async (body, path) => {
    const answer = await preview(body)
    expect([answer.status, kindOf(answer)]).toEqual([400, 'invalid'])
    expect(pathsOf(answer)).toContain(path)
  })
})

it('writes nothing, whatever is tried', async () => {
  const ticket = await aTicket({ category: 'network' })
  const before = [desk.table.items, desk.calls.length] as const
  for (const body of [{ newTicket }, { ticket }, { ticket, rule }, { newTicket, rule }, { newTicket, at: at(day) }])
    expect((await preview(body)).status).toBe(200)
  expect(desk.table.items).toEqual(before[0])
  const calls = new Set(desk.calls.slice(before[1]))
  expect([...calls].filter((one) => !['Get', 'BatchGet', 'Query'].includes(one))).toEqual([])
})
