import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { dirname } from 'node:path'
import { columns } from '../../infra/local/demo/columns.ts'
import { paint, say, warn } from '../../infra/local/steps.ts'
import type { Aim, Part } from './part.ts'

/** Everything but the first column is figures: to the right. */
function figuresToTheRight(rows: readonly (readonly string[])[]): string[][] {
  const width = (at: number) => Math.max(...rows.map((row) => row[at]?.length ?? 0))
  return rows.map((row) => row.map((cell, at) => (at === 0 ? cell : cell.padStart(width(at)))))
}

export function printPart({ title, rows, notes, wrong }: Part): void {
  say(`\n${paint('bold', title)}`)
  for (const line of columns(figuresToTheRight(rows))) say(line)
  for (const note of notes) say(`  ${paint('dim', note)}`)
  for (const fault of wrong.slice(0, 5)) say(`  ${paint('red', '✘')} ${fault}`)
  if (wrong.length > 5) say(`  ${paint('red', '✘')} … and ${wrong.length - 5} more`)
}

export function printAims(aims: readonly Aim[]): void {
  say(`\n${paint('bold', 'Aims')}`)
  const rows = aims.map(
    ({ what, aim, measured, met }) =>
      [met ? ['✔', 'green'] : ['✘ missed', 'yellow'], what, measured, aim] as [
        [string, 'green' | 'yellow'],
        string,
        string,
        string,
      ],
  )
  for (const line of columns([['', 'what', 'measured', 'aim'], ...rows])) say(line)
}

const machine = () => ({
  cores: availableParallelism(),
  processor: cpus()[0]?.model,
  /** Over the last five minutes. */
  load: Number((loadavg()[1] ?? 0).toFixed(1)),
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
})

/** The bench itself and its desk keep a machine busy, but not so busy that processes queue for its processors. */
export function warnIfBusy(): void {
  const { cores, load } = machine()
  if (load > 1.5 * cores) {
    warn(`The machine was busy with other things too (load ${load} on ${cores} cores): times are longer, and scatter.`)
  }
}

export function writeReport(file: string, parts: readonly Part[], about: object): void {
  const figures = Object.fromEntries(parts.map((part) => [part.name, part.figures]))
  const aims = parts.flatMap((part) => part.aims)
  const wrong = parts.flatMap((part) => part.wrong)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(
    file,
    `${JSON.stringify({ at: new Date().toISOString(), machine: machine(), ...about, aims, wrong, ...figures }, null, 2)}\n`,
  )
}
