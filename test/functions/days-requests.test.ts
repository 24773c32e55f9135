import { expect, it, vi } from 'vitest'

// What a warm function asks of the table: it remembers people, settings and policies.
vi.hoisted(() => {
  process.env.CACHE_SECONDS = '60'
})

import { people } from '../support/people.ts'
import { hour } from '../support/time.ts'
import { aDesk } from './support/desk.ts'
import { call } from './support/gateway.ts'
import { aVisit, ticketAt, tomorrow } from './support/visits.ts'

const desk = aDesk()
const query = { date: tomorrow().slice(0, 10) }
const id = people.technician.id

it('a day asks for little, however many visits there are', async () => {
  for (let n = 0; n < 5; n += 1) await aVisit(await ticketAt(n * 5), tomorrow(n * 2 * hour - 4 * hour))
  const asks = async () => {
    const before = desk.calls.length
    expect((await call('getTechnicianDay', { as: 'agent', id, query })).body.visits).toHaveLength(5)
    return desk.calls.slice(before).toSorted()
  }
  await asks()
  expect(await asks()).toEqual(['BatchGet', 'BatchGet', 'BatchGet', 'BatchGet', 'BatchGet', 'Get'])
})

it('a better order is one transaction', async () => {
  for (const [n, km] of [10, 60, 20].entries()) await aVisit(await ticketAt(km), tomorrow(n * 3 * hour))
  const before = desk.calls.length
  const { body } = await call('optimiseTechnicianDay', { as: 'agent', id, query, body: { apply: true } })
  expect(body.moves.length).toBeGreaterThan(0)
  expect(desk.calls.slice(before).filter((name) => name === 'TransactWrite')).toHaveLength(1)
})
