import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { businessTime } from '../../../domain/business-time.ts'
import { always, type Hours } from '../../../domain/hours.ts'
import { type CalendarChoice, CalendarRecord, type CalendarVersion } from '../../../schemas/calendar.ts'
import { unchanging } from '../cache.ts'
import { table, tableName } from './client.ts'
import { keys } from './keys.ts'
import { readPartition } from './partition.ts'
import { type Records, recordIn } from './records.ts'
import { revised } from './revised.ts'
import type { Write } from './transaction.ts'

/** There are few, so they lie together: one Query. Each version lies beside the calendar's history, and stays. */
export const calendars: Records<CalendarRecord> = {
  kind: 'calendar',
  schema: CalendarRecord,
  key: ({ id }) => keys.calendar(id),
  claims: ({ name }) => [`name#calendar#${name.toLowerCase()}`],
}

/** A desk can have so many. */
export const mostCalendars = 100

/** Every calendar as it is in the table now, oldest first. */
export async function calendarsNow(): Promise<readonly CalendarRecord[]> {
  const items = await readPartition(keys.calendar('').pk)
  return items.map((item) => recordIn(calendars, item))
}

/** The same, remembered; no older than a revision (`drawNumber`). */
export const calendarsSince = revised(calendarsNow)

/** The version of a calendar that a change leads to, for the change's own transaction. */
export const versionPut = (calendar: CalendarRecord): Write => ({
  Put: {
    TableName: tableName(),
    Item: { ...keys.calendarVersion(calendar.id, calendar.version), ...calendar },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
})

/** For the transaction of whatever begins to use a calendar: it fails where the calendar is gone. */
export const calendarThere = (id: string): Write => ({
  ConditionCheck: { TableName: tableName(), Key: keys.calendar(id), ConditionExpression: 'attribute_exists(pk)' },
})

const versions = unchanging(async (place): Promise<CalendarRecord | undefined> => {
  const [id = '', version] = place.split('#')
  const Key = keys.calendarVersion(id, Number(version))
  const { Item } = await table.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }))
  return Item && recordIn(calendars, Item)
})

/** Whether there is such a calendar, or was. */
export const calendarKnown = async (id: string): Promise<boolean> => !!(await versions(`${id}#1`))

/** A version of a calendar, also of one that is gone; remembered for good. */
export async function calendarVersion({ id, version }: CalendarVersion): Promise<CalendarRecord> {
  const found = await versions(`${id}#${version}`)
  if (!found) throw new Error(`Version ${version} of calendar ${id} is not there`)
  return found
}

const ready = unchanging(async (place): Promise<Hours> => {
  const [id = '', version] = place.split('#')
  const {
    name: _,
    id: __,
    version: ___,
    createdAt: ____,
    updatedAt: _____,
    ...hours
  } = await calendarVersion({
    id,
    version: Number(version),
  })
  return businessTime(hours)
})

/** What reckons with a version of a calendar, made ready once; without one, it is always open. */
export const hoursOfVersion = async (version?: CalendarVersion): Promise<Hours> =>
  version ? ready(`${version.id}#${version.version}`) : always

/** What reckons with a calendar as it is now, as far as is remembered. Of one that is not there it is always open. */
export async function hoursNow(choice: CalendarChoice): Promise<Hours> {
  const found = choice === 'always' ? undefined : (await calendarsSince()).find(({ id }) => id === choice)
  return hoursOfVersion(found)
}
