import { parseArgs } from 'node:util'
import { Trouble } from '../../infra/local/trouble.ts'

export const usage = `npm run bench -- [options]

  --quick     a few of everything, in about two minutes: whether it works, not how fast
  --running   on the desk that runs here (it is left with the bench's tickets), instead of one of its own
  --starts    also a first start in a fresh clone, with everything to install (some minutes more)
  --help      this`

export interface Options {
  quick: boolean
  running: boolean
  starts: boolean
  help: boolean
}

export function optionsFrom(given: readonly string[]): Options {
  const flag = { type: 'boolean', default: false } as const
  const options = { quick: flag, running: flag, starts: flag, help: flag }
  try {
    return parseArgs({ args: [...given], options, strict: true, allowPositionals: false }).values
  } catch (error) {
    const what = error instanceof Error ? error.message.split('. ')[0] : String(error)
    throw new Trouble(`${what}.`, '`npm run bench -- --help` shows what there is.')
  }
}
