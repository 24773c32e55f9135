import { DescribeExecutionCommand, paginateListExecutions, SFNClient } from '@aws-sdk/client-sfn'
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'
import { clientFor } from './environment.ts'
import type { Outputs } from './outputs.ts'

/** What the emulator says of an execution that was waiting when it was stopped. */
const cutOff = 'States.ServiceRestart'

/**
 * Emulator only: started again, it gives up the executions that were waiting, and tells nobody. On AWS they would wait
 * on. So the supervisor is told here, as the rule for status changes would have told it.
 */
export async function reportLostExecutions(outputs: Outputs, since: Date): Promise<number> {
  const lost = await lostSince(new SFNClient(clientFor(outputs.endpoint)), outputs.stateMachineArn, since)
  const queue = new SQSClient({ ...clientFor(outputs.endpoint), useQueueUrlAsEndpoint: false })
  for (let at = 0; at < lost.length; at += 10) {
    const Entries = lost.slice(at, at + 10).map((name) => ({
      Id: name,
      MessageBody: JSON.stringify({ source: 'aws.states', detail: { name, status: 'FAILED' } }),
    }))
    await queue.send(new SendMessageBatchCommand({ QueueUrl: outputs.timersQueueUrl, Entries }))
  }
  return lost.length
}

async function lostSince(states: SFNClient, stateMachineArn: string, since: Date): Promise<string[]> {
  const lost: string[] = []
  const pages = paginateListExecutions({ client: states }, { stateMachineArn, statusFilter: 'FAILED', maxResults: 100 })
  for await (const { executions = [] } of pages) {
    // The emulator stamps them while it starts, to the second.
    const recent = executions.filter(({ stopDate }) => stopDate && stopDate.getTime() >= since.getTime() - 1000)
    const described = await Promise.all(
      recent.map(({ executionArn }) => states.send(new DescribeExecutionCommand({ executionArn }))),
    )
    lost.push(...described.flatMap(({ name, error }) => (error === cutOff && name ? [name] : [])))
  }
  return lost
}
