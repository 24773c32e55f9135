import type { Candidate, OutReason, Term, TermName } from '../schemas/routing.ts'
import type { Site } from '../schemas/site.ts'
import type { Technician } from '../schemas/technician.ts'
import type { Instant, Target } from '../schemas/time.ts'
import type { Matched } from './assignment-matching.ts'
import { presenceAt } from './availability.ts'
import { levelOf, type Needs, needsOf } from './needs.ts'
import { dateIn } from './number.ts'
import { type Load, loadOf, type Staff, workerOf } from './staff.ts'
import { distanceKm, travelMinutes } from './travel.ts'

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
export const weightOf = ({ settings }: Pick<Staff, 'settings'>, { ticket }: Pick<About, 'ticket'>): number =>
  settings.assignment.weights[ticket.priority]

/** Needs as the settings derive them from the ticket. */
export const needsOfTicket = ({ settings }: Staff, { ticket, model }: About): Needs =>
  needsOf(settings, { ...ticket, model })

function candidate(staff: Staff, about: About, technician: Technician, view: View): Candidate {
  const { id, name, capacity } = technician
  const { points, tickets } = loadOf(staff, id)
  const km = kilometres(technician, about.site)
  const presence = presenceAt(workerOf(staff, technician), view.now)
  const out = outOf(staff, about, technician, view, km)
  const scored = out.length === 0 ? termsOf(staff, about, technician, view, km) : undefined
  return {
    technician: id,
    name,
    fits: out.length === 0,
    ...(scored && { score: rounded(scored.reduce((sum, term) => sum + term.points, 0)), terms: scored }),
    ...(out.length > 0 && { out }),
    workload: { tickets, points, capacity },
    ...(km !== undefined && {
      distanceKm: Math.round(km * 10) / 10,
      travelMinutes: travelMinutes(km, staff.settings.assignment.speedKmh),
    }),
    ...('back' in presence && presence.back && { freeAt: presence.back }),
  }
}

/** How far it is from somebody's home base to a site; undefined where either is not known. */
function kilometres({ homeBase }: Technician, site: Site | undefined): number | undefined {
  return homeBase && site?.coordinates ? distanceKm(homeBase.coordinates, site.coordinates) : undefined
}

/** Everything that keeps somebody from a ticket, in the order of `outReasons`. */
function outOf(staff: Staff, about: About, technician: Technician, view: View, km: number | undefined): Out[] {
  return [
    ...outByPlan(staff, about, technician, view),
    ...outByLoad(staff, about, technician),
    ...outBySkill(staff, technician, view),
    ...outByArea(technician, about.site, km),
  ]
}

function outByPlan(staff: Staff, { ticket }: About, technician: Technician, view: View): Out[] {
  const out: Out[] = []
  const presence = presenceAt(workerOf(staff, technician), view.now)
  if (presence.at === 'not-here') out.push({ reason: 'not-here', says: 'does not work here any more' })
  if (!technician.assignable) out.push({ reason: 'not-assignable', says: 'gets nothing by the rules' })
  if (ticket.routing?.excluded?.includes(technician.id)) {
    out.push({ reason: 'excluded', says: 'has declined it, or it was taken from them' })
  }
  const until = 'back' in presence && presence.back ? ` until ${presence.back}` : ''
  if (presence.at === 'absent') out.push({ reason: 'absent', says: `is absent${until}` })
  if (presence.at === 'off' && !view.onCall) out.push({ reason: 'off', says: 'is off' })
  if (presence.at === 'outside-hours' && !view.onCall) {
    out.push({ reason: 'outside-hours', says: `is not at work${until}` })
  }
  return out
}

/** Of a ticket that they have already, its own part is free. */
function outByLoad(staff: Staff, about: About, { id, capacity }: Technician): Out[] {
  const { points } = loadOf(staff, id)
  const own = about.ticket.assignee === id ? (about.ticket.load ?? 0) : 0
  const weight = weightOf(staff, about)
  if (points - own + weight <= capacity) return []
  const more = weight === 1 ? '' : `, and this takes ${weight}`
  return [{ reason: 'no-capacity', says: `has ${points} of ${capacity}${more}` }]
}

function outBySkill(staff: Staff, { skills, certifications }: Technician, { needs, now }: View): Out[] {
  const today = dateIn(staff.settings.timeZone, now)
  const over = (expiresOn: string | undefined) => expiresOn !== undefined && expiresOn < today
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

const bare = (code: string) => code.replaceAll(/[\s-]/g, '').toUpperCase()

/** Whether a place is theirs to drive to; of one that is not known, nothing is said. */
function outByArea({ serviceArea }: Technician, site: Site | undefined, km: number | undefined): Out[] {
  if (!serviceArea || !site) return []
  if (serviceArea.radiusKm !== undefined && km !== undefined && km > serviceArea.radiusKm) {
    return [{ reason: 'outside-area', says: `it is ${Math.round(km)} km away, ${serviceArea.radiusKm} at most` }]
  }
  const code = site.address?.postalCode
  if (!serviceArea.postalCodes || !code) return []
  return serviceArea.postalCodes.some((prefix) => bare(code).startsWith(bare(prefix)))
    ? []
    : [{ reason: 'outside-area', says: `${code} is not in their area` }]
}

function termsOf(staff: Staff, about: About, technician: Technician, view: View, km: number | undefined): Term[] {
  const values: Record<TermName, Value> = {
    skill: skillTerm(technician, view.needs),
    load: loadTerm(staff, about, technician),
    availability: availabilityTerm(staff, technician, view),
    distance: distanceTerm(staff, km),
    language: languageTerm(technician, about.language),
    preference: about.preferred === technician.id ? [1, 'is whom the customer prefers'] : [0, 'is not asked for'],
    fairness: fairnessTerm(staff, technician, view),
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
  const mean = levels.reduce((sum, level) => sum + (levelOf(level) + 1) / 3, 0) / levels.length
  return [mean, wanted.map((skill, at) => `${skill} ${levels[at]}`).join(', ')]
}

function loadTerm(staff: Staff, about: About, { id, capacity }: Technician): Value {
  const { points } = loadOf(staff, id)
  const share = capacity === 0 ? 1 : (points + weightOf(staff, about)) / capacity
  return [Math.max(0, 1 - share), `has ${points} of ${capacity}`]
}

function availabilityTerm(staff: Staff, technician: Technician, { now }: View): Value {
  if (presenceAt(workerOf(staff, technician), now).at !== 'work') return [0.5, 'is on call']
  if (technician.status === 'available') return [1, 'is available']
  return technician.status === 'on_the_way' ? [0.75, 'is on the way'] : [0.5, 'is busy']
}

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
function fairnessTerm(staff: Staff, { id }: Technician, { group, turns: { first, last } }: View): Value {
  const turn = turnOf(loadOf(staff, id), group)
  const value = last === first ? 1 : (last - turn) / (last - first)
  return [value, turn === 0 ? 'has had none yet' : value === 0 ? 'got the last one' : 'got one before others did']
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000
