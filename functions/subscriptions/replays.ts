import { ulid } from 'ulid'
import { isReached } from '../../domain/partners/standing.ts'
import { invalid, notFound, Refusal } from '../../domain/refusal.ts'
import { plus, toMs } from '../../domain/time.ts'
import type { Replay } from '../../schemas/delivery.ts'
import type { createReplay, getReplay, listReplays, redeliverSome } from '../../schemas/operations/deliveries.ts'
import { basePath } from '../../schemas/operations/operation.ts'
import { environment } from '../platform/environment.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import { type Request, settled } from '../platform/http/edge.ts'
import { send } from '../platform/queue.ts'
import { untilWon } from '../platform/retry.ts'
import { commitOnce } from '../platform/table/commit-once.ts'
import { happenedAt } from '../platform/table/deliveries.ts'
import {
  loadReplay,
  type ReplayMessage,
  replayPut,
  listReplays as replaysOf,
  shownReplay,
} from '../platform/table/replays.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { checkWebhook } from './deliveries.ts'
import { subscriptionFor } from './seeing.ts'

/** What is asked of a replay; the rest is the same for each. */
type Asked = Pick<Replay, 'of' | 'from' | 'types' | 'states'> & { to?: string | undefined }

export async function replayHistory(request: Request<typeof createReplay>): Promise<StoredAnswer> {
  const { from, after, to, types } = request.body
  const since = from ?? (after && happenedAt(after))
  // An id can name an instant that no calendar has: what was delivered has happened.
  if (after && since && toMs(since) > toMs(request.now)) {
    throw invalid('after', 'is of an event that has not happened', 'the id of a delivery that you got')
  }
  return begin(request, { of: 'history', ...(since && { from: since }), to, ...(types && { types }) })
}

export async function replayDeliveries(request: Request<typeof redeliverSome>): Promise<StoredAnswer> {
  const { from, to, states } = request.body
  return begin(request, { of: 'deliveries', ...(from && { from }), to, states })
}

/** Writes it down, and puts it on the queue; what does not get there is found by the minute. */
async function begin(
  request: Request<typeof createReplay> | Request<typeof redeliverSome>,
  { to, ...asked }: Asked,
): Promise<StoredAnswer> {
  const { now, once, params } = request
  // What has happened up to this very millisecond.
  const latest = plus(now, 1)
  const subscription = await subscriptionFor(request, params.subscription)
  if (asked.of === 'deliveries' || subscription.target.kind === 'webhook')
    checkWebhook(subscription, ['active', 'paused'])
  else if (!isReached(subscription))
    throw new Refusal(
      'conflict',
      'The subscription is not deployed, so nothing would arrive: wait for its `deployedAt`.',
    )
  const replay: Replay = {
    id: `rpl_${ulid(Date.parse(now))}`,
    subscription: subscription.id,
    ...asked,
    to: to !== undefined && to < latest ? to : latest,
    state: 'running',
    looked: 0,
    given: 0,
    createdAt: now,
  }
  const location = `${basePath}/subscriptions/${subscription.id}/replays/${replay.id}`
  const answer = request.answer(replay, { location })
  const writes = [replayPut(replay)]
  const done = await untilWon(async () => settled(await commitOnce(writes, once, answer), once, answer))
  const message: ReplayMessage = { subscription: subscription.id, replay: replay.id }
  if (done === answer) await send(environment('REPLAYS_QUEUE_URL'), [message])
  return done
}

export async function readReplay(request: Request<typeof getReplay>): Promise<StoredAnswer> {
  const { id } = await subscriptionFor(request, request.params.subscription)
  const kept = await loadReplay(id, request.params.replay)
  if (!kept) throw notFound()
  return request.answer(shownReplay(kept))
}

export async function listTheirReplays(request: Request<typeof listReplays>): Promise<StoredAnswer> {
  const { actor, params, query } = request
  const { id } = await subscriptionFor(request, params.subscription)
  const seal = `replays ${id} ${actor.id}`
  const { items, next } = await replaysOf(id, query.limit, query.cursor && openCursor(query.cursor, seal))
  return request.answer({ items: items.map(shownReplay), ...(next && { next: sealCursor(next, seal) }) })
}
