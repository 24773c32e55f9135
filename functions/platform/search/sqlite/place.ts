import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = () => join(tmpdir(), 'search-copies')

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (fault) {
    return (fault as { code?: string }).code === 'EPERM'
  }
}

let cleared = false
let made = 0

/** A file for a copy of the index: this process's own. What processes left that are no more is cleared away. */
export function placeForCopy(): string {
  mkdirSync(folder(), { recursive: true })
  if (!cleared) {
    cleared = true
    for (const name of readdirSync(folder())) {
      const [, pid] = /^(\d+)-\d+/.exec(name) ?? []
      if (pid && (Number(pid) === process.pid || !isAlive(Number(pid)))) removeCopy(join(folder(), name))
    }
  }
  made += 1
  return join(folder(), `${process.pid}-${made}`)
}

export const removeCopy = (file: string): void => {
  for (const end of ['', '-journal', '-wal', '-shm', '.zst']) rmSync(file + end, { force: true })
}
