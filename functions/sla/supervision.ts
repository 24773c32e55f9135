import { phaseOf } from '../../domain/phase.ts'
import { upToSecond } from '../../domain/time.ts'
import { sleeps } from '../../domain/timed.ts'
import { pauseFor } from '../platform/retry.ts'
import { armedInTime } from '../platform/table/index-keys.ts'
import { type Head, loadHead, loadTicket } from '../platform/table/tickets.ts'
import { disarm, markCovered, retire, saveArmed } from '../platform/table/wakes.ts'
import { count } from '../platform/telemetry.ts'
import { armingOf, executionOf, startSleep, withinHorizon } from '../platform/timers.ts'
import { bringUpToNow } from './catching-up.ts'

/** An armed execution that is so late has been lost: Step Functions itself takes a second or two. */
export const lostAfterMs = 30_000

/** An execution that has ended without doing its work, and when another is to be started in its place. */
interface Lost {
  execution: string
  again: 'now' | 'by-the-sweep'
}

/** How often the ticket may change under the supervisor's hands before its message comes again. */
const attempts = 8

/**
 * Makes sure that an execution wakes for the ticket's next wake (docs/architecture.md, "Timers"): one is started
 * where none is armed, or the armed one wakes later. What is overdue is brought up to now here and then. Idempotent.
 */
export async function superviseTicket(number: string, correlationId: string, lost?: Lost): Promise<void> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const loaded = await loadHead(number)
    if (!loaded) return
    const step = await superviseOnce(loaded, correlationId, lost)
    if (step === 'done') return
    if (step === 'raced') await pauseFor(attempt)
  }
  throw new Error(`${number} changed ${attempts} times while it was armed`)
}

async function superviseOnce(loaded: Head, correlationId: string, lost?: Lost): Promise<'done' | 'again' | 'raced'> {
  const { armed, ticket } = loaded
  const { wakeAt } = ticket
  const now = Date.now()
  const givenUp = await giveUp(loaded, lost, now)
  if (givenUp) return givenUp
  if (!wakeAt) return 'done'
  if ((!armed || !sleeps(ticket)) && Date.parse(wakeAt) <= now) {
    const { loaded: whole } = await loadTicket(loaded.ticket.number)
    const after = whole && (await bringUpToNow(whole, correlationId))
    return after?.raced ? 'raced' : 'again'
  }
  if (lost?.again === 'by-the-sweep' || !sleeps(ticket) || !withinHorizon(wakeAt, now)) return 'done'
  if (armed && armedInTime(wakeAt, armed)) {
    return loaded.covered || (await markCovered(loaded, armed)) ? 'done' : 'raced'
  }
  return (await arm(loaded, wakeAt)) ? 'done' : 'raced'
}

/** Takes away what will not wake any more: what has ended, or should have woken long ago. Undefined: there is no such thing. */
async function giveUp(loaded: Head, lost: Lost | undefined, now: number): Promise<'again' | 'raced' | undefined> {
  const { armed, arming } = loaded
  if (lost && armingOf(lost.execution) > arming) {
    // It was gone before it was written down: now its name can never be.
    return (await retire(loaded, armingOf(lost.execution))) ? 'again' : 'raced'
  }
  if (!armed || (armed.execution !== lost?.execution && Date.parse(armed.wakeAt) >= now - lostAfterMs)) return undefined
  count('ExecutionsLost')
  return (await disarm(loaded, armed.execution)) ? 'again' : 'raced'
}

/** Starts first and writes down after: a crash in between leaves an execution that the next try finds by its name. */
async function arm(loaded: Head, wake: string): Promise<boolean> {
  const { ticket, arming } = loaded
  const wakeAt = upToSecond(wake)
  for (let name = arming + 1; ; name += 1) {
    const execution = executionOf(ticket.number, name)
    const started = await startSleep({ number: ticket.number, execution, next: phaseOf(ticket), wakeAt })
    if (started) return saveArmed(loaded, { execution, wakeAt: started.wakeAt }, name)
  }
}
