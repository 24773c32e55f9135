import { randomBytes } from 'node:crypto'
import { type Ending, Misuse, type Run } from '../line/command.ts'
import { variablesOf } from '../resources.ts'
import { recount } from '../upkeep/stats.ts'
import { compareTables } from './comparing.ts'
import { discard, restore } from './restoring.ts'
import { awaited } from './waking.ts'

interface Wanted {
  at?: string | undefined
  /** Leaves the restored table where it is. */
  keep: boolean
  parallel: number
}

interface Step {
  step: string
  seconds: number
  wrong: number
  says: string
}

/**
 * Restores the table into another one and holds it against the one in use: items, timers, statistics, what everybody has in
 * hand. The desk goes on meanwhile: nothing but the new table is written to, and no event goes out from it.
 */
export async function restoreCheck(given: Run, wanted: Wanted): Promise<Ending> {
  const { screen, dryRun } = given
  const resources = await given.resources()
  const isLocal = given.stage === 'local'
  const at = wanted.at === undefined ? undefined : new Date(wanted.at)
  if (at && Number.isNaN(at.getTime())) throw new Misuse(`--at ${wanted.at} is no instant: 2026-03-02T09:00:00Z.`)
  const restored = `service-desk-${given.stage}-check-${randomBytes(3).toString('hex')}`
  if (dryRun) {
    screen.say(`${resources.table} would be restored into ${restored}, compared, and ${restored} deleted.`)
    screen.give({ dryRun, table: resources.table })
    return 'well'
  }
  const horizonSeconds = Number((await variablesOf(resources, 'Slaslasupervise'))?.HORIZON_SECONDS ?? 0)
  const steps: Step[] = []
  const timed = async (step: string, work: () => Promise<Omit<Step, 'step' | 'seconds'>>) => {
    const began = performance.now()
    const done = await work()
    const seconds = Math.round((performance.now() - began) / 100) / 10
    steps.push({ step, seconds, ...done })
    screen.say(`${done.wrong > 0 ? '✘' : '✔'} ${step} (${seconds} s): ${done.says}`)
  }
  let instant = ''
  try {
    await timed('restored', async () => {
      instant = await restore(resources.table, restored, at, isLocal)
      return { wrong: 0, says: `as of ${instant}, into ${restored}` }
    })
    await timed('compared', async () => {
      const progress = screen.progress('items')
      const tables = { live: resources.table, restored }
      const found = await compareTables(tables, instant, wanted.parallel, (items) => progress.at(items))
      progress.end()
      const { items, changedSince, undated, wrong } = found
      const missing = wrong.slice(0, 5).join(', ')
      const says = `${items.restored} items of ${found.kinds.length} kinds, ${items.live} in the live table; ${changedSince} have changed since, ${undated} undated ones differ, ${wrong.length} are wrong${missing && `: ${missing}`}`
      return { wrong: wrong.length, says }
    })
    // From here on the functions' own code works on the restored table.
    process.env.TABLE_NAME = restored
    await timed('timers', async () => {
      const now = Date.now()
      const found = await awaited(now, new Date(now + horizonSeconds * 1000).toISOString())
      const happens = Object.entries(found.wouldHappen).map(([type, count]) => `${count} ${type}`)
      const says = `${found.timed} of ${found.tickets} tickets are timed; the sweep would arm ${found.toArm} and bring ${found.overdue} up to now${happens.length > 0 ? ` (${happens.join(', ')})` : ''}; it would miss ${found.misplaced.length}`
      return { wrong: found.misplaced.length, says }
    })
    await timed('statistics', async () => {
      const { tickets, places, wrong } = await recount(screen, 'serve', wanted.parallel)
      return {
        wrong: wrong.length,
        says: `${tickets} tickets recounted, ${places} places compared, ${wrong.length} figures differ`,
      }
    })
    await timed('loads', async () => {
      const { checkLoad, peopleWithLoads } = await import('../../../functions/platform/table/recount-loads.ts')
      const people = await peopleWithLoads()
      const found = await Promise.all(people.map((person) => checkLoad(person)))
      const wrong = found.filter(Boolean).length
      return { wrong, says: `what ${people.length} people have in hand, ${wrong} are counted wrong` }
    })
  } finally {
    process.env.TABLE_NAME = resources.table
    if (wanted.keep) screen.say(`The restored table is kept: ${restored}. Delete it once it is no longer needed.`)
    else if (instant) await discard(restored)
  }
  const wrong = steps.reduce((sum, step) => sum + step.wrong, 0)
  const total = Math.round(steps.reduce((sum, { seconds }) => sum + seconds, 0) * 10) / 10
  screen.say(wrong === 0 ? `The desk can be restored: ${total} s.` : `${wrong} things are wrong in what was restored.`)
  screen.give({ table: resources.table, restored, instant, wrong, seconds: total, steps, kept: wanted.keep })
  return wrong > 0 ? 'found' : 'well'
}
