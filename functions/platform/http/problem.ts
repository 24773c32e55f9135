import type { Refusal } from '../../../domain/refusal.ts'
import { type Problem, refusals } from '../../../schemas/problem.ts'
import type { StoredAnswer } from '../table/requests.ts'

/** What a problem says about the request it answers. */
export interface Asked {
  path: string
  requestId: string
  /** The languages that whoever asks would like an answer in (`Accept-Language`). */
  languages?: string | undefined
}

const answer = (problem: Problem, headers: Record<string, string> = {}): StoredAnswer => ({
  status: problem.status,
  headers: { 'content-type': 'application/problem+json', ...headers },
  body: JSON.stringify(problem),
})

/** How what went wrong is told. */
export interface Telling {
  refused(refusal: Refusal, asked: Asked): StoredAnswer
  /** A fault of ours. */
  failed(asked: Asked): StoredAnswer
}

/** A refusal as `application/problem+json` (RFC 9457). */
function problem({ kind, message, details }: Refusal, { path, requestId }: Asked): StoredAnswer {
  const { status, title } = refusals[kind]
  const { errors, allowed, allow, changes, mergedInto, warnings } = details
  return answer(
    {
      type: `urn:service-desk:problem:${kind}`,
      title,
      status,
      detail: message,
      instance: path,
      requestId,
      ...(errors && { errors }),
      ...(allowed && { allowed }),
      ...(changes && { changes }),
      ...(warnings && { warnings }),
      ...(mergedInto && { mergedInto }),
    },
    {
      ...(allow && { allow: allow.join(', ') }),
      ...(kind === 'busy' && { 'retry-after': '1' }),
      ...(kind === 'too-many' && { 'retry-after': '60' }),
      ...(kind === 'unauthenticated' && { 'www-authenticate': 'Bearer' }),
    },
  )
}

/** A fault of ours: nothing of its inside is told. */
const faultProblem = ({ path, requestId }: Asked): StoredAnswer =>
  answer({
    type: 'urn:service-desk:problem:fault',
    title: 'Something went wrong here',
    status: 500,
    detail:
      'This is our fault, not yours. Try again with the same Idempotency-Key; if it stays so, tell us the requestId.',
    instance: path,
    requestId,
  })

export const asProblems: Telling = { refused: problem, failed: faultProblem }
