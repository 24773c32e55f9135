import type { Actor, ActorRole } from '../schemas/actor.ts'
import type { AllowedMove } from '../schemas/problem.ts'
import type { Settings } from '../schemas/settings.ts'
import { pendingStatuses as pending, type Status } from '../schemas/ticket.ts'
import type { Instant } from '../schemas/time.ts'
import type { Draft } from './draft.ts'
import { Refusal } from './refusal.ts'
import type { Ticket } from './ticket.ts'
import { plus, targetMs } from './time.ts'

export const moveNames = [
  'assign',
  'unassign',
  'start',
  'pause',
  'resume',
  'resolve',
  'close',
  'reopen',
  'cancel',
] as const
export type MoveName = (typeof moveNames)[number]

/**
 * Who may make a move: a role, or a technician in a certain place: `assignee` has the ticket, `taker` takes one that
 * nobody has. That a technician sees the ticket at all (their own or their team's) is judged before.
 */
type Who = Exclude<ActorRole, 'admin' | 'partner'> | 'assignee' | 'taker'

interface Row {
  readonly move: MoveName
  readonly from: readonly Status[]
  readonly to: Status
  readonly by: readonly Who[]
}

const staff = ['technician', 'agent', 'supervisor', 'manager'] as const
const dispatchers = ['agent', 'supervisor', 'manager', 'system'] as const
const handedOut = ['assigned', 'in_progress', 'reopened'] as const

/** Every move that a ticket can make (docs/lifecycle.md, "Moves, and who may make them"). `admin` may do what `manager` may. */
export const moves: readonly Row[] = [
  { move: 'assign', from: ['created', 'reopened'], to: 'assigned', by: [...dispatchers, 'taker'] },
  { move: 'assign', from: [...handedOut, ...pending], to: 'assigned', by: dispatchers },
  { move: 'unassign', from: ['assigned'], to: 'created', by: ['supervisor', 'manager', 'system', 'assignee'] },
  { move: 'unassign', from: ['in_progress', 'reopened', ...pending], to: 'created', by: ['assignee'] },
  { move: 'start', from: ['created', 'reopened'], to: 'in_progress', by: ['taker', 'agent', 'supervisor', 'manager'] },
  { move: 'start', from: ['assigned'], to: 'in_progress', by: ['assignee', 'agent', 'supervisor', 'manager'] },
  { move: 'pause', from: handedOut, to: 'pending_customer', by: staff },
  { move: 'pause', from: handedOut, to: 'pending_parts', by: staff },
  { move: 'resume', from: pending, to: 'in_progress', by: [...staff, 'system'] },
  { move: 'resolve', from: ['created', ...handedOut, 'pending_parts'], to: 'resolved', by: staff },
  { move: 'resolve', from: ['pending_customer'], to: 'resolved', by: [...staff, 'system'] },
  { move: 'close', from: ['resolved'], to: 'closed', by: ['customer', 'supervisor', 'manager', 'system'] },
  { move: 'reopen', from: ['resolved', 'closed'], to: 'reopened', by: ['customer', ...staff] },
  { move: 'cancel', from: ['created', ...handedOut, ...pending], to: 'cancelled', by: ['supervisor', 'manager'] },
]

/** What else brings a ticket to another status: an operation that is about something else, with conditions of its own. */
type OtherName = 'comment' | 'parts-arrived' | 'accept' | 'decline' | 'escalate' | 'merge' | 'unmerge'

interface OtherRow {
  readonly what: OtherName
  readonly from: readonly Status[]
  /** `former`: where it was before. */
  readonly to: Status | 'former'
  readonly by: readonly Exclude<ActorRole, 'admin'>[]
}

const outside = ['customer', 'partner'] as const

/** Every other way to another status; with `moves`, all that there are. */
export const otherWays: readonly OtherRow[] = [
  { what: 'comment', from: ['pending_customer'], to: 'in_progress', by: outside },
  { what: 'comment', from: ['resolved', 'closed'], to: 'reopened', by: outside },
  { what: 'parts-arrived', from: ['pending_parts'], to: 'in_progress', by: [...staff, 'partner'] },
  // By whoever has it.
  { what: 'accept', from: ['assigned', 'reopened'], to: 'in_progress', by: staff },
  { what: 'decline', from: [...handedOut, ...pending], to: 'created', by: staff },
  { what: 'escalate', from: ['created', ...handedOut, ...pending], to: 'assigned', by: staff },
  // To a team: it waits there for somebody.
  { what: 'escalate', from: [...handedOut, ...pending], to: 'created', by: staff },
  {
    what: 'merge',
    from: ['created', ...handedOut, ...pending],
    to: 'cancelled',
    by: ['agent', 'supervisor', 'manager'],
  },
  { what: 'unmerge', from: ['cancelled'], to: 'former', by: ['supervisor', 'manager'] },
]

/** Where such a thing leads from a status; undefined where it leads nowhere. */
export const otherWay = <What extends OtherName>(what: What, from: Status) =>
  otherWays.find((row) => row.what === what && row.from.includes(from))?.to as
    | (What extends 'unmerge' ? 'former' : Status)
    | undefined

/** What a ticket says about the moves it can make. */
type Placed = Pick<Ticket, 'status' | 'assignee' | 'closedAt'>

function is(who: Who, actor: Actor, ticket: Placed): boolean {
  if (who === 'assignee') return actor.role === 'technician' && ticket.assignee === actor.id
  if (who === 'taker') return actor.role === 'technician' && (!ticket.assignee || ticket.assignee === actor.id)
  return who === (actor.role === 'admin' ? 'manager' : actor.role)
}

const inTime = (row: Row, ticket: Placed, settings: Settings, now: Instant) =>
  row.move !== 'reopen' || !ticket.closedAt || now <= plus(ticket.closedAt, targetMs(settings.reopenWithin))

/** The moves that this caller may make from where the ticket is now. */
export function allowedMoves(ticket: Placed, actor: Actor, settings: Settings, now: Instant): AllowedMove[] {
  const rows = moves.filter(
    (row) =>
      row.from.includes(ticket.status) &&
      inTime(row, ticket, settings, now) &&
      row.by.some((who) => is(who, actor, ticket)),
  )
  const seen = new Map(rows.map(({ move, to }) => [`${move} ${to}`, { move, to }]))
  return [...seen.values()]
}

/** Refuses to change what is closed or cancelled, with the moves by which it could come back. */
export function refuseOver({ ticket, desk, now }: Draft, actor: Actor): void {
  if (ticket.status !== 'closed' && ticket.status !== 'cancelled') return
  throw new Refusal('move-not-allowed', `A ticket that is ${ticket.status} is not changed any more.`, {
    allowed: allowedMoves(ticket, actor, desk.settings, now),
  })
}
