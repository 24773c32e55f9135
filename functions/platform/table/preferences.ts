import { GetCommand } from '@aws-sdk/lib-dynamodb'
import {
  KeptPreferences,
  NewNotificationPreferences,
  type Preferences,
} from '../../../schemas/notification-preferences.ts'
import { cache } from '../cache.ts'
import { table, tableName } from './client.ts'
import { keys } from './keys.ts'
import type { Records } from './records.ts'
import type { Write } from './transaction.ts'

/** How people want to be told of what, one for each who has said something; apart from the person, whose history is a contact's. */
export const preferences: Records<KeptPreferences> = {
  kind: 'notification-preferences',
  schema: KeptPreferences,
  key: ({ id }) => keys.preferences(id),
}

/** What holds for whoever has said nothing. */
export const asTheyCome: Preferences = NewNotificationPreferences.parse({})

const remembered = cache(async (person): Promise<Preferences> => {
  const { Item } = await table.send(new GetCommand({ TableName: tableName(), Key: keys.preferences(person) }))
  return Item
    ? KeptPreferences.parse(Object.fromEntries(Object.entries(Item).filter(([name]) => !/^[ps]k$/.test(name))))
    : asTheyCome
})

/** How somebody wants to be told of what; a minute old at most. */
export const preferencesOf = (person: string): Promise<Preferences> => remembered.get(person)

/** For the transaction that erases somebody. */
export const preferencesDelete = (person: string): Write => ({
  Delete: { TableName: tableName(), Key: keys.preferences(person) },
})
