import { expect } from 'vitest'
import { toMs } from '../../domain/time.ts'
import type { HistoryEntry } from '../../schemas/history.ts'
import type { Desk } from './desk.ts'
import { eventually } from './eventually.ts'
import { historyOf, milestones, ofType } from './history.ts'
import type { TicketItem } from './table.ts'

/** Only against a timer that hangs: how late timers are is the bench's to say. */
const hangsAfterMs = 30_000

/** The ticket, once the supervisor has armed an execution for it: another than the one named, if one is. */
export const armedTicket = (
  { table }: Desk,
  number: string,
  otherThan?: string,
): Promise<TicketItem & { execution: string }> =>
  eventually(`${number} is armed`, async () => {
    const item = await table.ticket(number)
    const execution = item.armed?.execution
    return execution !== undefined && execution !== otherThan && { ...item, execution }
  })

/** The history, once all these milestones have fired. */
export const firedAll = (
  desk: Desk,
  number: string,
  wanted: readonly string[],
  withinMs = hangsAfterMs,
): Promise<HistoryEntry[]> =>
  eventually(
    `${number} has fired ${wanted.join(', ')}`,
    async () => {
      const entries = await historyOf(desk, number)
      const fired = milestones(entries)
      return wanted.every((milestone) => fired.includes(milestone)) && entries
    },
    withinMs,
  )

/** Each milestone fired once, in order, none before its instant, and says truly how late it was. */
export function expectFired(entries: readonly HistoryEntry[], wanted: readonly string[], lateMs = hangsAfterMs): void {
  expect(milestones(entries)).toEqual(wanted)
  for (const { data, occurredAt } of [...ofType(entries, 'sla.warned'), ...ofType(entries, 'sla.breached')]) {
    expect(data.latenessMs).toBe(toMs(occurredAt) - toMs(data.plannedAt))
    expect(data.latenessMs).toBeGreaterThanOrEqual(0)
    expect(data.latenessMs).toBeLessThan(lateMs)
  }
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, at) => at + 1))
}
