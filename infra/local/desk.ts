import { existsSync, mkdirSync, rmSync } from 'node:fs'
import type { StartOptions } from './arguments.ts'
import { mendCors } from './cors.ts'
import { makeDemonstrationRecords } from './demonstration-records.ts'
import { openDemonstrationTickets } from './demonstration-tickets.ts'
import * as deployment from './deployment.ts'
import { clearAway, type Emulator, isHealthy, remembered, running, startEmulator, stopEmulator } from './emulator.ts'
import { endpointAt } from './environment.ts'
import { fingerprint } from './fingerprint.ts'
import { reportLostExecutions } from './lost-executions.ts'
import { closeOffice, type Office, openOffice } from './mail/process.ts'
import { markOf, setMark } from './marks.ts'
import { atPort, tellFunctionsThePort } from './moved-port.ts'
import { type Outputs, outputsFrom, writeOutputs } from './outputs.ts'
import { passwords } from './people.ts'
import { home, places } from './places.ts'
import { rememberedPort } from './port.ts'
import { ensurePython, isComplete } from './python.ts'
import { seed } from './seed.ts'
import { ensureSender } from './sender.ts'
import { step, warn } from './steps.ts'
import { Trouble } from './trouble.ts'

/** Brings the desk up from whatever an earlier start has left behind. */
export async function bringUp(options: StartOptions, signal: AbortSignal): Promise<Outputs> {
  mkdirSync(home, { recursive: true })
  await mendLastTime(options)
  await step('Python environment', isComplete() ? 'looking' : 'installing, about a minute the first time', async () => {
    await ensurePython(signal)
    return { said: 'ready' }
  })
  const { emulator, fresh } = await wakeEmulator(options, signal)
  signal.throwIfAborted()
  const office = await wakeOffice(options, signal)
  const outputs = await ensureDeployed(endpointAt(emulator.port), office, signal)
  await tellFunctionsThePort(outputs.endpoint)
  signal.throwIfAborted()
  await populate(outputs, fresh ? new Date(emulator.startedAt) : undefined)
  return outputs
}

export const whatIsLost = 'what came since its start is lost, the rest is kept.'

/** Tells what became of an emulator that was not stopped in an orderly way, and clears what is left of it. */
async function mendLastTime({ fresh }: StartOptions): Promise<void> {
  const left = remembered()
  const alive = running()
  if (left && !alive) {
    warn(`The emulator was killed last time: ${whatIsLost}`)
    await clearAway(left)
  } else if (alive && (fresh || !(await isHealthy(alive.port)))) {
    await step('Emulator', 'stopping the one that runs', async () => {
      await stopEmulator(alive)
      return { said: 'the one that ran is stopped' }
    })
  }
  if (fresh) forget()
}

/** All data; the tools stay. */
function forget(): void {
  const { state, buckets, outbox, outputs, passwords, assembly } = places
  for (const place of [state, buckets, outbox, outputs, passwords, assembly]) {
    rmSync(place, { recursive: true, force: true })
  }
}

async function wakeEmulator(options: StartOptions, signal: AbortSignal) {
  const there = running()
  if (there && (options.port || there.port) === there.port) {
    return step('Emulator', 'taking over', async () => ({
      said: `runs on port ${there.port}, taken over`,
      emulator: there as Emulator,
      fresh: false,
    }))
  }
  if (there) await stopEmulator(there)
  signal.throwIfAborted()
  return step('Emulator', 'starting', async () => {
    const hadState = existsSync(places.state)
    const wish = { asked: options.port, remembered: rememberedPort(places.port) }
    const { moved, ...emulator } = await startEmulator(await ensurePython(), wish)
    const why = moved ? ` (${wish.remembered} is taken)` : ''
    return {
      said: `port ${emulator.port}${why}, ${hadState ? 'with the data of last time' : 'no data yet'}`,
      emulator,
      fresh: true,
    }
  })
}

async function wakeOffice({ port }: StartOptions, signal: AbortSignal): Promise<Office> {
  const { office } = await step('Mail', 'opening its ports', async () => {
    const office = await openOffice(port === 0, signal)
    return { said: `SMTP on port ${office.smtpPort}, outbox on port ${office.outboxPort}`, office }
  })
  return office
}

async function ensureDeployed(endpoint: string, office: Office, signal: AbortSignal): Promise<Outputs> {
  const wanted = fingerprint()
  const known = await deployedAs(endpoint)
  if (known?.fingerprint === wanted) return remember(endpoint, known.outputs, office)
  await step('Bundles and stacks', 'building', async () => {
    await deployment.synthesize(endpoint, signal)
    return { said: 'built' }
  })
  if (!deployment.isBootstrapped(await deployment.stacksAt(endpoint))) {
    await step('Bootstrap', 'preparing the emulator for CDK', async () => {
      await deployment.bootstrap(endpoint, signal)
      return { said: 'done' }
    })
  }
  await step('Deployment', known ? 'updating the stacks' : 'deploying the stacks', async () => {
    await deployment.deploy(endpoint, signal)
    return { said: known ? 'updated' : 'done' }
  })
  const outputs = remember(endpoint, deployment.outputsOf(await deployment.stacksAt(endpoint)), office)
  await mendCors(endpoint, outputs.apiUrl)
  await setMark(endpoint, outputs.tableName, 'DEPLOYMENT', wanted)
  return outputs
}

/** What a finished deployment has left in the emulator; undefined when there was none, or it was cut off. */
async function deployedAs(endpoint: string) {
  const stacks = await deployment.stacksAt(endpoint)
  const outputs = deployment.outputsOf(stacks)
  const table = outputs.TableName
  if (!table) return undefined
  const mark = await markOf(endpoint, table, 'DEPLOYMENT').catch(() => undefined)
  if (!mark) return undefined
  return { outputs, fingerprint: stacks.every(deployment.isWhole) ? mark : 'cut off' }
}

function remember(endpoint: string, stackOutputs: Record<string, string>, office: Office): Outputs {
  const port = Number(new URL(endpoint).port)
  const here = Object.fromEntries(Object.entries(stackOutputs).map(([key, value]) => [key, atPort(value, port)]))
  const outputs = outputsFrom(here, endpoint, passwords(), office)
  writeOutputs(outputs)
  return outputs
}

async function populate(outputs: Outputs, restartedAt: Date | undefined): Promise<void> {
  await step('People and tickets', 'checking that all are there', async () => {
    await seed(outputs)
    await ensureSender(outputs)
    await makeDemonstrationRecords(outputs)
    const opened = await openDemonstrationTickets(outputs)
    return { said: opened > 0 ? `seeded, ${opened} tickets opened` : 'all there' }
  })
  if (!restartedAt) return
  const lost = await reportLostExecutions(outputs, restartedAt)
  if (lost > 0) warn(`${lost} waits ended with the emulator; their tickets are being armed again.`)
}

/** Ends the emulator so that it keeps its data, after the mail, which needs it. */
export async function takeDown(): Promise<'stopped' | 'was not running' | 'was killed'> {
  await closeOffice()
  const left = remembered()
  const emulator = running()
  if (emulator) {
    await deployment.settled(endpointAt(emulator.port)).catch(() => {})
    if (!(await stopEmulator(emulator))) {
      throw new Trouble(
        'The emulator did not stop in time and was killed.',
        `Start again with \`npm start\`: ${whatIsLost}`,
      )
    }
    return 'stopped'
  }
  if (!left) return 'was not running'
  await clearAway(left)
  return 'was killed'
}
