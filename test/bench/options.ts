import { parseArgs } from 'node:util'
import { Trouble } from '../../infra/local/trouble.ts'

export const usage = `npm run bench -- [options]

  --quick     a few of everything, in about two minutes: whether it works, not how fast
  --running   on the desk that runs here (it is left with the bench's tickets), instead of one of its own
  --starts    also a first start in a fresh clone, with everything to install (some minutes more)
  --tickets N also lists of a desk of N tickets, which are loaded first: 100000 takes some ten minutes
  --help      this`

export interface Options {
  quick: boolean
  running: boolean
  starts: boolean
  help: boolean
  /** Beside the usual sizes; 0: none. */
  tickets: number
}

export function optionsFrom(given: readonly string[]): Options {
  const flag = { type: 'boolean', default: false } as const
  const tickets = { type: 'string', default: '0' } as const
  const options = { quick: flag, running: flag, starts: flag, help: flag, tickets }
  try {
    const { values } = parseArgs({ args: [...given], options, strict: true, allowPositionals: false })
    return { ...values, tickets: sizeOf(values.tickets) }
  } catch (error) {
    const what = error instanceof Error ? error.message.split('. ')[0] : String(error)
    throw new Trouble(`${what}.`, '`npm run bench -- --help` shows what there is.')
  }
}

function sizeOf(text: string): number {
  const size = Number(text)
  if (Number.isInteger(size) && size >= 0 && size <= 1_000_000) return size
  throw new Error(`--tickets ${text} is no number of tickets`)
}
