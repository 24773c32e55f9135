import { type Problem, type RefusalKind, refusals } from '../problem.ts'

interface Explained {
  /** When it is answered, and what to do then. */
  readonly when: string
  /** The words of an example. */
  readonly detail: string
}

/** Every refusal in the words of the document. */
export const explained: Record<RefusalKind, Explained> = {
  invalid: {
    when: 'The body is not JSON, or a value is wrong, missing or unknown. `errors` names each, and what is expected',
    detail: 'The request is not valid.',
  },
  unauthenticated: {
    when: 'The access token is missing, expired, forged or not for this service. Fetch another',
    detail: 'An access token is needed; an identity token or none at all does not do.',
  },
  forbidden: {
    when: 'Your role, or the scope of your client, does not include this',
    detail: 'Your role may not do this.',
  },
  'not-found': {
    when: 'It is not there, or it is not yours to see: the same answer for both',
    detail: 'There is nothing here, or nothing that you may see.',
  },
  'method-not-allowed': {
    when: 'The path exists, but not with this method. `Allow` names those that do',
    detail: 'This path has other methods: see Allow.',
  },
  'move-not-allowed': {
    when: "The ticket's status does not lead there for you. `allowed` names the moves that you can make instead",
    detail: 'The ticket may not move that way from its status.',
  },
  conflict: {
    when: 'It does not fit what is there already. `detail` says what is in the way',
    detail: 'There is one like it already.',
  },
  stale: {
    when: 'Somebody changed it after you read it. `changes` says what has happened since. Read it again, then decide',
    detail: 'You have read "3"; the ticket is at "4" now. Read it again.',
  },
  'too-large': {
    when: 'The body is over 256 KB, or over what is said here',
    detail: 'A body may have 262144 bytes; this one has 300000.',
  },
  'unsupported-media-type': {
    when: 'The `Content-Type` of the body is not what this takes: as a rule `application/json`',
    detail: 'Send application/json, not text/plain.',
  },
  'key-reused': {
    when: 'You used this `Idempotency-Key` in the last 24 hours for something else. Take a new key for a new request',
    detail: 'This Idempotency-Key was used for another request in the last 24 hours.',
  },
  'precondition-required': {
    when: 'This replaces something, so it must say what: send the `ETag` as `If-Match`',
    detail: 'Send If-Match with the ETag that you have read, so that nobody is overwritten unseen.',
  },
  'too-many': {
    when: 'More was asked for with this link, or from this address, than people do. Wait as many seconds as `Retry-After` says',
    detail: 'Too much at once. Try again in a minute.',
  },
  busy: {
    when: 'Too many wrote to the same thing at once. Nothing was done: try again after `Retry-After` seconds',
    detail: 'The desk is very busy. Try again in a moment.',
  },
}

export const problemType = (kind: string) => `urn:service-desk:problem:${kind}`

/** What an answer of that kind looks like when `instance` was asked for. */
export function exampleOf(kind: RefusalKind, instance: string, more: Partial<Problem> = {}): Problem {
  const { status, title } = refusals[kind]
  const { detail } = explained[kind]
  return { type: problemType(kind), title, status, detail, instance, requestId: 'Tq2Xhg0ZliAEMxQ=', ...more }
}

/** A fault of ours: says nothing about the inside. */
export const faultOf = (instance: string): Problem => ({
  type: problemType('fault'),
  title: 'Something went wrong here',
  status: 500,
  detail:
    'This is our fault, not yours. Try again with the same Idempotency-Key; if it stays so, tell us the requestId.',
  instance,
  requestId: 'Tq2Xhg0ZliAEMxQ=',
})
