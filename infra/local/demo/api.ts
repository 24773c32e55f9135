import { setTimeout as wait } from 'node:timers/promises'
import type * as z from 'zod'
import { basePath, type Operation } from '../../../schemas/operations/operation.ts'
import { Trouble } from '../trouble.ts'
import type { Cast, Player } from './cast.ts'

interface Input {
  params?: Record<string, string>
  query?: Record<string, string | number | undefined>
  body?: object
  /** The `Idempotency-Key`: with it a write may be sent again after a lost answer. */
  key?: string
}

type AnswerOf<Op extends Operation> = Op['answer'] extends z.ZodType ? z.output<Op['answer']> : unknown

interface Answered<Op extends Operation> {
  answer: AnswerOf<Op>
  /** Given before, to the same key: nothing was done again. */
  replayed: boolean
}

export type Call = <Op extends Operation>(by: Player, operation: Op, input?: Input) => Promise<Answered<Op>>

/** Calls an operation whose answer is text. */
export type Read = (by: Player, operation: Operation, input?: Input) => Promise<string>

const attempts = 4
const patienceMs = 15_000

/** Calls operations of the running desk as its people; what comes back has the shape that the operation declares. */
export function apiAt(apiUrl: string, cast: Cast, stop: AbortSignal): Call {
  const ask = asking(apiUrl, cast, stop)
  return async (by, operation, input = {}) => {
    const { what, answer } = await ask(by, operation, input)
    return { answer: shaped(operation, what, await answer.json()), replayed: answer.headers.has('idempotent-replayed') }
  }
}

/** The same, for what is answered in words. */
export function textsAt(apiUrl: string, cast: Cast, stop: AbortSignal): Read {
  const ask = asking(apiUrl, cast, stop)
  return async (by, operation, input = {}) => (await ask(by, operation, input)).answer.text()
}

function asking(apiUrl: string, cast: Cast, stop: AbortSignal) {
  return async (by: Player, operation: Operation, input: Input) => {
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(input.params?.[name] ?? ''))
    const query = Object.entries(input.query ?? {}).flatMap(([name, value]) =>
      value ? [[name, String(value)] as const] : [],
    )
    const url = `${apiUrl}${basePath}${path}${query.length > 0 ? `?${new URLSearchParams(Object.fromEntries(query))}` : ''}`
    const answer = await send(url, stop, {
      method: operation.method.toUpperCase(),
      headers: {
        authorization: `Bearer ${await cast.token(by)}`,
        ...(input.body && { 'content-type': 'application/json' }),
        ...(input.key && { 'idempotency-key': input.key }),
      },
      ...(input.body && { body: JSON.stringify(input.body) }),
    })
    const what = `${operation.method.toUpperCase()} ${path} by the ${by}`
    if (!answer.ok) throw refused(what, answer.status, await answer.text())
    return { what, answer }
  }
}

/** Tries again what may pass by itself: every write has a key, so that nothing is done twice. */
async function send(url: string, stop: AbortSignal, init: RequestInit): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await fetch(url, { ...init, signal: AbortSignal.any([stop, AbortSignal.timeout(patienceMs)]) })
      if (answer.status < 500 || attempt === attempts) return answer
    } catch (error) {
      if (stop.aborted) throw error
      if (attempt === attempts) throw died(error)
    }
    await wait(200 * attempt, undefined, { signal: stop })
  }
}

function died(error: unknown): Trouble {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const why = (cause as { code?: string }).code ?? (cause instanceof Error ? cause.name : String(cause))
  return new Trouble(
    `The desk does not answer any more (${why}).`,
    'Start it with `npm start`, then run this again: it starts over, with tickets of its own.',
  )
}

function refused(what: string, status: number, text: string): Trouble {
  return new Trouble(
    `${what} was answered ${status}.`,
    'The demonstration expects a desk as `npm start` makes it: see docs/demo.md.',
    [text.slice(0, 600)],
  )
}

function shaped<Op extends Operation>({ answer }: Op, what: string, given: unknown): AnswerOf<Op> {
  if (typeof answer === 'string') return given as AnswerOf<Op>
  const parsed = answer.safeParse(given)
  if (parsed.success) return parsed.data as AnswerOf<Op>
  throw new Trouble(
    `${what} was answered otherwise than the API describes.`,
    'Compare the answer with schemas/operations.',
    parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
  )
}
