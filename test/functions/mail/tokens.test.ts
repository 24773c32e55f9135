import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Link,
  linkPurposes,
  linkToken,
  messageId,
  readLink,
  readMessageId,
  readReplyAddress,
  replyAddress,
  type Secrets,
} from '../../../functions/platform/mail/tokens.ts'

const secrets: Secrets = ['the secret of today', 'the secret of yesterday']
const before: Secrets = ['the secret of yesterday']
const others: Secrets = ['the secret of somebody else']

const numbers = fc
  .tuple(
    fc.stringMatching(/^[A-Z]{1,10}$/),
    fc.option(fc.integer({ min: 2020, max: 2099 })),
    fc.integer({ min: 0, max: 1e12 - 1 }),
  )
  .map(([prefix, year, count]) => (year ? `${prefix}-${year}-${count}` : `${prefix}${String(count).padStart(6, '0')}`))
const which = fc.stringMatching(/^[a-z0-9-]{1,40}$/)
const persons = fc.constantFrom('per_01JD0000000000000000TECHN1', 'per_01JD000000000000000CNTCT01')
const instants = fc.integer({ min: 1.7e9, max: 4e9 }).map((seconds) => new Date(seconds * 1000).toISOString())
const links: fc.Arbitrary<Link> = fc.record({
  number: numbers,
  person: persons,
  extra: fc.stringMatching(/^[A-Za-z0-9_:.@ -]{0,40}$/),
  expiresAt: instants,
})
const purposes = fc.constantFrom(...linkPurposes)
const now = '2023-01-01T00:00:00.000Z'

/** The same text with one character changed, added or taken away. */
const changed = (text: string, from: number, to: number) =>
  fc
    .tuple(
      fc.integer({ min: from, max: to - 1 }),
      fc.constantFrom(...'abzAZ059-_.'),
      fc.constantFrom('change', 'add', 'drop'),
    )
    .map(([at, by, how]) => text.slice(0, at) + (how === 'drop' ? '' : by) + text.slice(how === 'add' ? at : at + 1))

describe('a signed reply address', () => {
  it('says which ticket it stands for, whatever becomes of its case, and is no longer than an address may be', () => {
    fc.assert(
      fc.property(numbers, fc.constantFrom('support@desk.example', 'support+de@desk.example'), (number, mailbox) => {
        const address = replyAddress(secrets, mailbox, number)
        expect(address.indexOf('@')).toBeLessThanOrEqual(64)
        if (address === mailbox) return
        expect(readReplyAddress(secrets, address)).toBe(number)
        expect(readReplyAddress(secrets, address.toUpperCase())).toBe(number)
      }),
    )
  })
  it('has room for every usual number', () => {
    expect(replyAddress(secrets, 'support@desk.example', 'CWS-2026-000001')).toMatch(
      /^support\+cws-2026-000001\.[a-z2-7]{18}@/,
    )
    expect(replyAddress(secrets, `${'s'.repeat(50)}@desk.example`, 'TKT000123')).toBe(`${'s'.repeat(50)}@desk.example`)
  })
  it('still reads when the secret has changed, and not under another', () => {
    const address = replyAddress(before, 'support@desk.example', 'TKT000123')
    expect(readReplyAddress(secrets, address)).toBe('TKT000123')
    expect(readReplyAddress(others, address)).toBeUndefined()
  })
  it('is refused with any character changed', () => {
    const address = replyAddress(secrets, 'support@desk.example', 'TKT000123')
    fc.assert(
      fc.property(changed(address, 8, address.indexOf('@')), (other) => {
        fc.pre(other.toLowerCase() !== address)
        expect(readReplyAddress(secrets, other)).toBeUndefined()
      }),
      { numRuns: 1000 },
    )
  })
  it('is no Message-ID, and no Message-ID is one', () => {
    const token = /\+(.*)@/.exec(replyAddress(secrets, 'support@desk.example', 'TKT000123'))?.[1] ?? ''
    const [, given = ''] = token.split('.')
    expect(readMessageId(secrets, `tkt000123.1.${given}@desk.example`)).toBeUndefined()
    const [id = ''] = messageId(secrets, 'desk.example', { number: 'TKT000123', of: '1' }).split('@')
    expect(readReplyAddress(secrets, `support+tkt000123.${id.split('.')[2]}@desk.example`)).toBeUndefined()
  })
})

