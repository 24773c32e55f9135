import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const local = resolve(import.meta.dirname, '../../infra/local')

/**
 * The end-to-end tests have a desk of their own, beside a person's: in a folder of its own (DESK_HOME, which the tests
 * inherit), on any free port, with settings of seconds. It is started and stopped as a person would.
 */
export default function setup(): () => void {
  const home = mkdtempSync(join(tmpdir(), 'service-desk-e2e-'))
  process.env.DESK_HOME = home
  process.env.DESK_PORT = '0'
  process.env.DESK_SETTINGS ??= JSON.stringify({ autoCloseAfter: 'PT5S' })
  const desk = (script: string, ...options: string[]) =>
    spawnSync(process.execPath, [join(local, 'run.mjs'), script, ...options], {
      stdio: ['ignore', 'inherit', 'inherit'],
    })
  if (desk('start', '--detach').status !== 0) {
    desk('stop')
    throw new Error(`The desk for the end-to-end tests did not start; what it wrote is in ${home}`)
  }
  return () => {
    const { status } = desk('stop')
    if (status !== 0) throw new Error(`The desk for the end-to-end tests did not stop; see ${home}`)
    rmSync(home, { recursive: true, force: true })
  }
}
