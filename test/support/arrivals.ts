import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { keys } from '../../functions/platform/table/keys.ts'
import { documents } from '../../infra/local/marks.ts'
import type { Outputs } from '../../infra/local/outputs.ts'
import type { RoutingOutcome } from '../../schemas/routing.ts'

type Item = Record<string, unknown>

/** What people have in hand as the table counts it, and what came of asking the rules, as they lie there. */
export function routingTable({ endpoint, tableName: TableName }: Outputs) {
  const table = documents(endpoint)
  const query = async (pk: string, prefix = ''): Promise<Item[]> => {
    const { Items = [] } = await table.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
        ConsistentRead: true,
      }),
    )
    return Items
  }
  return {
    /** Everybody's points at one moment, by person. */
    async loads(): Promise<Record<string, number>> {
      const items = await query(keys.load('').pk, 'per_')
      return Object.fromEntries(items.map(({ sk, points }) => [String(sk), Number(points ?? 0)]))
    },
    /** Each outcome that put a ticket somewhere, oldest first. */
    async outcomes(number: string): Promise<{ at: string; outcome: RoutingOutcome }[]> {
      const { pk, sk } = keys.routed(number, 0)
      const items = await query(pk, sk.slice(0, sk.indexOf('#') + 1))
      return items as unknown as { at: string; outcome: RoutingOutcome }[]
    },
    /** Makes a ticket that waits for somebody due for the sweep, as if a minute had passed. */
    async overdue(number: string): Promise<void> {
      await table.send(
        new UpdateCommand({
          TableName,
          Key: keys.routing(number),
          UpdateExpression: 'SET gsi5sk = :place',
          ConditionExpression: 'attribute_exists(gsi5pk)',
          ExpressionAttributeValues: { ':place': `${new Date(Date.now() - 1000).toISOString()}#${number}` },
        }),
      )
    },
  }
}

/** From when to when something may have been so: from the request that began it to the answer to the one that ended it. */
interface Span<Value> {
  value: Value
  /** Sent, and answered. */
  asked: number
  since: number
  until: number
}

/** What was asked of the desk about somebody, one thing after the other, and when each of them held for certain, or perhaps. */
export class Spans<Value> {
  readonly #spans: Span<Value>[]

  constructor(first: Value) {
    this.#spans = [{ value: first, asked: 0, since: 0, until: Number.POSITIVE_INFINITY }]
  }

  /** Does what brings another value about. */
  async become(value: Value, change: () => Promise<unknown>): Promise<void> {
    const asked = Date.now()
    await change()
    const last = this.#spans.at(-1)
    if (last) last.until = Date.now()
    this.#spans.push({ value, asked, since: Date.now(), until: Number.POSITIVE_INFINITY })
  }

  /** What it may have been at an instant, or between two: several values where it was changed then. */
  maybe(from: number, to = from): Value[] {
    return this.#spans.filter(({ asked, until }) => asked <= to && from <= until).map(({ value }) => value)
  }
}
