import { presenceAt } from '../../../domain/availability.ts'
import { businessTime } from '../../../domain/business-time.ts'
import type { About } from '../../../domain/candidates.ts'
import { levelOf, needsOf } from '../../../domain/needs.ts'
import { route } from '../../../domain/routing.ts'
import { type Load, nothingInHand, type Staff, workerOf } from '../../../domain/staff.ts'
import { distanceKm } from '../../../domain/travel.ts'
import { chances } from '../../../infra/operator/load/chances.ts'
import type { Strategy } from '../../../schemas/assignment-rule.ts'
import { Calendar } from '../../../schemas/calendar.ts'
import { skillLevels, type Technician } from '../../../schemas/technician.ts'
import { aboutTicket, aRule, aSite, aStaff } from '../../domain/support/staff.ts'
import { anAbsence, aTechnician } from '../../domain/support/workers.ts'

const [minute, hour] = [60_000, 3_600_000]
const ulid = (text: string) => text.padStart(26, '0')
const skills = ['network', 'heating', 'cooling', 'printers', 'doors', 'lifts', 'pumps', 'scales']
const teams = skills.slice(0, 4).map((_, at) => `tea_${ulid(String(at))}`)
const languages = ['en', 'de', 'fr', 'es']
/** A Monday. */
const begins = Date.parse('2026-11-23T00:00:00.000Z')
const iso = (ms: number) => new Date(ms).toISOString()

/** The same numbers on every run. */
function dice(seed: number) {
  const next = chances(seed)
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    next,
    below,
    one: <Value>(of: readonly Value[]) => of[below(of.length)] as Value,
    /** With this mean, most below it. */
    exponential: (mean: number) => -Math.log(1 - next()) * mean,
  }
}
type Dice = ReturnType<typeof dice>

/** Somewhere in a square of 200 km. */
const place = ({ next }: Dice) => ({ latitude: 50 + next() * 1.8, longitude: next() * 2.8 })

const calendars = { early: 'cal_01JD000000000000000000CA01', late: 'cal_01JD000000000000000000CA02' }
const weekly = (from: string, to: string) =>
  Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [{ from, to }]]))
const hours = {
  [calendars.early]: businessTime(Calendar.parse({ timeZone: 'UTC', weekly: weekly('07:00', '16:00') })),
  [calendars.late]: businessTime(Calendar.parse({ timeZone: 'UTC', weekly: weekly('09:00', '18:00') })),
}

function technicians(many: number, chance: Dice): Technician[] {
  return Array.from({ length: many }, (_, at) => {
    const team = at % teams.length
    // One of the two that their team is for, often the other as well, and something else.
    const own = [
      skills[2 * team + chance.below(2)],
      chance.one(skills.slice(2 * team, 2 * team + 2)),
      chance.one(skills),
    ] as string[]
    const absent = chance.next() < 0.08
    return aTechnician({
      id: `per_${ulid(String(at))}`,
      name: `Technician ${at}`,
      teams: [teams[team] as string],
      skills: [...new Set(own)].map((skill) => ({ skill, level: chance.one(skillLevels) })),
      languages: ['en', ...(chance.next() < 0.4 ? [chance.one(languages)] : [])],
      calendar: chance.one(Object.values(calendars)),
      capacity: 4 + chance.below(9),
      homeBase: { coordinates: place(chance) },
      absences: absent ? [anAbsence(begins, begins + 24 * hour)] : [],
    })
  })
}

interface Arrival {
  at: number
  about: About
  skill: number
  worksFor: number
}

/** Tickets between 07:00 and 18:00 of two days, each worked on for eight hours in the mean. */
function arrivals(many: number, chance: Dice): Arrival[] {
  return Array.from({ length: many }, (_, at) => {
    const skill = chance.below(skills.length)
    const tags = [skills[skill] as string, ...(chance.next() < 0.2 ? ['hard'] : [])]
    const site = aSite(0, { coordinates: place(chance) })
    return {
      at: begins + chance.below(2) * 24 * hour + 7 * hour + chance.next() * 11 * hour,
      about: aboutTicket({ number: `TKT${at}`, tags }, { site, language: chance.one(languages) }),
      skill,
      worksFor: chance.exponential(8 * hour),
    }
  }).toSorted((a, b) => a.at - b.at)
}

const assignment = {
  needs: skills.flatMap((skill) => [{ when: { tags: [skill] }, skill }]),
}

/** How people are chosen: by our rules with a strategy, or as the simplest programs do it, among those of the team who are at work. */
export type Way = Strategy | 'random' | 'turn by turn'

export interface Figures {
  way: Way
  /** How differently people are loaded: the standard deviation of the shares of their capacity, in the mean over all arrivals. */
  spread: number
  /** The largest share of a capacity that anybody had. */
  most: number
  beyondCapacity: number
  unskilled: number
  absent: number
  kilometres: number
  spokenPercent: number
  /** Those who found nobody when they came; they were tried again every ten minutes. */
  waited: number
  never: number
  milliseconds: { p50: number; p99: number }
}

