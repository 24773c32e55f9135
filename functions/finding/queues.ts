import { queueAt } from '../../domain/queue.ts'
import { selectionFor } from '../../domain/selection.ts'
import type { listQueues, listQueueTickets } from '../../schemas/operations/finding.ts'
import { queueNames } from '../../schemas/queue.ts'
import type { Request } from '../platform/http/edge.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { deskSettings } from '../platform/table/settings.ts'
import { counted } from './counting.ts'
import { pageOf } from './page.ts'

/** Every queue with its count for the caller. */
export async function queuesForCaller({ actor, now, answer }: Request<typeof listQueues>): Promise<StoredAnswer> {
  const { timeZone } = await deskSettings()
  const items = await Promise.all(
    queueNames.map(async (queue) => {
      const { filter, sort } = queueAt(queue, timeZone, now)
      return { queue, filter, sort, ...(await counted(actor, selectionFor(filter, actor), sort)) }
    }),
  )
  return answer({ items })
}

/** A page of a queue. What is overdue is judged anew with each page; a cursor goes on in the queue, whatever the instant. */
export async function queueForCaller(request: Request<typeof listQueueTickets>): Promise<StoredAnswer> {
  const { actor, now, params, query, answer } = request
  const { timeZone } = await deskSettings()
  const { filter, sort } = queueAt(params.queue, timeZone, now)
  return answer(await pageOf({ actor, selection: selectionFor(filter, actor), sort, ...query, list: params.queue }))
}
