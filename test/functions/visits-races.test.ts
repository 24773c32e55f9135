import { beforeEach, describe, expect, it } from 'vitest'
import { type Booked, inTheWay } from '../../domain/day-book.ts'
import { chances } from '../../infra/operator/load/chances.ts'
import type { Visit } from '../../schemas/visit.ts'
import { people } from '../support/people.ts'
import { hour, minute } from '../support/time.ts'
import { aDesk } from './support/desk.ts'
import { type Answer, call } from './support/gateway.ts'
import { Turns } from './support/turns.ts'
import { bookAt, north, ticketAt, tomorrow } from './support/visits.ts'

const desk = aDesk()
/** More of them, to look further than every run does: SEEDS=500. */
const seeds = Array.from({ length: Number(process.env.SEEDS ?? 6) }, (_, at) => at + 1)
const places = [0, 12, 30]
const workers = [people.technician.id, people.teammate.id]

let tickets: { number: string; km: number }[]
beforeEach(async () => {
  tickets = []
  for (const km of [...places, ...places]) tickets.push({ number: await ticketAt(km), km })
})

const visits = () =>
  desk.table.filter(({ sk }) => String(sk).startsWith('VISIT#')) as unknown as (Visit & { pk: string })[]
const kmOf = (ticket: string) => tickets.find(({ number }) => number === ticket)?.km ?? 0

/** No two visits of one technician meet, with the way between them; and the books say exactly what the visits do. */
function check(): void {
  const stand = visits().filter(({ status }) => status !== 'cancelled')
  for (const visit of stand) {
    const others = stand.filter(({ technician }) => technician === visit.technician)
    const booked = others.map((one) => ({ ...one, at: north(kmOf(one.ticket)) }))
    const place = { ...visit, at: north(kmOf(visit.ticket)) }
    const meets = inTheWay(place, booked as Booked[], 50)
    expect(meets && `${visit.id} ${visit.from} meets ${meets.id} ${meets.from}`).toBeUndefined()
  }
  const books = desk.table.filter(({ pk }) => String(pk).startsWith('VISITS#'))
  const inBooks = books.flatMap(({ pk, sk, visits: booked }) =>
    (booked as Booked[]).map(({ id, from }) => `${pk} ${sk} ${id} ${from}`),
  )
  const asVisits = stand.flatMap(({ id, technician, from, until }) =>
    [...new Set([from, new Date(Date.parse(until) - 1).toISOString()].map((one) => one.slice(0, 10)))].map(
      (date) => `VISITS#${date} ${technician} ${id} ${from}`,
    ),
  )
  expect(inBooks.toSorted()).toEqual(asVisits.toSorted())
}

describe('visits planned, moved and cancelled all at once, call by call in any order', () => {
  it.each(seeds)('never meet (seed %i)', async (seed) => {
    const chance = chances(seed)
    const turns = new Turns(desk, chance)
    const oneOf = <Value>(values: readonly Value[]): Value => values[Math.floor(chance() * values.length)] as Value
    // Around midnight, so that two days are touched.
    const time = () => tomorrow(12 * hour + Math.floor(chance() * 24) * 15 * minute)
    const answers: Answer[] = []
    const work = async () => {
      const [ticket] = [oneOf(tickets).number]
      const known = visits()
      const what = chance()
      const visit = oneOf(known)
      if (what < 0.6 || !visit) {
        answers.push(await bookAt(ticket, time(), { technician: oneOf(workers), durationMinutes: oneOf([15, 45, 90]) }))
      } else if (what < 0.85) {
        const body = { from: time(), technician: oneOf(workers) }
        answers.push(await call('moveVisit', { id: visit.id, body }))
      } else answers.push(await call('cancelVisit', { id: visit.id, body: {} }))
    }
    for (let begun = 0; begun < 60 || turns.size > 0; ) {
      if (begun < 60 && turns.size < 5) {
        begun += 1
        turns.begin(work)
      }
      await turns.give()
    }
    desk.turn = undefined
    check()
    const statuses = new Set(answers.map(({ status }) => status))
    expect([...statuses].filter((status) => ![200, 201, 409, 503].includes(status))).toEqual([])
    expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThan(4)
    expect(answers.filter(({ status }) => status === 409).length).toBeGreaterThan(4)
  })

  it('one before midnight and one after it, too near for the way between them: one is planned', async () => {
    const [near, , far] = tickets.map(({ number }) => number) as [string, string, string]
    let other: Answer | undefined
    desk.before('TransactWrite', async () => {
      other = await bookAt(far, tomorrow(14 * hour + 15 * minute))
    })
    const slower = await bookAt(near, tomorrow(13 * hour), { durationMinutes: 50 })
    expect([other?.status, slower.status]).toEqual([201, 409])
    check()
  })

  it('twenty for one time of one technician: one gets it', async () => {
    const turns = new Turns(desk, chances(7))
    const answers: Answer[] = []
    for (let place = 0; place < 20; place += 1) {
      const { number } = tickets[place % tickets.length] as { number: string }
      turns.begin(async () => void answers.push(await bookAt(number, tomorrow())))
    }
    while (turns.size > 0) await turns.give()
    desk.turn = undefined
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array(19).fill(409)])
    const [refused] = answers.filter(({ status }) => status === 409)
    expect(refused?.body.detail).toContain('Free next: ')
    check()
  })
})
