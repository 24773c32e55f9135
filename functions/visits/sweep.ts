import { visitReminded } from '../../domain/visit-rules.ts'
import { remindersUntil, visitWrites } from '../platform/table/visits.ts'
import { count, logger, observed } from '../platform/telemetry.ts'
import { tendVisits } from './tending.ts'

/** So many tickets side by side. */
const together = 10
/** What is not begun by then is found again a minute later. */
const enoughMs = 40_000

/**
 * Every minute: puts on record that customers are to be reminded of their visits, each visit once for each time that it was
 * planned for. The mail follows from the event. What fails is found again.
 */
export const handler = observed(async (_event: unknown, correlationId: string) => {
  const now = new Date().toISOString()
  const due = await remindersUntil(now)
  const tickets = [...new Set(due.map(({ ticket }) => ticket))]
  const began = Date.now()
  let [reminded, failed] = [0, 0]
  for (let at = 0; at < tickets.length && Date.now() - began < enoughMs; at += together) {
    const part = await Promise.allSettled(tickets.slice(at, at + together).map((one) => remind(one, correlationId)))
    for (const outcome of part) {
      if (outcome.status === 'fulfilled') reminded += outcome.value
      else {
        failed += 1
        logger.error('A reminder of a visit failed and will be tried again', outcome.reason as Error)
      }
    }
  }
  count('VisitsReminded', reminded)
  if (failed > 0) throw new Error(`${failed} tickets could not be reminded of their visits now`)
  return { reminded }
})

/** What has begun by now is taken off the list without a word. */
const remind = (ticket: string, correlationId: string): Promise<number> =>
  tendVisits(ticket, correlationId, async ({ visits, now }) => {
    const visit = visits.find(
      ({ status, remindAt }) => status === 'planned' && remindAt !== undefined && remindAt <= now,
    )
    if (!visit) return undefined
    const { remindAt: _, ...rest } = visit
    const isLate = visit.from <= now
    const after = { ...rest, ...(!isLate && { remindedAt: now }), version: visit.version + 1, updatedAt: now }
    return { rule: isLate ? () => [] : visitReminded(after), writes: visitWrites(visit, after) }
  })
