import { expect } from 'vitest'
import { clocksOf } from '../../../domain/clock.ts'
import { comment, logCall } from '../../../domain/conversation.ts'
import { explain } from '../../../domain/explain.ts'
import { holdUntil, release } from '../../../domain/hold.ts'
import { decide, type MoveCommand, several, type TicketCommand } from '../../../domain/lifecycle.ts'
import { mergeInto, undoMerge } from '../../../domain/merging.ts'
import { open } from '../../../domain/opening.ts'
import { Refusal } from '../../../domain/refusal.ts'
import type { Rule } from '../../../domain/rule.ts'
import type { DomainEvent, Ticket } from '../../../domain/ticket.ts'
import type { EventType } from '../../../events/catalogue.ts'
import { wakeEvents } from '../../../events/catalogue.ts'
import type { ClockReport } from '../../../schemas/clock.ts'
import { NewTicket, type PendingStatus, type Priority } from '../../../schemas/ticket.ts'
import { actors, customers, type Somebody } from '../../support/people.ts'
import { at } from '../../support/time.ts'
import { choosing, type Promised, promisingAnew, promisingDesk } from './plain-desk.ts'
import { PlainTicket } from './plain-ticket.ts'
import { aTicket, Story } from './story.ts'
import type { Chosen, Happening, Telling } from './telling.ts'

/** What somebody does with a ticket, in the words that a test draws from. */
export type Deed =
  | { does: 'looks' | 'answers' | 'notes' | 'calls' | 'misses' | 'writes' | 'starts' | 'resumes' | 'hands-on' }
  | { does: 'unassigns' | 'resolves' | 'closes' | 'reopens' | 'cancels' | 'merges' | 'unmerges' | 'ends-hold' }
  | { does: 'waits'; for: PendingStatus }
  | { does: 'holds'; forMs: number }
  | { does: 'changes'; to: { priority?: Priority; tags?: string[] } }

/** What a macro does in one command, as a manager. */
export interface Together {
  does: 'together'
  deeds: readonly Deed[]
}

/** The manager promises something else from now on. */
export interface Edit {
  does: 'edits'
  promises: readonly Promised[]
}

/** A deed as the desk takes it, and as the plain model does. */
export interface Told {
  who: Somebody
  command: TicketCommand | Rule
  means: Happening
}

const reason = 'Because'
/** Instants are milliseconds since 1970 here, as the model has them. */
const ms = (instant: string): number => Date.parse(instant)
const iso = (instant: number): string => new Date(instant).toISOString()
const began = ms(at(0))
const said = (internal: boolean): Rule => comment({ id: `com_${'0'.repeat(26)}`, internal, length: 1, mentions: [] })
const called = (outcome: 'reached' | 'voicemail'): Rule =>
  logCall({ id: `cal_${'0'.repeat(26)}`, direction: 'outbound', outcome, durationSeconds: 60 })

const moved = (command: TicketCommand, to: Extract<Happening, { is: 'moved' }>['to']): Told => ({
  who: 'manager',
  command,
  means: { is: 'moved', to },
})

export function tell(deed: Deed, { ticket, description }: Story, now: number): Told {
  switch (deed.does) {
    case 'looks':
      return { who: 'system', command: { do: 'catch-up' }, means: { is: 'nothing' } }
    case 'answers':
      return { who: 'agent', command: said(false), means: { is: 'answer' } }
    case 'notes':
      return { who: 'agent', command: said(true), means: { is: 'nothing' } }
    case 'calls':
      return { who: 'agent', command: called('reached'), means: { is: 'answer' } }
    case 'misses':
      return { who: 'agent', command: called('voicemail'), means: { is: 'nothing' } }
    case 'writes':
      return { who: 'customer', command: said(false), means: { is: 'customer-writes' } }
    case 'waits':
      return moved({ do: 'pause', status: deed.for, reason }, deed.for)
    case 'starts':
      return moved({ do: 'start' }, 'in_progress')
    case 'resumes':
      return moved({ do: 'resume' }, 'in_progress')
    case 'hands-on':
      return moved({ do: 'assign', technician: actors.technician.id }, 'assigned')
    case 'unassigns':
      return moved({ do: 'unassign', reason }, 'created')
    case 'closes':
      return moved({ do: 'close' }, 'closed')
    case 'resolves':
      return { who: 'manager', command: { do: 'resolve', resolution: reason }, means: { is: 'resolve' } }
    case 'reopens':
      return { who: 'manager', command: { do: 'reopen', reason }, means: { is: 'reopen' } }
    case 'cancels':
      return { who: 'manager', command: { do: 'cancel', reason }, means: { is: 'cancel' } }
    case 'merges':
      return { who: 'manager', command: mergeInto(another, reason), means: { is: 'cancel' } }
    case 'unmerges':
      return { who: 'manager', command: undoMerge(reason), means: { is: 'unmerge' } }
    case 'holds': {
      const until = now + deed.forMs
      return { who: 'agent', command: holdUntil(iso(until), reason), means: { is: 'hold', until } }
    }
    case 'ends-hold':
      return { who: 'agent', command: release(reason), means: { is: 'end-hold' } }
    case 'changes': {
      const { title, priority, type, category, tags } = ticket
      const known = { title, description, priority, type, category, tags, ...deed.to }
      return {
        who: 'agent',
        command: { do: 'replace', with: known, description },
        means: { is: 'changed', to: deed.to },
      }
    }
  }
}

