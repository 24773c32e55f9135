import { type Answers, cases, compared } from './cases.ts'
import { type Library, libraries } from './libraries.ts'

/** Calls a second, warm, in about so many milliseconds; the clock is not read for every call. */
function rate(call: (place: number) => number, forMs: number): number {
  let sum = 0
  let calls = 0
  let spent = 0
  const began = performance.now()
  for (let size = 1; spent < forMs; size = Math.max(1, Math.floor(((calls / spent) * forMs) / 20))) {
    for (let place = calls; place < calls + size; place += 1) sum += call(place % cases.starts.length)
    calls += size
    spent = performance.now() - began
  }
  if (Number.isNaN(sum)) throw new Error('No answer')
  return (calls / spent) * 1000
}

/** The best of three, in turn: what else the machine does makes a call slower, never faster. */
const bestOf = (calls: readonly ((place: number) => number)[], forMs: number): number[] =>
  [1, 2, 3]
    .map(() => calls.map((call) => rate(call, forMs)))
    .reduce((best, rates) => best.map((so, length) => Math.max(so, rates[length] ?? 0)))

function answersOf({ library, due, elapsed }: Library, forMs: number): Answers {
  const { starts, lengths, ends } = cases
  const start = (place: number) => starts[place] as number
  const end = (length: number, place: number) => ends[length]?.[place] as number
  const first = starts.slice(0, compared)
  return {
    library,
    due: lengths.map((ms) => first.map((at) => due(at, ms))),
    elapsed: lengths.map((_, length) => first.map((at, place) => elapsed(at, end(length, place)))),
    dueRates: bestOf(
      lengths.map((ms) => (place) => due(start(place), ms)),
      forMs,
    ),
    elapsedRates: bestOf(
      lengths.map((_, length) => (place) => elapsed(start(place), end(length, place))),
      forMs,
    ),
  }
}

const forMs = Number(process.argv[2])
process.stdout.write(JSON.stringify(libraries.map((library) => answersOf(library, forMs))))
