import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isNews,
  lifted,
  type Outcome,
  type OutState,
  type Reputation,
  reputationAfter,
  suppressionOf,
} from '../../../domain/mail/outcome.ts'

const told = ['delivered', 'delayed', 'bounced', 'complained', 'suppressed'] as const
const outcome = fc.record({
  state: fc.constantFrom(...told),
  at: fc.integer({ min: 0, max: 20 }).map((minute) => new Date(minute * 60_000).toISOString()),
  permanent: fc.boolean(),
})
const after = (known: OutState, outcomes: readonly Outcome[]): OutState =>
  outcomes.reduce<OutState>((state, one) => (isNews(state, one) ? one.state : state), known)
const reputation = (outcomes: readonly Outcome[], known: Reputation = {}): Reputation =>
  outcomes.reduce<Reputation>((before, one) => reputationAfter(before, one) ?? before, known)
const far = (state: OutState) =>
  ['sent', 'delayed', 'delivered', 'bounced', 'complained'].indexOf(state === 'suppressed' ? 'bounced' : state)

describe('what became of a mail', () => {
  it('is as far in whatever order, and however often, it is told', () => {
    fc.assert(
      fc.property(fc.array(outcome), fc.array(fc.nat(), { maxLength: 30 }), (outcomes, order) => {
        const shuffled = outcomes.toSorted(
          (a, b) => (order[outcomes.indexOf(a)] ?? 0) - (order[outcomes.indexOf(b)] ?? 0),
        )
        expect(far(after('sent', [...shuffled, ...outcomes]))).toBe(far(after('sent', outcomes)))
      }),
    )
  })

  it('never goes back', () => {
    fc.assert(
      fc.property(fc.constantFrom(...told), outcome, (known, one) => {
        expect(far(after(known, [one]))).toBeGreaterThanOrEqual(far(known))
      }),
    )
  })

  it('is refused by SES only where it has not come any further', () => {
    const at = '2026-11-21T10:00:00.000Z'
    expect(
      (['sending', 'sent', 'delivered', 'failed'] as const).map((known) => isNews(known, { state: 'failed', at })),
    ).toEqual([true, true, false, false])
  })
})

describe('what is held against an address', () => {
  it('is the same in whatever order it is told: for good once for good, complained once complained', () => {
    fc.assert(
      fc.property(fc.array(outcome), (outcomes) => {
        const [one, other] = [reputation(outcomes), reputation(outcomes.toReversed())]
        expect(suppressionOf(one)?.because).toBe(suppressionOf(other)?.because)
        expect([one.bounced?.permanent, one.bounced?.at, one.complainedAt]).toEqual([
          other.bounced?.permanent,
          other.bounced?.at,
          other.complainedAt,
        ])
        const isHeld = outcomes.some(
          ({ state, permanent }) =>
            state === 'complained' || ((state === 'bounced' || state === 'suppressed') && permanent),
        )
        expect(suppressionOf(one) !== undefined).toBe(isHeld)
      }),
    )
  })

  it('is counted once for each that is told, and settled once it is lifted', () => {
    fc.assert(
      fc.property(fc.array(outcome), (outcomes) => {
        const known = reputation(outcomes)
        const latest = '1970-01-02T00:00:00.000Z'
        const free = lifted(known, latest)
        expect(suppressionOf(free)).toBeUndefined()
        expect(reputation(outcomes, free)).toEqual(free)
        const again = { state: 'bounced', at: '1970-01-02T00:00:00.001Z', permanent: true } as const
        expect(suppressionOf(reputation([again, again], free))).toEqual({ because: 'bounced', since: again.at })
        expect(reputation([again, again], free).bounced?.times).toBe(1)
      }),
    )
  })
})
