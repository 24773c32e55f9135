import { lookup } from 'node:dns'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPublic } from './public-address.ts'

/** A receiver has so long to answer, from the first look for its address on. */
const answerWithinMs = 10_000

/** It can never be delivered there as it is: nothing is gained by trying again. */
export class Undeliverable extends Error {}

/** Where a webhook may go: `anywhere` is for a desk on somebody's own machine. */
export type Reach = 'public' | 'anywhere'

/**
 * Posts JSON and gives the status of the answer, of which no more is read. Follows no redirect. With `public` only by
 * HTTPS, and only to addresses that are public: they are checked as they are connected to, so no second look-up can
 * differ. Throws `Undeliverable` for what may not be, anything else for what may pass.
 */
export async function post(
  url: string,
  headers: Record<string, string>,
  body: string,
  reach: Reach,
  withinMs = answerWithinMs,
): Promise<number> {
  const to = new URL(url)
  if (reach === 'public') refuse(to)
  const send = to.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const request = send(
      to,
      {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
        agent: false,
        signal: AbortSignal.timeout(withinMs),
        ...(reach === 'public' && { lookup: lookupPublic }),
      },
      (answer) => {
        resolve(answer.statusCode ?? 0)
        answer.destroy()
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}

function refuse({ protocol, hostname }: URL): void {
  if (protocol !== 'https:') throw new Undeliverable('The URL is not https')
  // An address is connected to without being looked up.
  const address = hostname.replace(/^\[|\]$/g, '')
  if (isIP(address) && !isPublic(address)) throw new Undeliverable('The address is not public')
}

/** Resolves as ever, and refuses a name of which any address is not public. */
export const lookupPublic: LookupFunction = (hostname, options, give) =>
  lookup(hostname, { ...options, all: true }, (fault, found) => {
    const [first] = found ?? []
    if (fault) return give(fault, '')
    if (!first || !found.every(({ address }) => isPublic(address))) {
      return give(new Undeliverable('The address is not public'), '')
    }
    return options.all ? give(null, found) : give(null, first.address, first.family)
  })
