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
    detail: 'This needs an access token.',
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
  stale: {
    when: 'Somebody changed it after you read it. Read it again, then decide',
    detail: 'It is at another version than the one in If-Match.',
  },
  'too-large': { when: 'The body is over 256 KB', detail: 'The body may have 262144 bytes.' },
  'unsupported-media-type': {
    when: 'The `Content-Type` of the body is not `application/json`',
    detail: 'Send the body as application/json.',
  },
  'key-reused': {
    when: 'You used this `Idempotency-Key` in the last 24 hours for something else. Take a new key for a new request',
    detail: 'This Idempotency-Key was used for another request.',
  },
  'precondition-required': {
    when: 'This replaces something, so it must say what: send the `ETag` as `If-Match`',
    detail: 'Send the ETag that you read as If-Match.',
  },
  busy: {
    when: 'Too many wrote to the same thing at once. Nothing was done: try again after `Retry-After` seconds',
    detail: 'Others wrote to it at the same moment. Nothing was done; please try again.',
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
  detail: 'The fault is ours and has been recorded. Please try again.',
  instance,
  requestId: 'Tq2Xhg0ZliAEMxQ=',
})
