import './support/environment.ts'
import { describe, expect, it } from 'vitest'
import { chances } from '../../infra/operator/load/chances.ts'
import { people, teams } from '../support/people.ts'
import { aDesk, fault, pass } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'
import { aRule, changeTechnician, inHand, loadOf, onTheBus, Router, toRouter } from './support/routing.ts'
import { ticketItem } from './support/timers.ts'
import { Turns } from './support/turns.ts'

const desk = aDesk()
const { technician, teammate, supervisor } = people
const three = [technician.id, teammate.id, supervisor.id]
/** More of them, to look further than every run does: SEEDS=500. */
const seeds = Array.from({ length: Number(process.env.SEEDS ?? 6) }, (_, at) => at + 1)
const mostAtOnce = 6

/** Messages are given to several routers at once, call by call in any order, and again where that fails, until all are done. */
async function inAnyOrder(messages: unknown[], chance: () => number, meanwhile: (left: number) => void) {
  const turns = new Turns(desk, chance)
  const queue = messages.flatMap((message) => (chance() < 0.2 ? [message, message] : [message]))
  const router = new Router(desk)
  router.news()
  while (queue.length > 0 || turns.size > 0) {
    while (turns.size < mostAtOnce && queue.length > 0) {
      const [message] = queue.splice(Math.floor(chance() * queue.length), 1)
      turns.begin(async () => {
        const failed = await toRouter(message)
        if (failed.length > 0) queue.push(message)
      })
    }
    await turns.give()
    meanwhile(queue.length)
    pass(10)
    queue.push(...router.news().map(onTheBus), ...router.own())
  }
  desk.turn = undefined
}

const theirs = (person: string) =>
  desk.table.filter(({ sk, assignee }) => sk === 'TICKET' && assignee === person).map(({ number }) => String(number))

describe.each(seeds)('many tickets at once (%i)', (seed) => {
  it.each([0, 0.02])(
    'are shared fairly, never beyond what anybody can take (%d of the calls fail)',
    async (trouble) => {
      const chance = chances(seed)
      await aRule({ target: { team: teams.north, by: 'round-robin' } })
      for (const person of three) changeTechnician(desk, person, { capacity: 4 })
      const ids: string[] = []
      for (let count = 0; count < 11; count += 1) ids.push(await aTicket({ category: 'network' }))
      const events = desk.table.filter(({ type }) => type === 'ticket.created')
      if (trouble > 0)
        desk.weather = () => {
          if (chance() < trouble) throw fault('TimeoutError')
        }
      await inAnyOrder(
        events.map((event) => onTheBus(event as never)),
        chance,
        () => {
          for (const person of three) expect(loadOf(desk, person).points).toBeLessThanOrEqual(4)
        },
      )
      desk.weather = undefined
      const shares = three.map((person) => loadOf(desk, person).tickets)
      expect(shares.reduce((a, b) => a + b)).toBe(11)
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1)
      for (const person of three) expect(loadOf(desk, person)).toEqual(inHand(desk, person))
      expect(ids.every((id) => ticketItem(desk, id).status === 'assigned')).toBe(true)
    },
  )

  it('do not come to somebody who has gone absent, and those of who is full wait', async () => {
    const chance = chances(seed + 1000)
    await aRule({ target: { team: teams.north, by: 'least-loaded' } })
    for (const person of three) changeTechnician(desk, person, { capacity: 5 })
    for (let count = 0; count < 12; count += 1) await aTicket({ category: 'network' })
    const events = desk.table.filter(({ type }) => type === 'ticket.created')
    let had: string[] | undefined
    await inAnyOrder(
      events.map((event) => onTheBus(event as never)),
      chance,
      (left) => {
        if (had || left > 6) return
        changeTechnician(desk, technician.id, { status: 'off' })
        had = theirs(technician.id)
      },
    )
    expect(theirs(technician.id)).toEqual(had)
    for (const person of three) {
      expect(loadOf(desk, person)).toEqual(inHand(desk, person))
      expect(loadOf(desk, person).points).toBeLessThanOrEqual(5)
    }
    // Whoever comes back gets what waits.
    changeTechnician(desk, technician.id, { status: 'available' })
    pass(60_000)
    const { version } = desk.table.find({ pk: 'TECHNICIANS', sk: technician.id }) ?? {}
    const news = {
      id: `technician.${technician.id}.9`,
      subject: { kind: 'technician', id: technician.id },
      data: { version },
    }
    await toRouter({ 'detail-type': 'technician.updated', detail: { ...news, occurredAt: new Date().toISOString() } })
    expect(three.reduce((sum, person) => sum + loadOf(desk, person).tickets, 0)).toBe(12)
    expect((await call('listCandidates', { id: theirs(technician.id)[0] ?? 'TKT000001' })).status).toBe(200)
  })
})
