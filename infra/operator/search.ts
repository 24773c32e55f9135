import { parseArgs } from 'node:util'
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { paint, say, seconds, tell, warn } from '../local/steps.ts'
import { Trouble } from '../local/trouble.ts'
import { type Resources, resourcesOf } from './resources.ts'

const usage = `npm run search -- status|verify|rebuild [--stage local|dev|prod]

  status    how large the search index is, and how old
  verify    holds it against the table, ticket by ticket; what differs is indexed again
  rebuild   makes it anew from the table; searches go on with the old one meanwhile`

/** What the stack gives to the function that keeps the index, so that this works on the same. */
async function takeSettings({ functions }: Resources): Promise<void> {
  const name = Object.entries(functions).find(([id]) => id.startsWith('SearchCompact'))?.[1]
  if (!name) throw new Trouble('This desk has no search index.', 'Deploy it again: docs/deploying.md.')
  const { Environment } = await new LambdaClient({}).send(new GetFunctionConfigurationCommand({ FunctionName: name }))
  for (const [key, value] of Object.entries(Environment?.Variables ?? {})) {
    if (/^(SEARCH_|CHANGES_|TABLE_)/.test(key)) process.env[key] = value
  }
}

async function status(): Promise<void> {
  const { searchIndex } = await import('../../functions/platform/search/search-index.ts')
  const { engine, tickets, about } = await searchIndex().health()
  say(`${paint('bold', String(tickets))} tickets in the index (${engine})`)
  for (const [what, value] of Object.entries(about)) say(`  ${what.padEnd(22)} ${value}`)
}

async function verify(): Promise<void> {
  const { searchIndex } = await import('../../functions/platform/search/search-index.ts')
  const { verify: compare } = await import('../../functions/platform/search/verifying.ts')
  const { send } = await import('../../functions/platform/queue.ts')
  const began = performance.now()
  const { tickets, differing } = await compare(searchIndex(), Date.now())
  say(`${tickets} tickets of the table compared after ${seconds(began)}.`)
  if (differing.length === 0) return void say(paint('green', 'The index knows each as it is.'))
  warn(`${differing.length} differ: ${differing.slice(0, 10).join(', ')}${differing.length > 10 ? ' …' : ''}`)
  await send(
    String(process.env.CHANGES_QUEUE_URL),
    differing.map((ticket) => ({ ticket })),
  )
  say('They are on the queue to be indexed again; `verify` says in a minute whether that has helped.')
  process.exitCode = 1
}

/** How often the progress is said, in milliseconds. */
const sayEveryMs = 2000

async function rebuild(): Promise<void> {
  const { searchIndex } = await import('../../functions/platform/search/search-index.ts')
  const { everyDocument } = await import('../../functions/platform/search/everything.ts')
  const { saveVerified } = await import('../../functions/platform/search/upkeep.ts')
  const began = performance.now()
  let saidAt = began
  let total = 0
  await searchIndex().rebuild(
    everyDocument((read) => {
      total = read
      if (performance.now() - saidAt < sayEveryMs) return
      saidAt = performance.now()
      const rate = Math.round(read / ((saidAt - began) / 1000))
      say(`  ${read} tickets read (${rate} a second)`)
    }),
  )
  await saveVerified(Date.now())
  say(`The index is made anew of ${total} tickets after ${seconds(began)}; functions take it up within a minute.`)
}

const commands = { status, verify, rebuild }

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { stage: { type: 'string', default: 'local' }, help: { type: 'boolean' } },
  })
  const command = commands[positionals[0] as keyof typeof commands]
  if (!command || values.help) {
    say(usage)
    process.exitCode = values.help ? 0 : 2
  } else {
    process.env.POWERTOOLS_LOG_LEVEL = 'WARN'
    await takeSettings(await resourcesOf(values.stage))
    await command()
  }
} catch (error) {
  tell(error)
  process.exitCode = 1
}
