import type { QueueName } from '../schemas/queue.ts'
import type { Filter, Sort } from '../schemas/selection.ts'
import type { Instant } from '../schemas/time.ts'
import { dayOf } from './day.ts'

/** What a queue stands for, in the desk's own zone at this instant; each is in the order of an index. */
export function queueAt(queue: QueueName, zone: string, now: Instant): { filter: Filter; sort: Sort } {
  const oldest: Sort = { by: 'created', order: 'asc' }
  const nearest: Sort = { by: 'due', order: 'asc' }
  switch (queue) {
    case 'unassigned':
      return { filter: { open: true, assignee: 'none' }, sort: oldest }
    case 'mine':
      return { filter: { open: true, assignee: 'me' }, sort: oldest }
    case 'my-team':
      return { filter: { open: true, team: ['mine'] }, sort: nearest }
    case 'due-today': {
      const { from, to } = dayOf(zone, now)
      return { filter: { open: true, dueFrom: from, dueTo: to }, sort: nearest }
    }
    case 'overdue':
      return { filter: { open: true, dueTo: now }, sort: nearest }
    case 'waiting-for-customer':
      return { filter: { status: ['pending_customer'] }, sort: oldest }
    case 'waiting-for-parts':
      return { filter: { status: ['pending_parts'] }, sort: oldest }
  }
}
