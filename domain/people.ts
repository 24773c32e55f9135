import { type Actor, type Role, roles } from '../schemas/actor.ts'
import type { Absence, Technician } from '../schemas/technician.ts'
import type { Instant } from '../schemas/time.ts'
import { Refusal } from './refusal.ts'
import { dayMs, plus } from './time.ts'

type Somebody = Pick<Technician, 'id' | 'teams'>

/** Somebody who asks about people: with the teams that they lead, of supervisors. */
export interface Asker extends Pick<Actor, 'id' | 'role'> {
  leads: readonly string[]
}

const manages = ({ role }: Pick<Actor, 'role'>): boolean => role === 'manager' || role === 'admin'

/** Whether somebody says when a person works: their own supervisors, and those above. */
export const leads = (asker: Asker, { teams }: Somebody): boolean =>
  manages(asker) || (asker.role === 'supervisor' && teams.some((team) => asker.leads.includes(team)))

/** Whether they may say when a person works, and read what is noted about them: of themselves, everybody. */
export const minds = (asker: Asker, person: Somebody): boolean => asker.id === person.id || leads(asker, person)

/** Whether they say where a person goes, and what they do next: dispatchers of everybody. */
export const sends = (asker: Asker, person: Somebody): boolean => asker.role === 'agent' || leads(asker, person)

/** Whether they see what a person has before them, and their day: of themselves, everybody. */
export const seesWork = (asker: Asker, person: Somebody): boolean => asker.id === person.id || sends(asker, person)

/** A record as somebody sees it: that a colleague is away, and not why. */
export function technicianSeenBy(asker: Asker, technician: Technician): Technician {
  if (minds(asker, technician)) return technician
  const { notes: _, left: __, ...rest } = technician
  return { ...rest, absences: rest.absences.map(({ id, from, until }) => ({ id, from, until, kind: 'other' })) }
}

/** Refuses, to whoever stands below, that somebody is made or changed: nobody comes higher by their own hand or another's. */
export function judgeChange(
  actor: Pick<Actor, 'id' | 'role'>,
  before: Pick<Technician, 'id' | 'role'> | undefined,
  after: Pick<Technician, 'role'>,
): void {
  const isAbove = (role: Role) => roles.indexOf(role) > roles.indexOf(actor.role as Role)
  if (before && isAbove(before.role)) throw new Refusal('forbidden', 'Only an admin changes an admin.')
  if (isAbove(after.role)) throw new Refusal('forbidden', 'Only an admin makes somebody an admin.')
  if (before && before.id === actor.id && before.role !== after.role) {
    throw new Refusal('forbidden', 'Nobody changes their own role.')
  }
}

/** So long an absence is kept once it has ended. */
const keptForMs = 400 * dayMs

/** The absences that are kept, in their order. */
export const absencesKept = (absences: readonly Absence[], now: Instant): Absence[] =>
  absences
    .filter(({ until }) => until > plus(now, -keptForMs))
    .toSorted((a, b) => (`${a.from}${a.id}` < `${b.from}${b.id}` ? -1 : 1))

/** Whether something holds on a day, of which only the last may be known. */
export const holdsOn = ({ expiresOn }: { expiresOn?: string | undefined }, day: string): boolean =>
  expiresOn === undefined || day <= expiresOn
