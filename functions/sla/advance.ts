import { setTimeout } from 'node:timers/promises'
import { phaseOf } from '../../domain/phase.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { plus, upToSecond } from '../../domain/time.ts'
import { sleeps } from '../../domain/timed.ts'
import { environment } from '../platform/environment.ts'
import { send } from '../platform/queue.ts'
import { pauseFor } from '../platform/retry.ts'
import type { Armed } from '../platform/table/index-keys.ts'
import { type Loaded, loadTicket } from '../platform/table/tickets.ts'
import { disarm, retire, saveSleep } from '../platform/table/wakes.ts'
import { observed } from '../platform/telemetry.ts'
import { armingOf, phaseFor, type Sleep, withinHorizon } from '../platform/timers.ts'
import { bringUpToNow } from './catching-up.ts'

/** What the machine sends: `last` from the state after which the execution ends in any case. */
type Woken = Sleep & { last?: boolean }

/** How often the ticket may change under our hands before the state's own retry takes over. */
const attempts = 8

/**
 * An execution has woken: brings its ticket up to now, and says where the execution goes next. Only the armed one goes on;
 * another does no harm and ends. The answer replaces the execution's state.
 */
export const handler = observed<Woken, Sleep>(async (woken, correlationId) => {
  const early = Date.parse(woken.wakeAt) - Date.now()
  if (early > 0 && !woken.last) return sleepOf(woken, woken.next, plus(woken.wakeAt, 1000))
  if (early > 0) await setTimeout(Math.min(early, 2000))
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const { loaded } = await loadTicket(woken.number)
    if (!loaded) return sleepOf(woken, 'done')
    const after = await wake(loaded, woken, correlationId)
    if (after) return after
    await pauseFor(attempt)
  }
  throw new Error(`${woken.number} changed ${attempts} times while it was brought up to now`)
})

/** Undefined: the ticket changed meanwhile, read it again. */
async function wake(loaded: Loaded, woken: Woken, correlationId: string): Promise<Sleep | undefined> {
  const { execution } = woken
  const mine = loaded.armed?.execution === execution
  // Awake before it was written down: either its name is retired here, or the supervisor writes it down first.
  if (!mine && armingOf(execution) > loaded.arming && !(await retire(loaded, armingOf(execution)))) return undefined
  const now = Date.now()
  const worthSleeping = (ticket: Ticket): boolean =>
    !!ticket.wakeAt && sleeps(ticket) && withinHorizon(ticket.wakeAt, now)
  const goingOn = (ticket: Ticket): Armed | undefined =>
    mine && !woken.last && ticket.wakeAt && worthSleeping(ticket)
      ? { execution, wakeAt: upToSecond(ticket.wakeAt) }
      : undefined
  const { raced, ticket, events } = await bringUpToNow(loaded, correlationId, goingOn)
  if (raced) return undefined
  const on = goingOn(ticket)
  const current = { ...loaded, ticket }
  if (on) {
    const known = events.length > 0 || (loaded.covered && loaded.armed?.wakeAt === on.wakeAt)
    return known || (await saveSleep(current, on))
      ? sleepOf(woken, phaseFor(woken.v, phaseOf(ticket)), on.wakeAt)
      : undefined
  }
  if (mine && !(await disarm(current, execution))) return undefined
  // Nothing sleeps for it now: whatever is still to come is the supervisor's again.
  if ((mine || !loaded.armed) && worthSleeping(ticket)) {
    await send(environment('TIMERS_QUEUE_URL'), [{ number: ticket.number }])
  }
  return sleepOf(woken, 'done')
}

const sleepOf = ({ v, number, execution, wakeAt }: Woken, next: Sleep['next'], until = wakeAt): Sleep => ({
  v,
  number,
  execution,
  next,
  wakeAt: until,
})
