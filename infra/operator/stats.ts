import { parseArgs } from 'node:util'
import { say, tell } from '../local/steps.ts'
import { Trouble } from '../local/trouble.ts'
import { resourcesOf } from './resources.ts'

const usage = `npm run stats -- verify|rebuild [--stage local|dev|prod] [--parallel 4]

  verify    recounts every ticket beside the figures that are served, and says where they differ;
            they stay as they are, but for tickets that had not been counted yet: those are
  rebuild   the same, and serves what was recounted from then on

Both read the whole table, a few parts at a time, and can run while the desk does.`

/** So many differences are shown; the rest is counted. */
const mostShown = 20

async function recount(outcome: 'serve' | 'drop', parallel: number): Promise<number> {
  const { beginRecount, countSegment, differences, endRecount, generationsNow } = await import(
    '../../functions/platform/table/recount.ts'
  )
  const { deskSettings } = await import('../../functions/platform/table/settings.ts')
  const { countingBy } = await import('../../domain/counting.ts')
  const counting = countingBy(await deskSettings())
  const began = Date.now()
  const generations = await beginRecount()
  let counted = 0
  let [told, late] = [0, 0]
  const parts = Array.from({ length: parallel }, (_, Segment) =>
    countSegment({ Segment, TotalSegments: parallel }, counting, (tickets, behind) => {
      counted += tickets
      late += behind
      if (counted - told < 1000) return
      told = counted
      say(`  ${counted} tickets, ${Math.round(counted / ((Date.now() - began) / 1000))} a second`)
    }),
  )
  await Promise.all(parts)
  const { filling } = await generationsNow()
  if (filling !== generations.filling) {
    throw new Trouble('Another recount was begun meanwhile.', 'Let that one end, or run this again.')
  }
  const { places, found } = await differences(generations)
  say(`${counted} tickets recounted in ${((Date.now() - began) / 1000).toFixed(1)} s, ${places} places compared.`)
  if (late > 0) say(`  ${late} had not been counted as they are (their events were under way, or lost): now they are.`)
  for (const { place, counter, served, recounted } of found.slice(0, mostShown)) {
    say(`  ${place} ${counter}: ${served} is served, ${recounted} is right`)
  }
  if (found.length > mostShown) say(`  and ${found.length - mostShown} more`)
  await endRecount(generations, outcome)
  return found.length
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      stage: { type: 'string', default: 'local' },
      parallel: { type: 'string', default: '4' },
      help: { type: 'boolean' },
    },
  })
  const [command] = positionals
  const parallel = Number(values.parallel)
  const isUnderstood = (command === 'verify' || command === 'rebuild') && parallel >= 1 && parallel <= 64
  if (!isUnderstood || values.help) {
    say(usage)
    process.exitCode = values.help ? 0 : 2
  } else {
    process.env.TABLE_NAME = (await resourcesOf(values.stage)).table
    const wrong = await recount(command === 'rebuild' ? 'serve' : 'drop', parallel)
    if (wrong === 0) say('All figures are right.')
    else if (command === 'rebuild') say(`${wrong} figures were wrong; the right ones are served now.`)
    else {
      say(`${wrong} figures are wrong: \`npm run stats -- rebuild\` puts them right.`)
      process.exitCode = 1
    }
  }
} catch (error) {
  tell(error)
  process.exitCode = 1
}
