import type { AssignmentTarget, NewAssignmentRule, Strategy } from '../schemas/assignment-rule.ts'
import type { Candidate, RoutingOutcome, RuleStep } from '../schemas/routing.ts'
import type { Instant } from '../schemas/time.ts'
import { type Matched, matches } from './assignment-matching.ts'
import { type About, candidatesOf, needsOfTicket, turnOf } from './candidates.ts'
import { always } from './hours.ts'
import { withSkill } from './needs.ts'
import { dutyAt } from './on-call.ts'
import { nobodyFits, outcomeSays, whyChosen } from './routing-text.ts'
import { loadOf, type Staff } from './staff.ts'
import { inOrderOf } from './strategies.ts'
import { plus, targetMs, toMs } from './time.ts'

/** A rule as it is asked: one that is not saved yet has no id. */
export type AskedRule = NewAssignmentRule & { id?: string | undefined }

/** How somebody was chosen. */
export type ChosenBy = Strategy | 'person' | 'on-call' | 'preferred'

/** Whose load was looked at when they were chosen: the transaction that gives them the ticket is on condition that it still is. */
export interface Guard {
  person: string
  version: number
  /** The turn that they get with it, among a team's, or everybody's (`all`). */
  turn?: { group: string; number: number }
}

export type Routing = RoutingOutcome & { guard?: Guard }

/** Of at most so many candidates an outcome tells. */
export const mostTold = 50

/**
 * Asks the rules for somebody to give a ticket to, in their order: the first that holds and for which somebody fits decides.
 * Pure, and deterministic: the same staff, ticket and instant give the same answer (docs/assignment.md).
 */
export function route(staff: Staff, about: About, now: Instant, rules: readonly AskedRule[] = staff.rules): Routing {
  const steps: RuleStep[] = []
  const asked: Tried[] = []
  const matched = { ...about, now, isOpen: openAt(staff, now) }
  for (const rule of rules) {
    const { result, says, tried, ends } = ask(staff, about, rule, matched)
    steps.push({ ...of(rule), name: rule.name, result, says })
    if (tried) asked.push(tried)
    if (!ends) continue
    const routing = told({ ...of(rule), ...ends }, steps, asked)
    return ends.outcome === 'waits' && !ends.again ? tryAgain(routing, staff, asked, now) : routing
  }
  return tryAgain(told({ outcome: 'nobody' }, steps, asked), staff, asked, now)
}

const of = ({ id }: AskedRule) => id && { rule: id }

type Ends = Pick<Routing, 'outcome' | 'technician' | 'team' | 'by' | 'guard' | 'again'>

/** What one rule makes of a ticket: what is said of it, and where it decides, what comes of that. */
interface Asked {
  result: RuleStep['result']
  says: string
  tried?: Tried
  ends?: Ends
}

function ask(staff: Staff, about: About, rule: AskedRule, matched: Matched): Asked {
  const { now } = matched
  const inForce = forceOf(rule, now)
  if (inForce) return inForce
  const match = matches(rule, matched)
  if (!match.holds) return { result: 'no-match', says: match.says }
  const because = `holds (${match.because.join(' + ')})`
  const { target } = rule
  if ('queue' in target) {
    const says = `${because}: it waits in the queue of ${staff.teams[target.queue]?.name ?? target.queue}`
    return { result: 'queue', says, ends: { outcome: 'queued', team: target.queue } }
  }
  const tried = tryTarget(staff, about, target, now)
  const team = tried.team && { team: tried.team }
  if (tried.chosen) {
    const { chosen, by } = tried
    const guard = guardOf(staff, chosen, tried.group, tried.turned)
    const says = `${because}: ${whyChosen(chosen, by, tried.candidates)}`
    return {
      result: 'assigned',
      says,
      tried,
      ends: { outcome: 'assigned', technician: chosen.technician, ...team, by, guard },
    }
  }
  if (tried.waitsUntil) {
    const says = `${because}: it waits for whom the customer prefers, until ${tried.waitsUntil}`
    return { result: 'waits', says, tried, ends: { outcome: 'waits', again: tried.waitsUntil } }
  }
  return { tried, ...nobodyAt(staff, about, rule, tried, because) }
}

/** A rule holds, and nobody fits: what it says is to be done then. */
function nobodyAt(staff: Staff, about: About, { otherwise }: AskedRule, tried: Tried, because: string): Asked {
  const says = `${because}, but ${nobodyFits(tried.candidates)}`
  const team = tried.team && { team: tried.team }
  const supervisor = otherwise === 'escalate' ? supervisorOf(staff, about, tried.team) : undefined
  if (supervisor) {
    const guard = { person: supervisor, version: loadOf(staff, supervisor).version }
    const ends: Ends = { outcome: 'escalated', ...team, technician: supervisor, guard }
    return { result: 'escalated', says: `${says}: it comes to the supervisor`, ends }
  }
  if (otherwise !== 'queue') return { result: 'nobody-fits', says }
  return { result: 'waits', says: `${says}: it waits until somebody does`, ends: { outcome: 'waits', ...team } }
}

/** Whether a rule is asked at all at this moment: why not. */
function forceOf({ enabled, from, until }: AskedRule, now: Instant): Asked | undefined {
  if (!enabled) return { result: 'off', says: 'is turned off' }
  if (from && now < from) return { result: 'not-yet', says: `holds from ${from} on` }
  return until && now >= until ? { result: 'over', says: `held until ${until}` } : undefined
}

const openAt =
  ({ hours, openHours }: Staff, now: Instant) =>
  (calendar: string) => {
    const asked = calendar === 'desk' ? openHours : (hours[calendar] ?? always)
    return asked.nextOpening(toMs(now)) === toMs(now)
  }

