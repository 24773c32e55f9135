import {
  DescribeExecutionCommand,
  type DescribeExecutionOutput,
  paginateListExecutions,
  SFNClient,
} from '@aws-sdk/client-sfn'
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'
import { clientFor, region } from './environment.ts'
import type { Outputs } from './outputs.ts'

/** What the emulator says of an execution that was waiting when it was stopped. */
const cutOff = 'States.ServiceRestart'

/**
 * Emulator only: started again, it gives up the executions that were waiting, and tells nobody. On AWS they would wait
 * on. So the supervisor is told here, with the message that the rule for status changes would have sent it.
 */
export async function reportLostExecutions(outputs: Outputs, since: Date): Promise<number> {
  const lost = await lostSince(new SFNClient(clientFor(outputs.endpoint)), outputs.stateMachineArn, since)
  const queue = new SQSClient({ ...clientFor(outputs.endpoint), useQueueUrlAsEndpoint: false })
  for (let at = 0; at < lost.length; at += 10) {
    const batch = lost.slice(at, at + 10)
    const Entries = batch.map((execution, id) => ({
      Id: String(id),
      MessageBody: JSON.stringify(statusChange(execution)),
    }))
    await queue.send(new SendMessageBatchCommand({ QueueUrl: outputs.timersQueueUrl, Entries }))
  }
  return lost.length
}

async function lostSince(states: SFNClient, stateMachineArn: string, since: Date): Promise<DescribeExecutionOutput[]> {
  const lost: DescribeExecutionOutput[] = []
  const pages = paginateListExecutions({ client: states }, { stateMachineArn, statusFilter: 'FAILED', maxResults: 100 })
  for await (const { executions = [] } of pages) {
    // The emulator stamps them while it starts, to the second.
    const recent = executions.filter(({ stopDate }) => stopDate && stopDate.getTime() >= since.getTime() - 1000)
    const described = await Promise.all(
      recent.map(({ executionArn }) => states.send(new DescribeExecutionCommand({ executionArn }))),
    )
    lost.push(...described.filter(({ error }) => error === cutOff))
  }
  return lost
}

/** The shape of AWS's "Step Functions Execution Status Change". */
export function statusChange(execution: DescribeExecutionOutput) {
  const { executionArn = '', stateMachineArn, name, startDate, stopDate, input, error, cause } = execution
  return {
    version: '0',
    id: `lost-${name}`,
    'detail-type': 'Step Functions Execution Status Change',
    source: 'aws.states',
    account: executionArn.split(':')[4],
    time: stopDate?.toISOString(),
    region,
    resources: [executionArn],
    detail: {
      executionArn,
      stateMachineArn,
      name,
      status: 'FAILED',
      startDate: startDate?.getTime(),
      stopDate: stopDate?.getTime(),
      input,
      output: null,
      error,
      cause,
    },
  }
}
