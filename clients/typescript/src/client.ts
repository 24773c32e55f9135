import { ProblemError } from './errors.ts'
import { basePath, type Operations, operations } from './generated/operations.ts'
import { type Retries, usualRetries } from './retrying.ts'
import { type Fetch, type Received, type Retry, send } from './sending.ts'
import type { Tokens } from './tokens.ts'

export type OperationName = keyof Operations

/** How one call differs from what the client does otherwise. */
export interface CallOptions {
  /** Ends the call, its tries and its pauses. */
  readonly signal?: AbortSignal
  /** For one try, in milliseconds. */
  readonly timeoutMs?: number
  /** `false`: one try, and its answer as it is. */
  readonly retries?: Partial<Retries> | false
  /** A name of your own for a write: give it where a restarted program must not do it twice. One is made where you give none. */
  readonly idempotencyKey?: string
  /** The `etag` that you have read: with the same still true, the answer is 304 and has no body. */
  readonly ifNoneMatch?: string
  /** Sent as they are, over what the client would send. */
  readonly headers?: Readonly<Record<string, string>>
}

export interface ClientOptions {
  /** The address of the desk, without `/api/…`. */
  readonly url: string
  /** Whose calls they are; left out, only what needs no token can be called. A function gives a token for each call. */
  readonly tokens?: Tokens | (() => string | Promise<string>)
  readonly retries?: Partial<Retries> | false
  /** Told of each try that failed by chance, before the next: for a log. What it throws ends the call. */
  readonly onRetry?: (retry: Retry) => void
  /** For one try, in milliseconds; 30 s, which is what the desk's gateway gives a call. */
  readonly timeoutMs?: number
  readonly fetch?: Fetch
}

type Answering<Name extends OperationName> = Operations[Name] extends { answer: infer Body } ? Body : never

/** What an operation takes: its path parameters, query, body and `If-Match`, and how to call it this once. */
export type Asked<Name extends OperationName> = Omit<Operations[Name], 'answer'> & CallOptions

export interface Answer<Body> {
  status: number
  headers: Headers
  body: Body
  /** The version of what was answered: the `ifMatch` of a write that relies on it. */
  etag: string | undefined
  requestId: string | undefined
  /** Whether it was done before, by this same key, and not again now. */
  replayed: boolean
}

/** Nothing needs to be given to an operation that demands nothing. */
type Arguments<Name extends OperationName> =
  Record<string, never> extends Omit<Operations[Name], 'answer'> ? [asked?: Asked<Name>] : [asked: Asked<Name>]

/** Every operation of the API as a method, by its name in the document. */
export type Methods = {
  [Name in OperationName]: (...asked: Arguments<Name>) => Promise<Answer<Answering<Name>>>
}

/** The operations that answer page by page. */
export type Paged = {
  [Name in OperationName]: Operations[Name] extends { query?: { cursor?: string | undefined } }
    ? Answering<Name> extends { items: unknown[]; next?: string | undefined }
      ? Name
      : never
    : never
}[OperationName]
type ItemOf<Name extends Paged> = Answering<Name> extends { items: Array<infer Item> } ? Item : never

export interface More {
  /** Everything of a list, page after page, as it is walked through. */
  each<Name extends Paged>(name: Name, asked?: Asked<Name>): AsyncGenerator<ItemOf<Name>, void, undefined>
  /** One request, as it is answered: no refusal is thrown. */
  send(name: OperationName, asked?: AnyAsked): Promise<Received>
}
export type Client = Methods & More

/** The same as `Asked`, of any operation. */
export interface AnyAsked extends CallOptions {
  params?: Readonly<Record<string, string>>
  query?: Readonly<Record<string, unknown>>
  body?: unknown
  /** Instead of `body`: what is sent as it is. */
  text?: string
  ifMatch?: string | undefined
}

interface Called {
  readonly method: string
  readonly path: string
  readonly keyed?: true
  readonly type?: string
  readonly open?: true
}

