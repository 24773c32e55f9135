import { wrapped } from '../../../domain/wording.ts'
import type { ClockKind, ClockState } from '../../../schemas/clock.ts'
import type { Status } from '../../../schemas/ticket.ts'
import { type Colour, paint } from '../steps.ts'
import type { Claim } from './claims.ts'
import { type Cell, columns } from './columns.ts'
import { cut } from './event-lines.ts'
import type { Finding, Findings } from './findings.ts'
import { latenesses } from './milestones.ts'
import { dueTime, preciseTime, roughly, spoken } from './time-words.ts'

const statusColours: Partial<Record<Status, Colour>> = {
  closed: 'green',
  resolved: 'green',
  reopened: 'yellow',
  pending_customer: 'yellow',
  pending_parts: 'yellow',
  cancelled: 'dim',
}

const stateColours: Partial<Record<ClockState, Colour>> = {
  met: 'green',
  missed: 'red',
  breached: 'red',
  paused: 'yellow',
  stopped: 'dim',
}

/** What the other columns take at their widest. */
const besideTitle = 83

/** Each ticket: where it stands, what became of its promises, and what is due next; its title where there is room. */
export function ticketTable({ tickets }: Findings, width: number): string[] {
  const titled = (title: string) => (width - besideTitle < 12 ? [] : [title])
  const rows = tickets.map((finding): Cell[] => {
    const { status, title, dueAt } = finding.ticket
    return [
      finding.number,
      ...titled(cut(title, width - besideTitle)),
      [status, statusColours[status] ?? 'cyan'],
      clockCell(finding, 'response'),
      clockCell(finding, 'resolution'),
      dueAt ? dueTime(dueAt) : '',
    ]
  })
  return columns([['Ticket', ...titled('Title'), 'Status', 'Response', 'Resolution', 'Next due'], ...rows])
}

function clockCell({ tracking, entries }: Finding, kind: ClockKind): Cell {
  const clock = tracking.clocks.find((it) => it.clock === kind)
  if (!clock) return '?'
  const end = entries.findLast(({ type, data }) => type === 'sla.ended' && data.clock === kind)?.data
  const left = clock.dueAt && Date.parse(clock.dueAt) - Date.parse(tracking.at)
  const more: Partial<Record<ClockState, string>> = {
    ...(end && { met: ` in ${spoken(Number(end.elapsedMs))}`, missed: ` by ${spoken(Number(end.missedByMs))}` }),
    ...(left && { running: `, ${roughly(left)}` }),
  }
  return [`${clock.state}${more[clock.state] ?? ''}`, stateColours[clock.state] ?? 'cyan']
}

/** Each warning and breach of the ticket on the policy of seconds: when it was due, when it came. */
export function milestoneTable({ milestones }: Findings): string[] {
  const rows = milestones.map((it): Cell[] => {
    const what: Cell = it.percent < 100 ? ['▲ warning', 'yellow'] : ['■ breach', 'red']
    const came = it.came[0]
    const [late] = latenesses(it)
    return [
      it.clock,
      what,
      `${it.percent} %`,
      preciseTime(it.dueAt),
      came ? preciseTime(came.occurredAt) : ['never', 'red'],
      late === undefined ? '' : late < 0 ? [`${-late} ms early`, 'red'] : `${late} ms`,
    ]
  })
  return columns([['Clock', 'What', 'At', 'Due', 'Came', 'Late by'], ...rows])
}

/** The explanation as it can be pasted into a mail, no wider than the terminal. */
export const explanationLines = ({ explanation }: Findings, width: number): string[] =>
  explanation
    .trimEnd()
    .split('\n')
    .flatMap((line) =>
      line.length <= width ? [line] : wrapped(line, width, line.startsWith('- ') ? 2 : 0).split('\n'),
    )

export function claimLines(claims: readonly Claim[]): string[] {
  return claims.flatMap(({ says, wrong }) => [
    `  ${wrong.length === 0 ? paint('green', '✔') : paint('red', '✘')} ${says}`,
    ...wrong.map((line) => `      ${paint('red', line)}`),
  ])
}
