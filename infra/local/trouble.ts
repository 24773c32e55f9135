import { existsSync, readFileSync } from 'node:fs'

/** What went wrong, told to a person: what happened, what to do, and the last words of the log where they help. */
export class Trouble extends Error {
  readonly advice: string
  readonly lines: readonly string[]
  constructor(message: string, advice: string, lines: readonly string[] = []) {
    super(message)
    this.name = 'Trouble'
    this.advice = advice
    this.lines = lines
  }
}

export function lastLines(file: string, count = 12): string[] {
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count)
}
