import {
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
} from '@aws-sdk/client-eventbridge'
import { clientFor } from '../../infra/local/environment.ts'
import type { Outputs } from '../../infra/local/outputs.ts'

/** Loses, from now on, every event that is for the queues with this in their names; gives what ends that. */
export async function lose({ endpoint, busName: EventBusName }: Outputs, queue: string): Promise<() => Promise<void>> {
  const bus = new EventBridgeClient(clientFor(endpoint))
  const { Rules = [] } = await bus.send(new ListRulesCommand({ EventBusName }))
  const targets = await Promise.all(
    Rules.map(({ Name: Rule }) => bus.send(new ListTargetsByRuleCommand({ EventBusName, Rule }))),
  )
  const names = Rules.flatMap(({ Name }, at) =>
    targets[at]?.Targets?.some(({ Arn }) => Arn?.includes(queue)) ? [Name] : [],
  )
  if (names.length === 0) throw new Error(`No rule is for ${queue}`)
  await Promise.all(names.map((Name) => bus.send(new DisableRuleCommand({ EventBusName, Name }))))
  return async () =>
    void (await Promise.all(names.map((Name) => bus.send(new EnableRuleCommand({ EventBusName, Name })))))
}
