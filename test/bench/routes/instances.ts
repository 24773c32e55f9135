import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Round, Stop } from '../../../domain/round.ts'

/** A published round, and the length of its best order. */
export interface Instance {
  name: string
  round: Round
  optimum: number
}

type Ways = number[][]
const at = (ways: Ways, a: number, b: number): number => ways[a]?.[b] ?? 0
const between = (places: number[][], of: (a: number[], b: number[]) => number): Ways =>
  places.map((a) => places.map((b) => (a === b ? 0 : of(a, b))))
const pairs = (text: string, of: number): number[][] => {
  const numbers = text.trim().split(/\s+/).map(Number)
  return Array.from({ length: numbers.length / of }, (_, n) => numbers.slice(n * of, (n + 1) * of))
}

/** The distances of TSPLIB's GEO instances, as its documentation reckons them: degrees and minutes, an earth of 6378.388 km. */
function geo(a: number[], b: number[]): number {
  const radians = (value = 0) => {
    const degrees = Math.trunc(value)
    // biome-ignore lint/suspicious/noApproximativeNumericConstant: TSPLIB's own, or the lengths would not be the published ones
    return (3.141592 * (degrees + (5 * (value - degrees)) / 3)) / 180
  }
  const [north, east] = [radians(a[0]), radians(a[1])]
  const [otherNorth, otherEast] = [radians(b[0]), radians(b[1])]
  const [q1, q2, q3] = [Math.cos(east - otherEast), Math.cos(north - otherNorth), Math.cos(north + otherNorth)]
  return Math.trunc(6378.388 * Math.acos(0.5 * ((1 + q1) * q2 - (1 - q1) * q3)) + 1)
}
const straight = ([x = 0, y = 0]: number[], [u = 0, v = 0]: number[]) => Math.hypot(x - u, y - v)

/** The lower half of a symmetric matrix, a line a row. */
function lower(file: string): Ways {
  const text = readFileSync(join(import.meta.dirname, file), 'utf8')
  const rows = text
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map(Number))
  return rows.map((_, a) => rows.map((__, b) => at(rows, Math.max(a, b), Math.min(a, b))))
}

const anyTime: Stop = { open: [{ from: 0, until: Number.MAX_SAFE_INTEGER }], lastsMs: 0 }
const roundOf = (ways: Ways, stops: Stop[] = ways.slice(1).map(() => anyTime)): Round => ({
  ...{ stops, leavesAt: 0, travelMs: ways, cost: ways, grainMs: 1 },
})

const burma14 = `16.47 96.10 16.47 94.44 20.09 92.54 22.39 93.37 25.23 97.24 22.00 96.05 20.47 97.02
  17.20 96.29 16.30 97.38 14.05 98.12 16.53 97.38 21.52 95.59 19.41 97.13 20.09 94.55`
const ulysses16 = `38.24 20.42 39.57 26.15 40.56 25.32 36.26 23.12 33.48 10.54 37.56 12.19 38.42 13.11 37.52 20.44
  41.23 9.10 41.17 13.05 36.08 -5.21 38.47 15.13 38.15 15.35 37.51 15.17 35.49 14.32 39.36 19.56`
const ulysses22 = `${ulysses16} 38.09 24.36 36.09 23.00 40.44 13.57 40.33 14.15 40.37 14.23 37.57 22.56`
const berlin52 = `565 575 25 185 345 750 945 685 845 655 880 660 25 230 525 1000 580 1175 650 1130 1605 620 1220 580
  1465 200 1530 5 845 680 725 370 145 665 415 635 510 875 560 365 300 465 520 585 480 415 835 625 975 580 1215 245
  1320 315 1250 400 660 180 410 250 420 555 575 665 1150 1160 700 580 685 595 685 610 770 610 795 645 720 635 760 650
  475 960 95 260 875 920 700 500 555 815 830 485 1170 65 830 610 605 625 595 360 1340 725 1740 245`

/** Of each place: where it is, and from when to when. The first is the base. */
const n20w20 = `16 23 0 408 22 4 62 68 12 6 181 205 47 38 306 324 11 29 214 217 25 5 51 61 22 31 102 129 0 16 175 186
  37 3 250 263 31 19 3 23 38 12 21 49 36 1 79 90 38 14 78 96 4 50 140 154 5 4 354 386 16 3 42 63 25 25 2 13
  31 15 24 42 36 14 20 33 28 16 9 21 20 35 275 300`

/** Whole numbers, made to keep the triangle inequality in one pass, as the published best lengths were reckoned (n20w20.001's tour has them). */
function shortened(ways: Ways): Ways {
  const made = ways.map((row) => row.map(Math.floor))
  for (const [a, row] of made.entries())
    for (const b of row.keys())
      for (const via of made.keys()) row[b] = Math.min(row[b] ?? 0, at(made, a, via) + at(made, via, b))
  return made
}

function withWindows(places: number[][]): Round {
  const stops = places.slice(1).map(([, , from = 0, until = 0]) => ({ open: [{ from, until }], lastsMs: 0 }))
  return roundOf(shortened(between(places, straight)), stops)
}

/**
 * Of TSPLIB (Reinelt, 1991), with the optima that it states; and of the instances with time windows of Dumas and others (1995).
 * Small ones: a day has some ten visits, and one of more than thirty is none of a person.
 */
export const instances: readonly Instance[] = [
  { name: 'burma14', round: roundOf(between(pairs(burma14, 2), geo)), optimum: 3323 },
  { name: 'ulysses16', round: roundOf(between(pairs(ulysses16, 2), geo)), optimum: 6859 },
  { name: 'gr17', round: roundOf(lower('gr17.txt')), optimum: 2085 },
  { name: 'ulysses22', round: roundOf(between(pairs(ulysses22, 2), geo)), optimum: 7013 },
  { name: 'bays29', round: roundOf(lower('bays29.txt')), optimum: 2020 },
  {
    name: 'berlin52',
    round: roundOf(between(pairs(berlin52, 2), (a, b) => Math.round(straight(a, b)))),
    optimum: 7542,
  },
  { name: 'n20w20.001, time windows', round: withWindows(pairs(n20w20, 4)), optimum: 378 },
]
