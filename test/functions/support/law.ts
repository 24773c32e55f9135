import { expect } from 'vitest'
import type { Desk } from './desk.ts'
import type { Item } from './expression.ts'
import { expectSound } from './soundness.ts'

/** What holds of a desk whatever has failed, between any two calls: the table is sound, the outbox whole, loads are the sum of the tickets. */
export function expectLawful(desk: Desk): void {
  expectSound(desk)
  const items = desk.table.items
  expectWholeOutbox(desk, items)
  expectTrueLoads(items)
  expectTrueRouting(items)
}

/** Every event is on the bus, or waits to be. */
function expectWholeOutbox(desk: Desk, items: readonly Item[]): void {
  const published = new Set(desk.published.map(({ Detail }) => JSON.parse(Detail ?? '{}').id))
  const events = items.filter(({ sk, id, type }) => String(sk).startsWith('EVENT#') && id && type)
  const lost = events.filter(({ id, gsi6pk }) => !/^(OUTBOX|PARKED)#/.test(String(gsi6pk)) && !published.has(id))
  expect(lost.map(({ id }) => id)).toEqual([])
}

/** What everybody has in hand by the counters is what their tickets come to. */
function expectTrueLoads(items: readonly Item[]): void {
  const held = new Map<string, [points: number, tickets: number]>()
  for (const { sk, assignee, load } of items) {
    if (sk !== 'TICKET' || load === undefined || !assignee) continue
    const [points, tickets] = held.get(String(assignee)) ?? [0, 0]
    held.set(String(assignee), [points + Number(load), tickets + 1])
  }
  const counted = items.filter(({ pk, sk }) => pk === 'LOADS' && !String(sk).startsWith('#'))
  for (const { sk, points = 0, tickets = 0 } of counted) {
    expect([sk, Number(points), Number(tickets)]).toEqual([sk, ...(held.get(String(sk)) ?? [0, 0])])
    held.delete(String(sk))
  }
  // Who has no counter has nothing in hand.
  expect([...held.keys()]).toEqual([])
}

/** For each ticket that somebody is to be found for, the item beside it waits to be looked at. */
function expectTrueRouting(items: readonly Item[]): void {
  const waiting = new Set(items.flatMap(({ pk, sk, gsi5pk }) => (sk === 'ROUTING' && gsi5pk ? [pk] : [])))
  const wanted = items.flatMap(({ pk, sk, routing }) => (sk === 'TICKET' && routing ? [pk] : []))
  expect(wanted.filter((pk) => !waiting.has(pk))).toEqual([])
}
