import { breachPercent, warnPercent } from '../../../domain/clock.ts'
import { type Colour, paint } from '../steps.ts'
import { type WatchedClock, watchedClocks } from './milestones.ts'
import { spoken } from './time-words.ts'

/** What stands beside the two bars, at its widest. */
const besideBars = 72
const cellsIn = (width: number) => Math.max(4, Math.min(20, Math.floor((width - besideBars) / 2)))

/** How far a ticket's clocks have come, as bars: `TKT000024  response ████████░░ 8.1 s of 10.0 s`. */
export function countdown(
  ticket: string,
  startedAt: string,
  targets: Readonly<Record<WatchedClock, number>>,
  width: number,
  nowMs = Date.now(),
): string {
  const cells = cellsIn(width)
  const spentMs = Math.max(0, nowMs - Date.parse(startedAt))
  return [paint('bold', `  ${ticket}`), ...watchedClocks.map((kind) => bar(kind, spentMs, targets[kind], cells))].join(
    '   ',
  )
}

function bar(kind: WatchedClock, spentMs: number, targetMs: number, cells: number): string {
  const percent = (100 * spentMs) / targetMs
  const colour: Colour = percent >= breachPercent ? 'red' : percent >= warnPercent ? 'yellow' : 'green'
  const full = Math.min(cells, Math.floor((cells * spentMs) / targetMs))
  return `${kind} ${paint(colour, '█'.repeat(full))}${paint('dim', '░'.repeat(cells - full))} ${spoken(spentMs)} of ${spoken(targetMs)}`
}
