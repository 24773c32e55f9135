import { breachPercent, warnPercent } from '../../../domain/clock.ts'
import { targetMs } from '../../../domain/time.ts'
import type { EventData } from '../../../events/catalogue.ts'
import type { ClockKind } from '../../../schemas/clock.ts'
import type { Target } from '../../../schemas/time.ts'
import type { Entry } from './feed.ts'

/** The clocks that the demonstration looks at: every ticket has them. */
export const watchedClocks = ['response', 'resolution'] as const satisfies readonly ClockKind[]
export type WatchedClock = (typeof watchedClocks)[number]

/** A warning or a breach: when it had to come, reckoned here from the ticket's opening, and what came. */
export interface Milestone {
  clock: WatchedClock
  percent: number
  dueAt: string
  /** One, if all is right. */
  came: Entry[]
}

export type Fired = EventData<'sla.warned'>
export const firedOf = (entry: Entry): Fired => entry.data as Fired

export const isMilestone = ({ type }: Entry) => type === 'sla.warned' || type === 'sla.breached'

/** Every milestone that a ticket must have had which nobody answered and whose clocks never stood. */
export function milestonesOf(
  openedAt: string,
  targets: Readonly<Record<WatchedClock, Target>>,
  entries: readonly Entry[],
): Milestone[] {
  return watchedClocks.flatMap((clock) =>
    [warnPercent, breachPercent].map((percent) => {
      const type = percent >= breachPercent ? 'sla.breached' : 'sla.warned'
      return {
        clock,
        percent,
        dueAt: new Date(Date.parse(openedAt) + (targetMs(targets[clock]) * percent) / 100).toISOString(),
        came: entries.filter((entry) => entry.type === type && firedOf(entry).clock === clock),
      }
    }),
  )
}

/** By how much each came after its instant; negative if it came early. */
export const latenesses = ({ dueAt, came }: Milestone): number[] =>
  came.map(({ occurredAt }) => Date.parse(occurredAt) - Date.parse(dueAt))
