export interface Check {
  readonly name: string
  /** Throws, or gives what it has found wrong; an empty text is none. */
  readonly run: () => Promise<string>
}

export interface Outcome {
  readonly name: string
  readonly ms: number
  /** What was found wrong. */
  readonly failure?: string
}

/** Runs every check, so many at a time, and tells each outcome as it comes. */
export async function runAll(
  checks: readonly Check[],
  atOnce: number,
  tell: (outcome: Outcome) => void,
): Promise<Outcome[]> {
  const waiting = [...checks]
  const outcomes: Outcome[] = []
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const outcome = await outcomeOf(check)
      outcomes.push(outcome)
      tell(outcome)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return outcomes
}

async function outcomeOf({ name, run }: Check): Promise<Outcome> {
  const began = performance.now()
  const failure = await run().catch((fault: unknown) => (fault instanceof Error ? fault.message : String(fault)))
  const ms = performance.now() - began
  return failure.trim() === '' ? { name, ms } : { name, ms, failure: failure.trim() }
}

/** One line, and below it what was found wrong. */
export function line({ name, ms, failure }: Outcome, inColour: boolean): string {
  const mark = failure === undefined ? '✓' : '✗'
  const colour = failure === undefined ? 32 : 31
  const shown = inColour ? `\u001b[${colour}m${mark}\u001b[0m` : mark
  const first = `${shown} ${name.padEnd(46)} ${(ms / 1000).toFixed(1).padStart(5)} s`
  return failure === undefined ? first : `${first}\n\n${failure.replace(/^/gm, '    ')}\n`
}
