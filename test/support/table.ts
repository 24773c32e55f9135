import { DeleteCommand, GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Ticket } from '../../domain/ticket.ts'
import { fromMs, toMs, upToSecond } from '../../domain/time.ts'
import { type Armed, wakeKey } from '../../functions/platform/table/index-keys.ts'
import { everyShard, keys, shardOf } from '../../functions/platform/table/keys.ts'
import { documents } from '../../infra/local/marks.ts'
import type { Outputs } from '../../infra/local/outputs.ts'

type Item = Record<string, unknown>
export type TicketItem = Ticket & { armed?: Armed; arming?: number; gsi5pk?: string }

/** The desk's table, for what no operation shows, and for states that only misfortune brings about. */
export function tableOf({ endpoint, tableName: TableName }: Outputs) {
  const table = documents(endpoint)
  const put = (item: object) => table.send(new PutCommand({ TableName, Item: item }))
  const ticket = async (number: string): Promise<TicketItem> => {
    const { Item } = await table.send(new GetCommand({ TableName, Key: keys.ticket(number), ConsistentRead: true }))
    return Item as TicketItem
  }
  const inPart = async (part: 'OUTBOX' | 'PARKED'): Promise<Item[]> => {
    const answers = await Promise.all(
      everyShard(part).map((key) =>
        table.send(
          new QueryCommand({
            TableName,
            IndexName: 'gsi6',
            KeyConditionExpression: 'gsi6pk = :pk',
            ExpressionAttributeValues: { ':pk': key },
          }),
        ),
      ),
    )
    return answers.flatMap(({ Items }) => Items ?? [])
  }
  return {
    put,
    find: async (Key: { pk: string; sk: string }): Promise<Item | undefined> =>
      (await table.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item,
    has: async (Key: { pk: string; sk: string }) =>
      (await table.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item !== undefined,
    /** Whether it is written down that somebody was told of an event. */
    told: async (event: string, person: string) =>
      (await table.send(new GetCommand({ TableName, Key: keys.notice(event, person), ConsistentRead: true }))).Item
        ?.toldAt !== undefined,
    remove: ({ pk, sk }: { pk: string; sk: string }) => table.send(new DeleteCommand({ TableName, Key: { pk, sk } })),
    ticket,
    /** The events that are not on the bus yet, and those that never will be. */
    outbox: () => inPart('OUTBOX'),
    parked: () => inPart('PARKED'),

    /** Puts a published event of a ticket back into the outbox, as if the stream had missed it some minutes ago. */
    async unpublish(number: string, seq: number): Promise<void> {
      const id = `ticket.${number}.${seq}`
      await table.send(
        new UpdateCommand({
          TableName,
          Key: keys.event(keys.ticket(number).pk, seq),
          UpdateExpression: 'SET gsi6pk = :outbox, gsi6sk = :since',
          ExpressionAttributeValues: {
            ':outbox': `OUTBOX#${shardOf(id)}`,
            ':since': `${fromMs(Date.now() - 5 * 60_000)}#${id}`,
          },
        }),
      )
    },

    /** Writes down that an execution sleeps for a ticket, whoever started it. */
    arm: (number: string, armed: Armed, arming: number) =>
      table.send(
        new UpdateCommand({
          TableName,
          Key: keys.ticket(number),
          UpdateExpression: 'SET armed = :armed, arming = :arming',
          ExpressionAttributeValues: { ':armed': armed, ':arming': arming },
        }),
      ),

    /**
     * Makes a ticket older than it is, as if everything about it had happened so much earlier. `lost`: with an execution
     * written down for it that Step Functions has never heard of.
     */
    async age(number: string, byMs: number, { lost = false } = {}): Promise<TicketItem> {
      const text = JSON.stringify(await ticket(number)).replaceAll(
        /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g,
        (instant) => fromMs(toMs(instant) - byMs),
      )
      const aged: TicketItem = JSON.parse(text)
      if (lost) {
        aged.armed = { execution: `${number}-1`, wakeAt: upToSecond(String(aged.wakeAt)) }
        aged.arming = 1
        aged.gsi5pk = wakeKey(true, shardOf(number))
      }
      await put(aged)
      return aged
    },
  }
}
