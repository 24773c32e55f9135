import { datesOf } from '../../domain/day-book.ts'
import { allowVisit, refuseLate, type VisitMoveName, visitAfter } from '../../domain/visit.ts'
import { visitCancelled, visitStepped } from '../../domain/visit-rules.ts'
import type { ActorReference } from '../../schemas/actor.ts'
import type { cancelVisit, confirmVisit } from '../../schemas/operations/visits.ts'
import type { TechnicianStatus } from '../../schemas/technician.ts'
import type { Instant } from '../../schemas/time.ts'
import type { Visit } from '../../schemas/visit.ts'
import type { Request } from '../platform/http/edge.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { deskSettings } from '../platform/table/settings.ts'
import type { Write } from '../platform/table/transaction.ts'
import { bookWrites, dayBooks, visitWrites } from '../platform/table/visits.ts'
import { confirmed } from '../platform/tickets/confirming.ts'
import { changeVisit, type VisitRequest } from './seeing.ts'
import { statusWrites } from './status.ts'

/** The customer says that it suits them, or a dispatcher for them. */
export const confirm = (request: Request<typeof confirmVisit>): Promise<StoredAnswer> =>
  changeVisit(request, async ({ visit }) => confirmed(visit, request.actor, request.now))

/** Cancels a visit, and gives its time back. */
export const cancel = (request: Request<typeof cancelVisit>): Promise<StoredAnswer> =>
  changeVisit(request, async ({ visit, visits, loaded }) => {
    const { actor, now, body, requestId } = request
    allowVisit(visit, 'cancel', actor)
    refuseLate(visit, actor, await deskSettings(loaded.ticket.brand), now)
    const after = visitAfter(visit, now, { status: 'cancelled', endedAt: now })
    const writes = [...(await cancelWrites(visit, after)), ...(await backToWork(visit, { actor, now, requestId }))]
    return { after, rule: visitCancelled(after, visits, body.reason), writes: () => writes }
  })

/** A cancelled visit, and its time given back. */
export async function cancelWrites(before: Visit, after: Visit): Promise<Write[]> {
  const books = await dayBooks([before.technician], datesOf(before.from, before.until))
  return [...visitWrites(before, after), ...bookWrites(books, before.id)]
}

interface Step {
  move: VisitMoveName
  /** When it was, on the visit. */
  at: 'onTheWayAt' | 'arrivedAt' | 'endedAt'
  /** What the technician is by it. */
  status: TechnicianStatus
}

const steps = {
  setOut: { move: 'on-the-way', at: 'onTheWayAt', status: 'on_the_way' },
  arrive: { move: 'arrive', at: 'arrivedAt', status: 'busy' },
  complete: { move: 'complete', at: 'endedAt', status: 'available' },
  miss: { move: 'miss', at: 'endedAt', status: 'available' },
} as const satisfies Record<string, Step>

/** A step of the technician; their own status follows it, in the same transaction. */
const taking =
  (step: Step) =>
  (request: Omit<VisitRequest, 'body' | 'query'> & { body?: { note?: string; reason?: string } | undefined }) =>
    changeVisit(request, async ({ visit }) => {
      const { actor, now, requestId, body } = request
      const status = allowVisit(visit, step.move, actor)
      const note = body?.note ?? body?.reason
      const after = visitAfter(visit, now, { status, [step.at]: now, ...(note && { note }) })
      const theirs = await statusWrites(visit.technician, step.status, { actor, now, requestId })
      return { after, rule: visitStepped(visit, after, note), writes: () => [...visitWrites(visit, after), ...theirs] }
    })

export const setOut = taking(steps.setOut)
export const arrive = taking(steps.arrive)
export const complete = taking(steps.complete)
export const miss = taking(steps.miss)

/** Whoever was on it is free again. */
const backToWork = (visit: Visit, by: { actor: ActorReference; now: Instant; requestId: string }): Promise<Write[]> =>
  visit.status === 'planned' ? Promise.resolve([]) : statusWrites(visit.technician, 'available', by)
