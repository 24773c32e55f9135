import { setTimeout } from 'node:timers/promises'
import { busy } from '../../domain/refusal.ts'

/** How often a lost race is run again before the caller is told to come back (docs/architecture.md, "The way of a command"). */
export const attempts = 5

/** Waits a random while that grows with the attempt: up to 50 ms, 100 ms, 200 ms, at most 400 ms (full jitter). */
export const pauseFor = (attempt: number): Promise<void> => setTimeout(Math.random() * Math.min(400, 25 * 2 ** attempt))

/** Runs again what has lost a race, which gives nothing then: up to five times. Refuses as `busy` what loses them all. */
export async function untilWon<Result>(run: () => Promise<Result | undefined>): Promise<Result> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const result = await run()
    if (result !== undefined) return result
    await pauseFor(attempt)
  }
  throw busy()
}
