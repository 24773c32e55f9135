import { businessTime } from '../../../domain/business-time.ts'
import { always, type Hours } from '../../../domain/hours.ts'
import { CalendarRecord, type CalendarVersion } from '../../../schemas/calendar.ts'
import { unchanging } from '../cache.ts'
import { tableName } from './client.ts'
import { keys } from './keys.ts'
import { type Records, recordsAt } from './records.ts'
import { revised } from './revised.ts'
import type { Write } from './transaction.ts'
import { versionsOf } from './versions.ts'

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
export const calendarsNow = (): Promise<readonly CalendarRecord[]> => recordsAt(calendars, keys.calendar('').pk)

/** The same, remembered; no older than a revision (`drawNumber`). */
export const calendarsSince = revised(calendarsNow)

/** A calendar as it is now: one that is newer than what is remembered is read. */
export async function findCalendar(id: string): Promise<CalendarRecord | undefined> {
  const isIt = (one: CalendarRecord) => one.id === id
  return (await calendarsSince()).find(isIt) ?? (await calendarsNow()).find(isIt)
}

/** For the transaction of whatever begins to use a calendar: it fails where the calendar is gone. */
export const calendarThere = (id: string): Write => ({
  ConditionCheck: { TableName: tableName(), Key: keys.calendar(id), ConditionExpression: 'attribute_exists(pk)' },
})

/** The same, of what relies on its hours: it fails where the calendar has changed since it was read. */
export const calendarUnchanged = ({ id, version }: CalendarVersion): Write => ({
  ConditionCheck: {
    TableName: tableName(),
    Key: keys.calendar(id),
    ConditionExpression: 'version = :version',
    ExpressionAttributeValues: { ':version': version },
  },
})

const versions = versionsOf(calendars, keys.calendarVersion)
export const versionPut = versions.put
export const calendarKnown = versions.known

/** A version of a calendar, also of one that is gone; remembered for good. */
export const calendarVersion = ({ id, version }: CalendarVersion): Promise<CalendarRecord> => versions.get(id, version)

const ready = unchanging(async (place): Promise<Hours> => {
  const [id = '', version] = place.split('#')
  return businessTime(await versions.get(id, Number(version)))
})

/** What reckons with a version of a calendar, made ready once; without one, it is always open. */
export const hoursOfVersion = async (version?: CalendarVersion): Promise<Hours> =>
  version ? ready(`${version.id}#${version.version}`) : always

/** What reckons with a calendar as it is now. Of one that is gone it is always open. */
export const hoursNow = async (id: string): Promise<Hours> => hoursOfVersion(await findCalendar(id))
