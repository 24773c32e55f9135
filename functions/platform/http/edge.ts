import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import * as z from 'zod'
import { busy, invalid, notFound, Refusal } from '../../../domain/refusal.ts'
import { type Actor, nobody } from '../../../schemas/actor.ts'
import { basePath, isWrite, type Operation } from '../../../schemas/operations/operation.ts'
import { usage } from '../table/client.ts'
import type { Committed } from '../table/commit-once.ts'
import { findRequest, type RequestKey, type StoredAnswer } from '../table/requests.ts'
import { count, logger, writeMetrics } from '../telemetry.ts'
import { formBody, hashOf, jsonBody, textBody } from './body.ts'
import { authenticate, type Claims } from './caller.ts'
import { asksForCsv, csvAnswer, liking } from './csv.ts'
import { validate } from './input.ts'
import type { Fields } from './limit.ts'
import { type Asked, asProblems, type Telling } from './problem.ts'

type Event = APIGatewayProxyEventV2WithJWTAuthorizer
type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined
/** The part of an operation called `Name`, or undefined where it has none. */
type Part<Op, Name extends string> = Op extends { readonly [K in Name]: infer Schema } ? Output<Schema> : undefined

/** A call of an operation, checked: the caller may call it, and what they sent fits its schemas. */
export interface Request<Op extends Operation = Operation> {
  actor: Actor
  /** The instant of the call, for everything that it decides. */
  now: string
  requestId: string
  params: Part<Op, 'params'>
  query: Part<Op, 'query'>
  body: Part<Op, 'body'>
  ifMatch: string | undefined
  ifNoneMatch: string | undefined
  /** From where it comes, and which languages they would like there. */
  from: { address: string; languages: string | undefined }
  /** Where the caller gave an idempotency key. */
  once: RequestKey | undefined
  /** The answer that the operation promises, checked against its schema: before anything is committed. */
  answer(
    body: Op['answer'] extends z.ZodType ? z.input<Op['answer']> : never,
    headers?: Record<string, string>,
  ): StoredAnswer
  /** 204: done, and there is nothing to say. */
  nothing(headers?: Record<string, string>): StoredAnswer
}

/** A handler for every operation of a capability: a missing one does not compile. */
export type Handlers<Operations> = {
  [Name in keyof Operations]: Operations[Name] extends Operation
    ? (request: Request<Operations[Name]>) => Promise<StoredAnswer>
    : never
}

const routeKey = ({ method, path }: Operation): string => `${method.toUpperCase()} ${basePath}${path}`

/**
 * The Lambda handler of the HTTP API of a capability, whose operations are its module's exports. Every answer carries the
 * request's id, and every refusal is a problem, or as `pages` say where a page was asked for.
 */
export function edge<Operations extends object>(
  operations: Operations,
  handlers: Handlers<Operations>,
  pages: Telling = asProblems,
) {
  const routes = new Map(
    Object.entries(operations as Record<string, Operation>).map(([name, operation]) => [
      routeKey(operation),
      {
        name,
        operation,
        handle: handlers[name as keyof Operations] as unknown as (request: Request) => Promise<StoredAnswer>,
      },
    ]),
  )
  return async (event: Event): Promise<APIGatewayProxyStructuredResultV2> => {
    const began = performance.now()
    const { requestId } = event.requestContext
    Object.assign(usage, { requests: 0, readUnits: 0, writeUnits: 0 })
    logger.resetKeys()
    logger.appendKeys({ requestId })
    const route = routes.get(event.routeKey)
    const seen: { role?: string } = {}
    const limit: Fields = {}
    const answer = await answerOf(
      async () => {
        if (!route) throw notFound()
        const { name, operation, handle } = route
        const answerTo = async (asked: Event) => {
          const request = await requestOf(asked, name, operation, limit)
          seen.role = request.actor.role
          return orReplayed(request.once, () => handle(request))
        }
        if (asksForPlain(operation, event)) return answerTo(inPlain(event))
        if (!asksForCsv(operation, event.headers.accept)) return answerTo(event)
        return csvAnswer(operation, event.rawPath, event.queryStringParameters ?? {}, (queryStringParameters) =>
          answerTo({ ...event, queryStringParameters }),
        )
      },
      { path: event.rawPath, requestId, languages: event.headers['accept-language'] },
      route?.operation.answer === 'html' ? pages : asProblems,
    )
    if (answer.status >= 500) count('ApiFaults')
    const ms = Math.round(performance.now() - began)
    logger.info('answered', { operation: route?.name, ...seen, status: answer.status, ms, table: { ...usage } })
    writeMetrics()
    return {
      statusCode: answer.status,
      headers: {
        'cache-control': 'private, no-cache',
        'x-content-type-options': 'nosniff',
        ...answer.headers,
        ...limit,
        'x-request-id': requestId,
      },
      body: answer.body,
    }
  }
}

/**
 * A service that went on refusing after the client's own retries: for want of capacity, or since the first sending of a
 * transaction, whose answer did not come, is still being carried out.
 */