/** So many technicians and tickets, by one way; the same world for each. */
export function simulate(way: Way, people: number, tickets: number, seed = 6): Figures {
  const chance = dice(seed)
  const all = technicians(people, chance)
  const queue = arrivals(tickets, chance).map((arrival) => ({ at: arrival.at, arrival, tries: 0 }))
  const mine = (at: number) => ({ conditions: { tags: skills.slice(2 * at, 2 * at + 2) } })
  const rules = isOurs(way) ? teams.map((team, at) => aRule({ team, by: way }, mine(at))) : []
  const loads: Record<string, Load> = {}
  const staff: Staff = aStaff(all, { rules, hours, loads, assignment })
  const simple = simply(way, dice(seed + 1))
  const tally = tallying(staff)
  let ends: { at: number; person: string }[] = []
  for (let event = queue.shift(); event; event = queue.shift()) {
    const { at, arrival, tries } = event
    for (const end of ends.filter((one) => one.at <= at)) give(loads, end.person, -1)
    ends = ends.filter((one) => one.at > at)
    const began = performance.now()
    const chosen = isOurs(way) ? byRules(staff, arrival, at) : simple(staff, arrival, at)
    tally.took(performance.now() - began)
    if (chosen) {
      give(loads, chosen.person, 1, chosen.turn)
      ends.push({ at: at + arrival.worksFor, person: chosen.person })
      tally.given(chosen.person, arrival, at)
    } else if (tally.waits(tries, at)) insert(queue, { at: at + 10 * minute, arrival, tries: tries + 1 })
  }
  return { way, ...tally.figures() }
}

/** Looks at every ticket that is given, as it is given. */
function tallying(staff: Staff) {
  const figures = { most: 0, beyondCapacity: 0, unskilled: 0, absent: 0, waited: 0, never: 0 }
  const [spreads, kilometres, times]: [number[], number[], number[]] = [[], [], []]
  let spoken = 0
  const lacks = ({ about }: Arrival, has: Technician['skills']) =>
    Object.entries(needsOf(staff.settings, about.ticket).skills).some(
      ([skill, level]) => !has.some((one) => one.skill === skill && levelOf(one.level) >= levelOf(level)),
    )
  return {
    took: (milliseconds: number) => times.push(milliseconds),
    given(person: string, arrival: Arrival, at: number): void {
      const technician = staff.technicians.find(({ id }) => id === person) as Technician
      const share = (staff.loads[person]?.points ?? 0) / technician.capacity
      figures.most = Math.max(figures.most, share)
      figures.beyondCapacity += Number(share > 1)
      figures.unskilled += Number(lacks(arrival, technician.skills))
      figures.absent += Number(presenceAt(workerOf(staff, technician), iso(at)).at !== 'work')
      spoken += Number(technician.languages.includes(arrival.about.language ?? 'en'))
      const [home, site] = [technician.homeBase?.coordinates, arrival.about.site?.coordinates]
      if (home && site) kilometres.push(distanceKm(home, site))
      spreads.push(spread(staff, at))
    },
    /** Nobody was found: whether it is tried again. */
    waits(tries: number, at: number): boolean {
      if (tries === 0) figures.waited += 1
      const over = at > begins + 44 * hour
      figures.never += Number(over)
      return !over
    },
    figures: () => ({
      ...figures,
      spread: mean(spreads),
      kilometres: mean(kilometres),
      spokenPercent: (100 * spoken) / kilometres.length,
      milliseconds: { p50: quantile(times, 0.5), p99: quantile(times, 0.99) },
    }),
  }
}

const isOurs = (way: Way): way is Strategy => way !== 'random' && way !== 'turn by turn'

interface Chosen {
  person: string
  turn?: { group: string; number: number } | undefined
}

function byRules(staff: Staff, { about }: Arrival, at: number): Chosen | undefined {
  const { guard } = route(staff, about, iso(at))
  return guard && { person: guard.person, turn: guard.turn }
}

/** As a program does it that asks only who of the team is at work. */
function simply(way: Way, chance: Dice) {
  const lastTurn = new Map<string, number>()
  let turn = 0
  return (staff: Staff, { skill }: Arrival, at: number): Chosen | undefined => {
    const team = teams[Math.floor(skill / 2)] as string
    const here = staff.technicians.filter(
      (one) => one.teams.includes(team) && presenceAt(workerOf(staff, one), iso(at)).at === 'work',
    )
    if (here.length === 0) return undefined
    if (way === 'random') return { person: chance.one(here).id }
    const turnOf = ({ id }: Technician) => lastTurn.get(id) ?? 0
    const [next] = here.toSorted((a, b) => turnOf(a) - turnOf(b)) as [Technician]
    turn += 1
    lastTurn.set(next.id, turn)
    return { person: next.id }
  }
}

function give(loads: Record<string, Load>, person: string, by: 1 | -1, turn?: Chosen['turn']): void {
  const was = loads[person] ?? nothingInHand
  const turns = turn ? { ...was.turns, [turn.group]: turn.number } : was.turns
  loads[person] = { points: was.points + by, tickets: was.tickets + by, turns, version: was.version + 1 }
}

/** Among those who are at work: whoever is not has what they have. */
function spread(staff: Staff, at: number): number {
  const shares = staff.technicians
    .filter((one) => presenceAt(workerOf(staff, one), iso(at)).at === 'work')
    .map(({ id, capacity }) => (staff.loads[id]?.points ?? 0) / capacity)
  const middle = mean(shares)
  return Math.sqrt(mean(shares.map((share) => (share - middle) ** 2)))
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0

function insert<Event extends { at: number }>(events: Event[], event: Event): void {
  const place = events.findIndex(({ at }) => at > event.at)
  events.splice(place === -1 ? events.length : place, 0, event)
}
