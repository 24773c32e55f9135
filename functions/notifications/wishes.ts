import type { Preferences, Topic, Way } from '../../schemas/notification-preferences.ts'
import { nextDigest, quietUntil } from '../platform/mail/reading-times.ts'
import { hoursNow } from '../platform/table/calendars.ts'
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
  // What only reminds is looked at again by itself: it may matter no more by then; so is a survey, which tells of no event.
  return { is: mayWait || notice.kind === 'survey' ? 'wait' : 'ticket', until }
}
