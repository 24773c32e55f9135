import { candidatesOf, needsOfTicket } from '../../../domain/candidates.ts'
import type { MoveCommand } from '../../../domain/lifecycle.ts'
import { Refusal } from '../../../domain/refusal.ts'
import { bestFirst, type Guard as Chosen, guardOf, mostTold, route, tryTarget } from '../../../domain/routing.ts'
import { nobodyFits, whyChosen } from '../../../domain/routing-text.ts'
import type { Staff } from '../../../domain/staff.ts'
import type { Decision } from '../../../domain/ticket.ts'
import type { Actor } from '../../../schemas/actor.ts'
import type { GivenAssignment } from '../../../schemas/assignment.ts'
import type { RoutingOutcome, Warning } from '../../../schemas/routing.ts'
import { routedPut } from '../table/routing.ts'
import { staffNow } from '../table/staff.ts'
import type { Loaded } from '../table/tickets.ts'
import { aboutOf } from './about.ts'
import type { Effect } from './command.ts'
import { guardFor } from './guarding.ts'

/** A ticket is given by hand, as everything is at this moment. */
interface Giving extends Pick<Effect, 'guard'> {
  command: Extract<MoveCommand, { do: 'assign' }>
  /** What was said of it, where somebody was looked for: kept with the event. */
  outcome?: RoutingOutcome
}

type Command = Giving['command']

/**
 * What giving a ticket by hand comes to: the command, and what must still hold of whoever gets it. Refuses (`conflict`) where
 * nobody fits, or where something keeps whoever is named from it and nobody forces that. Who takes a ticket for themselves is
 * not held up: they know what they can take.
 */
export async function givingOf(loaded: Loaded, asked: GivenAssignment, actor: Actor, now: string): Promise<Giving> {
  const { technician, team, strategy, reason } = asked
  const command: Command = {
    do: 'assign',
    ...(technician && { technician }),
    ...(team && { team }),
    ...(reason && { reason }),
  }
  if (!strategy && (!technician || technician === actor.id)) return { command }
  // The command would be refused all the same: why does not depend on how anybody stands.
  if (actor.role === 'technician') return { command: { ...command, technician: technician ?? 'somebody' } }
  const { ticket, description } = loaded
  const [staff, about] = await Promise.all([staffNow(now, ticket.brand), aboutOf(ticket, description)])
  const looking = { staff, about, now }
  if (technician) return named(looking, technician, command, asked.force)
  return strategy === 'rules' ? byRules(looking, command) : byStrategy(looking, command, strategy ?? 'best-match')
}

interface Looking {
  staff: Staff
  about: Awaited<ReturnType<typeof aboutOf>>
  now: string
}

/** What keeps the rules from somebody, and no person: they know why they do it. */
const onlyForRules: readonly string[] = ['not-assignable', 'excluded']

function named({ staff, about, now }: Looking, technician: string, command: Command, force = false): Giving {
  const them = staff.technicians.filter(({ id }) => id === technician)
  const view = { needs: needsOfTicket(staff, about), now, group: 'all' }
  const [candidate] = candidatesOf(staff, about, them, view)
  const warnings = candidate?.out?.filter(({ reason }) => !onlyForRules.includes(reason)) ?? []
  if (!candidate) return { command }
  if (warnings.length === 0) return { command, guard: guardFor(staff, guardOf(staff, candidate, 'all', false)) }
  if (!force) throw needsForce(candidate.name, warnings)
  return { command: { ...command, forced: warnings.map(({ reason }) => reason) } }
}

const needsForce = (name: string, warnings: Warning[]) =>
  new Refusal(
    'conflict',
    `${name} ${warnings.map(({ says }) => says).join(', and ')}. With force and a reason they get it all the same.`,
    { warnings },
  )

function byRules({ staff, about, now }: Looking, command: Command): Giving {
  const { guard, ...outcome } = route(staff, about, now)
  if (outcome.outcome === 'nobody' || outcome.outcome === 'waits') throw new Refusal('conflict', outcome.says.join(' '))
  return found(staff, command, outcome, guard)
}

function byStrategy(
  { staff, about, now }: Looking,
  command: Command,
  by: Exclude<GivenAssignment['strategy'], 'rules' | undefined>,
): Giving {
  const team = command.team ?? about.ticket.team
  // Whoever asks has waited long enough for whom the customer prefers.
  const tried = tryTarget(staff, { ...about, preferredWait: 'PT0S' }, team ? { team, by } : { anybody: by }, now)
  const { chosen, candidates } = tried
  if (!chosen) throw new Refusal('conflict', sentence(nobodyFits(candidates)))
  const says = sentence(whyChosen(chosen, tried.by, candidates))
  const outcome: RoutingOutcome = {
    outcome: 'assigned',
    technician: chosen.technician,
    ...(tried.team && { team: tried.team }),
    by: tried.by,
    says: [says],
    steps: [],
    candidates: bestFirst(candidates).slice(0, mostTold),
  }
  return found(staff, command, outcome, guardOf(staff, chosen, tried.group, tried.turned))
}

const sentence = (words: string): string => `${words[0]?.toUpperCase()}${words.slice(1)}.`

function found(staff: Staff, command: Command, outcome: RoutingOutcome, guard: Chosen | undefined): Giving {
  const { technician, team, rule, by, says } = outcome
  return {
    command: {
      ...command,
      ...(technician && { technician }),
      ...(team && { team }),
      chosen: { rule, by, because: says },
    },
    outcome,
    guard: guardFor(staff, guard),
  }
}

/** The outcome that somebody was found by, kept with the event of that. */
export const outcomeWrites = ({ outcome }: Giving, { ticket, events }: Decision) => {
  const event = outcome && events.findLast(({ type }) => type === 'ticket.assigned')
  return event ? [routedPut(ticket.number, event.seq, event.occurredAt, outcome)] : []
}
