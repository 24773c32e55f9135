import { hkdfSync } from 'node:crypto'
import { secretVersions } from '../secrets.ts'
import type { Receiver } from '../table/receivers.ts'

/** The scheme takes 24 to 64 bytes; these are as many as its HMAC-SHA256 has use for. */
const bytes = 32

/** The secret of a subscription in a version of it, derived from the desk's own (RFC 5869): nothing of it is kept anywhere. */
const derived = (master: string, subscription: string, version: number): string => {
  const info = `webhook ${subscription} ${version}`
  return `whsec_${Buffer.from(hkdfSync('sha256', master, '', info, bytes)).toString('base64')}`
}

const masters = () => secretVersions('SUBSCRIPTION_SECRET_ARN')

/** The secret that its owner is told of: at the beginning, of version 1, and with each rotation. */
export async function secretOf(subscription: string, version = 1): Promise<string> {
  const [master] = await masters()
  if (!master) throw new Error('There is no secret that those of subscriptions are derived from')
  return derived(master, subscription, version)
}

/**
 * All that a subscription's webhooks are signed with at an instant, newest first: its secret, the one before it as long as
 * that holds; and the same again of the desk's own secret before this one, while there is one.
 */
export async function secretsOf(
  subscription: string,
  { secretVersion, previousUntil }: Pick<Receiver, 'secretVersion' | 'previousUntil'>,
  now: string,
): Promise<string[]> {
  const versions = previousUntil && previousUntil > now ? [secretVersion, secretVersion - 1] : [secretVersion]
  return (await masters()).flatMap((master) => versions.map((version) => derived(master, subscription, version)))
}
