import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { callMs, fullMs, roomIn } from '../../../domain/partners/bucket.ts'

/** Lets calls through as the gate does: each that fits is taken out. Gives the instants of those that came through. */
function through(limit: number, instants: readonly number[]): number[] {
  let spentUntil = 0
  return instants.filter((now) => {
    const from = Math.max(spentUntil, now - fullMs(limit))
    if (roomIn(from, now, limit).remaining === 0) return false
    spentUntil = from + callMs(limit)
    return true
  })
}

const limits = fc.integer({ min: 1, max: 6000 })
const calls = fc
  .array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 200 })
  .map((gaps) => gaps.map((_, at) => 1e12 + gaps.slice(0, at + 1).reduce((sum, gap) => sum + gap, 0)))

describe('a bucket', () => {
  it('lets a whole minute’s calls through at once, and not one more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), (limit) => {
        expect(through(limit, Array(limit + 5).fill(1e12))).toHaveLength(limit)
      }),
    )
  })

  it('lets no more through in any stretch than it holds and what comes in meanwhile', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), calls, (limit, instants) => {
        const passed = through(limit, instants)
        for (const [at, from] of passed.entries())
          for (const [count, to] of passed.slice(at).entries())
            expect(count + 1).toBeLessThanOrEqual(limit + (to - from) / callMs(limit))
      }),
      { numRuns: 30 },
    )
  })

  it('says exactly when another call fits, and when it is full', () => {
    fc.assert(
      fc.property(limits, fc.integer({ min: 0, max: 70_000 }), (limit, ago) => {
        const now = 1e12
        const { nextInMs, fullInMs } = roomIn(now - ago, now, limit)
        if (nextInMs > 0) expect(roomIn(now - ago, now + nextInMs - 1, limit).remaining).toBe(0)
        expect(roomIn(now - ago, now + nextInMs, limit).remaining).toBeGreaterThanOrEqual(1)
        expect(roomIn(now - ago, now + fullInMs, limit)).toMatchObject({ remaining: limit, fullInMs: 0 })
      }),
    )
  })
})
