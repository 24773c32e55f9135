import { describe, expect, it, vi } from 'vitest'

// What a warm function asks of the table: it remembers people, settings and policies.
vi.hoisted(() => {
  process.env.CACHE_SECONDS = '60'
})

import { people, teams } from '../support/people.ts'
import { aDesk } from './support/desk.ts'
import { aTicket, call, type OperationName } from './support/gateway.ts'

const desk = aDesk()

const asks: [OperationName, string, string[]][] = [
  ['getTechnicianDesk', people.technician.id, ['BatchGet', 'BatchGet', 'Get', 'Query', 'Query']],
  ['getTeamDesk', teams.north, ['BatchGet', 'Get', 'Query', 'Query', 'Query', 'Query', 'Query']],
  ['getTechnicianMetrics', people.technician.id, ['Get', 'Get', 'Query', 'Query']],
  ['getTeamMetrics', teams.north, ['Get', 'Get', 'Query', 'Query', 'Query', 'Query', 'Query']],
]

describe.each(asks)('%s', (name, id, requests) => {
  it(`asks for little, however many tickets there are: ${requests.join(', ')}`, async () => {
    for (let at = 0; at < 20; at += 1) {
      const number = await aTicket()
      const body = { technician: people.technician.id, team: teams.north }
      if (at % 2 === 0) await call('assignTicket', { id: number, as: 'agent', body })
    }
    expect((await call(name, { id, as: 'manager' })).status).toBe(200)
    const before = desk.calls.length
    expect((await call(name, { id, as: 'manager' })).status).toBe(200)
    expect(desk.calls.slice(before).toSorted()).toEqual(requests)
  })
})
