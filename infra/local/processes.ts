import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/** A process, told apart from a later one that happens to get the same number. */
export interface ProcessId {
  pid: number
  birth: string
}

/** When the process began, in the system's own words; undefined when there is none (a zombie counts as none). */
function birthOf(pid: number): string | undefined {
  try {
    if (process.platform !== 'linux') return ps(pid, 'lstart')
    const fields = statFields(pid)
    return fields[0] === 'Z' ? undefined : fields[19]
  } catch {
    return undefined
  }
}

/** From the third field on: the second, the name, may hold spaces and brackets. */
function statFields(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

const ps = (pid: number, field: string) =>
  execFileSync('ps', ['-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined

export const identify = (pid: number): ProcessId => ({ pid, birth: birthOf(pid) ?? '' })
export const isAlive = ({ pid, birth }: ProcessId) => birthOf(pid) === birth

/** Whether it ended within the time. */
export async function ended(it: ProcessId, withinMs: number): Promise<boolean> {
  const until = Date.now() + withinMs
  while (isAlive(it)) {
    if (Date.now() > until) return false
    await wait(50)
  }
  return true
}

export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It has just ended by itself, which is what is wanted.
  }
}

/** The processes of a group: what its leader started, and what is left of it when the leader was killed. */
export function groupMembers(group: number): number[] {
  if (process.platform === 'linux') return linuxMembers(group)
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,pgid='], { encoding: 'utf8' }).trim().split('\n')
  return rows
    .map((row) => row.trim().split(/\s+/).map(Number))
    .flatMap(([pid, of]) => (of === group && pid ? [pid] : []))
}

function linuxMembers(group: number): number[] {
  const inGroup = (pid: number) => {
    try {
      const [state, , of] = statFields(pid)
      return state !== 'Z' && Number(of) === group
    } catch {
      return false
    }
  }
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && inGroup(pid))
}
