import { lookup } from 'node:dns'
import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isAllowed, isOpenPort, literalOf, type Reach } from './address.ts'

/** A receiver has so long to answer, from the first look for its address on. */
const answerWithinMs = 10_000
/** Once it has, what is kept of its words has so long to come: whoever drips them holds nobody up. */
const wordsWithinMs = 1000
/** Before an answer, so many provisional ones (1xx) may come; more would only keep the desk busy. */
const mostProvisional = 10
/** Of each field of an answer so many characters are kept. */
const fieldLength = 200

/** It can never be delivered there as it is: nothing is gained by trying again. */
export class Undeliverable extends Error {}

/** What a receiver answered. */
export interface Answered {
  status: number
  /** What its words are, and when it would like to be asked again, as it says them: the first 200 characters. */
  type?: string
  retryAfter?: string
  /** The first of its words: no more than were asked for. */
  words: string
}

interface Patience {
  withinMs?: number
  /** So many bytes of the answer are kept; none by default. */
  keepBytes?: number
}

/**
 * Posts JSON, unless the headers say what else it is, and gives the answer. Follows no redirect. Goes only where `reach`
 * lets it: addresses are checked as they are connected to, so no second look-up can differ. Throws `Undeliverable` for
 * what may not be, anything else for what may pass. It always ends, whatever the receiver does: after `withinMs` and, once
 * there is an answer, a second for its words.
 */
export async function post(
  url: string,
  headers: Record<string, string>,
  body: string,
  reach: Reach,
  { withinMs = answerWithinMs, keepBytes = 0 }: Patience = {},
): Promise<Answered> {
  const to = new URL(url)
  const isPlain = to.protocol !== 'https:'
  const mayGo = (address: string) => isAllowed(address, reach, isPlain)
  refuse(to, reach, mayGo)
  const request = (isPlain ? requestHttp : requestHttps)(to, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers, 'content-length': Buffer.byteLength(body) },
    agent: false,
    lookup: lookupOnly(mayGo),
  })
  const settled = answerTo(request, withinMs, keepBytes)
  request.end(body)
  return settled
}

/** What comes of a request, and its end. The time is kept here: Node's own ends nothing that it has given out of its hands. */
function answerTo(request: ClientRequest, withinMs: number, keepBytes: number): Promise<Answered> {
  let timer: NodeJS.Timeout | undefined
  let provisional = 0
  return new Promise<Answered>((resolve, reject) => {
    const late = () => reject(new DOMException('The receiver did not answer before the timeout', 'TimeoutError'))
    timer = setTimeout(late, withinMs)
    // Whatever happens to the connection after an answer, it has answered.
    request.on('response', (answer) => resolve(firstWords(answer, keepBytes).then((words) => answered(answer, words))))
    // Nobody has asked for another protocol. Unheard, Node would drop the connection and say nothing.
    request.on('upgrade', (answer, socket) => {
      socket.destroy()
      resolve(answered(answer, ''))
    })
    request.on('information', () => {
      provisional += 1
      if (provisional > mostProvisional) reject(new Error('The receiver gives provisional answers without end'))
    })
    request.on('error', reject)
    request.on('close', () => reject(new Error('The connection ended without an answer')))
  }).finally(() => {
    clearTimeout(timer)
    request.destroy()
  })
}

function answered({ statusCode = 0, headers }: IncomingMessage, words: string): Answered {
  const [type, retryAfter] = [headers['content-type'], headers['retry-after']].map((it) => it?.slice(0, fieldLength))
  return { status: statusCode, words, ...(type && { type }), ...(retryAfter && { retryAfter }) }
}

/** What comes of an answer within its time, up to so many bytes. A connection that breaks off then has answered all the same. */
function firstWords(answer: IncomingMessage, most: number): Promise<string> {
  if (most === 0) return Promise.resolve('')
  return new Promise((resolve) => {
    const parts: Buffer[] = []
    let bytes = 0
    const end = () => {
      clearTimeout(timer)
      resolve(Buffer.concat(parts).subarray(0, most).toString().replace(/�+$/, ''))
    }
    const timer = setTimeout(end, wordsWithinMs)
    answer.on('data', (part: Buffer) => {
      parts.push(part)
      bytes += part.length
      if (bytes >= most) end()
    })
    for (const over of ['end', 'error', 'aborted', 'close'] as const) answer.on(over, end)
  })
}

function refuse(to: URL, reach: Reach, mayGo: (address: string) => boolean): void {
  if (to.protocol !== 'https:' && (reach === 'public' || to.protocol !== 'http:'))
    throw new Undeliverable('The URL is not https')
  if (!isOpenPort(to, reach)) throw new Undeliverable('The port is neither 443 nor 8443')
  // An address is connected to without being looked up.
  const address = literalOf(to)
  if (isIP(address) && !mayGo(address)) throw new Undeliverable('The address is not public')
}

/** Resolves as ever, and refuses a name of which any address is not one to go to. */
export const lookupOnly =
  (mayGo: (address: string) => boolean): LookupFunction =>
  (hostname, options, give) =>
    lookup(hostname, { ...options, all: true }, (fault, found) => {
      const [first] = found ?? []
      if (fault) return give(fault, '')
      if (!first || !found.every(({ address }) => mayGo(address))) {
        return give(new Undeliverable('The address is not public'), '')
      }
      return options.all ? give(null, found) : give(null, first.address, first.family)
    })
