import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Outputs } from '../../infra/local/outputs.ts'
import { root } from '../../infra/local/places.ts'
import { lastLines, Trouble } from '../../infra/local/trouble.ts'

/** After resolving, tickets of the bench's own desk close within seconds. */
export const autoCloseAfter = 'PT5S'

/** A desk that is started and stopped as a person would, in a folder of its own and on any free port. */
export interface OwnDesk {
  /** What it took by its own report, in ms; what it says is shown. */
  start(): Promise<number>
  stop(): Promise<void>
  outputs(): Outputs
  /** Throws away what it has written. */
  remove(): void
}

/** In this clone, or in another one. */
export function ownDesk(clone = root): OwnDesk {
  const home = mkdtempSync(join(tmpdir(), 'service-desk-bench-'))
  const env = {
    ...process.env,
    DESK_HOME: home,
    DESK_PORT: '0',
    DESK_SETTINGS: JSON.stringify({ autoCloseAfter }),
  }
  const run = (script: string, ...options: string[]) => npmScript(clone, env, script, ...options)
  return {
    async start() {
      const { status, said } = await run('start', '--detach')
      const took = Number(/Ready after ([\d.]+) s/.exec(said)?.[1])
      if (status === 0 && took) return took * 1000
      const lines = lastLines(join(home, 'deploy.log'))
      throw new Trouble('The desk for the bench did not start.', `What it wrote is in ${home}.`, lines)
    },
    async stop() {
      const { status } = await run('stop')
      if (status !== 0) throw new Trouble('The desk for the bench did not stop.', `What it wrote is in ${home}.`)
    },
    outputs: () => JSON.parse(readFileSync(join(home, 'outputs.json'), 'utf8')),
    remove: () => rmSync(home, { recursive: true, force: true }),
  }
}

/** Runs one of the npm scripts; its steps are shown, its table of passwords is not. */
function npmScript(clone: string, env: NodeJS.ProcessEnv, script: string, ...options: string[]) {
  const child = spawn(process.execPath, [join(clone, 'infra/local/run.mjs'), script, ...options], {
    cwd: clone,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
    for (const line of text.split('\n')) if (/^[✔✘!]/.test(line)) process.stdout.write(`  ${line}\n`)
  })
  return new Promise<{ status: number; said: string }>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ status: code ?? 1, said }))
  })
}
