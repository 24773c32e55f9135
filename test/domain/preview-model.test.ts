import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { preview } from '../../domain/preview.ts'
import { type PreviewChange, SlaPreviewRequest } from '../../schemas/preview.ts'
import { type Priority, priorities, type Status, statuses } from '../../schemas/ticket.ts'
import { aPromise, openingAt } from './support/lives.ts'
import { choosing, type Promised } from './support/plain-desk.ts'
import { nextOpening } from './support/plain-hours.ts'
import { PlainTicket } from './support/plain-ticket.ts'
import { shownIn } from './support/retold.ts'
import type { Happening } from './support/telling.ts'

/** More of them, to look further than every run does: RUNS=20000. */
const runs = Number(process.env.RUNS ?? 200)
const iso = (at: number) => new Date(at).toISOString()
const day = 86_400_000
const ended: readonly Status[] = ['resolved', 'closed', 'cancelled']

interface Change {
  afterMs: number
  what: { status: Status } | { reply: 'staff' | 'customer' } | { priority: Priority } | { holdMs: number }
}

const what: fc.Arbitrary<Change['what']> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...statuses).map((status) => ({ status })) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom<Status>('in_progress', 'pending_customer', 'pending_parts', 'resolved', 'reopened')
      .map((status) => ({ status })),
  },
  { weight: 3, arbitrary: fc.constantFrom<'staff' | 'customer'>('staff', 'customer').map((reply) => ({ reply })) },
  { weight: 2, arbitrary: fc.constantFrom<Priority>(...priorities).map((priority) => ({ priority })) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: day }).map((holdMs) => ({ holdMs })) },
)
const afterMs = fc.oneof(
  fc.integer({ min: 0, max: 600_000 }),
  fc.integer({ min: 0, max: day / 2 }),
  fc.integer({ min: 0, max: 5 }).map((days) => days * day),
)

/** The model of the ticket that is supposed: its timers are never late. */
class Supposed {
  readonly plain: PlainTicket

  constructor(promised: Promised, start: number) {
    this.plain = new PlainTicket(start, { priority: 'medium', tags: [] }, choosing([promised]))
  }

  /** Whatever comes by itself before an instant. */
  wakes(before: number): void {
    for (let next = this.plain.now().next; next !== undefined && next < before; next = this.plain.now().next) {
      this.plain.happens(next, { is: 'nothing' })
    }
  }

  /** Whether there is such a change: what has ended does not end in another way, but closes. */
  happens(at: number, given: Change['what']): boolean {
    this.wakes(at)
    const { status } = this.plain.at(at)
    if ('status' in given && ended.includes(status) && ended.includes(given.status)) {
      if (status !== 'resolved' || given.status !== 'closed') return false
    }
    this.plain.happens(at, ...this.#meaning(at, given))
    return true
  }

  #meaning(at: number, given: Change['what']): Happening[] {
    const { status, onHoldUntil = 0 } = this.plain.at(at)
    const hasEnded = ended.includes(status)
    if ('priority' in given) return [{ is: 'changed', to: { priority: given.priority } }]
    if ('holdMs' in given) return hasEnded ? [] : [{ is: 'hold', until: at + given.holdMs }]
    if ('reply' in given) {
      if (status === 'cancelled') return []
      return [{ is: given.reply === 'staff' ? 'answer' : 'customer-writes' }]
    }
    const to = given.status
    if (to === status) return []
    const moved: Happening = { is: 'moved', to }
    if (hasEnded) {
      if (ended.includes(to)) return [moved]
      return [{ is: status === 'cancelled' ? 'unmerge' : 'reopen' }, moved]
    }
    if (to === 'resolved' || to === 'closed') return [{ is: 'resolve' }, moved]
    // What a hold would be that comes back with a ticket is nothing that a preview can ask.
    if (to === 'cancelled') return [...(onHoldUntil > at ? [{ is: 'end-hold' } as const] : []), { is: 'cancel' }]
    return [moved]
  }
}

it('a preview tells what the plain model tells, whatever is supposed', () =>
  fc.assert(
    fc.property(
      aPromise.filter(({ targets }) => Object.values(targets).some((all) => Object.keys(all).length > 0)),
      openingAt,
      fc.array(fc.record({ afterMs, what }), { maxLength: 15 }),
      afterMs,
      (promised, start, changes, lookMs) => {
        const told = new Supposed(promised, start)
        const { calendar, targets, pauseOn, rules } = promised
        let now = start
        const asked: PreviewChange[] = []
        for (const change of changes) {
          now += change.afterMs
          if (!told.happens(now, change.what)) continue
          const { holdMs = 0, ...rest } = { ...change.what } as { holdMs?: number }
          asked.push({ at: iso(now), ...rest, ...(holdMs && { holdUntil: iso(now + holdMs) }) } as PreviewChange)
        }
        const at = now + lookMs
        const escalation = rules.map(({ clock, percent: atPercent, raises }) => ({
          ...{ clock, atPercent },
          actions: [raises ? { action: 'raise-priority' } : { action: 'mark-escalated' }],
        }))
        const policy = { targets, pauseOn, escalation }
        const request = { calendar, policy, priority: 'medium', start: iso(start), changes: asked, at: iso(at) }
        const shown = preview(SlaPreviewRequest.parse(request))
        told.wakes(at)
        const kinds = Object.values(targets).flatMap((all) => Object.keys(all))
        const expected = told.plain.at(at).reports()
        expect(shown.clocks.map(shownIn)).toEqual(expected.filter(({ clock }) => kinds.includes(clock)))
        expect(shown.nextOpening).toBe(iso(nextOpening(calendar, start)))
        for (const { clock, cycle, milestones } of shown.clocks) {
          const fired = told.plain.at(at).firings.filter((one) => one.clock === clock && one.cycle === cycle)
          const shownFired = milestones.flatMap(({ percent, at: reached, firedAt }) =>
            firedAt ? [{ percent, reached }] : [],
          )
          expect(shownFired).toEqual(fired.map(({ percent, plannedAt }) => ({ percent, reached: iso(plannedAt) })))
        }
      },
    ),
    { numRuns: runs },
  ))
