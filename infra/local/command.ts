import { spawn } from 'node:child_process'
import { appendFileSync } from 'node:fs'

export interface Outcome {
  code: number
  output: string
}

export interface RunOptions {
  env?: NodeJS.ProcessEnv
  log?: string
  signal?: AbortSignal | undefined
  cwd?: string
}

/** Runs a program to its end; what it says goes to the log and into the outcome, not to the screen. */
export function run(
  program: string,
  options: readonly string[],
  { env, log, signal, cwd }: RunOptions = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, options, {
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(env && { env }),
      ...(signal && { signal }),
      ...(cwd && { cwd }),
    })
    let output = ''
    const hear = (chunk: Buffer) => {
      output += chunk
      if (log) appendFileSync(log, chunk)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

export const lastOf = ({ output }: Outcome, count = 12) => output.trimEnd().split('\n').slice(-count)
