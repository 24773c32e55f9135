import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda'
import type { FunctionName } from '../../infra/bundle.ts'
import { clientFor } from '../../infra/local/environment.ts'
import type { Outputs } from '../../infra/local/outputs.ts'
import { eventually } from '../support/eventually.ts'

/** What the edge logs of each answer (functions/platform/http/edge.ts), as far as it is read here. */
export interface Answered {
  requestId: string
  operation: string
  status: number
  table: { requests: number; readUnits: number; writeUnits: number }
}

/** The line that each of these requests has left in its function's log; it comes a moment after the answer. */
export async function answersLogged(
  outputs: Outputs,
  functions: readonly FunctionName[],
  requestIds: readonly string[],
  since: number,
): Promise<Answered[]> {
  const groups = await groupsOf(outputs, functions)
  return eventually('all answers are in the logs', async () => {
    const found = new Map<string, Answered>()
    for (const group of groups) {
      for (const line of await answeredIn(outputs, group, since)) found.set(line.requestId, line)
    }
    const wanted = requestIds.flatMap((id) => found.get(id) ?? [])
    return wanted.length === requestIds.length && wanted
  })
}

async function groupsOf({ endpoint }: Outputs, functions: readonly FunctionName[]): Promise<string[]> {
  const { Functions = [] } = await new LambdaClient(clientFor(endpoint)).send(new ListFunctionsCommand({}))
  return Functions.filter(({ Environment }) =>
    functions.some((name) => name === Environment?.Variables?.POWERTOOLS_SERVICE_NAME),
  ).flatMap(({ LoggingConfig }) => LoggingConfig?.LogGroup ?? [])
}

/** Without the SDK: the project needs its CloudWatch Logs client for nothing else. */
async function answeredIn({ endpoint, region }: Outputs, logGroupName: string, startTime: number): Promise<Answered[]> {
  const scope = `test/20260101/${region}/logs/aws4_request`
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'Logs_20140328.FilterLogEvents',
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`,
    },
    body: JSON.stringify({ logGroupName, startTime, filterPattern: '{ $.message = "answered" }' }),
  })
  if (!answer.ok) throw new Error(`The log ${logGroupName} cannot be read: ${await answer.text()}`)
  const { events } = (await answer.json()) as { events: { message: string }[] }
  return events.flatMap(({ message }) => (message.startsWith('{') ? [JSON.parse(message) as Answered] : []))
}
