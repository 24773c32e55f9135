import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Outputs } from '../../infra/local/outputs.ts'
import { root } from '../../infra/local/places.ts'
import { lastLines, Trouble } from '../../infra/local/trouble.ts'

/** A desk that is started and stopped as a person would, in a folder of its own and on any free port. */
export interface OwnDesk {
  readonly home: string
  /** Starts it with the data that it has; what that took by its own report, in ms. */
  start(): Promise<number>
  /** Ends it in an orderly way: it keeps its data. */
  stop(): Promise<void>
  outputs(): Outputs
  /** Throws away what it has written. */
  remove(): void
}

/** In this clone, or in another one. */
export function ownDesk(settings: object, clone = root): OwnDesk {
  const home = mkdtempSync(join(tmpdir(), 'service-desk-own-'))
  const env = { ...process.env, DESK_HOME: home, DESK_PORT: '0', DESK_SETTINGS: JSON.stringify(settings) }
  const npm = async (script: string, ...options: string[]) => {
    const { status, said } = await npmScript(clone, env, script, ...options)
    if (status === 0) return said
    const lines = lastLines(join(home, 'deploy.log'))
    throw new Trouble(`npm ${script} of a desk in ${home} ended with ${status}.`, 'What it wrote is there.', lines)
  }
  return {
    home,
    start: async () => Number(/Ready after ([\d.]+) s/.exec(await npm('start', '--detach'))?.[1]) * 1000,
    stop: async () => void (await npm('stop')),
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
