import { inParallel } from '../support/parallel.ts'
import { median, ms, percentile, rounded, times } from './figures.ts'
import { type Floor, makeFloor } from './floor.ts'
import { atMost, type Bench, type Part } from './part.ts'
import { type Call, type Source, sourcesFor } from './requests.ts'

/** How much of the floor's time a warm create may take, at p50. */
const limit = 2.5

/** How many calls, in how many bursts; before them some that are not counted, so that every process is there and warm. */
const plan = (quick: boolean, atATime: number) => ({
  bursts: quick ? 2 : 10,
  each: (quick ? 10 : 30) + (atATime > 1 ? 10 : 0),
  warmUp: (quick ? 5 : 15) * atATime,
  /** On a slow machine there are fewer. */
  withinMs: 30_000,
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
  const sources = await sourcesFor(bench.desk, floor)
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
      'What a write sets off (publishing, arming) runs on the same machine at the same time, and the whole emulator is',
      'one Python process: what is measured eight at a time is its processor, more than the functions.',
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
  const { bursts, each, warmUp, withinMs } = plan(options.quick, atATime)
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
  for (let at = 0; at < bursts && ours.lasted + floor.lasted < withinMs; at += 1) {
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
