import { expect } from 'vitest'
import { clocksOf } from '../../../domain/clock.ts'
import { explain } from '../../../domain/explain.ts'
import { decide, type MoveCommand, several } from '../../../domain/lifecycle.ts'
import { open } from '../../../domain/opening.ts'
import { Refusal } from '../../../domain/refusal.ts'
import type { Rule } from '../../../domain/rule.ts'
import type { DomainEvent } from '../../../domain/ticket.ts'
import { wakeEvents } from '../../../events/catalogue.ts'
import { NewTicket } from '../../../schemas/ticket.ts'
import { actors, customers } from '../../support/people.ts'
import { at } from '../../support/time.ts'
import { type Deed, type Edit, type Together, tell } from './deeds.ts'
import { choosing, type Promised, promisingAnew, promisingDesk } from './plain-desk.ts'
import { PlainTicket } from './plain-ticket.ts'
import { recordedBy, recordedIn, shownIn } from './retold.ts'
import { Story } from './story.ts'
import type { Chosen } from './telling.ts'

/** Instants are milliseconds since 1970 here, as the model has them. */
const ms = (instant: string): number => Date.parse(instant)
const iso = (instant: number): string => new Date(instant).toISOString()
const began = ms(at(0))

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
    if (telling.goes) expect(this.#standing()).toBe(telling.paused)
    // It wakes for whatever comes next, or before.
    if (telling.next !== undefined) expect(ms(this.story.ticket.wakeAt ?? '')).toBeLessThanOrEqual(telling.next)
  }

  /** Whether its clocks stand, by the last event that says so. */
  #standing(): boolean {
    return this.story.all('sla.paused', 'sla.resumed', 'sla.restarted').at(-1)?.type === 'sla.paused'
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

/** Who arms the timers hears of a wake that has become sooner: by one of the events that they listen to. */
function expectHeard(before: string | undefined, after: string | undefined, events: readonly DomainEvent[]): void {
  if (after === undefined || (before !== undefined && after >= before)) return
  const heard = events.filter(({ type }) => wakeEvents.includes(type))
  expect(heard, `nobody hears that it wakes at ${after} instead of ${before}`).not.toEqual([])
}
