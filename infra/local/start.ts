import { setTimeout as wait } from 'node:timers/promises'
import { startOptions, usage } from './arguments.ts'
import { bringUp, takeDown, whatIsLost } from './desk.ts'
import { running } from './emulator.ts'
import { tailEvents } from './event-tail.ts'
import { release, take } from './lock.ts'
import type { Outputs } from './outputs.ts'
import { places } from './places.ts'
import { paint, say, seconds, step, tell } from './steps.ts'
import { printSummary } from './summary.ts'
import { lastLines, Trouble } from './trouble.ts'

// From when the front door was entered, so that installing packages counts.
const began = Number(process.env.DESK_BEGAN ?? Date.now()) - performance.timeOrigin
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort())

async function main(): Promise<number> {
  const options = startOptions(process.argv.slice(2))
  if (options.help) {
    say(usage)
    return 0
  }
  const holder = take(places.startLock)
  if (holder !== 'taken') {
    throw new Trouble(
      `A desk is already running or starting here (process ${holder.pid}).`,
      'Use it as it is, or end it with `npm run stop`.',
    )
  }
  try {
    const since = new Date()
    const outputs = await startOrStop(() => bringUp(options, stop.signal))
    if (!outputs) return 130
    printSummary(outputs)
    say(`${paint('green', 'Ready')} after ${seconds(began)}.`)
    if (options.detach) say('It runs on by itself: `npm run stop` ends it, and keeps the data.')
    else await foreground(outputs, since)
    return 0
  } finally {
    release(places.startLock)
  }
}

/** Undefined when it was interrupted, and is stopped. A failed start stops the emulator too: nothing is left behind. */
async function startOrStop(start: () => Promise<Outputs>): Promise<Outputs | undefined> {
  try {
    const outputs = await start()
    if (!stop.signal.aborted) return outputs
  } catch (error) {
    if (!stop.signal.aborted) {
      await takeDown().catch(tell)
      throw error
    }
  }
  say()
  await stopNow()
}

async function foreground(outputs: Outputs, since: Date): Promise<void> {
  say(`The desk's events follow. Ctrl-C stops it, and keeps the data.\n`)
  await Promise.race([showEvents(outputs, since), emulatorDies()]).finally(() => stop.abort())
  say()
  await stopNow()
}

async function showEvents(outputs: Outputs, since: Date): Promise<void> {
  while (!stop.signal.aborted) {
    await tailEvents(outputs, since, stop.signal).catch(() => wait(1000))
  }
}

async function emulatorDies(): Promise<void> {
  while (!stop.signal.aborted) {
    await wait(500)
    if (running() || stop.signal.aborted) continue
    await takeDown()
    throw new Trouble(
      'The emulator has died.',
      `Start again with \`npm start\`: ${whatIsLost}`,
      lastLines(places.log, 5),
    )
  }
}

function stopNow() {
  return step('Emulator', 'writing its state', async () => {
    const outcome = await takeDown()
    return { said: outcome === 'stopped' ? 'stopped, data kept' : outcome }
  })
}

process.exitCode = await main().catch((error) => {
  tell(error)
  return 1
})
