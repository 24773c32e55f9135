import { notFound } from '../../domain/refusal.ts'
import type { Actor } from '../../schemas/actor.ts'
import type { Subscription } from '../../schemas/subscription.ts'
import { loadRecord } from '../platform/table/records.ts'
import { subscriptions } from '../platform/table/subscriptions.ts'

/** Partners have their own, admins all. */
export const mayHave = (actor: Actor, { owner }: Pick<Subscription, 'owner'>): boolean =>
  actor.role === 'admin' || owner === actor.id

/** Refuses what is another's as what is not there. */
export const judging =
  (actor: Actor) =>
  (subscription: Subscription): void => {
    if (!mayHave(actor, subscription)) throw notFound()
  }

/** A subscription that the caller may see; refuses, as not found, any other. */
export async function subscriptionFor({ actor }: { actor: Actor }, id: string): Promise<Subscription> {
  const subscription = await loadRecord(subscriptions, { id })
  if (!subscription) throw notFound()
  judging(actor)(subscription)
  return subscription
}
