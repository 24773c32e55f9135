import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { type Clock, spentAt } from '../../domain/clock.ts'
import { explain } from '../../domain/explain.ts'
import { always as everyHour } from '../../domain/hours.ts'
import { decide } from '../../domain/lifecycle.ts'
import type { Desk, DomainEvent, Ticket } from '../../domain/ticket.ts'
import { eventTypes } from '../../events/catalogue.ts'
import { system } from '../../schemas/actor.ts'
import { ClockReport } from '../../schemas/clock.ts'
import { TicketRepresentation } from '../../schemas/ticket.ts'
import { at, minute, second, since } from '../support/time.ts'
import { anyLife } from './support/history.ts'
import { counts, live, type Turn } from './support/life.ts'

// Hundreds of lives, perhaps on a machine that has other work.
vi.setConfig({ testTimeout: 60_000 })

/** The clocks that a ticket has all its life. */
const lasting = ['response', 'resolution'] as const

/** A law that holds for every turn of any life. */
const always = (name: string, law: (turn: Turn, past: DomainEvent[], desk: Desk) => void) =>
  it(name, () =>
    fc.assert(
      fc.property(anyLife, (life) => {
        const { story, turns } = live(life)
        for (const turn of turns) {
          const past = story.events.filter(({ seq }) => seq <= turn.before.seq)
          law(turn, past, life.desk)
        }
      }),
      { numRuns: 400 },
    ),
  )

const catchUp = (ticket: Ticket, desk: Desk, ms: number) => decide(ticket, { do: 'catch-up' }, system, desk, at(ms))

type Milestone = DomainEvent<'sla.warned' | 'sla.breached'>
const milestones = (events: readonly DomainEvent[]): Milestone[] =>
  events.filter((event): event is Milestone => ['sla.warned', 'sla.breached'].includes(event.type))

type Lasting = (typeof lasting)[number]
/** These lives promise nothing of the next answers: no other clock fires or is judged. */
function lastingOf(clock: string): Lasting {
  if (clock === 'nextResponse') throw new Error('a clock without a target fired')
  return clock as Lasting
}

/** A target of seconds in milliseconds, read without the code under test. */
const ms = (target: string): number => Number(/^PT(\d+)S$/.exec(target)?.[1]) * second

describe('whatever happens to a ticket', () => {
  always(
    'its events count up without a gap, and its version with every decision that did anything',
    ({ before, after, events }) => {
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => before.seq + index + 1))
      expect(after.seq).toBe(before.seq + events.length)
      expect(after.version).toBe(before.version + (events.length > 0 ? 1 : 0))
    },
  )

  always('its time never runs backwards', ({ before, after, events, now }) => {
    for (const { occurredAt } of events) expect(occurredAt).toBe(at(now))
    expect(after.updatedAt >= before.updatedAt).toBe(true)
  })

  always(
    'it, its events and its clocks are of the shapes that were promised',
    ({ after, events, now }, _past, desk) => {
      const machinery = ['clocks', 'course', 'dueClock', 'pauseOn', 'statusAt', 'reminders', 'wakeAt', 'seq']
      const routing = ['load', 'routing', 'passedOver', 'visitors']
      const shown = Object.fromEntries(
        Object.entries(after).filter(([name]) => ![...machinery, ...routing].includes(name)),
      )
      TicketRepresentation.parse({ ...shown, description: '' })
      for (const { type, data } of events) eventTypes[type].parse(data)
      for (const kind of lasting) ClockReport.parse(explain(after, kind, desk, at(now)))
    },
  )

  always('a closed or cancelled ticket has no running clock, and a resolved one none either', ({ after }) => {
    if (!['resolved', 'closed', 'cancelled'].includes(after.status)) return
    for (const kind of lasting) expect(after.clocks[kind]).toHaveProperty('endedAt')
    expect(after).not.toHaveProperty('dueAt')
  })
})

