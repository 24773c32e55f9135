import { approved, paused, rejected, resumed } from '../../domain/partners/standing.ts'
import { Refusal } from '../../domain/refusal.ts'
import type {
  approveSubscription,
  pauseSubscription,
  rejectSubscription,
  resumeSubscription,
} from '../../schemas/operations/subscriptions.ts'
import type { Subscription } from '../../schemas/subscription.ts'
import type { Request } from '../platform/http/edge.ts'
import { amendRecord } from '../platform/http/record.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { ownerOf } from '../platform/table/subscription-owners.ts'
import { subscriptions, subscriptionsChanged } from '../platform/table/subscriptions.ts'
import { judging } from './seeing.ts'

type Asked =
  | Request<typeof approveSubscription>
  | Request<typeof rejectSubscription>
  | Request<typeof pauseSubscription>
  | Request<typeof resumeSubscription>

const amending = (
  request: Asked,
  amend: (before: Subscription) => Subscription | Promise<Subscription>,
): Promise<StoredAnswer> =>
  amendRecord(
    request,
    {
      records: subscriptions,
      answer: request.answer,
      judge: judging(request.actor),
      writes: () => [subscriptionsChanged()],
    },
    { id: request.params.subscription },
    amend,
  )

export const approveOne = (request: Request<typeof approveSubscription>) =>
  amending(request, async (before) => {
    if (await ownerOf(before.owner)) return approved(before, request.body.personalData, request.now)
    throw new Refusal('conflict', 'Its owner is no partner any more: reject it, or take it away.')
  })

export const rejectOne = (request: Request<typeof rejectSubscription>) =>
  amending(request, (before) => rejected(before, request.body.because))

export const pauseOne = (request: Request<typeof pauseSubscription>) =>
  amending(request, (before) =>
    paused(before, request.actor.role === 'admin' ? 'admin' : 'owner', request.body.because),
  )

export const resumeOne = (request: Request<typeof resumeSubscription>) =>
  amending(request, (before) => resumed(before, request.now, request.actor.role === 'admin'))