const isThrottled = (fault: unknown): boolean =>
  /Throttling|ProvisionedThroughputExceeded|RequestLimitExceeded|TooManyRequests|TransactionInProgress|TransactionConflict/.test(
    (fault as Error).name,
  )

async function answerOf(
  handle: () => Promise<StoredAnswer>,
  asked: Asked,
  { refused, failed }: Telling,
): Promise<StoredAnswer> {
  try {
    return await handle()
  } catch (fault) {
    if (fault instanceof Refusal) return refused(fault, asked)
    if (isThrottled(fault)) return refused(busy(), asked)
    logger.error('The request failed', fault as Error)
    return failed(asked)
  }
}

/** Whether sentences are asked for by `Accept`, and no format by its name. */
const asksForPlain = ({ plain }: Operation, { headers: { accept = '' }, queryStringParameters: query }: Event) =>
  plain && !query?.format && liking(accept, 'text/plain') > liking(accept, 'application/json')

const inPlain = (event: Event): Event => ({
  ...event,
  queryStringParameters: { ...event.queryStringParameters, format: 'text' },
})

/** Of an operation that takes no parameter: one that is given is named, not passed over. */
const noQuery = z.strictObject({})
/** Of a page: gateways of mail put words of their own behind the links in it. */
const anyQuery = z.object({})

async function requestOf(event: Event, name: string, operation: Operation, limit: Fields): Promise<Request> {
  const { headers, requestContext, pathParameters, queryStringParameters } = event
  const claims = requestContext.authorizer?.jwt.claims as Claims | undefined
  const now = new Date().toISOString()
  const actor = operation.roles === 'public' ? nobody : await authenticate(claims, operation, now, limit)
  const params = operation.params?.safeParse(pathParameters ?? {})
  if (params && !params.success) throw notFound()
  const query = validate(
    operation.query ?? (operation.answer === 'html' ? anyQuery : noQuery),
    queryStringParameters ?? {},
  )
  const given = operation.body && (await bodyOf(event, operation))
  const body = operation.body && validate(operation.body, given)
  const ifMatch = headers['if-match']
  if (operation.ifMatch === 'required' && !ifMatch) {
    throw new Refusal(
      'precondition-required',
      'Send If-Match with the ETag that you have read, so that nobody is overwritten unseen.',
    )
  }
  return {
    actor,
    now,
    requestId: requestContext.requestId,
    from: { address: requestContext.http?.sourceIp ?? '', languages: headers['accept-language'] },
    params: params?.data as Request['params'],
    query: query as unknown as Request['query'],
    body: body as Request['body'],
    ifMatch,
    ifNoneMatch: headers['if-none-match'],
    once:
      isWrite(operation) && !operation.form
        ? onceOf(headers, actor, name, hashOf(name, params?.data, given), now)
        : undefined,
    answer: (representation, extra = {}) => ({
      status: operation.status ?? 200,
      headers: { 'content-type': 'application/json', ...extra },
      body: JSON.stringify((operation.answer as z.ZodType).parse(representation)),
    }),
    nothing: (headers = {}) => ({ status: 204, headers, body: '' }),
  }
}

const bodyOf = (event: Event, { text, form }: Operation): unknown =>
  form ? formBody(event) : text ? textBody(event, text) : jsonBody(event)

function onceOf(
  headers: Event['headers'],
  actor: Actor,
  operation: string,
  hash: string,
  now: string,
): RequestKey | undefined {
  const key = headers['idempotency-key']
  if (key === undefined) return undefined
  if (!/^[\x21-\x7e]([\x20-\x7e]{0,253}[\x21-\x7e])?$/.test(key)) {
    throw invalid('Idempotency-Key', 'is not a key', '1 to 255 printable ASCII characters')
  }
  // One person may have logins of several roles; what one was answered is not for the other.
  return { principal: `${actor.role}:${actor.id}`, key, operation, hash, now }
}

/**
 * Refusals are not recorded, and a repeat may be refused because the first has just been done: what was answered to this
 * key goes first.
 */
async function orReplayed(once: RequestKey | undefined, handle: () => Promise<StoredAnswer>): Promise<StoredAnswer> {
  try {
    return await handle()
  } catch (fault) {
    const stored = once && fault instanceof Refusal && (await findRequest(once))
    if (stored) return replayed(stored, once)
    throw fault
  }
}

/** The answer that was given to this key before; refuses where the key came with another request. */
export function replayed(stored: StoredAnswer & { operation: string; hash: string }, once: RequestKey): StoredAnswer {
  if (stored.operation !== once.operation || stored.hash !== once.hash) {
    throw new Refusal('key-reused', 'This Idempotency-Key was used for another request in the last 24 hours.')
  }
  const { status, headers, body } = stored
  return { status, headers: { ...headers, 'idempotent-replayed': 'true' }, body }
}

/** The answer of a request that was committed, now or when it came first; undefined where it has lost a race. */
export function settled(
  committed: Committed,
  once: RequestKey | undefined,
  answer: StoredAnswer,
): StoredAnswer | undefined {
  if (committed.is === 'committed') return answer
  return committed.is === 'repeated' && once ? replayed(committed.stored, once) : undefined
}
