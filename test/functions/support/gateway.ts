import './environment.ts'
import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda'
import { expect } from 'vitest'
import { handler as assignment } from '../../../functions/assignment/api.ts'
import { handler as attachments } from '../../../functions/attachments/api.ts'
import { handler as calendars } from '../../../functions/calendars/api.ts'
import { handler as conversation } from '../../../functions/conversation/api.ts'
import { handler as customers } from '../../../functions/customers/api.ts'
import { handler as desks } from '../../../functions/desks/api.ts'
import { handler as documents } from '../../../functions/documents/api.ts'
import { handler as finding } from '../../../functions/finding/api.ts'
import { handler as jobs } from '../../../functions/jobs/api.ts'
import { handler as mails } from '../../../functions/mails/api.ts'
import { handler as partnerClients } from '../../../functions/partner-clients/api.ts'
import { handler as peopleApi } from '../../../functions/people/api.ts'
import { handler as rota } from '../../../functions/rota/api.ts'
import { handler as settings } from '../../../functions/settings/api.ts'
import { handler as sla } from '../../../functions/sla/api.ts'
import { handler as statistics } from '../../../functions/statistics/api.ts'
import { handler as subscriptions } from '../../../functions/subscriptions/api.ts'
import { handler as surveys } from '../../../functions/surveys/api.ts'
import { handler as tickets } from '../../../functions/tickets/api.ts'
import { handler as track } from '../../../functions/track/api.ts'
import { handler as visits } from '../../../functions/visits/api.ts'
import { type Capability, capabilities, operations } from '../../../schemas/operations/catalogue.ts'
import { basePath, type Operation, refusalsOf, scopes } from '../../../schemas/operations/operation.ts'
import { Problem, refusals } from '../../../schemas/problem.ts'
import { type Caller, people } from '../../support/people.ts'

export type OperationName = keyof typeof operations
export const operationNames = Object.keys(operations) as OperationName[]
export const operationCalled = (name: OperationName): Operation => operations[name]

type Handler = (event: APIGatewayProxyEventV2WithJWTAuthorizer) => Promise<Answered>
interface Answered {
  statusCode?: number
  headers?: Record<string, unknown>
  body?: string
}

const handlers = {
  statistics,
  assignment,
  attachments,
  calendars,
  conversation,
  customers,
  desks,
  documents,
  finding,
  jobs,
  mails,
  rota,
  'partner-clients': partnerClients,
  people: peopleApi,
  settings,
  sla,
  surveys,
  subscriptions,
  tickets,
  track,
  visits,
} as unknown as Record<Capability, Handler>
const capabilityOf = (name: OperationName) =>
  (Object.keys(capabilities) as Capability[]).find((capability) => name in capabilities[capability]) as Capability

export interface Asked {
  as?: Caller
  /** Instead of those of the caller's access token; `null`: no token came through. */
  claims?: Record<string, unknown> | null
  id?: string
  /** The path's parameters, where it has more than one. */
  params?: Record<string, string>
  query?: Record<string, string>
  /** JSON, or the fields of a form, unless it is text already. */
  body?: unknown
  headers?: Record<string, string>
  requestId?: string
  /** From where it comes. */
  address?: string
  isBase64Encoded?: boolean
}

export interface Answer {
  status: number
  headers: Record<string, string>
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at what it expects to be there
  body: any
  text: string
}

/** The claims of somebody's access token: people are in a group, a partner's machine has scopes. */
export const claimsOf = (caller: Caller): Record<string, unknown> => ({
  sub: caller,
  token_use: 'access',
  ...(people[caller].role === 'partner'
    ? { scope: scopes.map((scope) => `desk/${scope}`).join(' ') }
    : { 'cognito:groups': `[${people[caller].role}]` }),
})

/**
 * Calls an operation as the gateway does. Whatever the answer is, it keeps the promises of every answer: the request's
 * id, a body by its schema or a problem by its own, and no refusal but those the operation says it may answer with.
 */
