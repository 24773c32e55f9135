import { fromMs } from '../../domain/time.ts'
import { environment } from '../platform/environment.ts'
import { send } from '../platform/queue.ts'
import { wakesUntil } from '../platform/table/wakes.ts'
import { count, observed } from '../platform/telemetry.ts'
import { lostAfterMs } from './supervision.ts'

/**
 * Every minute: finds tickets whose wake has come within the horizon and has no execution, and those whose execution
 * should have woken long ago, and those that are to be archived, and hands their numbers to the supervisor. It only enqueues: the work is shared out.
 */
export const handler = observed(async () => {
  const now = Date.now()
  const [unarmed, overdue, ended] = await Promise.all([
    wakesUntil('UNARMED', fromMs(now + Number(environment('HORIZON_SECONDS')) * 1000)),
    wakesUntil('ARMED', fromMs(now - lostAfterMs)),
    wakesUntil('ARCHIVE', fromMs(now)),
  ])
  const numbers = [...new Set([...overdue, ...unarmed, ...ended])]
  count('SweptUnarmed', unarmed.length)
  count('SweptOverdue', overdue.length)
  count('SweptToArchive', ended.length)
  await send(
    environment('TIMERS_QUEUE_URL'),
    numbers.map((number) => ({ number })),
  )
  return { unarmed: unarmed.length, overdue: overdue.length, toArchive: ended.length }
})
