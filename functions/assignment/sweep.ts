import { fromMs } from '../../domain/time.ts'
import { waiting } from '../platform/table/routing.ts'
import { count, observed } from '../platform/telemetry.ts'
import { shareOut } from './waiting.ts'

/** So many of each shard are handed on in one run: a minute later comes the next. */
const most = 250

/**
 * Every minute: finds tickets that are to be tried again by now, since somebody is back or their event was lost, and hands
 * them to the router. It only enqueues.
 */
export const handler = observed(async () => {
  const now = fromMs(Date.now())
  const [due, daily] = await Promise.all([waiting('ROUTING', now, most), waiting('UNROUTED', now, most)])
  count('SweptToRoute', due.length + daily.length)
  await shareOut([...due, ...daily])
  return { due: due.length, daily: daily.length }
})
