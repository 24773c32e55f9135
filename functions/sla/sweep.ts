import { fromMs } from '../../domain/time.ts'
import { environment } from '../platform/environment.ts'
import { send } from '../platform/queue.ts'
import { wakesUntil } from '../platform/table/wakes.ts'
import { count, observed } from '../platform/telemetry.ts'
import { lostAfterMs } from './supervision.ts'

/**
 * Every minute: finds tickets whose wake has come within the horizon and has no execution, and those whose execution
 * should have woken long ago, and hands their numbers to the supervisor. It only enqueues: the work is shared out.
 */
export const handler = observed(async () => {
  const now = Date.now()
  const [unarmed, overdue] = await Promise.all([
    wakesUntil('UNARMED', fromMs(now + Number(environment('HORIZON_SECONDS')) * 1000)),
    wakesUntil('ARMED', fromMs(now - lostAfterMs)),
  ])
  const numbers = [...new Set([...overdue, ...unarmed])]
  count('SweptUnarmed', unarmed.length)
  count('SweptOverdue', overdue.length)
  await send(
    environment('TIMERS_QUEUE_URL'),
    numbers.map((number) => ({ number })),
  )
  return { unarmed: unarmed.length, overdue: overdue.length }
})
