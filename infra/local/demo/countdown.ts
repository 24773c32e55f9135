import { breachPercent, warnPercent } from '../../../domain/clock.ts'
import { type ClockKind, clockKinds } from '../../../schemas/clock.ts'
import { type Colour, paint } from '../steps.ts'
import { spoken } from './time-words.ts'

const cells = 20

/** How far a ticket's clocks have come, as bars: `TKT000024  response ████████░░ 8.1 s of 10.0 s`. */
export function countdown(
  ticket: string,
  startedAt: string,
  targets: Readonly<Record<ClockKind, number>>,
  nowMs = Date.now(),
): string {
  const spentMs = Math.max(0, nowMs - Date.parse(startedAt))
  return [paint('bold', `  ${ticket}`), ...clockKinds.map((kind) => bar(kind, spentMs, targets[kind]))].join('   ')
}

function bar(kind: ClockKind, spentMs: number, targetMs: number): string {
  const percent = (100 * spentMs) / targetMs
  const colour: Colour = percent >= breachPercent ? 'red' : percent >= warnPercent ? 'yellow' : 'green'
  const full = Math.min(cells, Math.floor((cells * spentMs) / targetMs))
  return `${kind} ${paint(colour, '█'.repeat(full))}${paint('dim', '░'.repeat(cells - full))} ${spoken(spentMs)} of ${spoken(targetMs)}`
}
