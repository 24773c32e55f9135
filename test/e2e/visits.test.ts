import { randomInt } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readOutputs } from '../../infra/local/outputs.ts'
import { people } from '../../infra/local/people.ts'
import { deskAt, open } from '../support/desk.ts'
import { eventually } from '../support/eventually.ts'
import { historyOf, ofType } from '../support/history.ts'
import { mailsAbout } from '../support/mail.ts'
import { inParallel } from '../support/parallel.ts'

const desk = deskAt(readOutputs())
const { call, machine } = desk
const minute = 60_000
const day = 24 * 60 * minute
const technician = people.technician.id

/** A time that nothing else in this run has: on some day of the next months, at noon. */
const someTime = (afterMs = 0) => {
  const noon = new Date(Date.now() + randomInt(3, 160) * day).toISOString().slice(0, 10)
  return new Date(Date.parse(`${noon}T12:00:00.000Z`) + afterMs).toISOString()
}
const book = (ticket: string, from: string, more: object = {}) =>
  call('bookVisit', 'agent', { body: { ticket, from, technician, force: true, ...more } })
const mails = (ticket: string) => mailsAbout(desk.outputs, ticket)
const subjects = async (ticket: string) => (await mails(ticket)).filter((mail) => mail.includes('visit'))

describe('a time of somebody', () => {
  it('is given once, however many want it at once; the others are told what is free next', async () => {
    const from = someTime()
    const tickets = await inParallel(
      4,
      Array.from({ length: 20 }, () => () => open(desk)),
    )
    const answers = await Promise.all(tickets.map(({ number }) => book(number, from)))
    const statuses = answers.map(({ status }) => status).toSorted()
    expect(statuses).toEqual([201, ...Array(19).fill(409)])
    for (const { status, problem } of answers) if (status === 409) expect(problem.detail).toContain('Free next: ')
    const to = new Date(Date.parse(from) + minute).toISOString()
    const { body } = await call('listVisits', 'agent', { query: { technician, from, to } })
    expect(body.items).toHaveLength(1)
  })

  it('never holds two visits, where many are planned, moved and cancelled at once', async () => {
    const start = someTime()
    const at = (quarters: number) => new Date(Date.parse(start) + quarters * 15 * minute).toISOString()
    const tickets = await Promise.all(Array.from({ length: 6 }, () => open(desk)))
    const visits: string[] = []
    for (let round = 0; round < 4; round += 1) {
      const work = tickets.flatMap(({ number }, place) => {
        const visit = visits[(round + place) % (visits.length || 1)]
        const plan = () => book(number, at(randomInt(12)), { durationMinutes: 30 })
        const move = () =>
          call('moveVisit', 'agent', { id: visit ?? '', body: { from: at(randomInt(12)), force: true } })
        const cancel = () => call('cancelVisit', 'agent', { id: visit ?? '', body: {} })
        return visit ? [plan, place % 3 === 0 ? cancel : move] : [plan]
      })
      const answers = await Promise.all(work.map((one) => one()))
      expect(answers.filter(({ status }) => ![200, 201, 409, 503].includes(status)).map(({ text }) => text)).toEqual([])
      for (const { status, body } of answers) if (status === 201) visits.push(body.id)
    }
    const to = new Date(Date.parse(start) + day / 2).toISOString()
    const { body } = await call('listVisits', 'agent', { query: { technician, from: start, to, limit: 100 } })
    const times = body.items.map(({ from, until }) => [from, until] as const)
    expect(times.length).toBeGreaterThan(1)
    for (const [place, [from]] of times.entries()) {
      const before = times[place - 1]?.[1]
      expect(before === undefined || before <= from).toBe(true)
    }
  })
})

describe('the life of a visit', () => {
  it('is booked from a slot by the customer, made by the technician, and told in letters and in the history', {
    timeout: 200_000,
  }, async () => {
    const { number } = await open(desk)
    const query = { ticket: number, from: someTime() }
    const { items } = (await call('listSlots', 'customer', { query })).body
    const [slot] = items
    expect(Object.keys(slot ?? {}).toSorted()).toEqual(['from', 'until'])
    const booked = await call('bookVisit', 'customer', { body: { ticket: number, from: slot?.from ?? '' } })
    expect([booked.status, booked.body.technician]).toEqual([201, undefined])
    expect(booked.body.technicianName).toMatch(/technician/i)
    const { id } = booked.body
    expect((await call('getVisit', 'otherCustomer', { id })).status).toBe(404)
    await eventually('the customer is told', async () => (await subjects(number)).length > 0)

    const untold = await call('moveVisit', 'agent', { id, body: { from: someTime(), force: true } })
    expect(untold.problem.detail).toContain('tellCustomer')
    const body = { from: someTime(), technician, force: true, tellCustomer: true }
    await call('moveVisit', 'agent', { id, body })
    // Within a minute of the first letter: it is left for what else may come.
    await eventually('they are told again', async () => (await subjects(number)).length === 2, 150_000)
    await call('confirmVisit', 'customer', { id })

    expect((await call('setOutForVisit', 'technician', { id })).status).toBe(200)
    expect((await call('arriveAtVisit', 'technician', { id })).status).toBe(200)
    const done = await call('completeVisit', 'technician', { id, body: { note: 'Works again' } })
    expect([done.status, done.body.status]).toEqual([200, 'done'])
    const types = (await historyOf(desk, number)).map(({ type }) => type).filter((type) => type.startsWith('visit.'))
    const steps = Array(3).fill('visit.status-changed')
    expect(types).toEqual(['visit.booked', 'visit.moved', 'visit.confirmed', ...steps])
    expect(await subjects(number)).toHaveLength(2)
  })

  it('ends with its ticket', async () => {
    const { number } = await open(desk)
    const from = someTime()
    const { body } = await book(number, from)
    await call('resolveTicket', 'agent', { id: number, body: { resolution: 'Works again' } })
    await eventually('it is cancelled', async () => {
      const visit = (await call('getVisit', 'agent', { id: body.id })).body
      return visit.status === 'cancelled'
    })
    const { number: other } = await open(desk)
    expect((await book(other, from)).status).toBe(201)
  })

  it('reminds the customer once, a day before', async () => {
    const { number } = await open(desk)
    const from = new Date(Math.ceil((Date.now() + day + 5000) / minute) * minute).toISOString()
    const booked = await book(number, from, { durationMinutes: 5, technician: people.networkTechnician.id })
    expect(booked.status).toBe(201)
    const reminded = async () => ofType(await historyOf(desk, number), 'visit.reminded').length
    const isDue = async () => {
      await machine.run('visits-sweep', {})
      return (await reminded()) > 0
    }
    await eventually('the customer is to be reminded', isDue, 120_000)
    await Promise.all([machine.run('visits-sweep', {}), machine.run('visits-sweep', {})])
    expect(await reminded()).toBe(1)
    const letters = async () => (await mails(number)).filter((mail) => mail.endsWith('We visit you soon'))
    // It may come within a minute of the letter about the booking.
    await eventually('the letter is there', async () => (await letters()).length > 0, 150_000)
    expect(await letters()).toHaveLength(1)
  }, 330_000)
})
