import { NoAnswerError } from './errors.ts'
import { isPassing, pauseMs, type Retries, wait } from './retrying.ts'

/** A try that failed by chance, and will be followed by another. */
export interface Retry {
  readonly operation: string
  /** How many tries there have been. */
  readonly tries: number
  /** The status that it was answered with; absent where no answer came. */
  readonly status?: number
  readonly fault?: unknown
  /** How long the pause before the next is, in milliseconds. */
  readonly pauseMs: number
}

export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** One request, and how patient to be with it. */
export interface Sending {
  /** How it is called in errors. */
  readonly what: string
  readonly url: string
  /** Made anew for each try: a token may have been renewed meanwhile. */
  readonly request: () => RequestInit | Promise<RequestInit>
  readonly retries: Retries | false
  readonly onRetry?: ((retry: Retry) => void) | undefined
  /** For one try, in milliseconds. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
  readonly fetch: Fetch
}

export interface Received {
  status: number
  headers: Headers
  text: string
}

/**
 * Sends a request until it is answered with something that another try would not change, or no tries are left: then gives the
 * last answer. Throws `NoAnswerError` where none came, and the reason of the caller's signal at once.
 */
export async function send(sending: Sending): Promise<Received> {
  const { what, url, request, retries, onRetry, timeoutMs, signal, fetch } = sending
  for (let tries = 1; ; tries += 1) {
    const isLast = !retries || tries > retries.most
    const given = await request()
    const { received, fault } = await once(fetch, url, given, timeoutMs, signal)
    if (!received && isLast) throw new NoAnswerError(what, tries, fault)
    if (received && (isLast || !isPassing(received.status))) return received
    const pause = pauseMs(tries - 1, received?.headers.get('retry-after'), retries as Retries)
    // It asks for more patience than there is: whoever called decides.
    if (received && pause === undefined) return received
    onRetry?.({ operation: what, tries, pauseMs: pause ?? 0, ...(received ? { status: received.status } : { fault }) })
    await wait(pause ?? 0, signal)
  }
}

/** One try: the whole answer, since a connection can break while its body comes; or why there is none. */
async function once(
  fetch: Fetch,
  url: string,
  init: RequestInit,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<{ received?: Received; fault?: unknown }> {
  const late = AbortSignal.timeout(timeoutMs)
  try {
    const response = await fetch(url, { ...init, signal: signal ? AbortSignal.any([signal, late]) : late })
    return { received: { status: response.status, headers: response.headers, text: await response.text() } }
  } catch (fault) {
    if (signal?.aborted) throw signal.reason
    return { fault }
  }
}
