import { Trouble } from '../../local/trouble.ts'
import type { Ending, Run } from '../line/command.ts'
import { loads } from '../upkeep/loads.ts'
import * as search from '../upkeep/search.ts'
import { stats } from '../upkeep/stats.ts'

/** Loads a desk until it has so many tickets, and makes anew what is kept beside them: of what was loaded nothing was told. */
export async function loadTickets(given: Run, tickets: number, listsOnly: boolean): Promise<Ending> {
  const { screen, stage, dryRun } = given
  if (stage === 'prod') throw new Trouble('prod is not loaded.', 'Load a desk that nobody works at.')
  await given.resources()
  const { load } = await import('./loading.ts')
  if (dryRun) {
    screen.say(`Tickets would be loaded until there are ${tickets}.`)
    screen.give({ dryRun, tickets })
    return 'well'
  }
  const progress = screen.progress('tickets')
  const began = performance.now()
  const { done } = await load(tickets, { whole: !listsOnly }, (so) => progress.at(so.done, so.total))
  progress.end()
  const seconds = Math.round((performance.now() - began) / 100) / 10
  screen.say(`There are ${done} loaded tickets, after ${seconds} s. What is kept beside them is made anew:`)
  const quietly = { ...given, dryRun: false, screen: { ...screen, give: () => {} } }
  await loads(quietly, true)
  await search.rebuild(quietly)
  if (!listsOnly) await stats(quietly, true, 4)
  screen.give({ tickets: done, seconds })
  return 'well'
}