/** A client of the desk at an address. */
export function createClient(options: ClientOptions): Client {
  const sent: More['send'] = (name, asked = {}) => sendAs(options, name, asked)
  const call = async (name: OperationName, asked: AnyAsked = {}) => answerOf(name, await sent(name, asked))
  async function* each(name: OperationName, asked: AnyAsked = {}) {
    let cursor = asked.query?.cursor
    do {
      const { body } = await call(name, { ...asked, query: { ...asked.query, ...(cursor ? { cursor } : {}) } })
      const { items, next } = body as { items: unknown[]; next?: string }
      yield* items
      cursor = next
    } while (cursor)
  }
  const methods = Object.fromEntries(
    (Object.keys(operations) as OperationName[]).map((name) => [name, (asked?: AnyAsked) => call(name, asked)]),
  )
  return { ...methods, each, send: sent } as unknown as Client
}

/**
 * Runs what reads something and writes it with `ifMatch` again where somebody else has changed it meanwhile (412): up to
 * `times` in all.
 */
export async function untilFresh<Result>(readAndWrite: () => Promise<Result>, times = 5): Promise<Result> {
  for (let left = times - 1; ; left -= 1) {
    try {
      return await readAndWrite()
    } catch (fault) {
      if (left <= 0 || !(fault instanceof ProblemError) || fault.status !== 412) throw fault
    }
  }
}

function answerOf(name: OperationName, { status, headers, text }: Received): Answer<unknown> {
  if (status >= 400) throw new ProblemError(name, status, headers, text)
  const isJson = headers.get('content-type')?.includes('json') && text !== ''
  return {
    status,
    headers,
    body: isJson ? JSON.parse(text) : text === '' ? undefined : text,
    etag: headers.get('etag') ?? undefined,
    requestId: headers.get('x-request-id') ?? undefined,
    replayed: headers.get('idempotent-replayed') === 'true',
  }
}

async function sendAs(options: ClientOptions, name: OperationName, asked: AnyAsked): Promise<Received> {
  const called: Called = operations[name]
  const { retries = options.retries, timeoutMs = options.timeoutMs ?? 30_000, signal } = asked
  const isSafe = called.method === 'GET' || called.keyed
  // Made once, so that every try is the same write.
  const headers = headersOf(called, asked)
  const body = asked.text ?? bodyOf(called, asked.body)
  let last: string | undefined
  const sending = {
    what: name,
    url: urlOf(options.url, called, asked),
    request: async () => {
      last = called.open ? undefined : await tokenOf(options)
      const authorization = last && { authorization: `Bearer ${last}` }
      return { method: called.method, headers: { ...authorization, ...headers }, ...(body !== undefined && { body }) }
    },
    // What has no key is not sent twice: it might be done twice.
    retries: retries === false || !isSafe ? (false as const) : { ...usualRetries, ...retries },
    onRetry: options.onRetry,
    timeoutMs,
    signal,
    fetch: options.fetch ?? globalThis.fetch,
  }
  const received = await send(sending)
  const { tokens } = options
  if (received.status !== 401 || !last || typeof tokens !== 'object' || retries === false) return received
  // It was revoked, or the clocks differ: one try with another.
  tokens.forget(last)
  return send(sending)
}

const tokenOf = ({ tokens }: ClientOptions) => (typeof tokens === 'function' ? tokens() : tokens?.get())

function headersOf(called: Called, { ifMatch, ifNoneMatch, idempotencyKey, headers, body, text }: AnyAsked) {
  return {
    ...((body ?? text) !== undefined && { 'content-type': called.type ?? 'application/json' }),
    ...(called.keyed && { 'idempotency-key': idempotencyKey ?? crypto.randomUUID() }),
    ...(ifMatch !== undefined && { 'if-match': ifMatch }),
    ...(ifNoneMatch !== undefined && { 'if-none-match': ifNoneMatch }),
    ...headers,
  }
}

function bodyOf({ type }: Called, body: unknown): string | undefined {
  if (body === undefined) return undefined
  if (type === 'application/x-www-form-urlencoded') {
    return new URLSearchParams(body as Record<string, string>).toString()
  }
  return type?.startsWith('text/') ? String(body) : JSON.stringify(body)
}

function urlOf(url: string, { path }: Called, { params = {}, query = {} }: AnyAsked): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat()) if (one !== undefined) search.append(name, String(one))
  }
  return `${url.replace(/\/$/, '')}${basePath}${filled}${search.size > 0 ? `?${search}` : ''}`
}
