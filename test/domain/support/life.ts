import { expect } from 'vitest'
import { comment, logCall } from '../../../domain/conversation.ts'
import type { TicketCommand } from '../../../domain/lifecycle.ts'
import { Refusal } from '../../../domain/refusal.ts'
import type { Rule } from '../../../domain/rule.ts'
import type { Desk, DomainEvent, Ticket } from '../../../domain/ticket.ts'
import type { Somebody } from '../../support/people.ts'
import { since } from '../../support/time.ts'
import type { Step } from './history.ts'
import { aTicket, type Story } from './story.ts'

/** The clocks that a ticket has all its life. */
const lasting = ['response', 'resolution'] as const
type ClockKind = (typeof lasting)[number]

/** One decision in a life: the ticket before and after it, what it did, and when. */
export interface Turn {
  before: Ticket
  after: Ticket
  events: DomainEvent[]
  /** When it took effect. */
  now: number
  /** When something last happened before it. */
  began: number
  /** Business time spent until `began` and until `now`, counted the slow way: stretch by stretch. */
  spentBefore: Record<ClockKind, number>
  spentAfter: Record<ClockKind, number>
}

/** The whole of the pausing rule, said again: a clock counts unless it has ended or its ticket waits. */
export const counts = (ticket: Ticket, kind: ClockKind): boolean =>
  ticket.clocks[kind].endedAt === undefined && !(ticket.pauseOn as readonly string[]).includes(ticket.status)

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(frozen)
  }
  return value
}

/** A clock behind the last event's is taken for it, so only what happened moves a ticket's time. */
const happened = ({ events }: Turn): boolean => events.length > 0

/** Lives a life; a ticket whose time has come catches up before the command, so that each turn has one cause. */
export function live({ desk, steps }: { desk: Desk; steps: readonly Step[] }): { story: Story; turns: Turn[] } {
  const story = aTicket({ desk })
  const turns: Turn[] = []
  let clock = 0
  for (const { after, who, does } of steps) {
    clock += after
    take('system', { do: 'catch-up' })
    if ('do' in does) take(who, does)
    else if ('says' in does) take(who, saying(does.says))
    else take(who, replacing(story, does.changes))
  }
  return { story, turns }

  function take(who: Somebody, command: TicketCommand | Rule): void {
    const before = frozen(story.ticket)
    try {
      const { ticket, events } = story.decided(clock, who, command)
      turns.push(turn(turns.findLast(happened), before, ticket, events, Math.max(clock, since(before.updatedAt))))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      expect(story.ticket).toBe(before)
    }
  }
}

function saying(how: 'public' | 'internal' | 'call'): Rule {
  if (how !== 'call')
    return comment({ id: `com_${'0'.repeat(26)}`, internal: how === 'internal', length: 1, mentions: [] })
  return logCall({ id: `cal_${'0'.repeat(26)}`, direction: 'inbound', outcome: 'reached', durationSeconds: 60 })
}

function replacing({ ticket, description }: Story, changes: object): TicketCommand {
  const { title, priority, type, category, tags } = ticket
  return { do: 'replace', with: { title, description, priority, type, category, tags, ...changes }, description }
}

/** Adds the stretch since something last happened, where it counted, up to where the clock ended in it. */
function turn(last: Turn | undefined, before: Ticket, after: Ticket, events: DomainEvent[], now: number): Turn {
  const spentBefore = last?.spentAfter ?? { response: 0, resolution: 0 }
  const spentAfter = { ...spentBefore }
  for (const kind of lasting) {
    const { endedAt } = after.clocks[kind]
    if (counts(before, kind)) spentAfter[kind] += (endedAt ? since(endedAt) : now) - (last?.now ?? 0)
  }
  return { before, after, events, now, began: last?.now ?? 0, spentBefore, spentAfter }
}
