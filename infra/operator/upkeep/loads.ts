import type { Ending, Run } from '../line/command.ts'

/** Holds what everybody has in hand against their tickets; with `rebuild` it is put right. */
export async function loads(given: Run, rebuild: boolean): Promise<Ending> {
  const { screen } = given
  await given.resources()
  const rights = rebuild && !given.dryRun
  const { checkLoad, correctLoad, countUncounted, peopleWithLoads } = await import(
    '../../../functions/platform/table/recount-loads.ts'
  )
  const people = await peopleWithLoads()
  const progress = screen.progress('people')
  const wrong: { person: string; counted: object; right: object }[] = []
  let [late, looked] = [0, 0]
  for (const person of people) {
    if (rights) late += await countUncounted(person)
    for (let found = await checkLoad(person); found; ) {
      wrong.push({ person, counted: found.counted, right: found.right })
      found = rights && !(await correctLoad(found)) ? await checkLoad(person) : undefined
    }
    looked += 1
    progress.at(looked, people.length)
  }
  progress.end()
  const words = (load: object) => `${(load as Load).points} points, ${(load as Load).tickets} tickets`
  screen.table(
    ['person', 'counted', 'right'],
    wrong.map(({ person, counted, right }) => [person, words(counted), words(right)]),
  )
  screen.say(`${people.length} people looked at.`)
  if (late > 0) screen.say(`${late} tickets were from before this was counted: now they are.`)
  if (wrong.length === 0) screen.say('Everything is counted as it is.')
  else if (rights) screen.say(`${wrong.length} were wrong; now they are right.`)
  else screen.say(`${wrong.length} are wrong: \`npm run desk -- loads rebuild\` puts them right.`)
  screen.give({ people: people.length, late, wrong })
  return wrong.length > 0 && !rights ? 'found' : 'well'
}

interface Load {
  points: number
  tickets: number
}
