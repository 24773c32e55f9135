import { Trouble } from '../../local/trouble.ts'
import type { Ending, Run } from '../line/command.ts'
import { type Resources, variablesOf } from '../resources.ts'

/** What the stack gives to the function that keeps the index, so that this works on the same. */
async function takeSettings(resources: Resources): Promise<void> {
  const variables = await variablesOf(resources, 'SearchCompact')
  if (!variables) throw new Trouble('This desk has no search index.', 'Deploy it again: docs/deploying.md.')
  for (const [key, value] of Object.entries(variables)) {
    if (/^(SEARCH_|CHANGES_|TABLE_)/.test(key)) process.env[key] = value
  }
}

/** How large the index is, and how old. */
export async function status(given: Run): Promise<Ending> {
  await takeSettings(await given.resources())
  const { searchIndex } = await import('../../../functions/platform/search/search-index.ts')
  const health = await searchIndex().health()
  given.screen.say(`${health.tickets} tickets in the index (${health.engine})`)
  given.screen.table(
    ['what', 'value'],
    Object.entries(health.about).map(([what, value]) => [what, String(value)]),
  )
  given.screen.give(health)
  return 'well'
}

/** Holds the index against the table; what differs is put on the queue to be indexed again, unless it is a dry run. */
export async function verify(given: Run): Promise<Ending> {
  const { screen, dryRun } = given
  await takeSettings(await given.resources())
  const { searchIndex } = await import('../../../functions/platform/search/search-index.ts')
  const { verify: compare } = await import('../../../functions/platform/search/verifying.ts')
  const { send } = await import('../../../functions/platform/queue.ts')
  const { tickets, differing } = await compare(searchIndex(), Date.now())
  screen.say(`${tickets} tickets of the table compared.`)
  screen.give({ tickets, differing, sentAgain: differing.length > 0 && !dryRun })
  if (differing.length === 0) {
    screen.say('The index knows each as it is.')
    return 'well'
  }
  screen.say(`${differing.length} differ: ${differing.slice(0, 10).join(', ')}${differing.length > 10 ? ' …' : ''}`)
  if (dryRun) return 'found'
  await send(
    String(process.env.CHANGES_QUEUE_URL),
    differing.map((ticket) => ({ ticket })),
  )
  screen.say('They are on the queue to be indexed again; `search verify` says in a minute whether that has helped.')
  return 'found'
}

/** Makes the index anew from the table. */
export async function rebuild(given: Run): Promise<Ending> {
  const { screen, dryRun } = given
  await takeSettings(await given.resources())
  const { searchIndex } = await import('../../../functions/platform/search/search-index.ts')
  const { everyDocument } = await import('../../../functions/platform/search/everything.ts')
  const { saveVerified } = await import('../../../functions/platform/search/upkeep.ts')
  if (dryRun) {
    const { tickets } = await searchIndex().health()
    screen.say(`The index has ${tickets} tickets; all of the table would be read and indexed anew.`)
    screen.give({ dryRun, tickets })
    return 'well'
  }
  const progress = screen.progress('tickets read')
  const began = performance.now()
  let tickets = 0
  await searchIndex().rebuild(
    everyDocument((read) => {
      tickets = read
      progress.at(read)
    }),
  )
  progress.end()
  await saveVerified(Date.now())
  const seconds = Math.round((performance.now() - began) / 100) / 10
  screen.say(`The index is made anew of ${tickets} tickets after ${seconds} s; functions take it up within a minute.`)
  screen.give({ dryRun, tickets, seconds })
  return 'well'
}
