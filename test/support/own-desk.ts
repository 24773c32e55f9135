import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Outputs } from '../../infra/local/outputs.ts'

const front = resolve(import.meta.dirname, '../../infra/local/run.mjs')

/** A desk beside the suite's, to be stopped and started; as a person does it. */
export interface OwnDesk {
  /** Starts it with the data that it has; gives its outputs. */
  start(): Promise<Outputs>
  /** Ends it in an orderly way: the emulator gets a SIGTERM and keeps its data. */
  stop(): Promise<void>
  /** Stops it, and throws its data away. */
  remove(): Promise<void>
}

export function ownDesk(settings: object): OwnDesk {
  const home = mkdtempSync(join(tmpdir(), 'service-desk-own-'))
  const env = { ...process.env, DESK_HOME: home, DESK_PORT: '0', DESK_SETTINGS: JSON.stringify(settings) }
  const run = (...options: string[]) =>
    new Promise<void>((done, fail) => {
      const child = spawn(process.execPath, [front, ...options], { env, stdio: ['ignore', 'pipe', 'pipe'] })
      let said = ''
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk) => {
          said += chunk
        })
      }
      child.on('error', fail)
      child.on('close', (code) =>
        code === 0 ? done() : fail(new Error(`${options.join(' ')} ended with ${code}:\n${said}`)),
      )
    })
  const stop = () => run('stop')
  return {
    stop,
    async start() {
      await run('start', '--detach')
      return JSON.parse(readFileSync(join(home, 'outputs.json'), 'utf8'))
    },
    async remove() {
      await stop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
