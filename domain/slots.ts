import type { Settings } from '../schemas/settings.ts'
import type { Site } from '../schemas/site.ts'
import type { Technician } from '../schemas/technician.ts'
import type { Instant } from '../schemas/time.ts'
import { type Worker, workingTime } from './availability.ts'
import { kilometres, outByArea, outBySkill } from './candidates.ts'
import { type Booked, inTheWay, wayTo } from './day-book.ts'
import type { Hours } from './hours.ts'
import type { Needs } from './needs.ts'
import { dayMs, fromMs, later, minuteMs, toMs } from './time.ts'

/** What a visit asks for. */
export interface Wanted {
  needs: Needs
  durationMinutes: number
  site?: Site | undefined
}

/** Somebody who could go: when they work, and what they have planned around the time that is asked about. */
export interface Goer {
  worker: Worker
  booked: readonly Booked[]
}

/** A visit that somebody could make. */
export interface Offer {
  technician: string
  from: Instant
  until: Instant
  travelMinutes: number
}

type Known = Pick<Settings, 'assignment' | 'timeZone'>

/** What keeps somebody from a visit at an instant, but for their time: in sentences. */
export function unfit(technician: Technician, wanted: Wanted, at: Instant, settings: Known): string[] {
  const { needs, site } = wanted
  const out = [
    ...outBySkill({ settings }, technician, { needs, now: at }),
    ...outByArea({ technician, km: kilometres(technician, site) }, site),
  ]
  return out.map(({ says }) => says)
}

/** A visit of somebody as it would be: how long, and how far they go. */
export function offerAt({ worker, booked }: Goer, wanted: Wanted, from: Instant, settings: Known, id = ''): Offer {
  const { technician } = worker
  const at = wanted.site?.coordinates
  const until = fromMs(toMs(from) + wanted.durationMinutes * minuteMs)
  const place = { id, from, ...(at && { at }) }
  const travelMinutes = wayTo(place, booked, technician.homeBase?.coordinates, settings.assignment.speedKmh)
  return { technician: technician.id, from, until, travelMinutes }
}

/** The visit that is in the way of one that somebody would make; `id`: of the one that is moved. */
export const blocking = (
  { booked }: Goer,
  wanted: Wanted,
  offer: Offer,
  settings: Known,
  id = '',
): Booked | undefined => {
  const at = wanted.site?.coordinates
  return inTheWay({ ...offer, id, ...(at && { at }) }, booked, settings.assignment.speedKmh)
}

export const setsOut = ({ from, travelMinutes }: Offer): Instant => fromMs(toMs(from) - travelMinutes * minuteMs)

/** Whether somebody is at work all of a visit, and on the way to it. */
export function worksAt({ worker }: Pick<Goer, 'worker'>, offer: Offer): boolean {
  const [time] = workingTime(worker, setsOut(offer), offer.until)
  return time?.from === setsOut(offer) && time.to === offer.until
}

interface Asked {
  from: Instant
  to: Instant
  /** Nobody sets out before. */
  now: Instant
  /** Only while these are open. */
  hours?: Hours | undefined
  /** So many at most. */
  most: number
  /** Each time once, with whoever has the shortest way. */
  eachOnce?: boolean
  /** The visit that is to be moved. */
  id?: string
}

const byTime = (a: Offer, b: Offer) =>
  toMs(a.from) - toMs(b.from) || a.travelMinutes - b.travelMinutes || (a.technician < b.technician ? -1 : 1)

/** The visits that somebody could make in `[from, to)`, at multiples of the slots' length: soonest first, then by the shortest way. */
export function offers(goers: readonly Goer[], wanted: Wanted, asked: Asked, settings: Known): Offer[] {
  const reach = { from: fromMs(toMs(asked.from) - dayMs), to: fromMs(toMs(asked.to) + dayMs) }
  const working = goers.map((goer) => ({ goer, time: workingTime(goer.worker, reach.from, reach.to) }))
  const found: Offer[] = []
  const end = toMs(asked.to)
  for (let day = toMs(asked.from); day < end && found.length < asked.most; day += dayMs) {
    const part = { from: day, to: Math.min(day + dayMs, end) }
    const offered = working
      .flatMap(({ goer, time }) => ofDay(goer, time, wanted, part, asked, settings))
      .toSorted(byTime)
    const isFirst = (offer: Offer, place: number) => offered[place - 1]?.from !== offer.from
    found.push(...(asked.eachOnce ? offered.filter(isFirst) : offered))
  }
  return found.slice(0, asked.most)
}

function ofDay(
  goer: Goer,
  time: readonly { from: Instant; to: Instant }[],
  wanted: Wanted,
  part: { from: number; to: number },
  { hours, id, now }: Asked,
  settings: Known,
): Offer[] {
  const step = settings.assignment.slotMinutes * minuteMs
  const length = wanted.durationMinutes * minuteMs
  const found: Offer[] = []
  for (const stretch of time) {
    const last = Math.min(toMs(stretch.to) - length, part.to - 1)
    for (let at = Math.ceil(Math.max(toMs(stretch.from), part.from) / step) * step; at <= last; at += step) {
      if (hours && hours.elapsed(at, at + length) < length) continue
      const offer = offerAt(goer, wanted, fromMs(at), settings, id)
      if (setsOut(offer) < later(stretch.from, now) || blocking(goer, wanted, offer, settings, id)) continue
      if (unfit(goer.worker.technician, wanted, offer.from, settings).length === 0) found.push(offer)
    }
  }
  return found
}
