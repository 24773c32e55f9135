import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { identify, isAlive, type ProcessId } from './processes.ts'

/** Who holds the lock; a process that has died holds nothing. */
export function holderOf(file: string): ProcessId | undefined {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as ProcessId
    return isAlive(holder) ? holder : undefined
  } catch {
    return undefined
  }
}

/** Takes the lock, or gives its holder. Linking a finished file is atomic, so nobody sees a half-written lock. */
export function take(file: string): ProcessId | 'taken' {
  mkdirSync(dirname(file), { recursive: true })
  const mine = `${file}.${process.pid}`
  writeFileSync(mine, JSON.stringify(identify(process.pid)))
  try {
    for (;;) {
      const holder = holderOf(file)
      if (holder) return holder
      rmSync(file, { force: true })
      try {
        linkSync(mine, file)
        return 'taken'
      } catch {
        // Somebody was quicker: look who.
      }
    }
  } finally {
    rmSync(mine, { force: true })
  }
}

export const release = (file: string) => rmSync(file, { force: true })

/** Waits for its turn. */
export async function inTurn<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  while (take(file) !== 'taken') await wait(200)
  try {
    return await work()
  } finally {
    release(file)
  }
}
