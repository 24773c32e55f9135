import { describe, expect, it } from 'vitest'
import { type Caller, people, teams } from '../support/people.ts'
import { at } from '../support/time.ts'
import { aDesk, pass } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'

const desk = aDesk()
const minute = 60_000

/** Somebody looks at a ticket and changes something that is no matter: what became due by itself is recorded. */
const wake = (id: string) => call('addFollowUp', { id, as: 'agent', body: { note: 'Look again' } })
const list = async (query: Record<string, string> = {}, as: Caller = 'agent') => {
  const answer = await call('listSlaTracking', { as, query })
  expect(answer.status).toBe(200)
  return answer.body
}
const numbersOf = ({ items }: { items: { number: string }[] }) => items.map(({ number }) => number)

/** Of 30 minutes to answer: one that has 3 left, one that is late by 4, and one that has 28 left. */
async function three() {
  const late = await aTicket({ priority: 'urgent' })
  pass(7 * minute)
  const soon = await aTicket({ priority: 'urgent' })
  pass(25 * minute)
  const fine = await aTicket({ priority: 'urgent' })
  pass(2 * minute)
  for (const id of [fine, soon, late]) await wake(id)
  return { late, soon, fine }
}

describe('the tickets at risk', () => {
  it('are those of the light that is asked for, next due first, with the clock that is due', async () => {
    const { late, soon, fine } = await three()
    expect(numbersOf(await list({ light: 'yellow' }))).toEqual([soon])
    expect(numbersOf(await list({ light: 'red' }))).toEqual([late])
    expect(numbersOf(await list({ light: 'green' }))).toEqual([fine])
    expect(numbersOf(await list())).toEqual([late, soon])
    expect(numbersOf(await list({ light: 'green,red' }))).toEqual([late, fine])
    expect((await list({ light: 'yellow' })).items).toMatchObject([
      { number: soon, light: 'yellow', dueAt: at(37 * minute), clock: 'response', paused: false, status: 'created' },
    ])
  })

  it('leave the list with their light, and when they end', async () => {
    const { late, soon } = await three()
    await call('addComment', { id: soon, as: 'agent', body: { body: 'We look into it' } })
    expect(numbersOf(await list())).toEqual([late])
    await call('resolveTicket', { id: late, as: 'agent', body: { resolution: 'Done' } })
    expect(numbersOf(await list())).toEqual([])
  })

  it('come last while their clocks stand, which they say', async () => {
    const { late, soon } = await three()
    await call('startTicket', { id: late })
    await call('pauseTicket', { id: late, body: { status: 'pending_customer', reason: 'Which one?' } })
    const { items } = await list()
    expect(items).toMatchObject([
      { number: soon, paused: false },
      { number: late, light: 'red', paused: true, clock: 'response' },
    ])
    expect(items[1]).not.toHaveProperty('dueAt')
  })

  it('are asked for by team and by who has them', async () => {
    const { late, soon } = await three()
    await call('assignTicket', { id: late, body: { technician: people.technician.id, team: teams.south } })
    expect(numbersOf(await list({ team: teams.south }))).toEqual([late])
    expect(numbersOf(await list({ team: 'mine' }, 'technician'))).toEqual([soon])
    expect(numbersOf(await list({ assignee: 'me' }, 'technician'))).toEqual([late])
    expect(numbersOf(await list({ assignee: people.technician.id }))).toEqual([late])
    expect(numbersOf(await list({ assignee: 'none' }))).toEqual([soon])
    expect(numbersOf(await list({ team: 'mine' }, 'manager'))).toEqual([])
  })

  it('are for the desk, and for a technician those that they may see', async () => {
    const { late, soon } = await three()
    expect(numbersOf(await list({}, 'technician'))).toEqual([late, soon])
    expect(numbersOf(await list({}, 'otherTechnician'))).toEqual([])
    expect((await call('listSlaTracking', { as: 'customer' })).status).toBe(403)
    expect((await call('listSlaTracking', { query: { light: 'orange' } })).status).toBe(400)
  })

  it('go on where a page ends, whatever comes between', async () => {
    const ids: string[] = []
    for (let one = 0; one < 6; one += 1) {
      ids.push(await aTicket({ priority: 'urgent' }))
      pass(1000)
    }
    pass(25 * minute)
    for (const id of ids) await wake(id)
    const first = await list({ limit: '2' })
    await call('cancelTicket', { id: ids[1] as string, as: 'manager', body: { reason: 'A test' } })
    const second = await list({ limit: '2', cursor: first.next })
    const third = await list({ limit: '2', cursor: second.next })
    expect([first, second, third].map(numbersOf)).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)])
    expect(third.next).toBeUndefined()
    expect((await call('listSlaTracking', { query: { light: 'red', cursor: first.next } })).status).toBe(400)
  })

  it('cost one Query to each shard of the light, and one more request', async () => {
    const { soon } = await three()
    const before = desk.calls.length
    expect(numbersOf(await list({ light: 'yellow' }))).toEqual([soon])
    // The first is for who asks.
    expect(desk.calls.slice(before + 1)).toEqual(['Query', 'Query', 'Query', 'Query', 'BatchGet'])
  })

  it('are found as fast by a list of tickets', async () => {
    const { late, soon } = await three()
    const query = { light: 'yellow,red', open: 'true', sort: 'due' }
    const before = desk.calls.length
    expect(numbersOf((await call('listTickets', { query })).body)).toEqual([late, soon])
    expect(desk.calls.slice(before).filter((made) => made === 'BatchGet')).toHaveLength(1)
  })
})
