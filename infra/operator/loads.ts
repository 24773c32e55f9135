import { parseArgs } from 'node:util'
import { say, tell } from '../local/steps.ts'
import { resourcesOf } from './resources.ts'

const usage = `npm run loads -- check|rebuild [--stage local|dev|prod]

  check     holds what everybody has in hand, as it is counted, against their tickets, and says where it differs
  rebuild   the same, and puts it right; open tickets from before this was counted are counted, too

Both can run while the desk does.`

async function recount(rebuilds: boolean): Promise<number> {
  const { checkLoad, correctLoad, countUncounted, peopleWithLoads } = await import(
    '../../functions/platform/table/recount-loads.ts'
  )
  const people = await peopleWithLoads()
  let [wrong, late] = [0, 0]
  for (const person of people) {
    if (rebuilds) late += await countUncounted(person)
    for (let found = await checkLoad(person); found; ) {
      const { counted, right } = found
      wrong += 1
      say(
        `  ${person}: ${counted.points} points, ${counted.tickets} tickets; ${right.points} and ${right.tickets} are right`,
      )
      found = rebuilds && !(await correctLoad(found)) ? await checkLoad(person) : undefined
    }
  }
  say(`${people.length} people looked at.`)
  if (late > 0) say(`  ${late} tickets were from before this was counted: now they are.`)
  return wrong
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { stage: { type: 'string', default: 'local' }, help: { type: 'boolean' } },
  })
  const [command] = positionals
  if ((command !== 'check' && command !== 'rebuild') || values.help) {
    say(usage)
    process.exitCode = values.help ? 0 : 2
  } else {
    process.env.TABLE_NAME = (await resourcesOf(values.stage)).table
    const wrong = await recount(command === 'rebuild')
    if (wrong === 0) say('Everything is counted as it is.')
    else if (command === 'rebuild') say(`${wrong} were wrong; now they are right.`)
    else {
      say(`${wrong} are wrong: \`npm run loads -- rebuild\` puts them right.`)
      process.exitCode = 1
    }
  }
} catch (error) {
  tell(error)
  process.exitCode = 1
}
