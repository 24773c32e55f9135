import { readFileSync } from 'node:fs'
import { type MoveName, moves } from '../domain/moves.ts'
import { type Status, statuses } from './ticket.ts'

const path = 'docs/lifecycle.md'
const ended: readonly Status[] = ['resolved', 'closed', 'cancelled']
const open = statuses.filter((status) => !ended.includes(status))

type Who = (typeof moves)[number]['by'][number]
const words: Record<Who, string> = {
  customer: 'customer',
  technician: 'technician',
  agent: 'agent',
  supervisor: 'supervisor',
  manager: 'manager',
  system: 'the desk itself',
  assignee: 'technician (who has it)',
  taker: 'technician (for themselves)',
}

const code = (text: string) => `\`${text}\``

function table(): string {
  const rows = moves.map(({ move, from, to, by }) =>
    [code(move), from.map(code).join(', '), code(to), by.map((who) => words[who]).join(', ')].join(' | '),
  )
  return ['| move | from | to | by |', '|---|---|---|---|', ...rows.map((row) => `| ${row} |`)].join('\n')
}

/** One arrow for each way; what every open ticket can do is one arrow from all of them together. */
function arrows(): string[] {
  const ways = moves.flatMap(({ move, from, to }) => from.map((status) => ({ move, from: status, to })))
  const fromAll = (move: MoveName, to: Status) =>
    ended.includes(to) &&
    open.every((status) => ways.some((way) => way.move === move && way.to === to && way.from === status))
  const lines = ways.map(({ move, from, to }) => `  ${fromAll(move, to) ? 'open' : from} --> ${to}: ${move}`)
  return [...new Set(lines)]
}

function diagram(): string {
  const inside = open.map((status) => `    ${status}`)
  return [
    '```mermaid',
    'stateDiagram-v2',
    '  state open {',
    ...inside,
    '  }',
    '  [*] --> created: opened',
    ...arrows(),
    '```',
  ].join('\n')
}

const parts: Record<string, () => string> = { diagram, moves: table }

/** The page of a ticket's life with its generated parts as domain/moves.ts has them now; the words between are by hand. */
export function lifecyclePage(root: string): [path: string, text: string] {
  const page = readFileSync(`${root}${path}`, 'utf8')
  const text = page.replace(
    /(<!-- generated: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_, begin: string, name: string, end: string) => `${begin}${parts[name]?.()}\n${end}`,
  )
  return [path, text]
}
