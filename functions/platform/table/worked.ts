import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { Call } from '../../../schemas/call.ts'
import { TimeEntry } from '../../../schemas/time-entry.ts'
import { table, tableName } from './client.ts'
import { listEntries } from './entries.ts'
import { keys } from './keys.ts'
import { timelinePlace } from './timeline.ts'
import type { Write } from './transaction.ts'

type Item = Record<string, unknown>
type Asked = Parameters<typeof listEntries>[2]

const only = (shape: object, item: Item) => Object.fromEntries(Object.keys(shape).map((name) => [name, item[name]]))
const callIn = (item: Item): Call => Call.parse(only(Call.shape, item))
const entryIn = (item: Item): TimeEntry => TimeEntry.parse(only(TimeEntry.shape, item))

/** A call also has its place in what happened with the customer, where the ticket has one. */
export const callPut = (call: Call, customer: string | undefined): Write => ({
  Put: {
    TableName: tableName(),
    Item: {
      ...keys.call(call.ticket, call.id),
      ...timelinePlace(customer, call.startedAt, call.id),
      ...call,
      ...(customer && { customer }),
    },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
})

export const listCalls = (numbers: readonly string[], asked: Asked) =>
  listEntries(numbers, { prefix: 'CALL#', read: callIn }, asked)

export const timePut = (entry: TimeEntry): Write => ({
  Put: {
    TableName: tableName(),
    Item: { ...keys.timeEntry(entry.ticket, entry.id), ...entry },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
})

export const timeDelete = ({ ticket, id }: TimeEntry): Write => ({
  Delete: {
    TableName: tableName(),
    Key: keys.timeEntry(ticket, id),
    ConditionExpression: 'attribute_exists(pk)',
  },
})

export const listTime = (numbers: readonly string[], asked: Asked) =>
  listEntries(numbers, { prefix: 'TIME#', read: entryIn }, asked)

export async function loadTime(ticket: string, id: string): Promise<TimeEntry | undefined> {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.timeEntry(ticket, id), ConsistentRead: true }),
  )
  return Item && entryIn(Item)
}
