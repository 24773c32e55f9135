import { ProblemError } from './errors.ts'
import { usualRetries } from './retrying.ts'
import { type Fetch, send } from './sending.ts'

/** Where access tokens come from. */
export interface Tokens {
  /** One that holds for a while yet. */
  get(): Promise<string>
  /** What the desk has refused: the next `get` fetches another. */
  forget(token: string): void
}

export interface Credentials {
  /** The token endpoint of the desk's user pool: `https://…/oauth2/token`. */
  readonly tokenUrl: string
  readonly clientId: string
  /** Keep it on a server: whoever has it is your client. */
  readonly clientSecret: string
  /** All that the client was granted, where left out: `['desk/tickets.read']`. */
  readonly scopes?: readonly string[]
  readonly timeoutMs?: number
  readonly fetch?: Fetch
}

/** A token is renewed so long before it ends, in milliseconds: a call that begins with it may take a while. */
const aheadMs = 60_000

/**
 * Access tokens by client credentials (RFC 6749, 4.4): one is fetched when it is needed, kept until shortly before it ends, and
 * fetched once however many calls wait for it. Throws `ProblemError` where the pool refuses.
 */
export function clientCredentials(credentials: Credentials): Tokens {
  let held: { token: string; until: number } | undefined
  let coming: Promise<string> | undefined

  const fetchOne = async () => {
    const { token, seconds } = await ask(credentials)
    // One that holds for less than twice that is renewed at half its time.
    held = { token, until: Date.now() + Math.max(seconds * 500, seconds * 1000 - aheadMs) }
    return token
  }
  return {
    get() {
      if (held && held.until > Date.now()) return Promise.resolve(held.token)
      coming ??= fetchOne().finally(() => {
        coming = undefined
      })
      return coming
    },
    forget(token) {
      if (held?.token === token) held = undefined
    },
  }
}

async function ask({ tokenUrl, clientId, clientSecret, scopes, timeoutMs = 10_000, fetch }: Credentials) {
  // Both are encoded as a form before they are joined (RFC 6749, 2.3.1): a secret may have a colon or a plus.
  const name = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    ...(scopes && { scope: scopes.join(' ') }),
  }).toString()
  const { status, headers, text } = await send({
    what: 'fetching a token',
    url: tokenUrl,
    request: () => ({
      method: 'POST',
      headers: { authorization: `Basic ${btoa(name)}`, 'content-type': 'application/x-www-form-urlencoded' },
      body,
    }),
    retries: usualRetries,
    timeoutMs,
    fetch: fetch ?? globalThis.fetch,
  })
  if (status !== 200) throw new ProblemError('fetching a token', status, headers, text)
  const { access_token: token, expires_in: seconds } = JSON.parse(text) as { access_token: string; expires_in: number }
  return { token, seconds }
}