export async function call(name: OperationName, asked: Asked = {}): Promise<Answer> {
  const operation = operationCalled(name)
  const { id = 'TKT000001', as = 'agent', claims = claimsOf(as), requestId = 'request-1' } = asked
  const [first = 'id'] = Object.keys(operation.params?.shape ?? {})
  const params: Record<string, string> = { [first]: id, ...asked.params }
  const event = {
    routeKey: `${operation.method.toUpperCase()} ${basePath}${operation.path}`,
    rawPath: `${basePath}${operation.path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? name)}`,
    headers: { ...(operation.form && { 'content-type': 'application/x-www-form-urlencoded' }), ...asked.headers },
    ...(asked.query && { queryStringParameters: asked.query }),
    ...(operation.params && { pathParameters: params }),
    ...(asked.body !== undefined && {
      body: typeof asked.body === 'string' ? asked.body : encoded(operation, asked.body),
    }),
    isBase64Encoded: asked.isBase64Encoded ?? false,
    requestContext: {
      requestId,
      http: { sourceIp: asked.address ?? '192.0.2.1' },
      ...(claims && { authorizer: { jwt: { claims, scopes: null } } }),
    },
  }
  const answer = await handlers[capabilityOf(name)](event as unknown as APIGatewayProxyEventV2WithJWTAuthorizer)
  return checked(operation, answer, requestId)
}

/** As a browser encodes a form; what is no text, as JSON. */
function encoded({ form }: Operation, body: unknown): string {
  if (!form) return JSON.stringify(body)
  const fields = Object.entries(body ?? {}).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
  return new URLSearchParams(fields as [string, string][]).toString()
}

function checked(operation: Operation, { statusCode = 0, headers = {}, body: text = '' }: Answered, requestId: string) {
  expect(headers['x-request-id']).toBe(requestId)
  if (statusCode === 304) expect(text).toBe('')
  const isJson = String(headers['content-type']).includes('json')
  const body = isJson && text ? JSON.parse(text) : undefined
  const isPage = operation.answer === 'html' && statusCode !== 303
  if (isPage) expect(headers['content-type']).toBe('text/html; charset=utf-8')
  if (isPage && statusCode >= 400) {
    if (statusCode === 500)
      return { status: statusCode, headers: headers as Record<string, string>, body: undefined, text }
    // Which refusal it is, a page does not say.
    expect(refusalsOf(operation).map((kind) => refusals[kind].status)).toContain(statusCode)
  } else if (statusCode >= 400) {
    expect(headers['content-type']).toBe('application/problem+json')
    Problem.parse(body)
    expect(body).toMatchObject({ status: statusCode, requestId })
    const kind = body.type.replace('urn:service-desk:problem:', '')
    if (statusCode !== 500) expect(refusalsOf(operation)).toContain(kind)
  } else if (operation.answer === 'nothing') {
    expect([statusCode, text]).toEqual([204, ''])
  } else if (/^text\/(csv|plain)/.test(String(headers['content-type']))) {
    expect(statusCode).toBe(200)
  } else if (typeof operation.answer !== 'string' && statusCode !== 304) {
    expect(statusCode).toBe(operation.status ?? 200)
    operation.answer.parse(body)
  }
  return { status: statusCode, headers: headers as Record<string, string>, body, text }
}

/** The kind of problem that an answer is. */
export const kindOf = ({ body }: Answer): string | undefined => body?.type?.replace('urn:service-desk:problem:', '')

/** Opens a ticket and gives its number; by the customer and in the north, unless said otherwise. */
export async function aTicket(given: Record<string, unknown> = {}, as: Caller = 'customer'): Promise<string> {
  const { status, body } = await call('createTicket', {
    as,
    body: { title: 'The oven display is dark', priority: 'high', ...given },
  })
  expect(status).toBe(201)
  return body.number
}
