import * as fc from 'fast-check'
import { it } from 'vitest'
import { aLife, type Life } from '../domain/support/lives.ts'
import { aDesk } from './support/desk.ts'
import { type Asking, LivedTwice, type Mishaps } from './support/lived-twice.ts'

/** More of them, to look further than every run does: RUNS=2000. */
const runs = Number(process.env.RUNS ?? 15)
const desk = aDesk()

const now = (weight: number) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight, arbitrary: fc.constant(true) })
const mishaps: fc.Arbitrary<Mishaps & Asking> = fc.record({
  fails: now(1),
  aborted: now(1),
  heard: fc.constantFrom<0 | 1 | 2>(0, 1, 1, 1, 2),
  lateMs: fc.constantFrom(0, 0, 700, 5000),
  sweeps: fc.boolean(),
  again: now(1),
  lost: now(1),
})

/** A policy promises something. */
const promising = aLife.filter(({ promises, steps }) =>
  [promises, ...steps.flatMap(({ edit }) => (edit ? [edit.promises] : []))]
    .flat()
    .every(({ targets }) => Object.values(targets).some((all) => Object.keys(all).length > 0)),
)

/** The same life as in the domain's test, on the handlers and all that wakes them, whatever befalls that. */
async function live({ promises, opensAt, steps }: Life, befalls: readonly (Mishaps & Asking)[]): Promise<void> {
  const told = await LivedTwice.begin(desk, promises, opensAt)
  for (const [at, { when, edit, deeds }] of steps.entries()) {
    if (edit) await told.edits(edit)
    const mishap = befalls[at % befalls.length] as Mishaps & Asking
    const until = told.instantOf(when)
    await told.pass(until, mishap)
    told.compare()
    await told.look()
    for (const deed of deeds) if (deed.does !== 'together' && (await told.does(deed, mishap))) break
    told.compare()
    await told.look()
  }
}

it('whatever happens to a ticket on the desk, its service levels are what the plain model says', () =>
  fc.assert(fc.asyncProperty(promising, fc.array(mishaps, { minLength: 1, maxLength: 5 }), live), { numRuns: runs }))
