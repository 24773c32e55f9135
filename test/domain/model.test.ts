import * as fc from 'fast-check'
import { it } from 'vitest'
import { aLife, live } from './support/lives.ts'

/** More of them, to look further than every run does: RUNS=20000. */
const runs = Number(process.env.RUNS ?? 200)

it('whatever happens to a ticket, the desk says of its service levels what the plain model says', () =>
  fc.assert(
    fc.property(aLife, (life) => void live(life)),
    { numRuns: runs },
  ))
