import { readFileSync } from 'node:fs'
import { moves, otherWays } from '../domain/moves.ts'
import { isOpen } from '../domain/selection.ts'
import { type Status, statuses } from './ticket.ts'

const path = 'docs/lifecycle.md'
const open = statuses.filter(isOpen)
const ended = statuses.filter((status) => !isOpen(status))

type Who = (typeof moves | typeof otherWays)[number]['by'][number]
const words: Record<Who, string> = {
  customer: 'customer',
  partner: 'partner',
  technician: 'technician',
  agent: 'agent',
  supervisor: 'supervisor',
  manager: 'manager',
  system: 'the desk itself',
  assignee: 'technician (who has it)',
  taker: 'technician (for themselves)',
}

const code = (text: string) => `\`${text}\``

interface Way {
  readonly from: readonly Status[]
  readonly to: string
  readonly by: readonly Who[]
}

function table(heading: string, ways: readonly (readonly [what: string, way: Way])[]): string {
  const rows = ways.map(([what, { from, to, by }]) =>
    [code(what), from.map(code).join(', '), to, by.map((who) => words[who]).join(', ')].join(' | '),
  )
  return [`| ${heading} | from | to | by |`, '|---|---|---|---|', ...rows.map((row) => `| ${row} |`)].join('\n')
}

const moveTable = () =>
  table(
    'move',
    moves.map((row) => [row.move, { ...row, to: code(row.to) }] as const),
  )
const otherTable = () =>
  table(
    'operation',
    otherWays.map((row) => [row.what, { ...row, to: row.to === 'former' ? 'where it was' : code(row.to) }] as const),
  )

/** One arrow for each way; what every open ticket can do is one arrow from all of them together. */
function arrows(): string[] {
  const rows = [
    ...moves.map(({ move, from, to }) => ({ what: move, from, to })),
    ...otherWays.map(({ what, from, to }) => ({ what, from, to: to === 'former' ? 'open' : to })),
  ]
  const ways = rows.flatMap(({ what, from, to }) => from.map((status) => ({ what, from: status, to })))
  const fromAll = (what: string, to: string) =>
    (ended as readonly string[]).includes(to) &&
    open.every((status) => ways.some((way) => way.what === what && way.to === to && way.from === status))
  const lines = ways.map(({ what, from, to }) => `  ${fromAll(what, to) ? 'open' : from} --> ${to}: ${what}`)
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

const parts: Record<string, () => string> = { diagram, moves: moveTable, others: otherTable }

/** The page of a ticket's life with its generated parts as domain/moves.ts has them now; the words between are by hand. */
export function lifecyclePage(root: string): [path: string, text: string] {
  const page = readFileSync(`${root}${path}`, 'utf8')
  const text = page.replace(
    /(<!-- generated: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_, begin: string, name: string, end: string) => `${begin}${parts[name]?.()}\n${end}`,
  )
  return [path, text]
}
