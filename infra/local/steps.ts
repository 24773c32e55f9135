import { stripVTControlCharacters, styleText } from 'node:util'
import { Trouble } from './trouble.ts'

const out = process.stdout
// Nobody reads any more (`npm start | head`): no reason to stop.
out.on('error', () => {})
export type Colour = Parameters<typeof styleText>[0]
/** Colours only where somebody can see them (and never with NO_COLOR). */
export const paint = (colour: Colour, text: string) => styleText(colour, text, { stream: out })
export const say = (line = '') => out.write(`${line}\n`)
export const warn = (line: string) => say(`${paint('yellow', '!')} ${line}`)

export const seconds = (began: number) => `${((performance.now() - began) / 1000).toFixed(1)} s`

const line = (sign: string, name: string, outcome: string, began: number) =>
  `${sign} ${name.padEnd(20)} ${outcome.padEnd(44)} ${paint('dim', seconds(began))}`

/**
 * Does one step of the start, and says what it does and how long it took: on a terminal while it lasts, else once it is
 * done. What `work` returns as `said` is the outcome in a few words.
 */
export async function step<Result extends { said: string }>(
  name: string,
  doing: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const began = performance.now()
  const clear = showWhileItLasts(() => line('•', name, `${doing} …`, began))
  try {
    const result = await work()
    clear()
    say(line(paint('green', '✔'), name, result.said, began))
    return result
  } catch (error) {
    clear()
    const outcome = error instanceof Error && error.name === 'AbortError' ? 'interrupted' : 'failed'
    say(line(paint('red', '✘'), name, outcome, began))
    throw error
  }
}

function showWhileItLasts(text: () => string): () => void {
  if (!out.isTTY) return () => {}
  const draw = () => out.write(`\r${text()}`)
  draw()
  const timer = setInterval(draw, 500)
  return () => {
    clearInterval(timer)
    out.write(`\r${' '.repeat(stripVTControlCharacters(text()).length)}\r`)
  }
}

/** One line that says what happened and what to do, after what the log had to say. */
export function tell(error: unknown): void {
  if (!(error instanceof Trouble)) {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
    return
  }
  for (const said of error.lines) process.stderr.write(`  ${paint('dim', said)}\n`)
  process.stderr.write(`${paint('red', '✘')} ${error.message} ${paint('bold', `→ ${error.advice}`)}\n`)
}
