import { facetsOf, isOpen } from '../../../domain/selection.ts'
import type { Ticket } from '../../../domain/ticket.ts'
import { upToSecond } from '../../../domain/time.ts'
import { sleeps } from '../../../domain/timed.ts'
import { type Index, lightKey, shardOf } from './keys.ts'

/** What is armed for a ticket: the execution that sleeps for it, and until when. */
export interface Armed {
  execution: string
  wakeAt: string
}

/** What sorts after every instant: a ticket whose clocks stand, or that has no due time. */
export const last = '9999'

/** Whether the sleeping execution wakes in time for the ticket's next wake. */
export const armedInTime = (wakeAt: string, armed: Armed | undefined): boolean =>
  !!armed && armed.wakeAt <= upToSecond(wakeAt)

/** A ticket's keys in the indexes where it has a place, and what lists filter by beside what they show. */
export type Places = Partial<Record<`${Index}${'pk' | 'sk'}`, string>> & { facets?: Set<string> }

/** The ticket's places in the indexes (docs/architecture.md, "The table"). An archived one is its customer's, and in the list of what is archived. */
export function indexKeys(ticket: Ticket, armed: Armed | undefined): Places {
  const { number, createdAt, status, customer, assignee, team, light, wakeAt } = ticket
  const shard = shardOf(number)
  const created = `${createdAt}#${number}`
  const due = `${ticket.dueAt ?? last}#${number}`
  const facets = new Set(facetsOf(ticket))
  const kept: Places = {
    ...(customer && { gsi2pk: `CUSTOMER#${customer}`, gsi2sk: created }),
    ...(wakeAt && { gsi5pk: wakePlace(ticket, armedInTime(wakeAt, armed)), gsi5sk: `${wakeAt}#${number}` }),
    ...(facets.size > 0 && { facets }),
  }
  if (ticket.archivedAt) return { ...kept, gsi6pk: `ARCHIVED#${shard}`, gsi6sk: created }
  const open = isOpen(status)
  return {
    ...kept,
    gsi1pk: `STATUS#${status}#${shard}`,
    gsi1sk: created,
    gsi3pk: assigneeKey(assignee, open, shard),
    gsi3sk: created,
    ...(team && open && { gsi4pk: `TEAM#${team}#${shard}`, gsi4sk: due }),
    gsi6pk: `ALL#${shard}`,
    gsi6sk: created,
    ...(open && { gsi7pk: `DUE#${shard}`, gsi7sk: due }),
    ...(open && light !== 'green' && { gsi8pk: `${lightKey(light)}#${shard}`, gsi8sk: due }),
  }
}

/** A person's tickets lie in one partition; nobody's are too many for one. */
const assigneeKey = (assignee: string | undefined, open: boolean, shard: number) =>
  `ASSIGNEE#${assignee ?? 'none'}#${open ? 'OPEN' : 'DONE'}${assignee ? '' : `#${shard}`}`

/** The part of the wake index that a ticket belongs to: what an execution sleeps for is apart from what only the sweep looks at. */
export const wakePlace = (ticket: Pick<Ticket, 'number' | 'status'>, armed: boolean): string => {
  const shard = shardOf(ticket.number)
  return sleeps(ticket) ? wakeKey(armed, shard) : `ARCHIVE#${shard}`
}

export const wakeKey = (armed: boolean, shard: number): string => `${armed ? 'ARMED' : 'UNARMED'}#${shard}`