describe('what is said', () => {
  const spoken = (events: readonly DomainEvent[]) => events.filter(({ type }) => type === 'ticket.commented')

  always('is counted, once each', ({ after, events }, past) => {
    expect(after.counts?.comments ?? 0).toBe(spoken([...past, ...events]).length)
  })

  always('among staff moves nothing and stops nothing', ({ before, after, events }) => {
    const [said] = spoken(events)
    if (!said || (said.data as { public: boolean }).public) return
    expect([after.status, after.firstResponseAt]).toEqual([before.status, before.firstResponseAt])
  })

  always('by the customer never leaves a ticket waiting for them, nor resolved', ({ after, events }) => {
    if (spoken(events).some(({ actor }) => actor.role === 'customer'))
      expect(['pending_customer', 'resolved', 'closed', 'cancelled']).not.toContain(after.status)
  })

  always('by staff in public ends the response clock, for good', ({ before, after, events }) => {
    const answers = spoken(events).filter(
      ({ actor, data }) => actor.role !== 'customer' && (data as { public: boolean }).public,
    )
    if (answers.length > 0) expect(after.clocks.response.endedAt).toBeDefined()
    if (before.firstResponseAt) expect(after.firstResponseAt).toBe(before.firstResponseAt)
  })
})

describe('the time that a clock has spent', () => {
  always('is the sum of the stretches in which it neither had ended nor stood', ({ after, now, spentAfter }) => {
    for (const kind of lasting) expect(spentAt(after.clocks[kind], at(now), everyHour)).toBe(spentAfter[kind])
  })

  always('goes on exactly while it counts', ({ after }) => {
    for (const kind of lasting) expect('countsFrom' in after.clocks[kind]).toBe(counts(after, kind))
  })
})

describe('a milestone', () => {
  always(
    'is planned for the very millisecond at which its share is spent, or at which what passed it over takes effect',
    ({ before, after, events, now, began, spentBefore }) => {
      for (const { data } of milestones(events)) {
        const need = Math.ceil((ms(data.target) * data.percent) / 100)
        const planned = since(data.plannedAt)
        const spent = spentBefore[lastingOf(data.clock)] + (counts(before, lastingOf(data.clock)) ? planned - began : 0)
        const changed = events.some(({ type }) =>
          ['sla.policy-chosen', 'sla.resumed', 'sla.restarted', 'sla.ended'].includes(type),
        )
        const { endedAt } = after.clocks[lastingOf(data.clock)]
        if (changed && spent > need) expect(planned).toBe(endedAt ? since(endedAt) : now)
        else expect(spent).toBe(need)
        expect(data.latenessMs).toBe(now - planned)
      }
    },
  )

  always('that a counting clock has passed has fired, or a higher one has', ({ after, spentAfter }) => {
    for (const kind of lasting) {
      const { target, firedPercent } = after.clocks[kind]
      if (!target || !counts(after, kind)) continue
      const reached = [80, 100].filter((percent) => spentAfter[kind] * 100 >= ms(target) * percent)
      expect(firedPercent).toBeGreaterThanOrEqual(Math.max(0, ...reached))
    }
  })

  always(
    'fires once in a cycle, is skipped or fires, and none fires below one that has fired',
    ({ before, after, events }, past) => {
      for (const kind of lasting) {
        const mine = (all: readonly DomainEvent[]) => milestones(all).filter(({ data }) => data.clock === kind)
        const percents = mine([...past, ...events]).flatMap(({ data }) => [...data.skipped, data.percent])
        expect(percents).toEqual([80, 100].slice(0, percents.length))
        expect(after.clocks[kind].firedPercent).toBe(percents.at(-1) ?? 0)
        expect(after.clocks[kind].firedPercent).toBeGreaterThanOrEqual(before.clocks[kind].firedPercent)
      }
    },
  )

  always('fires on no clock that stands, unless the clock ends or goes on with it', ({ before, after, events }) => {
    for (const { data } of milestones(events)) {
      expect(
        counts(before, lastingOf(data.clock)) ||
          counts(after, lastingOf(data.clock)) ||
          'endedAt' in after.clocks[lastingOf(data.clock)],
      ).toBe(true)
    }
  })

  always('is acted on, unless its clock has ended, which it says', ({ after, events }) => {
    for (const { data } of milestones(events)) {
      const { endedAt } = after.clocks[lastingOf(data.clock)]
      expect(data.notActedOn?.at).toBe(endedAt)
      expect(data.actions.length > 0).toBe(endedAt === undefined)
    }
  })
})

