import { ended } from '../../../domain/clock.ts'
import type { Ticket } from '../../../domain/ticket.ts'
import { upToSecond } from '../../../domain/time.ts'
import { clockKinds } from '../../../schemas/clock.ts'
import { shardOf } from './keys.ts'

/** What is armed for a ticket: the execution that sleeps for it, and until when. */
export interface Armed {
  execution: string
  wakeAt: string
}

/** What sorts after every instant: a ticket whose clocks stand, or that has no due time. */
const last = '9999'

/** Whether the sleeping execution wakes in time for the ticket's next wake. */
export const armedInTime = (wakeAt: string, armed: Armed | undefined): boolean =>
  !!armed && armed.wakeAt <= upToSecond(wakeAt)

/** The ticket's places in the indexes gsi1 to gsi6 (docs/architecture.md, "The table"). */
export function indexKeys(ticket: Ticket, armed: Armed | undefined): Record<string, string> {
  const { number, createdAt, status, customer, assignee, team, wakeAt } = ticket
  const shard = shardOf(number)
  const created = `${createdAt}#${number}`
  const open = clockKinds.some((kind) => !ended(ticket.clocks[kind]))
  return {
    gsi1pk: `STATUS#${status}#${shard}`,
    gsi1sk: created,
    ...(customer && { gsi2pk: `CUSTOMER#${customer}`, gsi2sk: created }),
    ...(assignee && { gsi3pk: `ASSIGNEE#${assignee}#${open ? 'OPEN' : 'DONE'}`, gsi3sk: created }),
    ...(team && open && { gsi4pk: `TEAM#${team}#${shard}`, gsi4sk: `${ticket.dueAt ?? last}#${number}` }),
    ...(wakeAt && { gsi5pk: wakeKey(armedInTime(wakeAt, armed), shard), gsi5sk: `${wakeAt}#${number}` }),
    gsi6pk: `ALL#${shard}`,
    gsi6sk: created,
  }
}

export const wakeKey = (armed: boolean, shard: number): string => `${armed ? 'ARMED' : 'UNARMED'}#${shard}`
