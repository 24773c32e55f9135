import { afterQuietHours, nextStartOfWork, nextTimeOfDay } from '../../../domain/telling-time.ts'
import type { Preferences } from '../../../schemas/notification-preferences.ts'
import type { Settings } from '../../../schemas/settings.ts'
import { findCalendar, hoursNow } from '../table/calendars.ts'

/** Whose mail it is: somebody of the desk has the desk's quiet hours, and a calendar perhaps. */
interface Reader {
  person: string
  isStaff: boolean
  calendar?: string | undefined
}

const zoneOf = async ({ calendar }: Reader, { timeZone }: Preferences, settings: Settings): Promise<string> =>
  timeZone ?? (calendar && (await findCalendar(calendar))?.timeZone) ?? settings.timeZone

/** When the quiet hours end that somebody has at an instant, in milliseconds; the instant, where they have none. A team's mailbox has none. */
export async function quietUntil(reader: Reader, wishes: Preferences, settings: Settings, at: number): Promise<number> {
  const ofDesk = reader.isStaff && reader.person.startsWith('per_') ? settings.mail.quietHours : undefined
  const hours = wishes.quietHours ?? ofDesk
  return hours && hours !== 'none' ? afterQuietHours(at, hours, await zoneOf(reader, wishes, settings)) : at
}

const usualTime = '08:00'

/** When somebody's next digest is due, in milliseconds: as they say, else when they begin to work, else at eight. */
export async function nextDigest(reader: Reader, wishes: Preferences, settings: Settings, at: number): Promise<number> {
  const zone = await zoneOf(reader, wishes, settings)
  const { calendar } = reader
  const start = calendar && !wishes.digestAt ? nextStartOfWork(at, await hoursNow(calendar), zone) : undefined
  return start ?? nextTimeOfDay(at, wishes.digestAt ?? usualTime, zone)
}
