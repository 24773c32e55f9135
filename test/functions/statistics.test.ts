import './support/environment.ts'
import type { SQSEvent } from 'aws-lambda'
import { describe, expect, it } from 'vitest'
import { countingBy } from '../../domain/counting.ts'
import { addCounts, type Counts, countsOf, factsOf } from '../../domain/statistics.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { type EarlierEnd, workOf } from '../../domain/work.ts'
import { countsOfWork } from '../../domain/work-counts.ts'
import { countedEvents } from '../../events/catalogue.ts'
import { beginRecount, countSegment, differences, endRecount } from '../../functions/platform/table/recount.ts'
import { handler as countAll } from '../../functions/statistics/count.ts'
import { chances } from '../../infra/operator/load/chances.ts'
import { Settings } from '../../schemas/settings.ts'
import { people, teams } from '../support/people.ts'
import { aDesk, fault, pass } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'
import { batch, context, failures } from './support/timers.ts'

const desk = aDesk()
const counting = countingBy(Settings.parse({}))
const hour = 3_600_000
const day = 24 * hour

const heardOf = (number: string) => ({
  id: 'x',
  source: 'service-desk',
  'detail-type': 'ticket.updated',
  detail: { subject: { kind: 'ticket', id: number } },
})
const count = async (...numbers: string[]) => failures(await countAll(batch(numbers.map(heardOf)) as SQSEvent, context))

/** The events that the counters hear, as they lie in the table. */
const heard = () =>
  desk.table.items
    .filter(({ sk, type }) => String(sk).startsWith('EVENT#') && (countedEvents as readonly unknown[]).includes(type))
    .map(({ id, type, subject }) => ({ id, source: 'service-desk', 'detail-type': type, detail: { id, subject } }))

/** What the counters should be: the sum over the tickets as they are. */
function recounted(): Counts {
  const sum: Counts = {}
  for (const item of desk.table.filter(({ sk }) => sk === 'TICKET')) {
    const body = desk.table.find({ pk: String(item.pk), sk: 'BODY' })
    const ticket = { ...item, ...body } as unknown as Ticket
    const isEarlier = ({ pk, sk, cycle }: Record<string, unknown>) =>
      pk === item.pk && String(sk).startsWith('CLOCK#nextResponse#') && cycle !== ticket.clocks.nextResponse?.cycle
    const ends = desk.table.filter(isEarlier) as unknown as EarlierEnd[]
    addCounts(sum, countsOf(factsOf(ticket, 'UTC')))
    addCounts(sum, countsOfWork(workOf(ticket, ends, counting)))
  }
  return sum
}

/** What they are, without those that have come back to nothing. */
function counters(generation = 1): Counts {
  const found = desk.table.filter(({ pk }) => pk === `STATISTICS#${generation}`)
  return addCounts(
    {},
    Object.fromEntries(found.map(({ pk: _, sk, ...counts }) => [String(sk), counts as Record<string, number>])),
  )
}

const moves = [
  (id: string) =>
    call('assignTicket', { id, as: 'agent', body: { technician: people.technician.id, team: teams.south } }),
  (id: string) => call('startTicket', { id, as: 'agent', body: {} }),
  (id: string) => call('pauseTicket', { id, as: 'agent', body: { status: 'pending_customer', reason: 'Asked' } }),
  (id: string) => call('resumeTicket', { id, as: 'agent', body: {} }),
  (id: string) => call('resolveTicket', { id, as: 'agent', body: { resolution: 'Done' } }),
  (id: string) => call('closeTicket', { id, as: 'manager', body: {} }),
  (id: string) => call('reopenTicket', { id, as: 'customer', body: { reason: 'No' } }),
  (id: string) => call('cancelTicket', { id, as: 'manager', body: { reason: 'Twice' } }),
  (id: string) => call('patchTicket', { id, as: 'agent', body: { priority: 'low', category: 'network' } }),
  (id: string) => call('addComment', { id, as: 'agent', body: { body: 'Have you tried it?' } }),
  (id: string) => call('addComment', { id, as: 'customer', body: { body: 'Yes' } }),
]

