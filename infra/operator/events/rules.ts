import { EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge'

/** All rules of a bus, page by page: EventBridge gives a hundred at once at most. */
export async function rulesOn(EventBusName: string): Promise<{ name: string; state: string | undefined }[]> {
  const client = new EventBridgeClient({})
  const found: { name: string; state: string | undefined }[] = []
  for (let NextToken: string | undefined; ; ) {
    const page = await client.send(new ListRulesCommand({ EventBusName, ...(NextToken && { NextToken }) }))
    for (const { Name = '', State } of page.Rules ?? []) found.push({ name: Name, state: State })
    NextToken = page.NextToken
    if (!NextToken) return found
  }
}
