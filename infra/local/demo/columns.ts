import { type Colour, paint } from '../steps.ts'

export type Cell = string | readonly [text: string, colour: Colour]

/** Between two cells. */
const gap = '  '

export const textOf = (cell: Cell): string => (typeof cell === 'string' ? cell : cell[0])
export const painted = (cell: Cell): string => (typeof cell === 'string' ? cell : paint(cell[1], cell[0]))

const padded = (cell: Cell, width: number): Cell =>
  typeof cell === 'string' ? cell.padEnd(width) : [cell[0].padEnd(width), cell[1]]

/** Rows whose cells stand below each other, as wide as the widest; the first row is the heading. */
export function columns([heading = [], ...rows]: readonly (readonly Cell[])[]): string[] {
  const all = [heading.map((cell): Cell => [textOf(cell), 'bold']), ...rows]
  const widths = heading.map((_, at) => Math.max(...all.map((row) => textOf(row[at] ?? '').length)))
  return all.map((row) =>
    [gap, ...row.map((cell, at) => painted(padded(cell, widths[at] ?? 0)))].join(gap).slice(2).trimEnd(),
  )
}