describe('the counters', () => {
  it.each([1, 2, 3, 4, 5])(
    'are the sum over the tickets, whatever lives they lead and however their events come (%i)',
    async (seed) => {
      const chance = chances(seed)
      const one = <Value>(values: readonly Value[]): Value => values[Math.floor(chance() * values.length)] as Value
      const numbers: string[] = []
      for (let step = 0; step < 60; step += 1) {
        pass(Math.floor(chance() * 5 * hour))
        if (numbers.length < 8 && chance() < 0.3)
          numbers.push(await aTicket({}, one(['customer', 'agent', 'otherCustomer'] as const)))
        else if (numbers.length > 0) await one(moves)(one(numbers))
        if (chance() < 0.3) {
          // Some of what has happened, some of it twice, some of it lost until later, in no order.
          const some = heard().filter(() => chance() < 0.4)
          const messages = [...some, ...some.filter(() => chance() < 0.3)].toSorted(() => chance() - 0.5)
          desk.weather = () => {
            if (chance() < 0.05) throw fault('TimeoutError')
          }
          await countAll(batch(messages) as SQSEvent, context).catch(() => undefined)
          desk.weather = undefined
        }
      }
      const last = heard().toSorted(() => chance() - 0.5)
      expect(failures(await countAll(batch(last) as SQSEvent, context))).toEqual([])
      expect(counters()).toEqual(recounted())
    },
  )

  it('hear of everything that changes them: no other event does', async () => {
    await aTicket()
    for (const move of moves) {
      await move('TKT000001')
      expect(failures(await countAll(batch(heard()) as SQSEvent, context))).toEqual([])
      expect(counters()).toEqual(recounted())
    }
  })

  it('are written once for many tickets, and not at all for what has not changed', async () => {
    const numbers: string[] = []
    for (let at = 0; at < 20; at += 1) numbers.push(await aTicket())
    const before = desk.calls.length
    expect(await count(...numbers, ...numbers)).toEqual([])
    expect(desk.calls.slice(before).filter((one) => one !== 'Get')).toEqual(['BatchGet', 'TransactWrite'])
    const again = desk.calls.length
    expect(await count(...numbers)).toEqual([])
    expect(desk.calls.slice(again).filter((one) => one !== 'Get')).toEqual(['BatchGet'])
  })

  it('stay right where two count the same ticket at once', async () => {
    await aTicket()
    desk.before('TransactWrite', () => count('TKT000001'))
    expect(await count('TKT000001')).toEqual([])
    expect(counters()).toEqual(recounted())
  })

  it('never go back to what a ticket was before', async () => {
    await aTicket()
    // Between the two reads of one request: the ticket was read as it was, its mark as it is.
    const old = desk.table.find({ pk: 'TICKET#TKT000001', sk: 'TICKET' })
    await call('startTicket', { as: 'agent', body: {} })
    await count('TKT000001')
    const now = desk.table.find({ pk: 'TICKET#TKT000001', sk: 'TICKET' })
    desk.table.put(old as never)
    await count('TKT000001')
    desk.table.put(now as never)
    expect(counters()).toEqual(recounted())
  })

  it('count the others where one cannot be counted, and say which', async () => {
    const [first, second] = [await aTicket(), await aTicket()]
    const broken = desk.table.find({ pk: `TICKET#${first}`, sk: 'TICKET' })
    desk.table.put({ ...broken, createdAt: 'never' } as never)
    expect(await count(first, second)).toEqual([0])
    expect(counters()['ALL NOW']?.open).toBe(1)
  })

  it('pass over what is not about a ticket, and put aside what is no message', async () => {
    const other = {
      id: 'x',
      source: 'service-desk',
      'detail-type': 'ticket.created',
      detail: { subject: { kind: 'ticket', id: 'TKT999999' } },
    }
    expect(failures(await countAll(batch([other, '{']) as SQSEvent, context))).toEqual([1])
  })
})

