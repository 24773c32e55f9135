import type { Candidate, OutReason, Term, TermName } from '../schemas/routing.ts'
import type { Site } from '../schemas/site.ts'
import { skillLevels, type Technician } from '../schemas/technician.ts'
import type { Instant, Target } from '../schemas/time.ts'
import { type Matched, postalCodeBegins } from './assignment-matching.ts'
import { type Presence, presenceAt } from './availability.ts'
import { levelOf, type Needs, needsOf } from './needs.ts'
import { dateIn } from './number.ts'
import { type Load, loadOf, type Staff, workerOf } from './staff.ts'
import { distanceKm, toldKm, travelMinutes } from './travel.ts'

/** What is known of a ticket that is to find somebody: what rules match, and whom its customer would like. */
export interface About extends Omit<Matched, 'now' | 'isOpen'> {
  /** Whom the contact prefers, else the customer. */
  preferred?: string | undefined
  /** So long it waits for them; absent: as the settings say. */
  preferredWait?: Target | undefined
}

/** How somebody is looked at. */
export interface View {
  needs: Needs
  now: Instant
  /** Whose turns count: a team's, or `all`. */
  group: string
  /** The first and the last turn of those who are looked at. */
  turns: { first: number; last: number }
  /** They are on call: neither hours nor being off keep them from it. */
  onCall?: boolean
}

export type Out = { reason: OutReason; says: string }

/** Somebody who is looked at, with what is looked up of them once. */
interface Person {
  technician: Technician
  load: Load
  presence: Presence
  /** From their home base to the site; undefined where either is not known. */
  km: number | undefined
}

/** A term before it has its weight: from 0 to 1. */
type Value = [value: number, says: string]

/** Each person as they stand to a ticket, in the order of their ids. */
export function candidatesOf(
  staff: Staff,
  about: About,
  technicians: readonly Technician[],
  view: Omit<View, 'turns'>,
): Candidate[] {
  const turns = technicians.map(({ id }) => turnOf(loadOf(staff, id), view.group))
  const all = { ...view, turns: { first: Math.min(...turns), last: Math.max(...turns) } }
  return technicians
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((technician) => candidate(staff, about, technician, all))
}

/** The turn in which somebody last got a ticket; those who never did come first. */
export const turnOf = ({ turns }: Load, group: string): number => turns[group] ?? 0

/** What a ticket takes of somebody's capacity. */
const weightOf = ({ settings }: Pick<Staff, 'settings'>, { ticket }: Pick<About, 'ticket'>): number =>
  settings.assignment.weights[ticket.priority]

/** Needs as the settings derive them from the ticket. */
export const needsOfTicket = ({ settings }: Staff, { ticket, model }: About): Needs =>
  needsOf(settings, { ...ticket, model })

function candidate(staff: Staff, about: About, technician: Technician, view: View): Candidate {
  const load = loadOf(staff, technician.id)
  const presence = presenceAt(workerOf(staff, technician), view.now)
  const km = kilometres(technician, about.site)
  const person = { technician, load, presence, km }
  const out = outOf(staff, about, person, view)
  const scored = out.length === 0 ? termsOf(staff, about, person, view) : undefined
  return {
    technician: technician.id,
    name: technician.name,
    fits: out.length === 0,
    ...(scored && { score: rounded(scored.reduce((sum, term) => sum + term.points, 0)), terms: scored }),
    ...(out.length > 0 && { out }),
    workload: { tickets: load.tickets, points: load.points, capacity: technician.capacity },
    ...(km !== undefined && {
      distanceKm: toldKm(km),
      travelMinutes: travelMinutes(km, staff.settings.assignment.speedKmh),
    }),
    ...('back' in presence && presence.back && { freeAt: presence.back }),
  }
}

export const kilometres = ({ homeBase }: Technician, site: Site | undefined): number | undefined =>
  homeBase && site?.coordinates ? distanceKm(homeBase.coordinates, site.coordinates) : undefined

/** Everything that keeps somebody from a ticket, in the order of `outReasons`. */
function outOf(staff: Staff, about: About, person: Person, view: View): Out[] {
  return [
    ...outByPlan(about, person, view),
    ...outByLoad(staff, about, person),
    ...outBySkill(staff, person.technician, view),
    ...outByArea(person, about.site),
  ]
}

function outByPlan({ ticket }: About, { technician, presence }: Person, { onCall = false }: View): Out[] {
  const until = 'back' in presence && presence.back ? ` until ${presence.back}` : ''
  const all: [holds: boolean, out: Out][] = [
    [presence.at === 'not-here', { reason: 'not-here', says: 'does not work here any more' }],
    [!technician.assignable, { reason: 'not-assignable', says: 'gets nothing by the rules' }],
    [
      (ticket.routing?.excluded ?? ticket.passedOver)?.includes(technician.id) ?? false,
      { reason: 'excluded', says: 'has declined it, or it was taken from them' },
    ],
    [presence.at === 'absent', { reason: 'absent', says: `is absent${until}` }],
    [presence.at === 'off' && !onCall, { reason: 'off', says: 'is off' }],
    [presence.at === 'outside-hours' && !onCall, { reason: 'outside-hours', says: `is not at work${until}` }],
  ]
  return all.flatMap(([holds, out]) => (holds ? [out] : []))
}

/** Of a ticket that they have already, its own part is free. */
function outByLoad(staff: Staff, about: About, { technician: { id, capacity }, load: { points } }: Person): Out[] {
  const own = about.ticket.assignee === id ? (about.ticket.load ?? 0) : 0
  const weight = weightOf(staff, about)
  if (points - own + weight <= capacity) return []
  const more = weight === 1 ? '' : `, and this takes ${weight}`
  return [{ reason: 'no-capacity', says: `has ${points} of ${capacity}${more}` }]
}

