import { isDeepStrictEqual } from 'node:util'
import { approvedFields, type Subscription } from '../../schemas/subscription.ts'
import { Refusal } from '../refusal.ts'

/** What is said of a subscription by others than its owner, and ends with what it was said of. */
const bare = (subscription: Subscription): Subscription => {
  const { because, pausedBy, approval, activeSince, hearsSince, deployedAt, undeployed, ...rest } = subscription
  return rest
}

/** A change by its owner or an admin: of more than its name it is to be approved anew, and nothing goes out meanwhile. */
export const amended = (before: Subscription, after: Subscription): Subscription =>
  approvedFields.every((field) => isDeepStrictEqual(before[field], after[field]))
    ? after
    : { ...bare(after), state: 'pending', personalData: false }

/**
 * Approved by an admin, at `now`, with or without personal data. It is approved in the version that this leads to: what was
 * approved before reaches nobody any more. Refuses, as a conflict, one that is paused or disabled.
 */
export function approved(subscription: Subscription, personalData: boolean, now: string): Subscription {
  const { state, version, activeSince = now, hearsSince = activeSince, undeployed } = subscription
  if (state === 'active' && subscription.personalData === personalData && !undeployed) return subscription
  if (state === 'paused' || state === 'disabled') throw not(`It is ${state}: resume it, or reject it.`)
  return { ...bare(subscription), state: 'active', personalData, approval: version + 1, activeSince, hearsSince }
}

/** Rejected by an admin, whatever it was before: nothing goes out. */
export const rejected = (subscription: Subscription, because: string): Subscription => ({
  ...bare(subscription),
  state: 'rejected',
  personalData: false,
  because,
})

type Pausing = NonNullable<Subscription['pausedBy']>

/**
 * Nothing goes out for a while. What its owner or the desk has paused an admin may pause as well, so that only an admin
 * resumes it. Refuses, as a conflict, one that is not active.
 */
export function paused(subscription: Subscription, by: Pausing, because?: string): Subscription {
  const isTaken = by === 'admin' && subscription.pausedBy !== 'admin'
  if (subscription.state === 'paused' && !isTaken) return subscription
  if (subscription.state !== 'active' && subscription.state !== 'paused')
    throw not(`It is ${subscription.state}: only what is active can be paused.`)
  const { activeSince, deployedAt, because: _, ...rest } = subscription
  return { ...rest, state: 'paused', pausedBy: by, ...(because !== undefined && { because }) }
}

/** As it was approved, from `now` on; what happened while it was paused was held, and is heard, too. Refuses, as a conflict, one that is neither paused nor disabled, and one that an admin has paused from anybody else. */
export function resumed(subscription: Subscription, now: string, isAdmin: boolean): Subscription {
  const { state, because, pausedBy, ...rest } = subscription
  if (state === 'active') return subscription
  if (state === 'paused' && pausedBy === 'admin' && !isAdmin) throw not('An admin has paused it: ask one to resume it.')
  if (state !== 'paused' && state !== 'disabled') throw not(`It is ${state}: an admin is to approve it first.`)
  const { hearsSince = rest.createdAt } = rest
  return { ...rest, state: 'active', activeSince: now, hearsSince: state === 'paused' ? hearsSince : now }
}

/**
 * Whether what is sent to it now is not lost: a webhook that is paused holds it; a bus or a queue takes only what comes while
 * it is deployed as it is approved.
 */
export const isReached = ({ target, state, deployedAt }: Subscription): boolean =>
  target.kind === 'webhook' ? state === 'active' || state === 'paused' : state === 'active' && deployedAt !== undefined

const not = (why: string) => new Refusal('conflict', why)
