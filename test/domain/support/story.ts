import { type Clock, clockOf } from '../../../domain/clock.ts'
import { explain } from '../../../domain/explain.ts'
import { decide, type TicketCommand } from '../../../domain/lifecycle.ts'
import { open } from '../../../domain/opening.ts'
import type { Rule } from '../../../domain/rule.ts'
import type { Decision, Desk, DomainEvent, Ticket } from '../../../domain/ticket.ts'
import type { EventType } from '../../../events/catalogue.ts'
import type { ClockKind } from '../../../schemas/clock.ts'
import { NewTicket, type Status } from '../../../schemas/ticket.ts'
import { actors, customers, type Somebody } from '../../support/people.ts'
import { at, since } from '../../support/time.ts'
import { aDesk } from './desk.ts'

/** A ticket's life, told command by command: what has become of it, and everything that has happened. */
export class Story {
  ticket: Ticket
  description: string
  readonly events: DomainEvent[]
  desk: Desk

  constructor({ ticket, events, description = '' }: Decision, desk: Desk) {
    this.ticket = ticket
    this.events = [...events]
    this.description = description
    this.desk = desk
  }

  /** Gives a command so long after the beginning; what is refused is thrown, and leaves the ticket as it was. */
  does(ms: number, who: Somebody, command: TicketCommand | Rule): this {
    this.decided(ms, who, command)
    return this
  }

  /** The same, for who wants to see what was decided. */
  decided(ms: number, who: Somebody, command: TicketCommand | Rule): Decision {
    const decision = decide(this.ticket, command, actors[who], this.desk, at(ms))
    this.ticket = decision.ticket
    this.description = decision.description ?? this.description
    this.events.push(...decision.events)
    return decision
  }

  /** A timer wakes. */
  wakes(ms: number): this {
    return this.does(ms, 'system', { do: 'catch-up' })
  }

  /** Replaces only the given fields, as staff do who leave the others as they are. */
  changes(
    ms: number,
    who: Somebody,
    fields: Partial<Pick<Ticket, 'title' | 'priority' | 'type' | 'category' | 'tags'>>,
  ) {
    const { title, priority, type, category, tags, contact } = this.ticket
    const { description } = this
    const known = { title, description, priority, type, category, tags, ...(contact && { contact }) }
    return this.does(ms, who, { do: 'replace', with: { ...known, ...fields }, description })
  }

  all<Type extends EventType>(...types: Type[]): DomainEvent<Type>[] {
    return this.events.filter(({ type }) => (types as EventType[]).includes(type)) as DomainEvent<Type>[]
  }

  /** The milestones that fired, as clock, percentage, and when each was reached and recorded. */
  get fired() {
    return this.all('sla.warned', 'sla.breached').map(({ data, occurredAt }) => ({
      what: `${data.clock} ${data.percent}`,
      planned: since(data.plannedAt),
      recorded: since(occurredAt),
    }))
  }

  clock(kind: ClockKind): Clock {
    return clockOf(this.ticket, kind)
  }

  /** A clock as sla-tracking explains it so long after the beginning. */
  explained(kind: ClockKind, ms: number) {
    return explain(this.ticket, kind, this.desk, at(ms))
  }
}

type Given = Partial<NewTicket> & { desk?: Desk; by?: Somebody }

/** A ticket that a customer has just opened, in the team that has a supervisor and a manager. */
export function aTicket({ desk = aDesk(), by = 'customer', ...given }: Given = {}): Story {
  const asked = NewTicket.parse({ title: 'The oven stays cold', customer: customers.bakery, ...given })
  return new Story(open(asked, 'TKT000001', actors[by], desk, at(0)), desk)
}

/** The way to each status from an opened ticket, all at the first instant, by the manager's hand. */
const ways: Record<Status, readonly TicketCommand[]> = {
  created: [],
  assigned: [],
  in_progress: [{ do: 'start' }],
  pending_customer: [{ do: 'start' }, { do: 'pause', status: 'pending_customer', reason: 'Which oven?' }],
  pending_parts: [{ do: 'start' }, { do: 'pause', status: 'pending_parts', reason: 'A fuse' }],
  resolved: [{ do: 'resolve', resolution: 'Switched on' }],
  closed: [{ do: 'resolve', resolution: 'Switched on' }, { do: 'close' }],
  reopened: [
    { do: 'resolve', resolution: 'Switched on' },
    { do: 'reopen', reason: 'Cold again' },
  ],
  cancelled: [{ do: 'cancel', reason: 'Twice the same' }],
}

/** A ticket that has come to a status, and is somebody's where the status or the test says so. */
export function aTicketThatIs(status: Status, { assignee, ...given }: Given & { assignee?: Somebody } = {}): Story {
  const story = aTicket(given)
  if (assignee || status === 'assigned') {
    story.does(0, 'manager', { do: 'assign', technician: actors[assignee ?? 'technician'].id })
  }
  for (const command of ways[status]) story.does(0, 'manager', command)
  return story
}
