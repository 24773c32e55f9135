import type { Envelope } from '../../events/envelope.ts'
import { system } from '../../schemas/actor.ts'
import type { Subscription } from '../../schemas/subscription.ts'
import type { Instant } from '../../schemas/time.ts'
import { claimTelling, saveDropped, saveTold } from '../platform/table/notices.ts'
import { loadRecord } from '../platform/table/records.ts'
import { deskSettings } from '../platform/table/settings.ts'
import { subscriptions } from '../platform/table/subscriptions.ts'
import { techniciansNow } from '../platform/table/technicians.ts'
import { deliver } from './delivering.ts'
import { type Recipient, somebody } from './recipients.ts'
import { wishesOf } from './wishes.ts'

/**
 * Tells the owner of a subscription that the desk itself has stopped it, since its receiver fails or is gone; the admins,
 * where the owner has no address. Of one that goes on by now nobody hears any more; nor, by a mail, does anybody twice in one
 * day for one approval: its owner may resume it, and have it stopped again, as often as they like.
 */
export async function tellStopped(event: Envelope): Promise<void> {
  const fields = event.data.fields as readonly string[] | undefined
  if (event.actor.role !== system.role || !fields?.includes('state')) return
  const subscription = await loadRecord(subscriptions, { id: event.subject.id })
  if (subscription?.state !== 'paused' && subscription?.state !== 'disabled') return
  for (const to of await readersOf(subscription)) await tell(event, subscription, to)
}

async function readersOf({ owner }: Subscription): Promise<Recipient[]> {
  const own = await somebody(owner)
  if (own) return [own]
  const admins = (await techniciansNow()).filter(({ role, active }) => role === 'admin' && active)
  return (await Promise.all(admins.map(({ id }) => somebody(id)))).filter((one) => one !== undefined)
}

async function tell({ occurredAt }: Envelope, subscription: Subscription, to: Recipient): Promise<void> {
  const { id, name, state, approval } = subscription
  const event = `subscription.${id}.approval-${approval}.stopped-${dayOf(occurredAt)}`
  const telling = await claimTelling(event, to.person, Date.now())
  if (telling === 'taken') throw new Error(`${event}: somebody is being told at this moment`)
  if (telling !== 'ours') return
  const occasion = { event, who: to.person, at: occurredAt }
  const said = { name, isGone: state === 'disabled' }
  const [wishes, settings] = await Promise.all([wishesOf(to), deskSettings()])
  const outcome = await deliver(occasion, { to, settings, kind: 'subscriptionStopped', said }, wishes)
  const now = new Date().toISOString()
  if (outcome === 'sent') await saveTold(event, to.person, now)
  else await saveDropped(event, to.person, now, outcome)
}

const dayOf = (at: Instant): string => at.slice(0, 10)