describe('a recount', () => {
  const segments = async (between: () => Promise<unknown> = async () => undefined) => {
    for (const Segment of [0, 1, 2]) {
      await countSegment({ Segment, TotalSegments: 3 }, counting, () => undefined)
      await between()
    }
  }

  it('finds nothing where all is right, and leaves everything as it was', async () => {
    await count(await aTicket(), await aTicket())
    const generations = await beginRecount()
    await segments()
    expect((await differences(generations)).found).toEqual([])
    await endRecount(generations, 'drop')
    expect(counters()).toEqual(recounted())
    expect(counters(generations.filling)).toEqual({})
  })

  it('names each figure that is wrong, and serves the right ones', async () => {
    await count(await aTicket(), await aTicket())
    const place = desk.table.find({ pk: 'STATISTICS#1', sk: 'ALL NOW' })
    desk.table.put({ ...place, open: 5 } as never)
    desk.table.put({ pk: 'STATISTICS#1', sk: 'ALL DAY#1999-01-01', created: 3 })
    const generations = await beginRecount()
    await segments()
    expect((await differences(generations)).found).toEqual([
      { place: 'ALL DAY#1999-01-01', counter: 'created', served: 3, recounted: 0 },
      { place: 'ALL NOW', counter: 'open', served: 5, recounted: 2 },
    ])
    await endRecount(generations, 'serve')
    expect(counters(generations.filling)).toEqual(recounted())
    expect(counters(1)).toEqual({})
    const { body } = await call('getTicketStatistics')
    expect(body.now.open).toBe(2)
  })

  it('counts what nobody has ever told of, and says how many that were', async () => {
    await count(await aTicket())
    await aTicket()
    const generations = await beginRecount()
    let late = 0
    await countSegment({ Segment: 0, TotalSegments: 1 }, counting, (_, behind) => {
      late += behind
    })
    expect(late).toBe(1)
    await endRecount(generations, 'serve')
    expect(counters(generations.filling)).toEqual(recounted())
  })

  it('is right while the desk goes on: both are counted in, and nothing is counted twice', async () => {
    const numbers = [await aTicket(), await aTicket(), await aTicket()]
    await count(...numbers)
    const generations = await beginRecount()
    let place = 0
    await segments(async () => {
      await call('startTicket', { id: numbers[place] as string, as: 'agent', body: {} })
      await count(numbers[place] as string, await aTicket({}, 'otherCustomer'))
      place += 1
    })
    expect((await differences(generations)).found).toEqual([])
    expect(counters(1)).toEqual(recounted())
    await endRecount(generations, 'serve')
    await call('resolveTicket', { id: numbers[0] as string, as: 'agent', body: { resolution: 'Done' } })
    await count(numbers[0] as string)
    expect(counters(generations.filling)).toEqual(recounted())
  })

  it('that was cut off does no harm, nor to the next', async () => {
    await count(await aTicket(), await aTicket())
    await beginRecount()
    await countSegment({ Segment: 0, TotalSegments: 3 }, counting, () => undefined)
    await call('startTicket', { as: 'agent', body: {} })
    await count('TKT000001')
    expect(counters(1)).toEqual(recounted())
    const generations = await beginRecount()
    await segments()
    expect((await differences(generations)).found).toEqual([])
    await endRecount(generations, 'drop')
    const third = await beginRecount()
    await segments()
    await endRecount(third, 'serve')
    expect(counters(third.filling)).toEqual(recounted())
  })

  it('gives way to one that was begun later', async () => {
    await count(await aTicket())
    const first = await beginRecount()
    const second = await beginRecount()
    await segments()
    await expect(endRecount(first, 'serve')).rejects.toThrow()
    await endRecount(second, 'serve')
    expect(counters(second.filling)).toEqual(recounted())
  })
})

