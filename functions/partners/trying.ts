import { fromMs } from '../../domain/time.ts'
import type { DeliveryTry, TryError } from '../../schemas/delivery.ts'
import { environment } from '../platform/environment.ts'
import type { KeptDelivery } from '../platform/table/deliveries.ts'
import type { Receiver } from '../platform/table/receivers.ts'
import type { Reach } from '../platform/webhooks/address.ts'
import { post, Undeliverable } from '../platform/webhooks/post.ts'
import { secretsOf } from '../platform/webhooks/secrets.ts'
import { signed } from '../platform/webhooks/signature.ts'

/** So much of what a receiver says is kept, for whoever looks into why it failed. */
const keptBytes = 1024

/** What one try came to, and when the receiver would like the next. */
export interface Tried {
  log: DeliveryTry
  retryAfter?: string | undefined
}

/** Posts a delivery once, signed. Throws only where it could not be signed. */
export async function tryOnce(delivery: KeptDelivery, url: string, receiver: Receiver): Promise<Tried> {
  const { id, subscription, body, contentType, replay } = delivery
  const began = Date.now()
  const at = fromMs(began)
  const secrets = await secretsOf(subscription, receiver, at)
  const headers = {
    'content-type': contentType,
    'user-agent': 'service-desk-webhooks',
    ...signed(id, Math.floor(began / 1000), body, secrets),
    ...(replay && { 'webhook-replay': replay }),
  }
  const { origin, pathname } = new URL(url)
  const clock = performance.now()
  const log = (more: Partial<DeliveryTry>): DeliveryTry => ({
    at,
    tookMs: Math.round(performance.now() - clock),
    to: `${origin}${pathname}`,
    ...more,
  })
  try {
    const reach = environment('WEBHOOKS_REACH') as Reach
    const { status, type, words, retryAfter } = await post(url, headers, body, reach, { keepBytes: keptBytes })
    return { log: log({ status, ...(type && { type }), ...(words && { words }) }), retryAfter }
  } catch (fault) {
    return { log: log({ error: errorOf(fault as Error & { code?: string }) }) }
  }
}

const unreachable = /^E(NOTFOUND|AI_AGAIN|CONNREFUSED|HOSTUNREACH|NETUNREACH|ADDRNOTAVAIL)$/

function errorOf(fault: Error & { code?: string }): TryError {
  if (fault instanceof Undeliverable) return 'refused-address'
  if (fault.name === 'AbortError' || fault.name === 'TimeoutError' || fault.code === 'ETIMEDOUT') return 'timed-out'
  if (unreachable.test(fault.code ?? '')) return 'unreachable'
  return /TLS|SSL|CERT|EPROTO|SELF_SIGNED|UNABLE_TO/.test(fault.code ?? '') ? 'tls' : 'broken-off'
}
