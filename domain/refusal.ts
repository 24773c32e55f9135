import type { AllowedMove, Change, FieldError, RefusalKind } from '../schemas/problem.ts'
import type { Warning } from '../schemas/routing.ts'

export interface RefusalDetails {
  errors?: FieldError[]
  allowed?: AllowedMove[]
  /** What has happened since the version that a stale write had read. */
  changes?: Change[]
  /** What keeps somebody from a ticket that they are to get all the same. */
  warnings?: Warning[]
  /** The number of the ticket that it is merged into. */
  mergedInto?: string
  /** The methods that exist at this path: `Allow`. */
  allow?: string[]
}

/** The one error that a caller can see. Everything else that is thrown is a fault of ours. */
export class Refusal extends Error {
  readonly kind: RefusalKind
  readonly details: RefusalDetails
  constructor(kind: RefusalKind, message: string, details: RefusalDetails = {}) {
    super(message)
    this.name = 'Refusal'
    this.kind = kind
    this.details = details
  }
}

/** What is not there, and what the caller may not see: the same words. */
export const notFound = () => new Refusal('not-found', 'There is nothing here, or nothing that you may see.')

export const busy = () => new Refusal('busy', 'The desk is very busy. Try again in a moment.')

/** Refuses a request with its wrong fields, if there are any. */
export function refuseFields(errors: FieldError[]): void {
  if (errors.length === 0) return
  const said = errors.map(({ path, message }) => `${path} ${message}`).join('; ')
  throw new Refusal('invalid', `The request is not valid: ${said}.`, { errors })
}

export const invalid = (path: string, message: string, expected: string) =>
  new Refusal('invalid', `The request is not valid: ${path} ${message}.`, { errors: [{ path, message, expected }] })

/** The same of a part of the body: what is refused in it is told by where it stands in the whole. */
export async function refusingAt<Value>(place: string, run: () => Promise<Value>): Promise<Value> {
  try {
    return await run()
  } catch (fault) {
    if (!(fault instanceof Refusal) || fault.kind !== 'invalid') throw fault
    const errors = fault.details.errors ?? []
    refuseFields(errors.map((error) => ({ ...error, path: [place, error.path].filter(Boolean).join('.') })))
    throw fault
  }
}
