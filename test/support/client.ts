import type * as z from 'zod'
import { createClient } from '../../clients/typescript/src/client.ts'
import type { Received, Retry } from '../../clients/typescript/src/sending.ts'
import { accessToken, type TokenRole, tokenRoles } from '../../infra/local/access-token.ts'
import type { Outputs } from '../../infra/local/outputs.ts'
import { operations } from '../../schemas/operations/catalogue.ts'
import { basePath, type Operation } from '../../schemas/operations/operation.ts'
import type { Problem } from '../../schemas/problem.ts'
import { contractOf, type OpenApi } from './contract.ts'

type Operations = typeof operations
export type OperationName = keyof Operations
type AnswerOf<Name extends OperationName> = Operations[Name]['answer'] extends z.ZodType
  ? z.output<Operations[Name]['answer']>
  : string
type BodyOf<Name extends OperationName> = Operations[Name] extends { body: z.ZodType }
  ? z.input<Operations[Name]['body']>
  : never

export type Caller = TokenRole
export const callers: readonly Caller[] = tokenRoles

interface Asked<Body = unknown> {
  /** The ticket, or whatever else, that it is about: the first parameter of the path. */
  id?: string
  /** The others, by their names. */
  params?: Record<string, string>
  query?: Record<string, string | number>
  body?: Body
  /** Instead of `body`: what is sent as it is. */
  text?: string
  headers?: Record<string, string>
  /** `false`: one try, where the answer to the first is what is looked at. */
  retries?: false
}

interface Answer<Body = unknown> {
  status: number
  headers: Headers
  text: string
  /** What it is where it went well … */
  body: Body
  /** … and where it did not. */
  problem: Problem
}

/** Calls the API of a desk; every answer is held against the document that the desk serves. */
export interface Client {
  call<Name extends OperationName>(
    name: Name,
    as: Caller | { token: string } | 'nobody',
    asked?: Asked<BodyOf<Name>>,
  ): Promise<Answer<AnswerOf<Name>>>
  /** The same with whatever body, to be refused. */
  wrong(name: OperationName, as: Caller | { token: string } | 'nobody', asked?: Asked): Promise<Answer>
  /** Any request, held against nothing. */
  ask(method: string, path: string, headers?: Record<string, string>, body?: string): Promise<Answer>
  tokenOf(caller: Caller): Promise<string>
}

/** The parameters of a path: the first is what it is about. */
const parametersOf = (path: string, id: string, params: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ''], at) => [name, params[name] ?? (at === 0 ? id : '')]),
  )

/** What passes by itself may be tried again; a fault of ours may not, since nobody would see it. */
function notOurs({ operation, status }: Retry): void {
  if (status === 500 || status === 502) throw new Error(`${operation} was answered with ${status}`)
}

export function clientOf(outputs: Outputs): Client {
  const api = `${outputs.apiUrl}${basePath}`
  const tokens = new Map<Caller, Promise<string>>()
  const desk = createClient({ url: outputs.apiUrl, onRetry: notOurs })
  let contract: Promise<ReturnType<typeof contractOf>> | undefined

  const read = ({ status, headers, text }: Received): Answer<never> => {
    const isJson = headers.get('content-type')?.includes('json') && text !== ''
    const parsed = isJson ? JSON.parse(text) : text
    return { status, headers, text, body: parsed as never, problem: parsed as Problem }
  }
  const ask: Client['ask'] = async (method, path, headers = {}, body) => {
    const answer = await fetch(`${api}${path}`, { method, headers, ...(body !== undefined && { body }) })
    return read({ status: answer.status, headers: answer.headers, text: await answer.text() })
  }
  const tokenOf: Client['tokenOf'] = (caller) => {
    const token = tokens.get(caller) ?? accessToken(outputs, caller)
    tokens.set(caller, token)
    return token
  }
  const wrong: Client['wrong'] = async (name, as, asked = {}) => {
    const { id = '', params = {}, headers = {}, ...rest } = asked
    const { method, path }: Operation = operations[name]
    const token = as === 'nobody' ? undefined : typeof as === 'string' ? await tokenOf(as) : as.token
    const sent = await desk.send(name, {
      ...rest,
      params: parametersOf(path, id, params),
      headers: { ...(token && { authorization: `Bearer ${token}` }), ...headers },
    })
    const answer = read(sent)
    contract ??= ask('GET', '/openapi.json').then(({ body: document }) => contractOf(document as OpenApi))
    const check = await contract
    check(path, method, answer.status, answer.headers.get('content-type') ?? '', answer.body)
    return answer
  }
  return { ask, tokenOf, wrong, call: wrong as Client['call'] }
}
