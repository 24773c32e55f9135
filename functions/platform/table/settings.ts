import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { settingsOf } from '../../../domain/brand.ts'
import { Settings } from '../../../schemas/settings.ts'
import { Instant } from '../../../schemas/time.ts'
import { table, tableName } from './client.ts'
import { keys } from './keys.ts'
import { type Records, recordWrites } from './records.ts'
import { revised } from './revised.ts'
import type { Write } from './transaction.ts'

/** The settings as a record: one of them, with all brands in it. */
const KeptSettings = Settings.extend({
  id: z.string().default('main'),
  version: z.int().positive().default(1),
  createdAt: Instant.default('1970-01-01T00:00:00.000Z'),
  updatedAt: Instant.default('1970-01-01T00:00:00.000Z'),
})
type KeptSettings = z.output<typeof KeptSettings>

export const settingsRecords: Records<KeptSettings> = {
  kind: 'settings',
  schema: KeptSettings,
  key: () => keys.settings('main'),
}

/** The settings as they are in the table now; a desk that has set nothing is as it came. */
export async function settingsNow(): Promise<KeptSettings> {
  return KeptSettings.parse(await itemNow())
}

/** The settings of the desk, remembered. */
export const settingsSince = revised<Settings>(settingsNow)

/** The settings that hold for a brand, as the cache has them. */
export const deskSettings = async (brand = 'main'): Promise<Settings> => settingsOf(await settingsSince(), brand)

/** For the transaction of what relies on the settings as they were read: it fails where they have changed since. */
export const settingsUnchanged = (version: number): Write => ({
  ConditionCheck: {
    TableName: tableName(),
    Key: keys.settings('main'),
    ConditionExpression: 'attribute_not_exists(#version) OR #version = :version',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': version },
  },
})

/** Makes what a desk was set up with, or came with, the record's first version, where it has none yet. */
export async function keepSettings(): Promise<void> {
  const item = await itemNow()
  if (item.version !== undefined) return
  const { Put } = recordWrites(settingsRecords, undefined, KeptSettings.parse(item)).item
  try {
    await table.send(
      new PutCommand({
        TableName: tableName(),
        Item: Put?.Item,
        ConditionExpression: 'attribute_not_exists(#version)',
        ExpressionAttributeNames: { '#version': 'version' },
      }),
    )
  } catch (fault) {
    if (!(fault instanceof ConditionalCheckFailedException)) throw fault
  }
}

async function itemNow(): Promise<Record<string, unknown>> {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.settings('main'), ConsistentRead: true }),
  )
  return { ...Item, ...(Item?.value as object | undefined) }
}
