import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '../local/places.ts'
import { say, seconds, tell } from '../local/steps.ts'
import { Trouble } from '../local/trouble.ts'
import { resourcesOf } from './resources.ts'

const usage = `npm run load -- --tickets 100000 [--stage local|dev] [--lists-only]

  Loads a desk with tickets that have lived: opened over the last year, worked on, most of them closed,
  with their histories, customers and technicians. One that was cut off goes on when it is run again.
  Nobody is told of them, and no event is published; the search index and the statistics are made anew
  at the end. With --lists-only there are just the tickets and their texts, which lists and searches look
  at: no histories, and the statistics stay as they are. Not for a desk that people work at.`

const most = 1_000_000

/** What is kept beside the table is made anew from it: of what was loaded nothing was told. */
function rebuild(script: 'loads' | 'search' | 'stats', stage: string): void {
  say(`Making anew what \`npm run ${script}\` looks after …`)
  const file = join(root, `infra/operator/${script}.ts`)
  const { status } = spawnSync(process.execPath, [file, 'rebuild', '--stage', stage], { stdio: 'inherit' })
  if (status === 0) return
  throw new Trouble('The tickets are loaded, but that was not done.', `Run \`npm run ${script} -- rebuild\`.`)
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      tickets: { type: 'string', default: '1000' },
      stage: { type: 'string', default: 'local' },
      'lists-only': { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
  })
  const tickets = Number(values.tickets)
  if (values.help) return void say(usage)
  if (!Number.isInteger(tickets) || tickets < 1 || tickets > most) {
    throw new Trouble(`--tickets ${values.tickets} is no number of tickets.`, `Give one from 1 to ${most}.`)
  }
  if (values.stage === 'prod') throw new Trouble('prod is not loaded.', 'Load a desk that nobody works at.')
  const resources = await resourcesOf(values.stage)
  process.env.TABLE_NAME = resources.table
  const { load } = await import('./load/loading.ts')
  const began = performance.now()
  let first: number | undefined
  let said = 0
  const { done } = await load(tickets, { whole: !values['lists-only'] }, (progress) => {
    first ??= progress.done
    const passed = (performance.now() - began) / 1000
    if (passed - said < 5 && progress.done < progress.total) return
    said = passed
    const rate = (progress.done - first) / passed
    say(`${progress.done} of ${progress.total} tickets, ${rate.toFixed(0)} a second`)
  })
  say(`There are ${done} loaded tickets, after ${seconds(began)}.`)
  if (first === undefined) return
  rebuild('loads', values.stage)
  rebuild('search', values.stage)
  if (!values['lists-only']) rebuild('stats', values.stage)
}

await main().catch((error) => {
  tell(error)
  process.exitCode = 1
})
