import { setTimeout } from 'node:timers/promises'

/** A guard against waiting for ever; nothing that is tested takes nearly so long. */
const patienceMs = 30_000
const pollMs = 50

/** Waits until a probe finds something; what it is that is waited for is said when it does not come. */
export async function eventually<Found>(
  what: string,
  probe: () => Promise<Found | undefined | false> | Found | undefined | false,
  withinMs = patienceMs,
): Promise<Found> {
  const until = Date.now() + withinMs
  for (;;) {
    const found = await probe()
    if (found !== undefined && found !== false) return found
    if (Date.now() > until) throw new Error(`Waited ${withinMs} ms in vain: ${what}`)
    await setTimeout(pollMs)
  }
}

/** Waits until an instant has passed: for what must not have happened by then. */
export const passed = (instant: string): Promise<boolean> =>
  eventually(`it is ${instant}`, () => Date.now() >= Date.parse(instant), Date.parse(instant) - Date.now() + patienceMs)
