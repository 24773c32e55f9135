import { stripVTControlCharacters } from 'node:util'
import { paint } from '../../local/steps.ts'

/** How far long work is; said on standard error, so that what a command gives stays clean. */
interface Progress {
  /** So much is done; of so much, where that is known by now. */
  at(done: number, total?: number): void
  end(): void
}

/** Where a command speaks: to a person in lines and tables, to a program in one JSON value. */
export interface Screen {
  readonly isForPrograms: boolean
  /** A line for a person. */
  say(line?: string): void
  /** A table for a person. */
  table(heading: readonly string[], rows: readonly (readonly (string | number | undefined)[])[]): void
  /** What the command found, for a program. */
  give(value: unknown): void
  progress(what: string): Progress
  /** Whether a person agrees; without anybody to ask, undefined. */
  confirm(question: string): Promise<boolean | undefined>
}

interface Channels {
  out: NodeJS.WritableStream & { isTTY?: boolean; columns?: number }
  error: NodeJS.WritableStream & { isTTY?: boolean }
  input: NodeJS.ReadableStream & { isTTY?: boolean }
}

/** How often progress is said where nobody sees a bar move, in milliseconds. */
const saidEveryMs = 5000
const drawnEveryMs = 100
const barWidth = 24

export function screenOn(channels: Channels, isForPrograms: boolean): Screen {
  const { out, error } = channels
  const line = (text = '') => void out.write(`${text}\n`)
  return {
    isForPrograms,
    say: (text) => isForPrograms || line(text),
    table: (heading, rows) => {
      if (!isForPrograms && rows.length > 0) for (const row of laidOut(heading, rows)) line(row)
    },
    give: (value) => {
      if (isForPrograms) line(JSON.stringify(value, null, out.isTTY ? 2 : undefined))
    },
    progress: (what) => progressOn(error, what),
    confirm: (question) =>
      isForPrograms || !channels.input.isTTY ? Promise.resolve(undefined) : ask(channels, question),
  }
}

/** Columns as wide as what is in them; numbers to the right. */
export function laidOut(
  heading: readonly string[],
  rows: readonly (readonly (string | number | undefined)[])[],
): string[] {
  const text = rows.map((row) => row.map((cell) => (cell === undefined ? '–' : String(cell))))
  const isNumber = heading.map((_, at) => rows.length > 0 && rows.every((row) => typeof (row[at] ?? 0) === 'number'))
  const widths = heading.map((name, at) => Math.max(...[name, ...text.map((row) => row[at] ?? '')].map(widthOf)))
  const lay = (cells: readonly string[]) =>
    cells
      .map((cell, at) => {
        const space = ' '.repeat(Math.max(0, (widths[at] ?? 0) - widthOf(cell)))
        return isNumber[at] ? space + cell : cell + space
      })
      .join('  ')
      .trimEnd()
  return [paint('dim', lay(heading)), ...text.map(lay)]
}

const widthOf = (text: string): number => [...stripVTControlCharacters(text)].length

function progressOn(error: Channels['error'], what: string): Progress {
  const began = performance.now()
  let drawnAt = error.isTTY ? -drawnEveryMs : 0
  let drawn = 0
  const every = error.isTTY ? drawnEveryMs : saidEveryMs
  return {
    at(done, total) {
      const passed = performance.now() - began
      if (passed - drawnAt < every) return
      drawnAt = passed
      const text = `${what} ${barOf(done, total)} ${Math.round(done / Math.max(passed / 1000, 0.001))} a second`
      if (!error.isTTY) return void error.write(`${text}\n`)
      error.write(`\r${text.padEnd(drawn)}`)
      drawn = text.length
    },
    end() {
      if (drawn > 0) error.write(`\r${' '.repeat(drawn)}\r`)
    },
  }
}

function barOf(done: number, total?: number): string {
  if (!total) return String(done)
  const full = Math.min(barWidth, Math.floor((done / total) * barWidth))
  return `[${'#'.repeat(full)}${'.'.repeat(barWidth - full)}] ${done} of ${total},`
}

async function ask({ error, input }: Channels, question: string): Promise<boolean> {
  const { createInterface } = await import('node:readline/promises')
  const lines = createInterface({ input, output: error })
  try {
    return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `)).trim())
  } finally {
    lines.close()
  }
}
