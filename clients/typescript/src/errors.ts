import type { Problem } from './generated/schemas.ts'

/** What went wrong, by the name that the API documents: `not-found`, `stale`, `too-many` … */
export type ProblemKind = string

/** The desk answered with a refusal, or with a fault of its own. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly status: number
  /** The end of the problem's `type`; absent where the gateway answered in words of its own. */
  readonly kind: ProblemKind | undefined
  /** `application/problem+json` (RFC 9457), where the desk itself answered. */
  readonly problem: Problem | undefined
  /** Quote it when you ask about this answer. */
  readonly requestId: string | undefined
  readonly headers: Headers
  readonly text: string

  constructor(operation: string, status: number, headers: Headers, text: string) {
    const problem = problemIn(headers, text)
    super(`${operation} was answered with ${status}: ${problem?.detail ?? text.slice(0, 200)}`)
    this.status = status
    this.headers = headers
    this.text = text
    this.problem = problem
    this.kind = problem?.type.split(':').at(-1)
    this.requestId = headers.get('x-request-id') ?? undefined
  }

  /** Each wrong field of what was sent: where it is, why it is wrong, what would be right. */
  get errors() {
    return this.problem?.errors ?? []
  }
}

function problemIn(headers: Headers, text: string): Problem | undefined {
  if (!headers.get('content-type')?.startsWith('application/problem+json')) return undefined
  try {
    return JSON.parse(text) as Problem
  } catch {
    // Cut off on its way: the status still says what happened.
    return undefined
  }
}

/** No answer came: the network failed, or it took longer than `timeoutMs`. A write may or may not have been done. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError'

  constructor(operation: string, tries: number, cause: unknown) {
    super(`${operation} had no answer after ${tries} ${tries === 1 ? 'try' : 'tries'}`, { cause })
  }
}