describe('the figures', () => {
  const stats = (query: Record<string, string> = {}, as: Parameters<typeof aTicket>[1] = 'agent') =>
    call('getTicketStatistics', { as, query })

  it('tell how many there are, how they stand and how long things took, day by day', async () => {
    const numbers = [await aTicket(), await aTicket({ priority: 'low' }), await aTicket()]
    pass(2 * hour)
    await call('resolveTicket', { id: numbers[0] as string, as: 'agent', body: { resolution: 'Done' } })
    await call('cancelTicket', { id: numbers[2] as string, as: 'manager', body: { reason: 'Twice' } })
    await count(...numbers)
    const { status, body } = await stats()
    expect(status).toBe(200)
    expect(body.now).toMatchObject({
      open: 1,
      byStatus: { cancelled: 1, created: 1, resolved: 1 },
      byPriority: { low: 1 },
    })
    expect(body.period).toMatchObject({
      created: 3,
      resolved: 1,
      closed: 0,
      completionRate: 0.5,
      response: { tickets: 1, business: 'PT2H', calendar: 'PT2H' },
      resolution: { tickets: 1, business: 'PT2H', calendar: 'PT2H' },
    })
    expect(body.days).toHaveLength(30)
    expect(body.days.at(-1)).toEqual({ day: body.to, created: 3, resolved: 1, closed: 0 })
  })

  it('are compared with as many days before', async () => {
    await count(await aTicket())
    pass(day)
    await count(await aTicket(), await aTicket())
    const { body } = await stats({ from: '2026-11-22', to: '2026-11-22' })
    const today = body.to
    expect(today).toBe('2026-11-22')
    expect([body.previous.created, body.period.created, body.trends.created]).toEqual([1, 2, 1])
  })

  it('are read in three requests, however long the time', async () => {
    await count(await aTicket())
    await stats()
    const before = desk.calls.length
    await stats({ from: '2025-11-22', to: '2026-11-22' })
    const made = desk.calls.slice(before)
    // Two of them are the account and the settings, which a warm function remembers.
    expect(made.length - 2).toBeLessThanOrEqual(3)
  })

  it('are of a team or a customer where that is asked for', async () => {
    await count(await aTicket(), await aTicket({}, 'otherCustomer'))
    expect((await stats({ customer: people.customer.customer })).body.now.open).toBe(1)
    expect((await stats({ team: teams.north })).body.now.open).toBe(2)
    expect((await stats({ team: teams.south })).body.now.open).toBe(0)
    expect((await stats({ team: teams.north, customer: people.customer.customer })).status).toBe(400)
  })

  it('are for customers and partners those of their own company, if they may see all of its tickets', async () => {
    await count(await aTicket(), await aTicket({}, 'otherCustomer'), await aTicket({}, 'agent'))
    expect((await stats({}, 'customersManager')).body).toMatchObject({
      customer: people.customer.customer,
      now: { open: 1 },
    })
    expect((await stats({}, 'partner')).body.now.open).toBe(1)
    expect((await stats({}, 'customer')).status).toBe(403)
    expect((await stats({ customer: people.otherCustomer.customer }, 'customersManager')).status).toBe(400)
    expect((await stats({ team: teams.north }, 'customersManager')).status).toBe(400)
  })

  it.each([
    [{ from: '2026-11-22', to: '2026-11-21' }, 'from'],
    [{ from: '2025-01-01', to: '2026-11-21' }, 'from'],
    [{ from: '2026-02-30' }, 'from'],
    [{ to: '0001-01-02' }, 'to'],
    [{ from: 'yesterday' }, 'from'],
    [{ colour: 'red' }, 'colour'],
  ])('of %j are refused by name', async (query, path) => {
    const answer = await stats(query as unknown as Record<string, string>)
    expect([answer.status, answer.body.errors[0].path]).toEqual([400, path])
  })

  it('of an empty desk are nothing', async () => {
    const { body } = await stats()
    expect(body).toMatchObject({ now: { open: 0, byStatus: {} }, period: { created: 0 }, trends: {} })
  })
})