describe('a clock that has ended', () => {
  const asItEnded = ({ onRestart: _, ...clock }: Clock) => clock

  always('stays as it ended, unless the ticket is reopened', ({ before, after, events }) => {
    for (const kind of lasting) {
      const again = events.some((event) => event.type === 'sla.restarted')
      if (!before.clocks[kind].endedAt || (kind === 'resolution' && again)) continue
      expect(asItEnded(after.clocks[kind])).toEqual(asItEnded(before.clocks[kind]))
    }
  })

  always(
    'was missed if and only if it has exactly one breach on record, and then by the time spent past its target',
    ({ events, spentAfter }, past) => {
      for (const event of events) {
        if (event.type !== 'sla.ended' || (event as DomainEvent<'sla.ended'>).data.clock === 'nextResponse') continue
        const { clock, outcome, missedByMs, elapsedMs } = (event as DomainEvent<'sla.ended'>).data
        const breaches = milestones([...past, ...events]).filter(
          ({ data, type }) => data.clock === clock && type === 'sla.breached',
        )
        expect(elapsedMs).toBe(spentAfter[lastingOf(clock)])
        if (outcome !== 'stopped') expect(breaches).toHaveLength(outcome === 'missed' ? 1 : 0)
        expect(missedByMs).toBe(
          outcome === 'missed' ? elapsedMs - ms((breaches[0] as Milestone).data.target) : undefined,
        )
      }
    },
  )

  always('keeps what was missed, whatever changes after', ({ before, after }) => {
    for (const kind of lasting) {
      const { missed } = before.clocks[kind]
      if (missed) expect(after.clocks[kind].missed).toEqual(missed)
    }
  })
})

describe('the next wake', () => {
  always('is when something happens: nothing the millisecond before', ({ after }, _, desk) => {
    const { wakeAt } = after
    const until = wakeAt ? since(wakeAt) : since(after.updatedAt) + 365 * 24 * 60 * minute
    expect(catchUp(after, desk, until - 1).events).toEqual([])
    if (wakeAt) expect(catchUp(after, desk, until).events.length).toBeGreaterThan(0)
  })
})

describe('catching up', () => {
  /** What the clocks have become and what fired, without when and where it was written down. */
  const outcome = (desk: Desk, ticket: Ticket, events: readonly DomainEvent[], now: number) => ({
    clocks: lasting.map((kind) => {
      // A hand-over that is recorded late changes the status late: that moves no clock.
      const { milestones, spans: _, ...report } = explain(ticket, kind, desk, at(now))
      return { ...report, milestones: milestones.map(({ percent, at, skipped }) => ({ percent, at, skipped })) }
    }),
    fired: milestones(events).map(({ data: { clock, percent, plannedAt, dueAt, skipped } }) => ({
      clock,
      percent,
      plannedAt,
      dueAt,
      skipped,
    })),
  })

  it('in one go comes to the same clocks and milestones as at every instant at which something is due', () =>
    fc.assert(
      fc.property(
        anyLife,
        fc.integer({ min: 0, max: 30 * minute }),
        fc.array(fc.integer({ min: 0, max: 30 * minute }), { maxLength: 5 }),
        ({ desk, steps }, span, others) => {
          const start = live({ desk, steps }).story.ticket
          const from = since(start.updatedAt)
          const end = from + span
          const events: DomainEvent[] = []
          const instants = others.map((other) => from + other).filter((instant) => instant < end)
          let ticket = start
          for (let now = from; now < end; ) {
            const due = ticket.wakeAt ? since(ticket.wakeAt) : end
            now = Math.min(due, end, ...instants.filter((instant) => instant > now))
            const decision = catchUp(ticket, desk, now)
            ticket = decision.ticket
            events.push(...decision.events)
          }
          const once = catchUp(start, desk, end)
          expect(outcome(desk, once.ticket, once.events, end)).toEqual(outcome(desk, ticket, events, end))
        },
      ),
      { numRuns: 1000 },
    ))

  always('a second time at the same instant does nothing', ({ after, now }, _, desk) => {
    expect(catchUp(after, desk, now)).toEqual({ ticket: after, events: [] })
  })
})
