import { type Colour, paint } from '../steps.ts'

export type Cell = string | readonly [text: string, colour: Colour]

const textOf = (cell: Cell) => (typeof cell === 'string' ? cell : cell[0])

/** Rows whose cells stand below each other, as wide as the widest; the first row is the heading. */
export function columns(rows: readonly (readonly Cell[])[]): string[] {
  const count = Math.max(...rows.map((row) => row.length))
  const widths = Array.from({ length: count }, (_, at) => Math.max(...rows.map((row) => textOf(row[at] ?? '').length)))
  return rows.map((row, number) => {
    const cells = row.map((cell, at) => {
      const padded = textOf(cell).padEnd(widths[at] ?? 0)
      if (number === 0) return paint('bold', padded)
      return typeof cell === 'string' ? padded : paint(cell[1], padded)
    })
    return `  ${cells.join('  ')}`.trimEnd()
  })
}
