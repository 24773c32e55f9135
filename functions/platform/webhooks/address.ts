import { BlockList, isIP } from 'node:net'

/** Addresses of IPv4 that are nobody's in public: the IANA registry of special-purpose addresses, and multicast. */
const notPublic4: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]

/** Of IPv6, within what is given out at all (2000::/3): special ones, and those that carry an address of IPv4 in them. */
const notPublic6: readonly [string, number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]

const blocked = new BlockList()
for (const [net, bits] of notPublic4) blocked.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of notPublic6) blocked.addSubnet(net, bits, 'ipv6')
const givenOut = new BlockList()
givenOut.addSubnet('2000::', 3, 'ipv6')

/** Whether an address, as a resolver gives it, is one that anybody on the internet reaches. */
export function isPublic(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !blocked.check(address, 'ipv4')
  return family === 6 && givenOut.check(address, 'ipv6') && !blocked.check(address, 'ipv6')
}

/** Where a webhook may go: `loopback` adds one's own machine, also unencrypted, for a desk that runs there. */
export type Reach = 'public' | 'loopback'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Whether an address may be connected to; what is not encrypted never leaves one's own machine. */
export function isAllowed(address: string, reach: Reach, isPlain: boolean): boolean {
  if (!isPlain && isPublic(address)) return true
  const family = isIP(address)
  return reach === 'loopback' && family !== 0 && loopback.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

/** The ports on which HTTPS is spoken in public: others belong to other protocols, or to what was not meant for everybody. */
const publicPorts = ['', '443', '8443']

/** Whether the port of a URL may be connected to. */
export const isOpenPort = ({ port }: URL, reach: Reach): boolean => reach === 'loopback' || publicPorts.includes(port)

/** The host of a URL as an address would be written: without the brackets of IPv6. */
export const literalOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '')

/**
 * Why a URL can be nobody's to receive webhooks, as far as it shows itself; undefined where it may. What its name resolves
 * to is checked with every call.
 */
export function refusedUrl(url: string, reach: Reach): string | undefined {
  const to = URL.parse(url)
  if (!to || !['https:', 'http:'].includes(to.protocol)) return 'is no URL of https'
  if (to.username || to.password) return 'has a name or a password in it'
  if (!isOpenPort(to, reach)) return 'is at another port than 443 and 8443'
  const address = literalOf(to)
  const isPlain = to.protocol === 'http:'
  if (isIP(address)) return isAllowed(address, reach, isPlain) ? undefined : 'is not public'
  if (isPlain && !(reach === 'loopback' && address === 'localhost')) return 'is not encrypted'
  return isInternalName(address) && reach === 'public' ? 'is not public' : undefined
}

/** Names that no public resolver knows (RFC 6761, RFC 6762, RFC 8375, and names without a dot). */
const isInternalName = (name: string): boolean =>
  !name.replace(/\.$/, '').includes('.') || /\.(localhost|local|internal|home\.arpa|test|invalid)\.?$/.test(name)
