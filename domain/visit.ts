import { type Actor, type ActorRole, aRole } from '../schemas/actor.ts'
import type { AllowedMove } from '../schemas/problem.ts'
import type { Settings } from '../schemas/settings.ts'
import type { Instant } from '../schemas/time.ts'
import type { Visit, VisitStatus } from '../schemas/visit.ts'
import { Refusal } from './refusal.ts'
import { plus, targetMs } from './time.ts'
import { fromOutside } from './visibility.ts'
import { inWords } from './wording.ts'

export const visitMoveNames = ['move', 'confirm', 'cancel', 'on-the-way', 'arrive', 'complete', 'miss'] as const
export type VisitMoveName = (typeof visitMoveNames)[number]

/** Who may make a move: a role; `visitor` is whoever is to go there. */
type Who = Exclude<ActorRole, 'admin' | 'partner' | 'technician'> | 'visitor'

interface Row {
  readonly move: VisitMoveName
  readonly from: readonly VisitStatus[]
  readonly to: VisitStatus
  readonly by: readonly Who[]
}

const dispatchers = ['agent', 'supervisor', 'manager'] as const
const goers = ['visitor', ...dispatchers] as const

/** Every move of a visit (docs/visits.md). `admin` may do what `manager` may; a partner what a customer may. */
export const visitMoves: readonly Row[] = [
  { move: 'move', from: ['planned'], to: 'planned', by: ['customer', ...dispatchers] },
  { move: 'confirm', from: ['planned'], to: 'planned', by: ['customer', ...dispatchers] },
  { move: 'cancel', from: ['planned'], to: 'cancelled', by: ['customer', ...dispatchers, 'system'] },
  { move: 'cancel', from: ['on_the_way', 'arrived'], to: 'cancelled', by: dispatchers },
  { move: 'on-the-way', from: ['planned'], to: 'on_the_way', by: goers },
  { move: 'arrive', from: ['planned', 'on_the_way'], to: 'arrived', by: goers },
  { move: 'complete', from: ['on_the_way', 'arrived'], to: 'done', by: goers },
  { move: 'miss', from: ['planned', 'on_the_way', 'arrived'], to: 'missed', by: goers },
]

/** Whether somebody is still to go there, or is on it. */
export const isAhead = ({ status }: Pick<Visit, 'status'>): boolean =>
  status === 'planned' || status === 'on_the_way' || status === 'arrived'

type Placed = Pick<Visit, 'status' | 'technician'>

function is(who: Who, actor: Actor, visit: Placed): boolean {
  if (who === 'visitor') return actor.id === visit.technician
  if (who === 'customer') return fromOutside(actor)
  return who === (actor.role === 'admin' ? 'manager' : actor.role)
}

const rowsFor = (visit: Placed, actor: Actor) =>
  visitMoves.filter((row) => row.from.includes(visit.status) && row.by.some((who) => is(who, actor, visit)))

/** The moves that this caller may make from where the visit is now. */
export const allowedVisitMoves = (visit: Placed, actor: Actor): AllowedMove[] =>
  rowsFor(visit, actor).map(({ move, to }) => ({ move, to }))

/** A visit as it becomes by a change: what is not planned any more, nobody is reminded of. */
export function visitAfter(visit: Visit, now: Instant, changes: Partial<Visit>): Visit {
  const { remindAt: _, ...rest } = visit
  const { status = visit.status } = changes
  const remindAt = status === 'planned' ? visit.remindAt : undefined
  return { ...rest, ...(remindAt && { remindAt }), ...changes, version: visit.version + 1, updatedAt: now }
}

/** The status that a move leads to; refuses with the moves that are allowed. */
export function allowVisit(visit: Placed, move: VisitMoveName, actor: Actor): VisitStatus {
  const found = rowsFor(visit, actor).find((row) => row.move === move)
  if (found) return found.to
  const what = `${aRole(actor.role)} may not ${move} a visit that is ${visit.status.replaceAll('_', ' ')}.`
  const whose = actor.role === 'technician' && actor.id !== visit.technician ? ' It is not theirs.' : ''
  throw new Refusal('move-not-allowed', `${what}${whose}`, { allowed: allowedVisitMoves(visit, actor) })
}

/** Refuses a customer who is too late to move or cancel a visit by themselves, and says whom to call. */
export function refuseLate(
  visit: Pick<Visit, 'from' | 'ticket'>,
  actor: Actor,
  settings: Settings,
  now: Instant,
): void {
  if (!fromOutside(actor)) return
  const { visitNotice, visitContact } = settings.assignment
  if (now <= plus(visit.from, -targetMs(visitNotice))) return
  const whom = visitContact ?? `the desk, and name the number ${visit.ticket}`
  throw new Refusal(
    'conflict',
    `It is less than ${inWords(visitNotice)} until this visit: it is moved or cancelled by the desk only. Please call ${whom}.`,
  )
}

/** When the customer is reminded; never, where that has passed when the time is settled. */
export function reminderOf(from: Instant, settings: Settings, now: Instant): Instant | undefined {
  const at = plus(from, -targetMs(settings.assignment.visitReminder))
  return at > now ? at : undefined
}