describe('a Message-ID of ours', () => {
  it('says which mail it is', () => {
    fc.assert(
      fc.property(numbers, which, (number, of) => {
        const id = messageId(secrets, 'desk.example', { number, of })
        expect(readMessageId(secrets, id)).toEqual({ number, of })
        expect(readMessageId(secrets, `<${id.toUpperCase()}>`)).toEqual({ number, of })
        expect(readMessageId(others, id)).toBeUndefined()
      }),
    )
  })
  it('is refused with any character changed', () => {
    const id = messageId(secrets, 'desk.example', { number: 'CWS-2026-001', of: '7-2' })
    fc.assert(
      fc.property(changed(id, 0, id.indexOf('@')), (other) => {
        fc.pre(other.toLowerCase() !== id)
        expect(readMessageId(secrets, other)).toBeUndefined()
      }),
      { numRuns: 1000 },
    )
  })
  it.each(['', '@', 'a@b', 'tkt000123.1.@x', `${'a'.repeat(10_000)}@x`, 'tkt000123@x'])('is not %j', (id) => {
    expect(readMessageId(secrets, id)).toBeUndefined()
    expect(readReplyAddress(secrets, id)).toBeUndefined()
  })
})

describe('a signed link', () => {
  it('says what it was made for, until it expires', () => {
    fc.assert(
      fc.property(links, purposes, (link, purpose) => {
        const token = linkToken(secrets, purpose, link)
        expect(token).toMatch(/^[\w-]+[a-z2-7]$/)
        expect(readLink(secrets, purpose, token, now)).toEqual(link)
        expect(readLink(secrets, purpose, linkToken(before, purpose, link), now)).toEqual(link)
        expect(readLink(secrets, purpose, token, link.expiresAt)).toBe('expired')
        expect(readLink(others, purpose, token, now)).toBeUndefined()
      }),
    )
  })
  it('opens nothing for another purpose', () => {
    fc.assert(
      fc.property(links, purposes, purposes, (link, made, asked) => {
        fc.pre(made !== asked)
        expect(readLink(secrets, asked, linkToken(secrets, made, link), now)).toBeUndefined()
      }),
    )
  })
  it('is refused with any character changed', () => {
    fc.assert(
      fc.property(
        links.chain((link) => {
          const token = linkToken(secrets, 'approve', link)
          return fc.tuple(fc.constant(token), changed(token, 0, token.length))
        }),
        ([token, other]) => {
          fc.pre(other !== token)
          expect(readLink(secrets, 'approve', other, now)).toBeUndefined()
        },
      ),
      { numRuns: 2000 },
    )
  })
  it('of one ticket is none of another: the hash of one does not fit what another says', () => {
    fc.assert(
      fc.property(links, links, (one, other) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other))
        const bytes = (link: Link) => Buffer.from(linkToken(secrets, 'track', link).slice(0, -2), 'base64url')
        const mixed = Buffer.concat([bytes(one).subarray(0, 15), bytes(other).subarray(15)]).toString('base64url')
        expect(readLink(secrets, 'track', mixed + linkToken(secrets, 'track', one).slice(-2), now)).toBeUndefined()
      }),
    )
  })
  it('is short enough for one line of a mail', () => {
    const link = { number: 'TKT000123', person: 'per_01JD000000000000000CNTCT01', extra: '', expiresAt: now }
    expect(linkToken(secrets, 'track', link).length).toBeLessThan(100)
  })
})
