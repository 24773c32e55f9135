import { describe, expect, it, vi } from 'vitest'
import { keys } from '../../functions/platform/table/keys.ts'
import { compareTables } from '../../infra/operator/records/comparing.ts'
import { type Item, isRecord, kindOf } from '../../infra/operator/records/kinds.ts'

const tables: Record<string, Item[]> = {}
vi.mock('../../infra/operator/records/scanning.ts', () => ({
  eachPage: async (name: string, _: number, handle: (items: readonly Item[]) => void) => handle(tables[name] ?? []),
}))

describe('the kind of an item', () => {
  it.each([
    [keys.ticket('TKT1'), 'ticket'],
    [keys.comment('TKT1', 'com_1'), 'comment'],
    [keys.event('TICKET#TKT1', 1), 'event'],
    [keys.event('SLA-POLICY#pol_1', 1), 'sla-policy-event'],
    [keys.customer('cus_1'), 'customer'],
    [{ pk: 'CUSTOMER#cus_1', sk: 'SITE#sit_1' }, 'customer-site'],
    [keys.technician('per_1'), 'technicians'],
    [keys.settings('main'), 'settings'],
    [keys.load('per_1'), 'loads'],
  ])('%o is a %s', (key, kind) => {
    expect(kindOf(key)).toBe(kind)
  })

  it('is a record, unless it lives for minutes or is made anew', () => {
    expect([keys.ticket('T'), keys.person('p'), keys.mail('T', 'm')].map(kindOf).every(isRecord)).toBe(true)
    const passing = [
      keys.request('p', 'k'),
      keys.presence('T'.repeat(3), 'per_1'),
      keys.statistics(1, 'all NOW'),
      keys.passage('h', 1),
    ]
    expect(passing.map(kindOf).some(isRecord)).toBe(false)
  })
})

describe('a restored table', () => {
  const at = '2026-03-02T12:00:00.000Z'
  const before = '2026-03-02T11:00:00.000Z'
  const after = '2026-03-02T13:00:00.000Z'
  const ticket = (number: string, updatedAt = before, more = {}) =>
    ({ ...keys.ticket(number), number, updatedAt, ...more }) as Item
  const compared = (live: Item[], restored: Item[]) => {
    Object.assign(tables, { live, restored })
    return compareTables({ live: 'live', restored: 'restored' }, at, 1)
  }
  const many = Array.from({ length: 500 }, (_, place) => ticket(`TKT${place}`))

  it('that is the same in another order, with fields in another order, has nothing wrong', async () => {
    const turned = many
      .toReversed()
      .map((item) => Object.fromEntries(Object.entries(item).toReversed()) as unknown as Item)
    expect(await compared(many, turned)).toMatchObject({
      changedSince: 0,
      undated: 0,
      wrong: [],
      items: { live: 500, restored: 500 },
    })
  })

  it('has wrong what is lost or spoilt', async () => {
    const spoilt = many.slice(1).map((item, place) => (place === 7 ? { ...item, title: 'Spoilt' } : item))
    const found = await compared(many, spoilt)
    expect([...found.wrong].toSorted()).toEqual(['TICKET#TKT0 TICKET', 'TICKET#TKT8 TICKET'])
    expect(found.kinds).toEqual([{ kind: 'ticket', live: 500, restored: 499 }])
  })

  it('may differ in what has come, changed or gone since', async () => {
    const live = [...many.slice(1), ticket('TKT0', after), ticket('NEW', after)]
    expect(await compared(live, [...many, ticket('GONE')])).toMatchObject({ changedSince: 2, undated: 1, wrong: [] })
  })

  it('may differ in places, and in what does not say when it changed', async () => {
    const published = { ...keys.event('TICKET#TKT1', 1), occurredAt: before } as Item
    const inOutbox = { ...published, gsi6pk: 'OUTBOX#0', gsi6sk: before }
    const load = { ...keys.load('per_1'), points: 3 } as Item
    expect(await compared([published, load], [inOutbox, { ...load, points: 4 }])).toMatchObject({
      undated: 2,
      wrong: [],
    })
  })
})
