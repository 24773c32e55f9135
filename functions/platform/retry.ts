import { setTimeout } from 'node:timers/promises'

/** How often a lost race is run again before the caller is told to come back (docs/architecture.md, "The way of a command"). */
export const attempts = 5

/** Waits a random while that grows with the attempt: up to 50 ms, 100 ms, 200 ms, at most 400 ms (full jitter). */
export const pauseFor = (attempt: number): Promise<void> => setTimeout(Math.random() * Math.min(400, 25 * 2 ** attempt))
