import type { Status } from '../../schemas/ticket.ts'
import type { Somebody } from './people.ts'

/**
 * Who may make which move, row by row: from, to, by. Said here a second time and by hand, so that a change of
 * domain/moves.ts alone, from which the page and its diagram are generated, is noticed.
 */
const law: readonly [from: string, to: string, by: string][] = [
  ['created', 'assigned', 'system agent supervisor manager accepting'],
  ['created', 'in_progress', 'staff'],
  ['created assigned in_progress reopened pending_customer pending_parts', 'resolved', 'staff'],
  ['pending_customer', 'resolved', 'system'],
  ['assigned', 'in_progress', 'assignee agent supervisor manager'],
  ['assigned in_progress reopened', 'pending_customer', 'staff'],
  ['assigned in_progress reopened', 'pending_parts', 'staff'],
  ['assigned in_progress reopened pending_customer pending_parts', 'assigned', 'agent supervisor manager system'],
  ['assigned in_progress reopened pending_customer pending_parts', 'created', 'assignee'],
  ['assigned', 'created', 'supervisor manager system'],
  ['pending_customer', 'in_progress', 'staff system'],
  ['pending_parts', 'in_progress', 'staff system'],
  ['resolved', 'closed', 'customer supervisor manager system'],
  ['resolved', 'reopened', 'customer staff'],
  ['closed', 'reopened', 'customer staff'],
  ['reopened', 'assigned', 'system agent supervisor manager accepting'],
  // Read as "taking it themselves", as from created: who has it goes on having it.
  ['reopened', 'in_progress', 'agent supervisor manager accepting'],
  ['created assigned in_progress reopened pending_customer pending_parts', 'cancelled', 'supervisor manager'],
]

export type Relation = 'theirs' | 'another’s' | 'nobody’s'

/** Who may make a move, said for one caller: `admin` may do what `manager` may. */
function may(by: string, who: Somebody, relation: Relation): boolean {
  const words = by.split(' ')
  if (who === 'technician') {
    if (words.includes('assignee') && relation === 'theirs') return true
    if (words.includes('accepting') && relation !== 'another’s') return true
  }
  const role = who === 'admin' ? 'manager' : who
  const staff = ['technician', 'agent', 'supervisor', 'manager'].includes(role)
  return words.includes(role) || (staff && words.includes('staff'))
}

/** What the law lets a caller do, as the statuses that they may bring the ticket to. */
export const reachable = (from: Status, who: Somebody, relation: Relation): string[] => [
  ...new Set(law.flatMap(([froms, to, by]) => (froms.split(' ').includes(from) && may(by, who, relation) ? [to] : []))),
]

/** By which operation a ticket comes from one status to another. */
export function moveTo(to: string, from: Status): string {
  if (to === 'in_progress') return from.startsWith('pending') ? 'resume' : 'start'
  const names: Record<string, string> = {
    assigned: 'assign',
    created: 'unassign',
    pending_customer: 'pause',
    pending_parts: 'pause',
    resolved: 'resolve',
    closed: 'close',
    reopened: 'reopen',
    cancelled: 'cancel',
  }
  return names[to] as string
}

/** In which relation somebody can stand to a ticket of a status: what is being worked on is somebody's. */
export const relations: Record<Status, readonly Relation[]> = {
  created: ['nobody’s'],
  assigned: ['theirs', 'another’s'],
  in_progress: ['theirs', 'another’s'],
  pending_customer: ['theirs', 'another’s'],
  pending_parts: ['theirs', 'another’s'],
  resolved: ['theirs', 'another’s', 'nobody’s'],
  closed: ['theirs', 'another’s', 'nobody’s'],
  reopened: ['theirs', 'another’s', 'nobody’s'],
  cancelled: ['theirs', 'another’s', 'nobody’s'],
}