/** What came of looking for somebody at a target. */
export interface Tried {
  candidates: Candidate[]
  /** Whose turns were asked. */
  group: string
  by: ChosenBy
  team?: string
  chosen?: Candidate
  /** Whether it was their turn that they got it by: the turns go on. */
  turned: boolean
  /** Nobody was chosen yet: it waits so long for whom the customer prefers. */
  waitsUntil?: Instant
}

/** Looks for somebody at a target: of those who fit, the one whom the customer prefers, else by the strategy. */
export function tryTarget(
  staff: Staff,
  about: About,
  target: Exclude<AssignmentTarget, { queue: string }>,
  now: Instant,
): Tried {
  if ('person' in target || 'onCall' in target) return tryOne(staff, about, target, now)
  const team = 'team' in target ? target.team : undefined
  const by = 'team' in target ? target.by : target.anybody
  const group = team ?? 'all'
  const needs = withSkill(needsOfTicket(staff, about), target.skill)
  const members = staff.technicians.filter(({ active, teams }) => active && (!team || teams.includes(team)))
  const candidates = candidatesOf(staff, about, members, { needs, now, group })
  const tried = { candidates, group, by, turned: true, ...(team && { team }) }
  const preferred = candidates.find(({ technician }) => technician === about.preferred)
  if (preferred?.fits) return { ...tried, by: 'preferred', chosen: preferred }
  const waitsUntil = preferred && waitFor(staff, about, preferred, now)
  if (waitsUntil) return { ...tried, by: 'preferred', waitsUntil }
  const [chosen] = inOrderOf(staff, by, group, candidates)
  return { ...tried, ...(chosen && { chosen }) }
}

/** A rule that names somebody, or whoever is on call: they get it if they fit; being on call, outside their hours too. */
function tryOne(staff: Staff, about: About, target: { person: string } | { onCall: string }, now: Instant): Tried {
  const rotation = 'onCall' in target ? staff.rotations.find(({ id }) => id === target.onCall) : undefined
  const id = 'person' in target ? target.person : rotation && dutyAt(rotation, now).person
  const technicians = staff.technicians.filter((technician) => technician.id === id)
  const view = { needs: needsOfTicket(staff, about), now, group: 'all', onCall: 'onCall' in target }
  const candidates = candidatesOf(staff, about, technicians, view)
  const chosen = candidates.find(({ fits }) => fits)
  return {
    candidates,
    group: 'all',
    by: 'person' in target ? 'person' : 'on-call',
    turned: false,
    ...(rotation?.team && { team: rotation.team }),
    ...(chosen && { chosen }),
  }
}

/** Until when a ticket waits for whom its customer prefers: only for what passes, and within the limit. */
function waitFor(staff: Staff, about: About, { out = [], freeAt }: Candidate, now: Instant): Instant | undefined {
  const since = about.ticket.routing?.since ?? now
  const limit = plus(since, targetMs(about.preferredWait ?? staff.settings.assignment.preferredWait))
  const passing = out.every(({ reason }) => ['absent', 'outside-hours', 'no-capacity'].includes(reason))
  if (!passing || now >= limit) return undefined
  const planned = out.some(({ reason }) => reason !== 'no-capacity')
  if (!planned) return limit
  return freeAt && freeAt <= limit ? freeAt : undefined
}

/** The supervisor who gets what nobody fits for: of the target's team, else of the ticket's. */
function supervisorOf({ teams, technicians }: Staff, { ticket }: About, team?: string): string | undefined {
  const at = team ?? ticket.team
  const supervisor = at ? teams[at]?.supervisor : undefined
  return technicians.some(({ id, active }) => id === supervisor && active) ? supervisor : undefined
}

/** What holds of the load of whoever is chosen when they are, and the turn that they get. */
export function guardOf(staff: Staff, { technician: person }: Candidate, group: string, turned: boolean): Guard {
  const { version } = loadOf(staff, person)
  if (!turned) return { person, version }
  const last = Math.max(0, ...Object.values(staff.loads).map((load) => turnOf(load, group)))
  return { person, version, turn: { group, number: last + 1 } }
}

function told(ends: Ends & { rule?: string }, steps: RuleStep[], asked: readonly Tried[]): Routing {
  const last = asked.at(-1)
  const candidates = last ? bestFirst(last.candidates).slice(0, mostTold) : []
  return { ...ends, says: outcomeSays(ends.outcome, steps), steps, candidates }
}

/** Those who fit first, the best before others; then the rest by their ids. */
export const bestFirst = (candidates: readonly Candidate[]): Candidate[] =>
  candidates.toSorted((a, b) => Number(b.fits) - Number(a.fits) || (b.score ?? 0) - (a.score ?? 0))

/** So long after it was tried in vain a ticket is tried again, whatever happens. */
const patienceMs = 10 * 60_000

/** Nobody has it: it is tried again when somebody comes back, or by and by; where no rule holds, only once something changes. */
function tryAgain(routing: Routing, { rules }: Staff, asked: readonly Tried[], now: Instant): Routing {
  const byTime = rules.some(({ enabled, conditions, from }) => enabled && (conditions.time || (from && from > now)))
  if (asked.length === 0 && !byTime) return routing
  const back = asked.flatMap(({ candidates }) =>
    candidates.flatMap(({ freeAt }) => (freeAt && freeAt > now ? [freeAt] : [])),
  )
  return { ...routing, again: [...back, plus(now, patienceMs)].toSorted()[0] as Instant }
}
