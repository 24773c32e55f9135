import { createHmac } from 'node:crypto'

/** What stands before a secret in the Standard Webhooks scheme; what follows is base64. */
const prefix = 'whsec_'

/**
 * The headers by which a receiver knows that a webhook is the desk's, by the Standard Webhooks scheme (v1, HMAC-SHA256):
 * one signature for each secret that holds at present. `seconds` since 1970.
 */
export function signed(id: string, seconds: number, body: string, secrets: readonly string[]): Record<string, string> {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.startsWith(prefix) ? secret.slice(prefix.length) : secret, 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`
  })
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': signatures.join(' ') }
}
