import './support/environment.ts'
import { describe, expect, it } from 'vitest'
import type { Decision } from '../../domain/ticket.ts'
import { commitChange, commitNew, writesOfLife } from '../../functions/platform/table/commit.ts'
import { deskFor } from '../../functions/platform/table/desk.ts'
import { loadTicket } from '../../functions/platform/table/tickets.ts'
import { teams } from '../../infra/operator/load/cast.ts'
import { lifeOf, spanMs } from '../../infra/operator/load/lives.ts'
import { load } from '../../infra/operator/load/loading.ts'
import { itemsOf } from '../../infra/operator/load/writing.ts'
import { aDesk } from './support/desk.ts'
import { call } from './support/gateway.ts'

const desk = aDesk()
const many = 150
const numberAt = (place: number) => `TKT${String(place + 1).padStart(6, '0')}`

async function lives(): Promise<Decision[][]> {
  const known = await deskFor({ teams })
  const now = Date.now()
  return Array.from({ length: many }, (_, place) =>
    lifeOf(numberAt(place), place, now - spanMs + ((place + 0.5) / many) * spanMs, known, now),
  )
}

describe('a loaded ticket', () => {
  it('lies in the table just as its commits, one after the other, would have left it', async () => {
    for (const decisions of await lives()) {
      const number = String(decisions[0]?.ticket.number)
      for (const decision of decisions) {
        const { loaded } = await loadTicket(number)
        const commit = { decision, correlationId: 'load' }
        const committed = await (loaded ? commitChange(loaded, commit) : commitNew(commit))
        expect(committed).toEqual({ is: 'committed' })
      }
      const all = desk.table.filter(({ pk }) => pk === `TICKET#${number}`)
      for (const item of all) desk.table.remove(item as never)
      // Nothing tells of a wait that is over.
      const written = all.filter(({ sk, gsi5pk }) => sk !== 'ROUTING' || gsi5pk)
      for (const item of itemsOf(writesOfLife(decisions, 'load'))) desk.table.put(item)
      // Published events have left the outbox; the text is written once, with the last version.
      const expected = written.map(({ gsi6pk, gsi6sk, bodyVersion, ...item }) => ({
        ...item,
        ...(!String(gsi6pk).startsWith('OUTBOX') && gsi6pk !== undefined && { gsi6pk, gsi6sk }),
        ...(item.sk === 'BODY' && { version: decisions.at(-1)?.ticket.version }),
        ...(bodyVersion !== undefined && { bodyVersion: decisions.at(-1)?.ticket.version }),
      }))
      expect(desk.table.filter(({ pk }) => pk === `TICKET#${number}`)).toEqual(expected)
    }
  })

  it('has lived: most have ended, some are at every stage, and nothing is due that has not happened', async () => {
    const statuses = new Set<string>()
    const now = new Date().toISOString()
    for (const decisions of await lives()) {
      const { ticket } = decisions.at(-1) as Decision
      statuses.add(ticket.status)
      expect(ticket.wakeAt === undefined || ticket.wakeAt > now).toBe(true)
      expect(ticket.updatedAt <= now).toBe(true)
      expect(decisions.map(({ ticket: { version } }) => version)).toEqual(decisions.map((_, at) => at + 1))
    }
    expect([...statuses]).toEqual(expect.arrayContaining(['closed', 'created', 'assigned']))
  })
})

describe('loading', () => {
  it('goes on where it was cut off, adds what is missing, and says how far it is', async () => {
    const told: number[] = []
    // Everybody is there, and some of the tickets.
    let calls = 0
    desk.weather = (made, when) => {
      if (made === 'BatchWrite' && when === 'after' && ++calls === 100) throw new Error('Cut off')
    }
    await expect(load(30, { whole: true }, ({ done }) => told.push(done))).rejects.toThrow('Cut off')
    desk.weather = undefined
    await load(30, { whole: true }, ({ done }) => told.push(done))
    expect(told).toEqual([30])
    await load(30, { whole: true }, () => told.push(-1))
    expect(told).not.toContain(-1)
    await load(45, { whole: false }, ({ done }) => told.push(done))
    const loaded = desk.table.filter(({ sk }) => sk === 'TICKET')
    expect(new Set(loaded.map(({ number }) => number)).size).toBe(45)
    const { body } = await call('listTickets', { query: { limit: '100' } })
    expect(body.items.length).toBe(loaded.filter(({ archivedAt }) => !archivedAt).length)
    // Who opens one now gets the number after them.
    const opened = await call('createTicket', { body: { title: 'One more' } })
    expect(opened.body.number).toBe('TKT000046')
  })
})
