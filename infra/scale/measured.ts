import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What docs/bench.md says was measured, so that there is one place to write new figures down. */
export interface Measured {
  /** Read and write units of an operation, by its name in the table there. */
  units(operation: string): { reads: number; writes: number }
  /** State transitions in the life of a ticket, by how the table there calls it. */
  transitions(life: string): number
}

export function measuredIn(root: string): Measured {
  const rows = readFileSync(join(root, 'docs/bench.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    )
  const row = (name: string, cells: number): string[] => {
    const found = rows.find(([first, ...rest]) => first?.startsWith(name) && rest.length === cells)
    if (!found) throw new Error(`docs/bench.md has no figures for "${name}"`)
    return found
  }
  const numberIn = (cell: string | undefined, name: string): number => {
    const value = Number(cell)
    if (Number.isNaN(value)) throw new Error(`docs/bench.md: "${cell}" of "${name}" is no number`)
    return value
  }
  return {
    units(operation) {
      const [, , reads, writes] = row(operation, 3)
      return { reads: numberIn(reads, operation), writes: numberIn(writes, operation) }
    },
    transitions: (life) => numberIn(row(life, 1)[1], life),
  }
}
