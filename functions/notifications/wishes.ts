import { afterQuietHours, nextStartOfWork, nextTimeOfDay } from '../../domain/telling-time.ts'
import type { Preferences, Topic, Way } from '../../schemas/notification-preferences.ts'
import type { Settings } from '../../schemas/settings.ts'
import { findCalendar, hoursNow } from '../platform/table/calendars.ts'
import { asTheyCome, preferencesOf } from '../platform/table/preferences.ts'
import type { Notice } from './notice.ts'
import type { Recipient } from './recipients.ts'
import type { Single } from './tellings.ts'

type Kind = Single['kind']

/** Of what a letter tells, as people choose it. */
const topics: Readonly<Record<Exclude<Kind, 'milestone'>, Topic>> = {
  opened: 'opened',
  reminder: 'reminded',
  answered: 'answered',
  answeredForWatchers: 'answered',
  resolved: 'resolved',
  resolvedElsewhere: 'resolved',
  milestoneForCustomer: 'late',
  survey: 'survey',
  visitBooked: 'visits',
  visitMoved: 'visits',
  visitCancelled: 'visits',
  visitReminded: 'visits',
  moved: 'moved',
  movedForCustomer: 'moved',
  assigned: 'assigned',
  assignedForCustomer: 'assigned',
  mentioned: 'mentioned',
  followUpDue: 'followUpDue',
  escalated: 'escalated',
  bounced: 'mail',
  complained: 'mail',
  poorScore: 'poorScore',
}
const topicOf = (single: Single): Topic =>
  single.kind === 'milestone' ? (single.said.type === 'sla.breached' ? 'breached' : 'warned') : topics[single.kind]

const urgent: readonly Topic[] = ['breached', 'escalated']

/** What somebody wants; a team's mailbox, or an address in a rule, has said nothing. */
export const wishesOf = ({ person }: Pick<Recipient, 'person'>): Promise<Preferences> =>
  person.startsWith('per_') ? preferencesOf(person) : Promise.resolve(asTheyCome)

export const wishFor = ({ notices }: Preferences, single: Single): Way => notices[topicOf(single)]

/** Whether it is told in quiet hours as well, and never with what else there is: a broken promise, a ticket that was escalated to them. */
export const isUrgent = (single: Single): boolean => urgent.includes(topicOf(single))

type Whose = Pick<Recipient, 'person' | 'isStaff' | 'calendar'>

async function zoneOf({ calendar }: Whose, { timeZone }: Preferences, settings: Settings): Promise<string> {
  return timeZone ?? (calendar && (await findCalendar(calendar))?.timeZone) ?? settings.timeZone
}

/** When the quiet hours end that somebody has now, in milliseconds; now, where they have none. */
export async function quietUntil(whose: Whose, wishes: Preferences, settings: Settings, now: number): Promise<number> {
  const ofDesk = whose.isStaff && whose.person.startsWith('per_') ? settings.mail.quietHours : undefined
  const hours = wishes.quietHours ?? ofDesk
  return hours && hours !== 'none' ? afterQuietHours(now, hours, await zoneOf(whose, wishes, settings)) : now
}

const usualTime = '08:00'

/** When somebody's next digest is due, in milliseconds: as they say, else when they begin to work, else at eight. */
export async function nextDigest(whose: Whose, wishes: Preferences, settings: Settings, now: number): Promise<number> {
  const zone = await zoneOf(whose, wishes, settings)
  const { calendar } = whose
  const start = calendar && !wishes.digestAt ? nextStartOfWork(now, await hoursNow(calendar), zone) : undefined
  return start ?? nextTimeOfDay(now, wishes.digestAt ?? usualTime, zone)
}

/** How and when somebody is told: not at all, with others once a day or after a quiet night, when they are at work; or now. */
export type When =
  | { is: 'off' }
  | { is: 'now' }
  /** Together with others about the same ticket, or of all. */
  | { is: 'ticket' | 'digest'; until: number }
  | { is: 'wait'; until: number }

export async function whenFor(notice: Notice, wishes: Preferences, now: number): Promise<When> {
  const { to, settings, mayWait } = notice
  const wish = wishFor(wishes, notice)
  if (wish === 'off') return { is: 'off' }
  if (wish === 'digest') return { is: 'digest', until: await nextDigest(to, wishes, settings, now) }
  const opening = mayWait && to.calendar ? (await hoursNow(to.calendar)).nextOpening(now) : now
  const until = isUrgent(notice) ? opening : await quietUntil(to, wishes, settings, opening)
  if (until <= now) return { is: 'now' }
  // What only reminds is looked at again by itself: it may matter no more by then.
  return { is: mayWait ? 'wait' : 'ticket', until }
}
