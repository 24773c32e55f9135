import { existsSync, readFileSync } from 'node:fs'
import { GetExecutionHistoryCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn'
import { ListQueuesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { clientFor } from '../../infra/local/environment.ts'
import type { Outputs } from '../../infra/local/outputs.ts'
import { places } from '../../infra/local/places.ts'

type Trace = readonly [where: string, what: string]

/** What a desk on the emulator has written down beside its table, its buckets and its outbox: logs, queues, executions. */
export async function tracesOf(outputs: Outputs): Promise<Trace[]> {
  return [...logFile(), ...(await logs(outputs)), ...(await queued(outputs)), ...(await executions(outputs))]
}

const logFile = (): Trace[] =>
  [places.log, places.officeLog].filter((file) => existsSync(file)).map((file) => [file, readFileSync(file, 'utf8')])

/** CloudWatch Logs, without its SDK: three calls. */
async function logs({ endpoint, region }: Outputs): Promise<Trace[]> {
  const ask = async (operation: string, input: object) => {
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `Logs_20140328.${operation}`,
        authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/logs/aws4_request, SignedHeaders=host, Signature=none`,
      },
      body: JSON.stringify(input),
    })
    if (!answer.ok) throw new Error(`${operation}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as { logGroups?: { logGroupName: string }[]; events?: unknown[]; nextToken?: string }
  }
  const { logGroups = [] } = await ask('DescribeLogGroups', { limit: 50 })
  const found: Trace[] = []
  for (const { logGroupName } of logGroups) {
    for (let nextToken: string | undefined, page = 0; page < 50; page += 1) {
      const some = await ask('FilterLogEvents', { logGroupName, limit: 10_000, ...(nextToken && { nextToken }) })
      found.push([logGroupName, JSON.stringify(some.events ?? [])])
      nextToken = some.nextToken
      if (!nextToken) break
    }
  }
  return found
}

/** What lies on queues: looked at, and left there. */
async function queued({ endpoint }: Outputs): Promise<Trace[]> {
  const queues = new SQSClient({ ...clientFor(endpoint), useQueueUrlAsEndpoint: false })
  const { QueueUrls = [] } = await queues.send(new ListQueuesCommand({ MaxResults: 1000 }))
  // The working ones are emptied as they fill; only what was put aside stays, and does not mind being looked at.
  const aside = QueueUrls.filter((url) => /DeadLetter|Parking|Parked|EventLog/i.test(url))
  const found = await Promise.all(
    aside.map(async (QueueUrl) => {
      const { Messages = [] } = await queues.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }),
      )
      return [QueueUrl, JSON.stringify(Messages)] as const
    }),
  )
  return found
}

async function executions({ endpoint, stateMachineArn }: Outputs): Promise<Trace[]> {
  const states = new SFNClient(clientFor(endpoint))
  const { executions: some = [] } = await states.send(new ListExecutionsCommand({ stateMachineArn, maxResults: 100 }))
  return Promise.all(
    some.map(async ({ executionArn, name }) => {
      const { events } = await states.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }))
      return [`execution ${name}`, JSON.stringify(events)] as const
    }),
  )
}
