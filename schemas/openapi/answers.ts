import type { ZodOpenApiMediaTypeObject, ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi'
import { aRole, roles } from '../actor.ts'
import { columnsOf, listedIn, mostCsvRows } from '../csv.ts'
import { basePath, isWrite, type Operation, refusalsOf } from '../operations/operation.ts'
import { Problem, type RefusalKind, refusals } from '../problem.ts'
import { header } from './headers.ts'
import { exampleOf, explained, faultOf } from './problems.ts'

/** The parts of an operation's example that its answers show. */
export interface AnswerExample {
  readonly answer?: unknown
  /** The same in sentences. */
  readonly plain?: string
  readonly wrong?: NonNullable<Problem['errors']>[number]
  readonly refusedMove?: Pick<Problem, 'detail' | 'allowed'>
  readonly conflict?: Pick<Problem, 'detail' | 'errors' | 'warnings'>
}

const somePage = {
  'text/html': { schema: { type: 'string' }, example: '<!doctype html><html lang="en">…</html>' },
} as const
const problemBody = (example: Problem) => ({ 'application/problem+json': { schema: Problem, example } })
const gatewayBody = (message: string) => ({
  'application/json': {
    schema: { $ref: '#/components/schemas/GatewayMessage' },
    example: { message },
  } as unknown as ZodOpenApiMediaTypeObject,
})

/** What the gateway says by itself, before any function is asked. */
export const gatewayMessage = {
  type: 'object',
  description: "The gateway's own words, where it answers before the service is asked",
  properties: { message: { type: 'string', examples: ['Unauthorized'] } },
  required: ['message'],
} as const

/** Answers that no operation can give, since they are for what is none, and one that the gateway gives to all. */
export const sharedAnswers = {
  UnknownRoute: {
    description: 'There is no such path.',
    headers: { 'X-Request-Id': header('RequestId') },
    content: problemBody({
      ...exampleOf('not-found', `${basePath}/tikets`),
      detail: 'There is no such path. The document at /openapi.json names those that there are.',
    }),
  },
  MethodNotAllowed: {
    description: `${explained['method-not-allowed'].when}.`,
    headers: { 'X-Request-Id': header('RequestId'), Allow: header('Allow') },
    content: problemBody(exampleOf('method-not-allowed', `${basePath}/tickets/TKT000123`)),
  },
  TooManyRequests: {
    description: 'The gateway limits how many requests come at once. Wait a second or more, then try again.',
    content: gatewayBody('Too Many Requests'),
  },
} satisfies Record<string, ZodOpenApiResponseObject>

const shared = (name: keyof typeof sharedAnswers) =>
  ({ $ref: `#/components/responses/${name}` }) as unknown as ZodOpenApiResponseObject

const fault = (instance: string, isPage: boolean): ZodOpenApiResponseObject => ({
  description: 'A fault of ours, recorded under `requestId`. A write may be sent again with its `Idempotency-Key`.',
  headers: { 'X-Request-Id': header('RequestId') },
  content: isPage ? somePage : problemBody(faultOf(instance)),
})

/** What was made and has an `ETag` can be read again: where, the answer says. */
const isLocated = ({ status, etag }: Operation) => status === 202 || status === 303 || (status === 201 && etag === true)

function saysWhenDone(operation: Operation): string {
  if (!isWrite(operation)) return `${operation.summary}.`
  if (isLocated(operation) && !operation.done) return 'Done, and there to read at `Location`.'
  return operation.done ?? 'Done: this is how it is now.'
}

/** A list can be had as CSV too. */
function asCsv({ answer }: Operation): Record<string, ZodOpenApiMediaTypeObject> {
  const item = listedIn(answer)
  if (!item) return {}
  const description = `For \`Accept: text/csv\` (RFC 4180), up to ${mostCsvRows} rows: \`limit\` may be that much then, and is where it is left out`
  return { 'text/csv': { schema: { type: 'string', description }, example: `${columnsOf(item).join(',')}\r\n` } }
}

/** An answer can be told in sentences too. */
const asPlain = ({ plain }: Operation, example: AnswerExample): Record<string, ZodOpenApiMediaTypeObject> => {
  const description = 'For `format=text`, or `Accept: text/plain`'
  return plain ? { 'text/plain': { schema: { type: 'string', description }, example: example.plain } } : {}
}

function success(operation: Operation, example: AnswerExample): ZodOpenApiResponseObject {
  const { answer: schema, etag } = operation
  const { answer } = example
  const content: Record<string, ZodOpenApiMediaTypeObject> =
    schema === 'html'
      ? operation.status === 303
        ? {}
        : somePage
      : schema === 'icalendar'
        ? { 'text/calendar': { schema: { type: 'string' }, example: 'BEGIN:VCALENDAR\r\n…\r\nEND:VCALENDAR\r\n' } }
        : schema === 'json'
          ? { 'application/json': { schema: { type: 'object' }, example: { openapi: '3.1.0' } } }
          : schema === 'nothing'
            ? {}
            : { 'application/json': { schema, example: answer }, ...asCsv(operation), ...asPlain(operation, example) }
  return {
    description: saysWhenDone(operation),
    headers: {
      'X-Request-Id': header('RequestId'),
      ...(etag && { ETag: header('ETag') }),
      ...(isWrite(operation) && !operation.form && { 'Idempotent-Replayed': header('IdempotentReplayed') }),
      ...(isLocated(operation) && { Location: header('Location') }),
      ...(listedIn(schema) && { Link: header('Link') }),
    },
    content,
  }
}

/** What an example of that kind says of this operation beyond what all of its kind say. */
function particulars(kind: RefusalKind, { roles: may }: Operation, { wrong, refusedMove, conflict }: AnswerExample) {
  if (kind === 'invalid' && wrong)
    return { detail: `The request is not valid: ${wrong.path || 'the body'} ${wrong.message}.`, errors: [wrong] }
  if (kind === 'move-not-allowed') return refusedMove
  if (kind === 'conflict') return conflict
  if (kind !== 'forbidden') return {}
  const mayNot = roles.find((role) => !may.includes(role))
  return { detail: `${mayNot ? aRole(mayNot) : 'Someone without a role'} may not do this.` }
}

function refused(kind: RefusalKind, operation: Operation, instance: string, example: AnswerExample) {
  const more = particulars(kind, operation, example)
  const ours = problemBody(exampleOf(kind, instance, more))
  if (kind === 'unauthenticated')
    return {
      description: `${explained[kind].when}. Refused by the gateway in its own words; as a problem where the service itself refuses.`,
      headers: { 'WWW-Authenticate': header('WwwAuthenticate') },
      content: { ...gatewayBody('Unauthorized'), ...ours },
    }
  const waits = kind === 'busy' || kind === 'too-many'
  return {
    description: `${explained[kind].when}.`,
    headers: { 'X-Request-Id': header('RequestId'), ...(waits && { 'Retry-After': header('RetryAfter') }) },
    content: operation.answer === 'html' ? somePage : ours,
  }
}

/** Everything that an operation can answer, by status. */
export function answersOf(operation: Operation, instance: string, example: AnswerExample): ZodOpenApiResponsesObject {
  const answers: ZodOpenApiResponsesObject = { [`${operation.status ?? 200}`]: success(operation, example) }
  if (operation.etag && operation.method === 'get')
    answers['304'] = {
      description: 'You have the newest already.',
      headers: { 'X-Request-Id': header('RequestId'), ETag: header('ETag') },
    }
  for (const kind of refusalsOf(operation)) {
    const status = `${refusals[kind].status}` as const
    const known = answers[status] as ZodOpenApiResponseObject | undefined
    const one = refused(kind, operation, instance, example)
    // Two kinds may share a status: both are said, the first one's example is shown.
    answers[status] = known ? { ...known, description: `${known.description} Or: ${one.description}` } : one
  }
  const isPage = operation.answer === 'html'
  return { '429': shared('TooManyRequests'), ...answers, '500': fault(instance, isPage) } as ZodOpenApiResponsesObject
}
