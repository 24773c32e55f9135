import { spawn } from 'node:child_process'
import { existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { cleanEnvironment } from '../environment.ts'
import { home, places, root } from '../places.ts'
import { choosePort, rememberedPort } from '../port.ts'
import { ended, identify, isAlive, type ProcessId, signal } from '../processes.ts'
import { lastLines, Trouble } from '../trouble.ts'

/** The process that takes mail in and shows what was sent, as `.local/office.json` remembers it. */
export interface Office extends ProcessId {
  smtpPort: number
  outboxPort: number
}

/** Tried first on a machine's first start. */
const firstChoices = { smtpPort: 4525, outboxPort: 4581 }
const readyWithinMs = 20_000
const stopsWithinMs = 5000

export function rememberedOffice(): Office | undefined {
  try {
    return JSON.parse(readFileSync(places.office, 'utf8'))
  } catch {
    return undefined
  }
}

/** Opens the office on the ports that it had last; one that is still open is closed before, since it may be of older code. */
export async function openOffice(anyPorts: boolean, stop: AbortSignal): Promise<Office> {
  await closeOffice()
  for (let attempt = 1; ; attempt++) {
    stop.throwIfAborted()
    const asked = anyPorts ? 0 : undefined
    const [smtp, outbox] = await Promise.all([
      choosePort({ asked, remembered: rememberedPort(places.smtpPort) }, firstChoices.smtpPort),
      choosePort({ asked, remembered: rememberedPort(places.outboxPort) }, firstChoices.outboxPort),
    ])
    const office = launch(smtp.port, outbox.port)
    if (await becomesReady(office)) {
      writeFileSync(places.smtpPort, String(office.smtpPort))
      writeFileSync(places.outboxPort, String(office.outboxPort))
      return office
    }
    await closeOffice()
    const lines = lastLines(places.officeLog)
    if (attempt < 3 && lines.some((line) => line.includes('EADDRINUSE'))) continue
    throw new Trouble('The mail ports did not open.', `What was said of it is in ${places.officeLog}.`, lines)
  }
}

function launch(smtpPort: number, outboxPort: number): Office {
  const log = openSync(places.officeLog, 'a')
  const program = join(root, 'infra/local/mail/office.ts')
  const child = spawn(process.execPath, [program, String(smtpPort), String(outboxPort)], {
    cwd: root,
    // A group of its own: Ctrl-C is ours to pass on.
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...cleanEnvironment(), DESK_HOME: home },
  })
  child.on('error', () => {})
  child.unref()
  const office = { ...identify(child.pid ?? 0), smtpPort, outboxPort }
  writeFileSync(places.office, JSON.stringify(office))
  return office
}

async function becomesReady(office: Office): Promise<boolean> {
  const until = Date.now() + readyWithinMs
  while (Date.now() < until && isAlive(office)) {
    if (await isOpen(office)) return isAlive(office)
    await wait(50)
  }
  return false
}

async function isOpen({ outboxPort, pid }: Office): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${outboxPort}/health`, { signal: AbortSignal.timeout(2000) })
    return ((await answer.json()) as { pid?: number }).pid === pid
  } catch {
    return false
  }
}

/** Lets it answer what it is receiving, then ends it. */
export async function closeOffice(): Promise<void> {
  const office = rememberedOffice()
  if (office && isAlive(office)) {
    signal(office.pid, 'SIGTERM')
    if (!(await ended(office, stopsWithinMs))) signal(office.pid, 'SIGKILL')
    await ended(office, stopsWithinMs)
  }
  if (existsSync(places.office)) rmSync(places.office, { force: true })
}
