import { drive, type Round } from '../../domain/round.ts'
import { exactOrder } from '../../domain/round-exact.ts'
import { nearOrder } from '../../domain/round-near.ts'
import { mostExact } from '../../domain/route-order.ts'
import { median, rounded } from './figures.ts'
import { atMost, type Part } from './part.ts'
import { printAims, printPart } from './report.ts'
import { madeUpDay } from './routes/days.ts'
import { type Instance, instances } from './routes/instances.ts'

const percent = (share: number): string => `${rounded(share * 100, 2)} %`

/** As they are numbered: an order that nobody has thought about. */
const numbered = (round: Round) => drive(round, [...round.stops.keys()])

function timed<T>(run: () => T): [T, number] {
  const began = performance.now()
  const result = run()
  return [result, performance.now() - began]
}

/** Sixteen stops are the most that are worth the memory. */
const mostTried = 16

function published({ name, round, optimum }: Instance) {
  const start = numbered(round)
  const [near, nearMs] = timed(() => nearOrder(round, start))
  const [exact, exactMs] = round.stops.length <= mostTried ? timed(() => exactOrder(round, start)) : []
  return {
    name,
    stops: round.stops.length,
    optimum,
    near: near.cost,
    late: near.late,
    gap: near.cost / optimum - 1,
    nearMs: rounded(nearMs),
    ...(exact && { exact: exact.cost, exactMs: rounded(exactMs ?? 0) }),
  }
}

/** Days of a person: what the heuristic alone would lose to the best order, and what that saves against the booked one. */
function days(visits: number, count: number) {
  let [booked, exact, near, inTime, same, late] = [0, 0, 0, 0, 0, 0]
  const took: number[] = []
  const nearTook: number[] = []
  for (let seed = 0; seed < count; seed += 1) {
    const round = madeUpDay(seed, visits)
    const start = numbered(round)
    const [close, nearMs] = timed(() => nearOrder(round, start))
    const [best, ms] = timed(() => exactOrder(round, nearOrder(round, start, 0)))
    took.push(ms)
    nearTook.push(nearMs)
    if (close.late > best.late) late += 1
    if (close.late === best.late) {
      exact += best.cost
      near += close.cost
      if (close.cost === best.cost) same += 1
    }
    if (start.late === best.late) {
      booked += start.cost - best.cost
      inTime += start.cost
    }
  }
  return {
    visits,
    days: count,
    gap: near / exact - 1,
    same,
    late,
    saved: inTime > 0 ? booked / inTime : 0,
    ms: rounded(median(took)),
    worstMs: rounded(Math.max(...took)),
    nearMs: rounded(median(nearTook)),
  }
}

/** How far the orders of days are from the best ones, and how long they take. */
export function measureRoutes(quick: boolean): Part {
  const all = instances.map(published)
  const made = [6, 8, 10, mostExact].map((visits) => days(visits, quick ? 5 : 50))
  const small = all.filter(({ stops }) => stops < 40)
  return {
    name: 'routes',
    title: 'The order of a day’s visits',
    rows: [
      ['published', 'stops', 'optimum', 'heuristic', 'gap', 'ms', 'exact', 'ms'],
      ...all.map(({ name, stops, optimum, near, gap, nearMs, exact, exactMs }) => [
        ...[name, `${stops}`, `${optimum}`, `${near}`, percent(gap), `${nearMs}`],
        ...[exact === undefined ? '' : `${exact}`, exactMs === undefined ? '' : `${exactMs}`],
      ]),
      ['made-up days', 'of each', 'as good', 'heuristic ms', 'gap', 'saved', 'exact ms', 'worst ms'],
      ...made.map(({ visits, days: of, same, gap, saved, ms, worstMs, nearMs }) => [
        ...[`${visits} visits`, `${of}`, `${same}`, `${nearMs}`, percent(gap), percent(saved), `${ms}`, `${worstMs}`],
      ]),
    ],
    notes: [
      'Published: TSPLIB, and n20w20.001 of Dumas and others with time windows; optima as published.',
      'Made-up days: a third of the visits confirmed, a third in windows of three hours; gap of the heuristic to the best order, and what that saves of the travel of a booked day that is as late.',
    ],
    aims: [
      atMost('gap to a published optimum, under 40 stops, %', 1, Math.max(...small.map(({ gap }) => gap)) * 100),
      atMost('gap of the heuristic on made-up days, %', 1, Math.max(...made.map(({ gap }) => gap)) * 100),
      atMost(`the best order of ${mostExact} visits, median`, 500, made.at(-1)?.ms ?? 0, ' ms'),
    ],
    wrong: all.flatMap(({ name, optimum, exact, near, late }) => [
      ...(exact !== undefined && exact !== optimum ? [`${name}: the exact order is no optimum`] : []),
      ...(late > 0 ? [`${name}: a window is missed`] : []),
      ...(near < optimum ? [`${name}: shorter than the shortest`] : []),
    ]),
    figures: { published: all, days: made },
  }
}

// By itself: node test/bench/routes.ts [--quick]
if (import.meta.main) {
  const part = measureRoutes(process.argv.includes('--quick'))
  printPart(part)
  printAims(part.aims)
  process.exitCode = part.wrong.length > 0 ? 1 : 0
}
