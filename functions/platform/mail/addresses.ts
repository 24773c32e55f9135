import { domainToASCII } from 'node:url'
import { untagged } from '../../../domain/mail/addressee.ts'
import { freeMailDomains, freeMailFamilies } from './free-mail.ts'

/** The domain of an address, as the DNS knows it: lower case, IDN in ASCII, no dot at its end. Empty where it has none. */
export function domainOf(address: string): string {
  const at = address.lastIndexOf('@')
  const domain = at < 0 ? '' : address.slice(at + 1).replace(/\.$/, '')
  return domainToASCII(domain.trim()) || domain.trim().toLowerCase()
}

/**
 * An address as people are told apart by it: one case, without a tag (`anna+desk@` is `anna@`, RFC 5233), quotes that nothing
 * needs, or more than one way to write a domain. Never to be written to: a server may tell cases and tags apart.
 *
 * Dots stay. Only one provider takes no notice of them, and nobody sees from outside which domains it serves: `j.doe@` and
 * `jdoe@` are two people elsewhere, and one would read what the other wrote. Two contacts of one person are merged by hand.
 */
export function comparable(address: string): string {
  const at = address.lastIndexOf('@')
  const local = address
    .slice(0, Math.max(at, 0))
    .trim()
    .replace(/^"([^"\\\s@]+)"$/, '$1')
  return untagged(`${local.normalize('NFC').toLowerCase()}@${domainOf(address)}`)
}

/** The domain by which the company of an address may be known. Nothing where anybody may have such an address. */
export function companyDomainOf(address: string): string | undefined {
  const domain = domainOf(address)
  return domain === '' || isFreeMail(domain) ? undefined : domain
}

function isFreeMail(domain: string): boolean {
  if (freeMailDomains.has(domain)) return true
  const [, family = ''] = /^([a-z]+)\.(?:[a-z]{2,3}|(?:com?|ne|or)\.[a-z]{2})$/.exec(domain) ?? []
  return freeMailFamilies.has(family)
}
