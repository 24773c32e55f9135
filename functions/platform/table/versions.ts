import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { unchanging } from '../cache.ts'
import { table, tableName } from './client.ts'
import { type Kept, type Records, recordIn } from './records.ts'
import type { Write } from './transaction.ts'

/** The versions of records that keep each of theirs beside their history: they never change, and stay when the record goes. */
export function versionsOf<Value extends Kept>(
  records: Records<Value>,
  key: (id: string, version: number) => { pk: string; sk: string },
) {
  const read = unchanging(async (place): Promise<Value | undefined> => {
    const [id = '', version] = place.split('#')
    const Key = key(id, Number(version))
    const { Item } = await table.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }))
    return Item && recordIn(records, Item)
  })
  return {
    /** Remembered for good. */
    async get(id: string, version: number): Promise<Value> {
      const found = await read(`${id}#${version}`)
      if (!found) throw new Error(`Version ${version} of ${records.kind} ${id} is not there`)
      return found
    },
    /** Whether there is such a record, or was. */
    known: async (id: string): Promise<boolean> => !!(await read(`${id}#1`)),
    /** The version that a change leads to, for the change's own transaction. */
    put: (value: Value): Write => ({
      Put: {
        TableName: tableName(),
        Item: { ...key(value.id, value.version), ...value },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    }),
  }
}
