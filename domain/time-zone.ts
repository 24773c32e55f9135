import { dayMs } from './time.ts'

/** Two changes of a zone's clocks lie seven days apart at least (Recife in 2000, Gaza in 2040; all zones, 1970 to 2090): none is overlooked. */
const stepMs = 4 * dayMs

/** A zone's offset from UTC at an instant, in milliseconds: what its clocks are ahead. The data are the platform's own. */
export function offsetsOf(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset', year: 'numeric' })
  const known = new Map<string, number>()
  return (at) => {
    const text = format.format(at)
    const name = text.slice(text.indexOf('GMT'))
    const offset = known.get(name) ?? offsetFrom(name)
    known.set(name, offset)
    return offset
  }
}

/** `GMT+05:30`, `GMT-00:44:30`, `GMT`. */
function offsetFrom(name: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = name.slice(4).split(':').map(Number)
  const size = ((hours * 60 + minutes) * 60 + seconds) * 1000
  return name[3] === '-' ? -size : size
}

/** The clock on a zone's wall. Local times are milliseconds since 1970 as if the zone were UTC. */
export interface Wall {
  /** What it shows at an instant. */
  localOf(at: number): number
  /**
   * When it shows a local time: the first time, if it does so twice; one that it leaves out moves forward by the gap
   * (Temporal's `compatible`; docs/sla.md, "Business time").
   */
  instantOf(local: number): number
}

/** A time in which a zone's offset does not change: `[since, until)`. */
interface Era {
  since: number
  until: number
  offset: number
}

/** The first instant in `(before, after]` from which the offset is another than at `before`: clocks change on whole seconds. */
function changeBetween(offsetAt: (at: number) => number, before: number, after: number): number {
  const offset = offsetAt(before)
  let [low, high] = [before / 1000, after / 1000]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(middle * 1000) === offset) low = middle
    else high = middle
  }
  return high * 1000
}

/** The eras of a zone around `[from, to)`, both whole seconds; the first and the last are taken as endless. */
function erasOf(offsetAt: (at: number) => number, from: number, to: number): Era[] {
  const eras: Era[] = []
  let era: Era = { since: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY, offset: offsetAt(from) }
  for (let at = from; at < to; at += stepMs) {
    const offset = offsetAt(at + stepMs)
    if (offset === era.offset) continue
    const change = changeBetween(offsetAt, at, at + stepMs)
    eras.push({ ...era, until: change })
    era = { since: change, until: Number.POSITIVE_INFINITY, offset }
  }
  return [...eras, era]
}

/** A zone's wall, right for instants in `[from, to)` (whole seconds). */
export function wallOf(offsetAt: (at: number) => number, from: number, to: number): Wall {
  const eras = erasOf(offsetAt, from, to)
  return {
    localOf(at) {
      for (const { until, offset } of eras) if (at < until) return at + offset
      return at
    },
    instantOf(local) {
      let before = 0
      for (const { since, until, offset } of eras) {
        // The first era that has not ended when its clocks show this: if it has not begun either, the clocks jump over it.
        if (local < until + offset) return local - (local - offset < since ? before : offset)
        before = offset
      }
      return local - before
    },
  }
}

const offsets = new Map<string, (at: number) => number>()

/** A zone's wall around `[from, to)` and some days more on both sides; what its clocks are ahead is found out once for each zone. */
export function wallAround(timeZone: string, from: number, to: number): Wall {
  const offsetAt = offsets.get(timeZone) ?? offsetsOf(timeZone)
  offsets.set(timeZone, offsetAt)
  const whole = (at: number) => Math.floor(at / 1000) * 1000
  return wallOf(offsetAt, whole(from) - 3 * dayMs, whole(to) + 3 * dayMs)
}
