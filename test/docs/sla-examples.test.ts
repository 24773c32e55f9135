import { describe, expect, it } from 'vitest'
import { duration } from '../../domain/time.ts'
import { ToldTwice } from '../domain/support/told-twice.ts'
import { examples, policies } from './sla-examples.ts'

const promises = [...Object.values(policies), { calendar: 'always', pauseOn: [], targets: {}, rules: [] } as const]

/** The ticket of an example, with all that happens to it. */
function lived({ policy, priority, opensAt, deeds, seenAt }: (typeof examples)[number]): ToldTwice {
  const told = new ToldTwice(promises, opensAt, { priority, tags: [policy] })
  for (const { at, deed } of [{ at: opensAt, deed: { does: 'starts' } as const }, ...deeds]) {
    if (!told.does(at, deed)) throw new Error(`${deed.does} is refused`)
    told.compare()
  }
  told.does(seenAt, { does: 'looks' })
  return told
}

describe('each example of docs/sla-examples.md', () => {
  it.each(examples)('$line: $told', (example) => {
    const { clock, cycle, seenAt, expected } = example
    const told = lived(example)
    told.look(seenAt)
    const shown = told.shown(seenAt).find((one) => one.clock === clock)
    if (!expected) return expect(shown).toBeUndefined()
    const { state, paused, missedBy, light, fired, dueAt, elapsed } = expected
    expect({
      cycle: shown?.cycle,
      state: shown?.state,
      paused: shown?.paused,
      missedBy: shown?.missedByMs === undefined ? undefined : duration(shown.missedByMs),
      light: shown?.light,
      dueAt: shown?.dueAt && new Date(shown.dueAt),
      elapsed: duration(shown?.elapsedMs ?? 0),
      fired: told
        .recorded()
        .fired.filter((one) => one.clock === clock && one.cycle === cycle)
        .map(({ percent, plannedAt, skipped }) => ({ percent, at: new Date(plannedAt), skipped })),
    }).toEqual({
      ...{ cycle, state, paused, missedBy, light, elapsed },
      dueAt: dueAt && new Date(dueAt),
      fired: fired.map((one) => ({ ...one, at: new Date(one.at) })),
    })
  })

  it('is one of many, over every rule', () => expect(examples.length).toBeGreaterThan(60))
})
