import { basePath } from '../../schemas/operations/operation.ts'
import type { resolveTicket } from '../../schemas/operations/tickets.ts'
import type { Request } from '../platform/http/edge.ts'
import { newJob } from '../platform/table/jobs.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { change, withTicket } from '../platform/tickets/command.ts'

/** Resolves a ticket, and asks in the same transaction for a job that resolves those that are part of it, where that is wanted. */
export function resolveForStaff(request: Request<typeof resolveTicket>): Promise<StoredAnswer> {
  const { actor, body, now, params, requestId: correlationId } = request
  const { resolution, resolveChildren } = body
  let begun: ReturnType<typeof newJob> | undefined
  return change(
    request,
    params.id,
    ({ ticket: { number: parent, children } }) => {
      const asked = { kind: 'resolve-children', actor, now, correlationId, request: { parent, resolution } } as const
      begun = resolveChildren && children ? newJob(asked) : undefined
      return { command: { do: 'resolve', resolution }, writes: () => begun?.writes ?? [] }
    },
    withTicket(request, () => (begun ? { link: `<${basePath}/jobs/${begun.job.id}>; rel="status"` } : {})),
  )
}
