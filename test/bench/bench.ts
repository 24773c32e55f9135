import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { tokenOf } from '../../infra/local/access-token.ts'
import { readOutputs } from '../../infra/local/outputs.ts'
import { root } from '../../infra/local/places.ts'
import { paint, say, seconds, tell } from '../../infra/local/steps.ts'
import { deskAt } from '../support/desk.ts'
import { type OwnDesk, ownDesk } from '../support/own-desk.ts'
import { measureAssignment } from './assignment.ts'
import { measureBundles } from './bundles.ts'
import { measureBusinessTime } from './business-time.ts'
import { measureEvaluate } from './evaluate.ts'
import { measureLateness } from './lateness.ts'
import { measureLists } from './lists.ts'
import { autoCloseAfter, measureLives } from './lives.ts'
import { measureMail } from './mail.ts'
import { type Options, optionsFrom, usage } from './options.ts'
import type { Bench, Part } from './part.ts'
import { printAims, printPart, warnIfBusy, writeReport } from './report.ts'
import { measureRoutes } from './routes.ts'
import { startFreshClone, startsPart, startTwice } from './starts.ts'
import { measureTableUse } from './table-use.ts'
import { measureTraffic } from './traffic.ts'

const began = performance.now()
const file = 'bench/latest.json'
const off = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => off.abort())

const parts: Part[] = []
function found(part: Part): void {
  parts.push(part)
  printPart(part)
}

/** On a quiet machine first, then on a desk. */
async function main(): Promise<number> {
  const options = optionsFrom(process.argv.slice(2))
  if (options.help) {
    say(usage)
    return 0
  }
  // Says in a line of its own when no desk is running.
  if (options.running) await tokenOf('agent')
  if (!options.only) {
    say('Bundling every function, and importing each in fresh processes …')
    found(await measureBundles(options.quick, off.signal))
    say('\nReckoning business time, as other libraries do too …')
    found(await measureBusinessTime(options.quick, off.signal))
  }
  if (!options.only || options.only === 'evaluate') {
    say('\nBringing a ticket up to now, and explaining it …')
    found(measureEvaluate(options.quick))
  }
  if (!options.only || options.only === 'assignment') {
    say('\nTwo days of tickets that find their people …')
    found(measureAssignment(options.quick))
  }
  if (!options.only || options.only === 'routes') {
    say('\nPutting the visits of days into order …')
    found(measureRoutes(options.quick))
  }
  if (['evaluate', 'assignment', 'routes'].includes(options.only)) return conclude(options)
  if (options.running) await onRunning(options)
  else await onOwn(options)
  return conclude(options)
}

async function onRunning(options: Options): Promise<void> {
  await onDesk({ options, stop: off.signal, desk: deskAt(readOutputs()), own: false })
}

async function onOwn(options: Options): Promise<void> {
  const clone = options.starts ? await inClone() : undefined
  say(`\nStarting a desk for the bench${options.only ? '' : ', twice'} …`)
  const desk = ownDesk({ autoCloseAfter })
  try {
    if (options.only) await desk.start()
    else found(startsPart(await startTwice(desk), clone))
    off.signal.throwIfAborted()
    await onDesk({ options, stop: off.signal, desk: deskAt(desk.outputs()), own: true, home: desk.home })
  } finally {
    await stop(desk)
  }
}

function inClone() {
  say('\nStarting a desk in a fresh clone, twice; its packages are installed first …')
  return startFreshClone()
}

async function stop(desk: OwnDesk): Promise<void> {
  say()
  await desk.stop()
  desk.remove()
}

/** What is measured on a desk, in this order, and what is said before it; some only on the bench's own. */
const onDeskParts: { name: string; saying: string; measure: (bench: Bench) => Promise<Part>; own?: true }[] = [
  { name: 'table-use', saying: 'Reading what each operation asks of the table', measure: measureTableUse },
  { name: 'lives', saying: 'Living whole lives of tickets', measure: measureLives, own: true },
  { name: 'milestones', saying: 'Waiting for milestones that are due at scattered instants', measure: measureLateness },
  { name: 'traffic', saying: 'Sending requests through the gateway, one and eight at a time', measure: measureTraffic },
  { name: 'mail', saying: 'Taking mail in by SMTP, and messages as large as they may be', measure: measureMail },
  { name: 'lists', saying: 'Listing in desks of several sizes', measure: measureLists, own: true },
]

async function onDesk(bench: Bench): Promise<void> {
  const { only } = bench.options
  for (const { name, saying, measure, own } of onDeskParts) {
    if ((own && !bench.own) || (only && only !== name)) continue
    say(`\n${saying} …`)
    found(await measure(bench))
  }
}

function conclude({ quick, running }: Options): number {
  printAims(parts.flatMap(({ aims }) => aims))
  const commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()
  writeReport(join(root, file), parts, { commit, quick, running })
  const wrong = parts.flatMap((part) => part.wrong).length
  say(
    `\n${wrong === 0 ? paint('green', 'Nothing was wrong') : paint('red', `${wrong} things were wrong`)}, after ${seconds(began)}.`,
  )
  warnIfBusy()
  say(`All figures: ${file}`)
  return wrong === 0 ? 0 : 1
}

process.exitCode = await main().catch((error) => {
  if (off.signal.aborted) {
    say('Interrupted.')
    return 130
  }
  tell(error)
  return 1
})
