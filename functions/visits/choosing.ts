import { datesAround } from '../../domain/day-book.ts'
import { invalid, Refusal } from '../../domain/refusal.ts'
import {
  blocking,
  type Goer,
  type Offer,
  offerAt,
  offers,
  setsOut,
  unfit,
  type Wanted,
  worksAt,
} from '../../domain/slots.ts'
import { dayMs, minuteMs, plus, toMs } from '../../domain/time.ts'
import { momentsIn } from '../../domain/wording.ts'
import type { Settings } from '../../schemas/settings.ts'
import type { Technician } from '../../schemas/technician.ts'
import type { Instant } from '../../schemas/time.ts'
import { everybody } from '../platform/table/technicians.ts'
import { type DayBook, mostDaysAhead } from '../platform/table/visits.ts'
import { deskHours, goersOf, sentOut } from './planning.ts'

/** So far ahead it is looked what is free next. */
const lookMs = 14 * dayMs

/** When somebody is to go, and who. */
interface Asked {
  from: Instant
  wanted: Wanted
  /** Whoever it must be. */
  technician?: string | undefined
  /** Who is taken before others, where they fit: the first first. */
  preferred: readonly (string | undefined)[]
  /** By a customer: an offered slot it must be, and who comes is not told. */
  isCustomers: boolean
  /** Also where they are not at work, or not fit for it. */
  force: boolean
  /** The visit that is moved. */
  id?: string
}

/** Who goes, and the books that say so. */
export interface Chosen {
  offer: Offer
  books: DayBook[]
}

/** Finds who makes a visit, on what their books say now. Refuses, with what is free next, where nobody can. */
export async function choose(asked: Asked, settings: Settings, now: Instant): Promise<Chosen> {
  checkTime(asked.from, now)
  const { from, wanted, force } = asked
  const people = candidates(asked, await everybody(), settings)
  const { goers, books } = await goersOf(people, from, plus(from, wanted.durationMinutes * minuteMs))
  const isSlot = !asked.isCustomers || (await isOffered(asked, settings))
  const judged = goers.map((goer) => judge(goer, asked, settings, now))
  const fitting = judged.filter(({ busy, out }) => isSlot && !busy && (force || out.length === 0))
  const rank = ({ offer }: Judged) =>
    (asked.preferred.indexOf(offer.technician) + 1 || 1000) * 1e6 + offer.travelMinutes
  const [best] = fitting.toSorted((a, b) => rank(a) - rank(b) || (a.offer.technician < b.offer.technician ? -1 : 1))
  if (best) {
    const dates = new Set(datesAround(best.offer))
    const { technician } = best.offer
    return { offer: best.offer, books: books.filter((book) => book.technician === technician && dates.has(book.date)) }
  }
  const next = await freeNext(asked, people, settings, now)
  const [only] = judged
  const why = asked.technician && only ? whyNot(only) : 'Nobody can come then.'
  throw new Refusal('conflict', `${why} ${next ? `Free next: ${next}.` : 'Nothing is free in the 14 days after it.'}`)
}

function checkTime(from: Instant, now: Instant): void {
  if (from < now) throw invalid('from', 'has passed', 'an instant to come')
  if (from > plus(now, mostDaysAhead * dayMs)) {
    throw invalid('from', 'is too far away', `an instant within ${mostDaysAhead} days`)
  }
}

/** The one who is named, else those who are sent out and could do it at all. */
function candidates({ technician, wanted, from }: Asked, all: readonly Technician[], settings: Settings): Technician[] {
  if (technician === undefined) {
    const fits = (one: Technician) => unfit(one, wanted, from, settings).length === 0
    return all.filter(sentOut).filter(fits)
  }
  const found = all.find(({ id }) => id === technician)
  if (!found) throw invalid('technician', 'is not known', 'the id of somebody who works here')
  if (!found.active) throw new Refusal('conflict', 'They do not work here any more.')
  return [found]
}

/** Whether a time is one that customers are offered: a multiple of the slots' length while the desk is open. */
async function isOffered({ from, wanted }: Asked, settings: Settings): Promise<boolean> {
  const length = wanted.durationMinutes * minuteMs
  if (toMs(from) % (settings.assignment.slotMinutes * minuteMs) !== 0) return false
  const hours = await deskHours(settings)
  return !hours || hours.elapsed(toMs(from), toMs(from) + length) === length
}

interface Judged {
  offer: Offer
  /** They have another visit, or are on the way to one. */
  busy: boolean
  /** What else keeps them from it. */
  out: string[]
}

function judge(goer: Goer, { from, wanted, id }: Asked, settings: Settings, now: Instant): Judged {
  const offer = offerAt(goer, wanted, from, settings, id)
  const busy = blocking(goer, wanted, offer, settings, id) !== undefined
  const away = worksAt(goer, offer) ? [] : ['is not at work all of that time, or on the way there']
  const late = setsOut(offer) < now ? [`would be there only ${offer.travelMinutes} minutes from now`] : []
  return { offer, busy, out: [...away, ...late, ...unfit(goer.worker.technician, wanted, from, settings)] }
}

const whyNot = ({ busy, out }: Judged): string =>
  busy
    ? 'They have another visit then, or are on the way to one.'
    : `Who is to go ${out.join('; ')}. Say \`force\` to plan it all the same.`

/** When the next slot is, in words; undefined where there is none for two weeks. */
async function freeNext(
  { from, wanted, isCustomers, id }: Asked,
  people: readonly Technician[],
  settings: Settings,
  now: Instant,
): Promise<string | undefined> {
  const to = plus(from, lookMs)
  const { goers } = await goersOf(people, from, to)
  const hours = isCustomers ? await deskHours(settings) : undefined
  const asked = { from: from < now ? now : from, to, now, hours, most: 1, ...(id && { id }) }
  const [next] = offers(goers, wanted, asked, settings)
  return next && `${next.from} (${momentsIn(settings.timeZone).brief(next.from)} ${settings.timeZone})`
}
