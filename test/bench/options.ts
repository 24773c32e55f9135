import { parseArgs } from 'node:util'
import { Trouble } from '../../infra/local/trouble.ts'

/** The parts that can be measured by themselves. */
const partNames = [
  'evaluate',
  'assignment',
  'routes',
  'table-use',
  'lives',
  'milestones',
  'traffic',
  'mail',
  'lists',
] as const

export const usage = `npm run bench -- [options]

  --quick     a few of everything, in about two minutes: whether it works, not how fast
  --running   on the desk that runs here (it is left with the bench's tickets), instead of one of its own
  --starts    also a first start in a fresh clone, with everything to install (some minutes more)
  --tickets N also lists of a desk of N tickets, which are loaded first: 100000 takes some ten minutes
  --milestones N
              N milestones instead of 200: 10000 takes some half an hour
  --only PART just this part: evaluate, assignment, routes, table-use, lives, milestones, traffic, mail, lists
  --help      this`

export interface Options {
  quick: boolean
  running: boolean
  starts: boolean
  help: boolean
  /** Beside the usual sizes; 0: none. */
  tickets: number
  /** How many are waited for; 0: as many as usual. */
  milestones: number
  /** The one part that is measured; all of them if empty. */
  only: string
}

export function optionsFrom(given: readonly string[]): Options {
  const flag = { type: 'boolean', default: false } as const
  const number = { type: 'string', default: '0' } as const
  const only = { type: 'string', default: '' } as const
  const options = { quick: flag, running: flag, starts: flag, help: flag, tickets: number, milestones: number, only }
  try {
    const { values } = parseArgs({ args: [...given], options, strict: true, allowPositionals: false })
    const [tickets, milestones] = [sizeOf('tickets', values), sizeOf('milestones', values)]
    return { ...values, tickets, milestones, only: partOf(values.only) }
  } catch (error) {
    const what = error instanceof Error ? error.message.split('. ')[0] : String(error)
    throw new Trouble(`${what}.`, '`npm run bench -- --help` shows what there is.')
  }
}

function sizeOf(what: 'tickets' | 'milestones', { [what]: text }: Record<typeof what, string>): number {
  const size = Number(text)
  if (Number.isInteger(size) && size >= 0 && size <= 1_000_000) return size
  throw new Error(`--${what} ${text} is no number of ${what}`)
}

function partOf(name: string): string {
  if (name === '' || partNames.some((known) => known === name)) return name
  throw new Error(`--only ${name}: the parts are ${partNames.join(', ')}`)
}
