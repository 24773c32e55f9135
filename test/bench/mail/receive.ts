// Takes in raw messages with the function's own handler, one after the other, in a process of its own, with the environment of
// the deployed function: `node test/bench/mail/receive.ts <key> …`. Says how long each took, and the most memory that was resident.
import type { Context } from 'aws-lambda'
import { handler } from '../../../functions/email/receive.ts'

/** What one process has measured. */
export interface Received {
  /** Of each message, in ms. */
  took: number[]
  failed: number
  /** In MB, before the first message and at most. */
  before: number
  peak: number
}

const mb = 1024 * 1024
const before = process.memoryUsage().rss / mb
const took: number[] = []
let failed = 0
for (const key of process.argv.slice(2)) {
  const begun = performance.now()
  const Records = [{ messageId: key, body: JSON.stringify({ key }), eventSource: 'aws:sqs' }]
  const { batchItemFailures } = await handler({ Records } as never, { awsRequestId: key } as Context)
  took.push(performance.now() - begun)
  failed += batchItemFailures.length
}
const found: Received = { took, failed, before, peak: process.resourceUsage().maxRSS / 1024 }
process.stdout.write(`\n${JSON.stringify(found)}\n`)
