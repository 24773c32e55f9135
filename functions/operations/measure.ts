import { between, fromMs } from '../../domain/time.ts'
import { priorities } from '../../schemas/ticket.ts'
import { readStanding } from '../platform/table/standing.ts'
import { divided, level, observed } from '../platform/telemetry.ts'

const hourMs = 60 * 60_000

/** Every minute: says how the desk stands. A run that is missed leaves a gap in the curves, and nothing else. */
export const handler = observed(async () => {
  const { open, byChannel, byPriority, unassigned, atRisk, breached, oldestAt } = await readStanding()
  level('TicketsOpen', open)
  level('TicketsUnassigned', unassigned)
  level('TicketsAtRisk', atRisk)
  level('TicketsBreached', breached)
  level('OldestOpenHours', oldestAt ? between(oldestAt, fromMs(Date.now())) / hourMs : 0)
  for (const [channel, tickets] of Object.entries(byChannel)) divided('TicketsOpen', 'channel', channel, tickets)
  for (const priority of priorities) divided('TicketsOpen', 'priority', priority, byPriority[priority] ?? 0)
  return { open }
})
