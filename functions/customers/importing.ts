import type { Imported } from '../../schemas/import.ts'
import type { importCustomers } from '../../schemas/operations/customers.ts'
import { basePath } from '../../schemas/operations/operation.ts'
import { type Request, replayed, settled } from '../platform/http/edge.ts'
import { untilWon } from '../platform/retry.ts'
import { commitOnce } from '../platform/table/commit-once.ts'
import { saveChunks } from '../platform/table/job-chunks.ts'
import { expiryOf, jobShown, newJobId, newJobOf } from '../platform/table/jobs.ts'
import { findRequest } from '../platform/table/requests.ts'
import { linesOf } from './csv-file.ts'

/**
 * Takes an import on as a job. Its lines are saved first, a piece at a time; the job itself, whose event begins it, is
 * committed with the answer, so that a repeat begins nothing again.
 */
export async function beginImport(
  request: Pick<Request<typeof importCustomers>, 'actor' | 'answer' | 'body' | 'now' | 'once' | 'query' | 'requestId'>,
  what: Imported,
) {
  const { actor, body, now, once, query, requestId } = request
  const lines = linesOf(body, what)
  const stored = once && (await findRequest(once))
  if (stored && once) return replayed(stored, once)
  const id = newJobId()
  const saved = await saveChunks(id, lines, expiryOf(now))
  const kind = `import-${what}` as const
  const asked = { kind, actor, now, correlationId: requestId, request: {}, dryRun: query.dryRun === 'true' }
  const { job, writes } = newJobOf(id, saved, asked)
  const answer = request.answer(jobShown(job), { location: `${basePath}/jobs/${id}` })
  return untilWon(async () => settled(await commitOnce(writes, once, answer), once, answer))
}
