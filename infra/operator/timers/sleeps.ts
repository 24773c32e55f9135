import { DescribeExecutionCommand, ExecutionDoesNotExist, SFNClient } from '@aws-sdk/client-sfn'
import type { Armed } from '../../../functions/platform/table/index-keys.ts'
import { keys, numberIn } from '../../../functions/platform/table/keys.ts'
import { readAll } from '../../../functions/platform/table/tickets.ts'
import { itemsUntil } from '../../../functions/platform/table/wakes.ts'

/** What should sleep for a ticket and does not. */
interface BrokenSleep {
  number: string
  execution: string
  wakeAt: string
  /** What Step Functions says of it; `missing` where it has never heard of it. */
  status: string
}

const perShard = 100
const together = 10
const forever = '9999-12-31T23:59:59.999Z'
/** Step Functions itself takes a second or two; an execution that was to wake just now may have ended. */
const graceMs = 60_000

/** Looks at the executions that wake next, so many a shard at most: those that do not run though they should. */
export async function brokenSleeps(
  now: number,
  most = perShard,
  told: (looked: number) => void = () => {},
): Promise<{ looked: number; broken: BrokenSleep[] }> {
  const numbers = (await itemsUntil('ARMED', forever, most)).map(numberIn)
  const items = await readAll(numbers.map(keys.ticket))
  const asleep = items.flatMap((item) => {
    const armed = item.armed as Armed | undefined
    return armed && Date.parse(armed.wakeAt) > now + graceMs ? [{ number: numberIn(item), ...armed }] : []
  })
  const broken: BrokenSleep[] = []
  const client = new SFNClient({})
  for (let at = 0; at < asleep.length; at += together) {
    const some = await Promise.all(
      asleep
        .slice(at, at + together)
        .map(async (sleep) => ({ ...sleep, status: await statusOf(client, sleep.execution) })),
    )
    broken.push(...some.filter(({ status }) => status !== 'RUNNING'))
    told(Math.min(at + together, asleep.length))
  }
  return { looked: asleep.length, broken }
}

async function statusOf(client: SFNClient, execution: string): Promise<string> {
  const machine = String(process.env.STATE_MACHINE_ARN)
  const executionArn = `${machine.replace(':stateMachine:', ':execution:')}:${execution}`
  try {
    const { status } = await client.send(new DescribeExecutionCommand({ executionArn }))
    return String(status)
  } catch (fault) {
    if (fault instanceof ExecutionDoesNotExist) return 'missing'
    throw fault
  }
}
