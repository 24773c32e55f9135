import { describe, expect, it } from 'vitest'
import { shards } from '../../functions/platform/table/keys.ts'
import { root } from '../../infra/bundle.ts'
import { assumed, ticketsAMonth, useOfTicket } from '../../infra/scale/life.ts'
import * as limits from '../../infra/scale/limits.ts'
import { measuredIn } from '../../infra/scale/measured.ts'
import { monthOf, total } from '../../infra/scale/month.ts'
import { costOf } from '../../infra/scale/prices.ts'

const measured = measuredIn(root)
const use = useOfTicket(measured)

describe('the arithmetic of docs/scale.md', () => {
  it('takes its figures from docs/bench.md, by their rows', () => {
    expect(measured.units('create').writes).toBeGreaterThan(0)
    expect(measured.transitions('warned, then resolved')).toBeGreaterThan(0)
    expect(() => measured.units('levitate')).toThrow('docs/bench.md has no figures for "levitate"')
  })

  it('knows as many shards as the table has', () => {
    expect(limits.shards).toBe(shards)
  })

  it('reckons as by hand', () => {
    expect(costOf('tableWrites', 2_000_000)).toBeCloseTo(1.25)
    expect(costOf('transitions', 9000)).toBeCloseTo(0.225)
    expect(ticketsAMonth).toBe(3_040_000)
    const calls = assumed.calls.reduce((sum, { times }) => sum + times, 0)
    expect(use.calls).toBe(calls)
    const api = monthOf(use).find(({ service, what }) => service === 'API Gateway' && what === 'requests')
    expect(api?.usd).toBeCloseTo((calls * 3_040_000) / 1e6)
  })

  it('grows with the tickets, line by line', () => {
    const fixed = ['alarms', 'metrics']
    const [once, twice] = [monthOf(use), monthOf(use, 2 * ticketsAMonth)]
    for (const [at, { what, usd }] of once.entries()) {
      expect(twice[at]?.usd).toBeCloseTo(fixed.includes(what) ? usd : 2 * usd)
    }
    expect(total(twice)).toBeLessThan(2 * total(once))
  })

  it('every life that is assumed adds up', () => {
    expect(Object.values(assumed.lives).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1)
  })

  it('a shorter horizon has fewer executions open and starts more of them', () => {
    const [month, day] = [limits.horizonOf(30, use), limits.horizonOf(1, use)]
    expect(day.open).toBeLessThan(month.open / 2)
    expect(day.started).toBeGreaterThan(month.started)
  })
})
