import { marshall } from '@aws-sdk/util-dynamodb'
import { afterEach, beforeEach, vi } from 'vitest'
import { logger } from '../../../functions/platform/telemetry.ts'
import type { Desk } from './desk.ts'

/** In every text, name, address, file and URL of these tests, and nowhere else. */
export const canary = 'Zebrafish'
const sung = new RegExp(canary, 'i')

/** What a service's error may carry: what kept it, what it was asked, and whom. */
export function telling(): Error {
  const Item = marshall({ title: `All about ${canary}`, answer: JSON.stringify({ description: canary }) })
  const inner = Object.assign(
    new Error(`Mail to "${canary}" <${canary}-one@customer.example>`.replace(`"${canary}" `, '')),
    {
      input: { text: canary },
    },
  )
  return Object.assign(
    new Error(`Not verified: ${canary}@customer.example; POST https://hooks.example/${canary}?key=${canary}`, {
      cause: inner,
    }),
    { name: 'TransactionCanceledException', input: canary, $metadata: { requestId: 'r', httpStatusCode: 400 } },
    { CancellationReasons: [{ Code: 'ValidationError', Message: canary, Item }], $response: { body: canary } },
  )
}

/** Everything that a function writes to its log, metrics among it. */
export function aLog(): string[] {
  const lines: string[] = []
  beforeEach(() => {
    lines.length = 0
    logger.setLogLevel('DEBUG')
    const hear = (chunk: unknown) => {
      lines.push(String(chunk))
      return true
    }
    vi.spyOn(process.stdout, 'write').mockImplementation(hear as never)
    vi.spyOn(process.stderr, 'write').mockImplementation(hear as never)
  })
  afterEach(() => {
    logger.setLogLevel('SILENT')
  })
  return lines
}

/** Where a canary sings that must not: in the log, on queues and the bus, in what executions were started with. Tags are codes. */
export function heardIn(desk: Desk, lines: readonly string[]): string[] {
  const executions = desk.machines.running.map((name) => `execution ${JSON.stringify(desk.machines.inputOf(name))}`)
  const queued = Object.entries(desk.queues).flatMap(([name, all]) =>
    all.map((one) => `${name} ${JSON.stringify(one)}`),
  )
  const published = desk.published.map(({ Detail }) => `bus ${Detail}`)
  return [...lines.map((line) => `log ${line}`), ...executions, ...queued, ...published].filter((said) =>
    sung.test(said.replace(/"tags":\[[^\]]*\]/g, '').replace(/"added":\[[^\]]*\]/g, '')),
  )
}
