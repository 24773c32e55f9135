import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { companyDomainOf, comparable, domainOf } from '../../../functions/platform/mail/addresses.ts'

describe('two ways to write one address', () => {
  it.each([
    ['Anna@Example.COM', 'anna@example.com'],
    ['anna+desk@example.com', 'anna@example.com'],
    ['anna+desk+more@example.com', 'anna@example.com'],
    ['anna@bücher.example', 'anna@xn--bcher-kva.example'],
    ['anna@BÜCHER.example', 'anna@xn--bcher-kva.example'],
    ['"anna"@example.com', 'anna@example.com'],
    ['anna@example.com.', 'anna@example.com'],
    ['u\u0308nal@example.com', 'ünal@example.com'],
  ])('%s is %s', (written, known) => {
    expect(comparable(written)).toBe(known)
  })
  it.each([
    ['j.doe@gmail.com', 'jdoe@gmail.com'],
    ['anna@example.com', 'anna@example.org'],
    ['+1@example.com', '+2@example.com'],
    ['"a b"@example.com', 'ab@example.com'],
  ])('%s is not %s', (one, other) => {
    expect(comparable(one)).not.toBe(comparable(other))
  })
  it('is found again from what was found', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        expect(comparable(comparable(address))).toBe(comparable(address))
        expect(comparable(address.toUpperCase())).toBe(comparable(address))
      }),
    )
  })
  it('never fails', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof comparable(text) === 'string'))
  })
})

describe('the domain of a company', () => {
  it.each(['anna@gmail.com', 'anna@yahoo.co.uk', 'anna@gmx.at', 'anna@outlook.com.br', 'anna@T-Online.de', 'anna', ''])(
    'is not to be had from %s',
    (address) => {
      expect(companyDomainOf(address)).toBeUndefined()
    },
  )
  it.each([
    ['anna@acme.example', 'acme.example'],
    ['anna@mail.gmail.com.acme.example', 'mail.gmail.com.acme.example'],
    ['anna@outlook.acme.com', 'outlook.acme.com'],
    ['anna@live-music.de', 'live-music.de'],
  ])('of %s is %s', (address, domain) => {
    expect(companyDomainOf(address)).toBe(domain)
    expect(domainOf(address)).toBe(domain)
  })
})
