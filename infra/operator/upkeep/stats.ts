import { Trouble } from '../../local/trouble.ts'
import type { Ending, Run } from '../line/command.ts'
import type { Screen } from '../line/screen.ts'

/** So many differences are shown; the rest is counted. */
const mostShown = 20

/** What a recount of all tickets came to. */
interface Recounted {
  tickets: number
  places: number
  /** Tickets that had not been counted as they are: now they are. */
  late: number
  wrong: readonly { place: string; counter: string; served: number; recounted: number }[]
}

/** Recounts every ticket beside the figures that are served; what was recounted is served from then on, or dropped. */
export async function recount(screen: Screen, outcome: 'serve' | 'drop', parallel: number): Promise<Recounted> {
  const { beginRecount, countSegment, differences, endRecount, generationsNow } = await import(
    '../../../functions/platform/table/recount.ts'
  )
  const { deskSettings } = await import('../../../functions/platform/table/settings.ts')
  const { countingBy } = await import('../../../domain/counting.ts')
  const counting = countingBy(await deskSettings())
  const generations = await beginRecount()
  const progress = screen.progress('tickets')
  let [tickets, late] = [0, 0]
  const parts = Array.from({ length: parallel }, (_, Segment) =>
    countSegment({ Segment, TotalSegments: parallel }, counting, (counted, behind) => {
      tickets += counted
      late += behind
      progress.at(tickets)
    }),
  )
  await Promise.all(parts)
  progress.end()
  const { filling } = await generationsNow()
  if (filling !== generations.filling) {
    throw new Trouble('Another recount was begun meanwhile.', 'Let that one end, or run this again.')
  }
  const { places, found } = await differences(generations)
  await endRecount(generations, outcome)
  return { tickets, places, late, wrong: found }
}

/** Holds the figures that are served against the tickets, and with `rebuild` makes them right. */
export async function stats(given: Run, rebuild: boolean, parallel: number): Promise<Ending> {
  const { screen } = given
  await given.resources()
  const serves = rebuild && !given.dryRun
  const began = performance.now()
  const { tickets, places, late, wrong } = await recount(screen, serves ? 'serve' : 'drop', parallel)
  const seconds = Math.round((performance.now() - began) / 100) / 10
  screen.say(`${tickets} tickets recounted in ${seconds} s, ${places} places compared.`)
  if (late > 0) {
    screen.say(`${late} had not been counted as they are (their events were under way, or lost): now they are.`)
  }
  screen.table(
    ['place', 'counter', 'served', 'right'],
    wrong.slice(0, mostShown).map((one) => [one.place, one.counter, one.served, one.recounted]),
  )
  if (wrong.length > mostShown) screen.say(`and ${wrong.length - mostShown} more`)
  if (wrong.length === 0) screen.say('All figures are right.')
  else if (serves) screen.say(`${wrong.length} figures were wrong; the right ones are served now.`)
  else screen.say(`${wrong.length} figures are wrong: \`npm run desk -- stats rebuild\` puts them right.`)
  screen.give({ tickets, places, late, wrong, seconds, served: serves ? 'recounted' : 'as before' })
  return wrong.length > 0 && !serves ? 'found' : 'well'
}
