import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { cleanEnvironment, endpointAt } from './environment.ts'
import { home, places, root } from './places.ts'
import { choosePort, type PortWish } from './port.ts'
import { ended, groupMembers, identify, isAlive, type ProcessId, signal } from './processes.ts'
import { pythonIn } from './python.ts'
import { forgetStreamPositions } from './stream-positions.ts'
import { lastLines, Trouble } from './trouble.ts'

/** The running emulator as `.local/emulator.json` remembers it; the file is removed by an orderly stop only. */
export interface Emulator extends ProcessId {
  port: number
  startedAt: string
}

const readyWithinMs = 30_000
/** It answers what is under way, then writes its state: 2–3 s, minutes with a hundred thousand tickets. */
const stopsWithinMs = 10 * 60_000

/** MiniStack itself, with lists that do not grow slower with each ticket, and with the mails that were sent. */
const program = join(root, 'infra/local/emulator.py')

export function remembered(): Emulator | undefined {
  if (!existsSync(places.emulator)) return undefined
  try {
    return JSON.parse(readFileSync(places.emulator, 'utf8')) as Emulator
  } catch {
    return undefined
  }
}

export function running(): Emulator | undefined {
  const emulator = remembered()
  return emulator && isAlive(emulator) ? emulator : undefined
}

export async function isHealthy(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`${endpointAt(port)}/_ministack/health`, { signal: AbortSignal.timeout(2000) })
    return answer.ok
  } catch {
    return false
  }
}

/** Starts the emulator with the state of the last time, on a port that it can have. */
export async function startEmulator(python: string, wish: PortWish): Promise<Emulator & { moved: boolean }> {
  for (let attempt = 1; ; attempt++) {
    const { port, moved } = await choosePort(wish)
    const emulator = launch(python, port)
    if (await becomesReady(emulator)) {
      writeFileSync(places.port, String(port))
      return { ...emulator, moved }
    }
    await clearAway(emulator)
    const lines = lastLines(places.log)
    const lostTheRace = lines.some((line) => line.includes('already in use'))
    if (!lostTheRace || attempt === 3) {
      throw new Trouble('The emulator did not start.', `Its last words are above, all of them in ${places.log}.`, lines)
    }
  }
}

function launch(python: string, port: number): Emulator {
  mkdirSync(home, { recursive: true })
  rmSync(places.temporary, { recursive: true, force: true })
  mkdirSync(places.temporary)
  // Killed before it first wrote its state: what lies there are buckets and keys that nobody knows of any more.
  if (!existsSync(join(places.state, 'cloudformation.json'))) {
    for (const place of [places.state, places.buckets]) rmSync(place, { recursive: true, force: true })
  }
  forgetStreamPositions()
  // It unpacks the Lambdas and its own CommonJS worker there: without this they would follow the project's "module".
  writeFileSync(join(places.temporary, 'package.json'), '{ "type": "commonjs" }')
  if (existsSync(places.log)) renameSync(places.log, `${places.log}.1`)
  const log = openSync(places.log, 'a')
  // A group of its own: Ctrl-C is ours to pass on, and its Lambda workers can be found when it was killed.
  const child = spawn(pythonIn(python), [program], {
    detached: true,
    stdio: ['ignore', log, log],
    env: settings(port),
  })
  child.on('error', () => {})
  child.unref()
  const emulator = { ...identify(child.pid ?? 0), port, startedAt: new Date().toISOString() }
  writeFileSync(places.emulator, JSON.stringify(emulator))
  return emulator
}

const settings = (port: number): NodeJS.ProcessEnv => ({
  ...cleanEnvironment(),
  PYTHONUNBUFFERED: '1',
  TMPDIR: places.temporary,
  GATEWAY_PORT: String(port),
  BIND_HOST: '127.0.0.1',
  PERSIST_STATE: '1',
  STATE_DIR: places.state,
  S3_PERSIST: '1',
  S3_DATA_DIR: places.buckets,
  LAMBDA_EXECUTOR: 'local',
  MAIL_OUTBOX: places.outbox,
  // Where it writes down which actions each function asks for (calls_seen.py), if anywhere.
  ...(process.env.DESK_CALLS && { DESK_CALLS: resolve(root, process.env.DESK_CALLS) }),
  // They would listen on ports of their own.
  SFTP_ENABLED: '0',
  IOT_MTLS_ENABLED: '0',
})

async function becomesReady(emulator: Emulator): Promise<boolean> {
  const until = Date.now() + readyWithinMs
  while (Date.now() < until && isAlive(emulator)) {
    if (await isHealthy(emulator.port)) return isAlive(emulator)
    await wait(50)
  }
  return false
}

/** Lets it write its state. Says whether it did: one that had to be killed has lost what came since its start. */
export async function stopEmulator(emulator: Emulator): Promise<boolean> {
  signal(emulator.pid, 'SIGTERM')
  const orderly = await ended(emulator, stopsWithinMs)
  await clearAway(emulator)
  return orderly
}

/** Ends what is left of an emulator: itself if it hangs, and its Lambda workers, which are in its process group. */
export async function clearAway(emulator: Emulator): Promise<void> {
  const leftovers = isAlive(emulator) || !isReused(emulator) ? groupMembers(emulator.pid) : []
  for (const name of ['SIGTERM', 'SIGKILL'] as const) {
    const alive = leftovers.map(identify).filter((it) => it.birth)
    for (const { pid } of alive) signal(pid, name)
    await Promise.all(alive.map((it) => ended(it, 2000)))
  }
  rmSync(places.emulator, { force: true })
  rmSync(places.temporary, { recursive: true, force: true })
}

/** Whether another process has the number by now, so that the group of that number is not the emulator's. */
const isReused = ({ pid, birth }: Emulator) => {
  const now = identify(pid).birth
  return now !== '' && now !== birth
}
