import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spentAt } from '../../domain/clock.ts'
import { always } from '../../domain/hours.ts'
import { decide } from '../../domain/lifecycle.ts'
import { letGo, mergeInto, takeIn, undoMerge } from '../../domain/merging.ts'
import { Refusal } from '../../domain/refusal.ts'
import { isOpen } from '../../domain/selection.ts'
import type { Decision, Desk, Ticket } from '../../domain/ticket.ts'
import { actors, customers } from '../support/people.ts'
import { at, hour, minute, since } from '../support/time.ts'
import { anyLife } from './support/history.ts'
import { live } from './support/life.ts'
import { aTicket } from './support/story.ts'

const other = (desk: Desk): Ticket => ({ ...aTicket({ desk }).ticket, number: 'TKT000002' })
const supervisor = actors.supervisor

/** A merge and its undoing, so long after the ticket's last event; undefined where its rules refuse it. */
function mergedAndUndone(ticket: Ticket, desk: Desk, after: number, between: number) {
  const start = since(ticket.updatedAt) + after
  try {
    const target = other(desk)
    const before = decide(ticket, { do: 'catch-up' }, supervisor, desk, at(start)).ticket
    const merged = decide(before, mergeInto(target, 'Twice'), supervisor, desk, at(start))
    const taken = decide(target, takeIn(before), supervisor, desk, at(start))
    const undone = decide(merged.ticket, undoMerge('Two'), supervisor, desk, at(start + between))
    const gone = decide(taken.ticket, letGo(merged.ticket), supervisor, desk, at(start + between))
    return { before, merged, taken, undone, gone, mergedAt: start, undoneAt: start + between }
  } catch (refusal) {
    if (refusal instanceof Refusal) return undefined
    throw refusal
  }
}

const contiguous = ({ ticket, events }: Decision) =>
  events.map(({ seq }) => seq).join() === events.map((_, place) => ticket.seq - events.length + place + 1).join()

describe('a merge that is undone, at any time of any life', () => {
  it('leaves the ticket where it was: to its clocks the time between was a pause', () => {
    let undone = 0
    const law = fc.property(
      anyLife,
      fc.integer({ min: 0, max: 10 * minute }),
      fc.integer({ min: 1, max: 23 * hour }),
      (life, after, between) => {
        const { story } = live(life)
        const turn = mergedAndUndone(story.ticket, life.desk, after, between)
        if (!turn) return
        undone += 1
        const { before, merged, undone: back, mergedAt, undoneAt } = turn
        expect(isOpen(before.status)).toBe(true)
        expect(merged.ticket.status).toBe('cancelled')
        for (const kind of ['response', 'resolution'] as const) {
          const clock = back.ticket.clocks[kind]
          expect(merged.ticket.clocks[kind]).toHaveProperty('endedAt')
          expect(spentAt(clock, at(undoneAt), always)).toBe(spentAt(before.clocks[kind], at(mergedAt), always))
          expect(clock.outcome).toBe(before.clocks[kind].outcome)
          expect('countsFrom' in clock).toBe('countsFrom' in before.clocks[kind])
        }
        expect(back.ticket).toMatchObject({ status: before.status, reminders: before.reminders })
        expect(since(back.ticket.statusAt) - since(before.statusAt)).toBe(between)
        expect(back.ticket).not.toHaveProperty('mergedInto')
        expect(back.ticket).not.toHaveProperty('merge')
        expect(contiguous(merged) && contiguous(back)).toBe(true)
      },
    )
    void fc.assert(law, { numRuns: 300 })
    expect(undone).toBeGreaterThan(50)
  }, 60_000)

  it('leaves the other as it was, but for its version', () => {
    const ticket: Ticket = {
      ...aTicket().ticket,
      counts: { comments: 3, attachments: 1 },
      loggedMinutes: { billable: 20, other: 5 },
    }
    const { desk } = aTicket()
    const turn = mergedAndUndone(ticket, desk, minute, hour)
    expect(turn?.taken.ticket).toMatchObject({
      merged: [ticket.number],
      counts: { comments: 3, attachments: 1 },
      loggedMinutes: { billable: 20, other: 5 },
    })
    const { seq: _, version: __, updatedAt: ___, ...was } = other(desk)
    expect(turn?.gone.ticket).toMatchObject(was)
    expect(turn?.gone.ticket).not.toHaveProperty('merged')
    expect(turn?.gone.ticket).not.toHaveProperty('loggedMinutes')
  })
})

describe('what fired while a ticket was not merged', () => {
  it('stays fired, and nothing fires for the time between', () => {
    const story = aTicket({ priority: 'urgent' })
    // Urgent: a response within 30 minutes, warned after 24.
    story.wakes(25 * minute)
    const turn = mergedAndUndone(story.ticket, story.desk, 0, 20 * hour)
    const later = decide(
      turn?.undone.ticket as Ticket,
      { do: 'catch-up' },
      supervisor,
      story.desk,
      at(20 * hour + 29 * minute),
    )
    expect(later.ticket.clocks.response.firedPercent).toBe(80)
    const due = decide(later.ticket, { do: 'catch-up' }, supervisor, story.desk, at(20 * hour + 30 * minute))
    expect(due.events.map(({ type }) => type)).toContain('sla.breached')
  })
})

it('a ticket of the house and one of a customer are not merged', () => {
  const { ticket, desk } = aTicket()
  const { customer: _, ...house } = other(desk)
  for (const one of [house, { ...other(desk), customer: customers.foundry }] as Ticket[]) {
    expect(() => decide(one, takeIn(ticket), supervisor, desk, at(minute))).toThrow(Refusal)
  }
})
