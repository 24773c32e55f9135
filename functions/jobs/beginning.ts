import { Refusal } from '../../domain/refusal.ts'
import { aRole } from '../../schemas/actor.ts'
import type { bulkTickets } from '../../schemas/operations/jobs.ts'
import { basePath } from '../../schemas/operations/operation.ts'
import { type Request, settled } from '../platform/http/edge.ts'
import { untilWon } from '../platform/retry.ts'
import { commitOnce } from '../platform/table/commit-once.ts'
import { jobShown, type NewJob, newJob } from '../platform/table/jobs.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import type { Write } from '../platform/table/transaction.ts'
import { mayDo } from '../platform/tickets/actions.ts'
import { checkAssignment } from '../platform/tickets/assigning.ts'

/** Takes a bulk request on as a job. */
export async function begin(request: Request<typeof bulkTickets>): Promise<StoredAnswer> {
  const { actor, body } = request
  for (const action of body.actions) {
    // Who may not do it to one ticket may not do it to many.
    if (!mayDo(action, actor.role)) {
      throw new Refusal('forbidden', `${aRole(actor.role)} may not ${action.do} tickets.`)
    }
    if (action.do === 'assign') await checkAssignment(action)
  }
  const { tickets, ...asked } = body
  const entries = tickets && { entries: [...new Set(tickets)] }
  return beginJob(request, { kind: 'bulk-tickets', request: asked, dryRun: body.dryRun, ...entries })
}

/** Makes the job that a request asks for, and answers with it: one transaction, whose event begins it. */
export const beginJob = (
  request: Pick<Request<typeof bulkTickets>, 'actor' | 'now' | 'once' | 'requestId' | 'answer'>,
  asked: Pick<NewJob, 'kind' | 'request' | 'dryRun' | 'entries'>,
): Promise<StoredAnswer> =>
  settle(request, async () => {
    const { actor, now, requestId } = request
    const { job, writes } = newJob({ actor, now, correlationId: requestId, ...asked })
    return { answer: request.answer(jobShown(job), { location: `${basePath}/jobs/${job.id}` }), writes }
  })

/** Commits what a request decides, with its answer. A lost race is decided again; a repeat gets its first answer. */
export function settle(
  { once }: Pick<Request, 'once'>,
  decide: () => Promise<{ answer: StoredAnswer; writes: Write[] }>,
): Promise<StoredAnswer> {
  return untilWon(async () => {
    const { answer, writes } = await decide()
    if (writes.length === 0 && !once) return answer
    return settled(await commitOnce(writes, once, answer), once, answer)
  })
}