/** Into which the others are merged. */
const another = { ...aTicket().ticket, number: 'TKT000002' }

/** One ticket's life, lived by the desk and told by the plain model. Instants in milliseconds since 1970. */
export class ToldTwice {
  readonly story: Story
  readonly plain: PlainTicket
  readonly #opensAt: number
  #editions = 1

  constructor(
    promises: readonly Promised[],
    opensAt = began,
    chosen: Chosen = { priority: 'medium', tags: [] },
    unansweredSeconds = 0,
  ) {
    const settings = unansweredSeconds > 0 ? { resolveUnansweredAfter: `PT${unansweredSeconds}S` } : {}
    const desk = promisingDesk(promises, settings)
    const asked = NewTicket.parse({ title: 'The oven stays cold', ...chosen, customer: customers.bakery })
    this.story = new Story(open(asked, 'TKT000001', actors.customer, desk, iso(opensAt)), desk)
    this.plain = new PlainTicket(opensAt, chosen, choosing(promises), unansweredSeconds * 1000)
    this.#opensAt = opensAt
  }

  /** When something last happened: no command comes before. */
  get last(): number {
    return Math.max(this.#opensAt, ms(this.story.ticket.updatedAt))
  }

  edits({ promises }: Edit): void {
    this.#editions += 1
    this.story.desk = promisingAnew(this.story.desk, promises, this.#editions)
    this.plain.happens(this.last, { is: 'promised-anew', choose: choosing(promises) })
  }

  /** Does it; whether anything came of it. What the desk refuses has not happened. */
  does(clock: number, deed: Deed | Together): boolean {
    const now = Math.max(clock, this.last)
    const all = (deed.does === 'together' ? deed.deeds : [deed]).map((one) => tell(one, this.story, now))
    const means = all.map((one) => one.means)
    const [first] = all
    if (!first) return false
    const who = deed.does === 'together' ? 'manager' : first.who
    const command =
      deed.does === 'together' ? several(all.map((one) => one.command as MoveCommand | Rule)) : first.command
    const wokeAt = this.story.ticket.wakeAt
    try {
      const { ticket, events } = this.story.decided(clock - began, who, command)
      expectHeard(wokeAt, ticket.wakeAt, events)
      if (events.length > 0) this.plain.happens(now, ...means)
      return events.length > 0
    } catch (error) {
      if (error instanceof Refusal) return false
      throw error
    }
  }

  /** What the desk has recorded is what the model tells. */
  compare(): void {
    const telling = this.plain.now()
    expect(this.recorded()).toEqual(recordedBy(telling))
    // It wakes for whatever comes next, or before.
    if (telling.next !== undefined) expect(ms(this.story.ticket.wakeAt ?? '')).toBeLessThanOrEqual(telling.next)
  }

  /** So is what it shows at an instant. */
  look(now: number): void {
    expect(this.shown(now)).toEqual(this.plain.at(now).reports())
  }

  recorded() {
    return recordedIn(this.story.events, this.story.ticket)
  }

  /** As sla-tracking explains the clocks: of the ticket brought up to the instant, without keeping that. */
  shown(now: number) {
    const { desk, ticket: kept } = this.story
    const { ticket } = decide(kept, { do: 'catch-up' }, actors.system, desk, iso(now))
    return clocksOf(ticket).map(([kind]) => shownIn(explain(ticket, kind, desk, iso(now))))
  }
}

/** What the history of a ticket and its summary say, in the model's words. */
export function recordedIn(
  events: readonly Pick<DomainEvent, 'type' | 'occurredAt' | 'data'>[],
  { light, dueAt, onHoldUntil, priority }: Pick<Ticket, 'light' | 'dueAt' | 'onHoldUntil' | 'priority'>,
) {
  const all = <Type extends EventType>(...types: Type[]) =>
    events.filter(({ type }) => (types as string[]).includes(type)) as Pick<
      DomainEvent<Type>,
      'type' | 'occurredAt' | 'data'
    >[]
  return {
    fired: all('sla.warned', 'sla.breached').map(({ type, occurredAt, data }) => ({
      ...{ clock: data.clock, cycle: data.cycle, percent: data.percent, breach: type === 'sla.breached' },
      ...{ plannedAt: ms(data.plannedAt), recordedAt: ms(occurredAt), late: data.latenessMs },
      ...{ skipped: data.skipped, actedOn: data.notActedOn === undefined },
      raised: data.actions.some(({ priority: raisedTo }) => raisedTo !== undefined),
      ...(type === 'sla.breached' && { dueAt: ms(data.dueAt) }),
    })),
    ended: all('sla.ended').map(({ data, occurredAt }) => {
      const { dueAt: due, ...rest } = data
      return { ...rest, recordedAt: ms(occurredAt), ...(due && { dueAt: ms(due) }) }
    }),
    ...{ light, priority, dueAt: dueAt && ms(dueAt), onHoldUntil: onHoldUntil && ms(onHoldUntil) },
  }
}

/** A clock as sla-tracking explains it, in the model's words. */
export function shownIn(report: ClockReport) {
  expectWhole(report)
  const { clock, cycle, state, paused, light, firedPercent, target, endedAt, dueAt, missedBy } = report
  return {
    ...{ clock, cycle, state, paused, light, firedPercent },
    ...{ startedAt: ms(report.startedAt), elapsedMs: msOf(report.elapsed) },
    ...(target && { target }),
    ...(endedAt && { endedAt: ms(endedAt) }),
    ...(dueAt && { dueAt: ms(dueAt) }),
    ...(missedBy && { missedByMs: msOf(missedBy) }),
    ...(!endedAt && { planned: plannedIn(report) }),
  }
}

const plannedIn = ({ milestones }: ClockReport) =>
  milestones.flatMap(({ percent, at, firedAt, skipped }) => (firedAt || skipped ? [] : [{ percent, at: ms(at) }]))

/** The spans have no gaps, and what counted of them is what has elapsed (docs/sla.md, "What is promised"). */
function expectWhole({ startedAt, spans, elapsed }: ClockReport): void {
  let [until, counted] = [startedAt, 0]
  for (const span of spans) {
    expect(span.from).toBe(until)
    until = span.to
    if (span.counts) counted += ms(span.to) - ms(span.from)
    expect(msOf(span.elapsed)).toBe(counted)
  }
  expect(counted).toBe(msOf(elapsed))
}

const msOf = (duration: string): number => {
  const [, sign, h = 0, m = 0, s = 0] = /^(-?)PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(duration) ?? []
  return Math.round((sign ? -1 : 1) * ((Number(h) * 60 + Number(m)) * 60 + Number(s)) * 1000)
}

/** The same of the model. */
export function recordedBy(telling: Telling) {
  return {
    fired: telling.firings.map(({ raises: _, ...firing }) => ({
      ...firing,
      late: firing.recordedAt - firing.plannedAt,
    })),
    ended: telling.endings.map(({ light: _, pauses: __, endedAt: ___, ...ending }) => ending),
    light: telling.light,
    dueAt: telling.dueAt,
    onHoldUntil: telling.onHoldUntil,
    priority: telling.chosen.priority,
  }
}

/** Who arms the timers hears of a wake that has become sooner: by one of the events that they listen to. */
function expectHeard(before: string | undefined, after: string | undefined, events: readonly DomainEvent[]): void {
  if (after === undefined || (before !== undefined && after >= before)) return
  const heard = events.filter(({ type }) => wakeEvents.includes(type))
  expect(heard, `nobody hears that it wakes at ${after} instead of ${before}`).not.toEqual([])
}