/** What somebody lacks, or will lack then, of what is needed. */
export function outBySkill(
  staff: Pick<Staff, 'settings'>,
  { skills, certifications }: Technician,
  { needs, now }: Pick<View, 'needs' | 'now'>,
): Out[] {
  const over = (expiresOn: string | undefined) =>
    expiresOn !== undefined && expiresOn < dateIn(staff.settings.timeZone, now)
  const out: Out[] = []
  for (const [skill, level] of Object.entries(needs.skills)) {
    const has = skills.find((one) => one.skill === skill)
    if (!has) out.push({ reason: 'skill-missing', says: `has no skill ${skill}` })
    else if (over(has.expiresOn)) out.push({ reason: 'skill-expired', says: `${skill} expired on ${has.expiresOn}` })
    else if (levelOf(has.level) < levelOf(level)) {
      out.push({ reason: 'skill-too-low', says: `${skill} is ${has.level}, ${level} is asked for` })
    }
  }
  for (const code of needs.certifications) {
    const has = certifications.find((one) => one.code === code)
    if (!has) out.push({ reason: 'certification-missing', says: `is not certified for ${code}` })
    else if (over(has.expiresOn)) {
      out.push({ reason: 'certification-expired', says: `the certificate ${code} expired on ${has.expiresOn}` })
    }
  }
  return out
}

/** Whether a place is theirs to drive to; of one that is not known, nothing is said. */
export function outByArea({ technician: { serviceArea }, km }: Pick<Person, 'technician' | 'km'>, site?: Site): Out[] {
  if (!serviceArea || !site) return []
  if (serviceArea.radiusKm !== undefined && km !== undefined && km > serviceArea.radiusKm) {
    return [{ reason: 'outside-area', says: `it is ${Math.round(km)} km away, ${serviceArea.radiusKm} at most` }]
  }
  const code = site.address?.postalCode
  if (!serviceArea.postalCodes || !code) return []
  return serviceArea.postalCodes.some((beginning) => postalCodeBegins(code, beginning))
    ? []
    : [{ reason: 'outside-area', says: `${code} is not in their area` }]
}

function termsOf(staff: Staff, about: About, person: Person, view: View): Term[] {
  const { technician } = person
  const values: Record<TermName, Value> = {
    skill: skillTerm(technician, view.needs),
    load: loadTerm(weightOf(staff, about), person),
    availability: availabilityTerm(person),
    distance: distanceTerm(staff, person.km),
    language: languageTerm(technician, about.language),
    preference: about.preferred === technician.id ? [1, 'is whom the customer prefers'] : [0, 'is not asked for'],
    fairness: fairnessTerm(turnOf(person.load, view.group), view),
  }
  const { score } = staff.settings.assignment
  return (Object.entries(values) as [TermName, Value][]).map(([term, [value, says]]) => ({
    term,
    value: rounded(value),
    weight: score[term],
    points: rounded(rounded(value) * score[term]),
    says,
  }))
}

/** The mean of the levels of what is needed: basic a third, expert 1. Where nothing is needed all are alike. */
function skillTerm({ skills }: Technician, needs: Needs): Value {
  const wanted = Object.keys(needs.skills)
  if (wanted.length === 0) return [1, 'nothing special is needed']
  const levels = wanted.map((skill) => skills.find((one) => one.skill === skill)?.level ?? 'basic')
  const mean = levels.reduce((sum, level) => sum + (levelOf(level) + 1) / skillLevels.length, 0) / levels.length
  return [mean, wanted.map((skill, at) => `${skill} ${levels[at]}`).join(', ')]
}

function loadTerm(weight: number, { technician: { capacity }, load: { points } }: Person): Value {
  const share = capacity === 0 ? 1 : (points + weight) / capacity
  return [Math.max(0, 1 - share), `has ${points} of ${capacity}`]
}

const statusTerms: Record<Technician['status'], Value> = {
  available: [1, 'is available'],
  on_the_way: [0.75, 'is on the way'],
  busy: [0.5, 'is busy'],
  off: [0.5, 'is off'],
}

const availabilityTerm = ({ technician: { status }, presence }: Person): Value =>
  presence.at === 'work' ? statusTerms[status] : [0.5, 'is on call']

/** From 1 at no way at all to 0 at two hours. */
const farthestMinutes = 120

function distanceTerm({ settings }: Staff, km: number | undefined): Value {
  if (km === undefined) return [0.5, 'how far it is, is not known']
  const minutes = travelMinutes(km, settings.assignment.speedKmh)
  return [Math.max(0, 1 - minutes / farthestMinutes), `${Math.round(km)} km, ${minutes} minutes away`]
}

const primary = (language: string) => language.split('-')[0]

function languageTerm({ languages }: Technician, language: string | undefined): Value {
  if (!language) return [1, 'no language is asked for']
  if (languages.some((one) => primary(one) === primary(language))) return [1, `speaks ${language}`]
  return languages.length === 0 ? [0.5, 'what they speak is not known'] : [0, `does not speak ${language}`]
}

/** From 1 for whose turn was longest ago to 0 for whose was last. */
function fairnessTerm(turn: number, { turns: { first, last } }: View): Value {
  const value = last === first ? 1 : (last - turn) / (last - first)
  return [value, turn === 0 ? 'has had none yet' : value === 0 ? 'got the last one' : 'got one before others did']
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000
