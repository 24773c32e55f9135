import { randomUUID } from 'node:crypto'
import { basePath } from '../../schemas/operations/operation.ts'
import type { Caller } from '../support/client.ts'
import { inParallel } from '../support/parallel.ts'
import { median, ms, percentile, rounded, times } from './figures.ts'
import { type Floor, makeFloor } from './floor.ts'
import { atMost, type Bench, type Part } from './part.ts'

/** How much of the floor's time a warm create may take, at p50. */
const limit = 2.5

interface Request {
  method: string
  url: string
  headers: Record<string, string>
  body?: string
}
/** A call of an operation: what is sent, what is expected, and what to do with what came. */
interface Call {
  request: Request
  status: number
  heed?(answer: Response, text: string): void
}
type Source = () => Call

interface Ticket {
  number: string
  etag: string
}

/** How many calls, in how many bursts; before them some that are not counted, so that every process is there and warm. */
const plan = (quick: boolean, atATime: number) => ({
  bursts: quick ? 2 : 10,
  each: (quick ? 10 : 30) * (atATime > 1 ? 2 : 1),
  warmUp: (quick ? 5 : 15) * atATime,
})

/** Speed of the main operations through the gateway, held against a function that does nothing behind the same gateway. */
export async function measureTraffic(bench: Bench): Promise<Part> {
  const floor = await makeFloor(bench.desk)
  try {
    return await traffic(bench, floor)
  } finally {
    await floor.remove()
  }
}

async function traffic(bench: Bench, floor: Floor): Promise<Part> {
  const sources = await sourcesFor(bench, floor)
  const wrong: string[] = []
  const found: Speed[] = []
  for (const [operation, source] of Object.entries(sources.operations)) {
    for (const atATime of [1, 8]) {
      found.push(await speedOf(operation, source, sources.floor, atATime, bench, wrong))
    }
  }
  const create = found[0]
  return {
    name: 'traffic',
    title: 'Warm requests through the gateway',
    rows: [
      ['operation', 'at a time', 'p50', 'p99', 'per second', 'floor p50', 'of the floor'],
      ...found.map((it) => [
        it.operation,
        `${it.atATime}`,
        ms(it.p50Ms),
        ms(it.p99Ms),
        it.perSecond.toFixed(0),
        ms(it.floorP50Ms),
        times(it.ratio),
      ]),
    ],
    notes: [
      'The floor is a function that only logs a line, behind the same gateway and authorizer, in turn with each.',
      'What a write sets off (publishing, arming) runs on the same machine at the same time.',
    ],
    aims: [atMost('Warm create of the floor, p50, one at a time', limit, create?.ratio ?? Number.NaN, ' ×')],
    wrong,
    figures: found,
  }
}

interface Speed {
  operation: string
  atATime: number
  calls: number
  p50Ms: number
  p99Ms: number
  perSecond: number
  floorP50Ms: number
  floorP99Ms: number
  floorPerSecond: number
  /** Of the two p50. */
  ratio: number
}

async function speedOf(
  operation: string,
  source: Source,
  floorSource: Source,
  atATime: number,
  { options, stop }: Bench,
  wrong: string[],
): Promise<Speed> {
  const { bursts, each, warmUp } = plan(options.quick, atATime)
  const ours = { took: [] as number[], lasted: 0 }
  const floor = { took: [] as number[], lasted: 0 }
  const burst = async (from: Source, calls: number, into: typeof ours) => {
    const began = performance.now()
    const took = await inParallel(
      atATime,
      Array.from({ length: calls }, () => () => timed(from(), stop, wrong)),
    )
    into.lasted += performance.now() - began
    into.took.push(...took.filter((it) => !Number.isNaN(it)))
  }
  for (const from of [source, floorSource]) await burst(from, warmUp, { took: [], lasted: 0 })
  for (let at = 0; at < bursts; at += 1) {
    const turns = [() => burst(source, each, ours), () => burst(floorSource, each, floor)]
    for (const turn of at % 2 ? turns.reverse() : turns) await turn()
  }
  return {
    operation,
    atATime,
    calls: ours.took.length,
    p50Ms: rounded(median(ours.took)),
    p99Ms: rounded(percentile(ours.took, 99)),
    perSecond: rounded((ours.took.length / ours.lasted) * 1000),
    floorP50Ms: rounded(median(floor.took)),
    floorP99Ms: rounded(percentile(floor.took, 99)),
    floorPerSecond: rounded((floor.took.length / floor.lasted) * 1000),
    ratio: rounded(median(ours.took) / median(floor.took), 2),
  }
}

/** Milliseconds until the whole answer was there; NaN where it was wrong. */
async function timed({ request, status, heed }: Call, stop: AbortSignal, wrong: string[]): Promise<number> {
  stop.throwIfAborted()
  const { url, ...init } = request
  try {
    const began = performance.now()
    const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(20_000) })
    const text = await answer.text()
    const took = performance.now() - began
    if (answer.status === status) {
      heed?.(answer, text)
      return took
    }
    wrong.push(`${init.method} ${url} was answered ${answer.status}: ${text.slice(0, 200)}`)
  } catch (error) {
    wrong.push(`${init.method} ${url} was not answered: ${error}`)
  }
  return Number.NaN
}

const description =
  'It was there this morning. The lamp on its front blinks twice, then stays dark. It was switched off and on again, and the cable was changed for another one.'
const ticketFields = { description, priority: 'medium', type: 'issue', category: 'hardware', tags: ['bench'] }

/** What is called: each call another ticket, as far as there are enough. */
async function sourcesFor({ desk }: Bench, floor: Floor) {
  const tickets: Ticket[] = []
  const api = `${desk.outputs.apiUrl}${basePath}`
  const as = async (who: Caller) => ({ authorization: `Bearer ${await desk.tokenOf(who)}` })
  const [customer, agent] = [await as('customer'), await as('agent')]
  const json = { 'content-type': 'application/json' }
  const write = (who: Record<string, string>) => ({ ...who, ...json, 'idempotency-key': randomUUID() })
  let turn = 0
  const anyTicket = () => tickets[(turn++ * 7) % tickets.length] as Ticket

  const create: Source = () => ({
    request: {
      method: 'POST',
      url: `${api}/tickets`,
      headers: write(customer),
      body: JSON.stringify({ title: 'The label printer is offline', ...ticketFields }),
    },
    status: 201,
    heed: (answer, text) =>
      void tickets.push({ number: JSON.parse(text).number, etag: String(answer.headers.get('etag')) }),
  })
  const read: Source = () => ({
    request: { method: 'GET', url: `${api}/tickets/${anyTicket().number}`, headers: agent },
    status: 200,
  })
  const list: Source = () => ({
    request: { method: 'GET', url: `${api}/tickets?limit=25`, headers: agent },
    status: 200,
  })
  const update: Source = () => {
    // The one that was longest untouched, so that nobody else is at it.
    const ticket = tickets.shift() as Ticket
    tickets.push(ticket)
    return {
      request: {
        method: 'PUT',
        url: `${api}/tickets/${ticket.number}`,
        headers: { ...write(agent), 'if-match': ticket.etag },
        body: JSON.stringify({ title: `The label printer is offline (${++turn})`, ...ticketFields }),
      },
      status: 200,
      heed: (answer) => {
        ticket.etag = String(answer.headers.get('etag'))
      },
    }
  }
  const nothing: Source = () => ({ request: { method: 'GET', url: floor.url, headers: agent }, status: 200 })
  return { operations: { create, read, list, update } satisfies Record<string, Source>, floor: nothing }
}
