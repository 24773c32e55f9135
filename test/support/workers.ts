import { readdirSync, readFileSync } from 'node:fs'
import { home } from '../../infra/local/places.ts'

/** Whether a process can be looked up by what it runs. */
export const canKill = process.platform === 'linux'

/** Kills the processes that run a function at this moment; how many there were. Each has its folder in the desk's own, named after it. */
export function killWorkersOf(functionName: string): number {
  const pids = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && isWorker(pid, functionName))
  for (const pid of pids) kill(Number(pid))
  return pids.length
}

function isWorker(pid: string, functionName: string): boolean {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return command.includes(`${home}/`) && command.includes(functionName) && command.includes('_worker')
  } catch {
    return false
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has just ended by itself.
  }
}
