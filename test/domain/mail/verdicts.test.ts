import { describe, expect, test } from 'vitest'
import { trusted, verdictsOf } from '../../../domain/mail/verdicts.ts'

type Header = { key: string; value: string }

const from = { address: 'facilities@acme.example' }

function received(
  results: string,
  { spf = 'none', envelope = 'facilities@acme.example', spam = 'PASS', virus = 'PASS' } = {},
): Header[] {
  return [
    { key: 'return-path', value: `<${envelope}>` },
    { key: 'received', value: 'from mx.acme.example by inbound-smtp.eu-west-1.amazonaws.com with SMTP id x' },
    { key: 'x-ses-spam-verdict', value: spam },
    { key: 'x-ses-virus-verdict', value: virus },
    {
      key: 'received-spf',
      value: `${spf} (spfCheck: domain says) client-ip=192.0.2.1; envelope-from=${envelope}; helo=mx;`,
    },
    { key: 'authentication-results', value: `amazonses.com; spf=${spf} (spfCheck: x) helo=mx; ${results}` },
    { key: 'x-ses-receipt', value: 'AEFB' },
    { key: 'received', value: 'from laptop by mx.acme.example' },
    { key: 'from', value: 'Facilities Manager <facilities@acme.example>' },
  ]
}
const asked = (headers: Header[], sender = from) => {
  const verdicts = verdictsOf(headers, sender)
  return { ...verdicts, trusted: trusted(verdicts) }
}

describe('what the servers say of a message', () => {
  test('is read from what SES wrote', () => {
    expect(
      asked(
        received('dkim=pass header.i=@acme.example; dmarc=pass header.from=acme.example;', {
          spf: 'pass',
          spam: 'GRAY',
        }),
      ),
    ).toEqual({
      ...{ spam: 'gray', virus: 'pass', spf: 'pass', dkim: 'pass', dmarc: 'pass' },
      ...{ aligned: true, trusted: true },
    })
  })

  test('of a domain in letters of its own, named as servers name it', () => {
    const sender = { address: 'büro@Bäckerei.example' }
    const passed = received(
      'dkim=pass header.i=@xn--bckerei-5wa.example; dmarc=pass header.from=xn--bckerei-5wa.example;',
    )
    expect(asked(passed, sender)).toMatchObject({ dmarc: 'pass', aligned: true, trusted: true })
    const another = received('dkim=pass header.i=@backerei.example; dmarc=pass header.from=backerei.example;')
    expect(asked(another, sender)).toMatchObject({ dmarc: 'none', aligned: false, trusted: false })
  })

  test.each([
    [
      'DMARC failed, though somebody signed',
      'dkim=pass header.i=@acme.example; dmarc=fail header.from=acme.example;',
      {},
      false,
    ],
    [
      'no policy, signed by the very domain',
      'dkim=pass header.i=@acme.example; dmarc=none header.from=acme.example;',
      {},
      true,
    ],
    ['no policy, signed by the domain above', 'dkim=pass header.d=example;', {}, false],
    ['no policy, signed by a domain below', 'dkim=pass header.i=@evil.acme.example; dmarc=none;', {}, false],
    ['no policy, signed by another', 'dkim=pass header.i=@evil.example; dmarc=none;', {}, false],
    ['no policy, one of two signed', 'dkim=pass header.i=@list.example; dkim=pass header.i=@acme.example;', {}, true],
    ['no policy, SPF of the very domain', 'dkim=none; dmarc=none;', { spf: 'pass' }, true],
    ['no policy, SPF of another', 'dkim=none;', { spf: 'pass', envelope: 'bulk@sender.example' }, false],
    ['no policy, SPF undecided', 'dkim=none;', { spf: 'softfail' }, false],
    ['a signer whose name goes on', 'dkim=pass header.i=@acme.example/x.evil.example; dmarc=none;', {}, false],
    ['a sender whose name goes on', 'dmarc=pass header.from=acme.example#.evil.example;', {}, false],
    ['a signature that failed', 'dkim=fail header.i=@acme.example; dmarc=none;', {}, false],
    ['DMARC passed for another sender', 'dmarc=pass header.from=evil.example;', {}, false],
    ['DMARC could not be asked', 'dkim=pass header.i=@acme.example; dmarc=temperror;', {}, false],
    ['nothing', '', {}, false],
  ] as const)('%s', (_, results, more, expected) => {
    expect(asked(received(results, more)).trusted).toBe(expected)
  })
})

describe('what a sender writes of the same names gains nothing', () => {
  const forged: Header[] = [
    { key: 'x-ses-spam-verdict', value: 'PASS' },
    { key: 'received-spf', value: 'pass envelope-from=facilities@acme.example' },
    {
      key: 'authentication-results',
      value: 'amazonses.com; spf=pass; dkim=pass header.i=@acme.example; dmarc=pass header.from=acme.example',
    },
    { key: 'x-ses-receipt', value: 'FORGED' },
  ]

  test('further down', () => {
    expect(asked([...received('dmarc=fail header.from=acme.example;', { spam: 'FAIL' }), ...forged])).toMatchObject({
      ...{ spam: 'fail', dmarc: 'fail', trusted: false },
    })
  })

  test('where ours left something out', () => {
    const without = received('').filter(({ key }) => key !== 'authentication-results' && key !== 'x-ses-spam-verdict')
    expect(asked([...without, ...forged])).toMatchObject({ spam: 'none', dmarc: 'none', trusted: false })
  })

  test('where ours did not look at it at all', () => {
    expect(
      asked([
        { key: 'received', value: 'from a by inbound-smtp' },
        { key: 'received', value: 'from b by a' },
        ...forged,
        { key: 'from', value: 'facilities@acme.example' },
      ]).trusted,
    ).toBe(false)
  })

  test('in a comment, by the name of their server', () => {
    const value =
      'amazonses.com; spf=fail (spfCheck: x; dmarc=pass header.from=acme.example) helo=mx; dkim=none; dmarc=fail header.from=acme.example;'
    const headers = received('').map((one) => (one.key === 'authentication-results' ? { ...one, value } : one))
    expect(asked(headers)).toMatchObject({ dmarc: 'fail', trusted: false })
  })

  test.each([
    'amazonses.com; spf=pass (spfCheck: x) envelope-from="x; dmarc=pass header.from=acme.example; "@evil.example; helo=mx; dmarc=none header.from=evil.example;',
    'amazonses.com; spf=pass envelope-from=x; dmarc=pass header.from=acme.example; helo=mx; dmarc=fail header.from=acme.example;',
    'evil.example; dmarc=pass header.from=acme.example; amazonses.com;',
  ])('as the name of their mailbox: %s', (value) => {
    const headers = received('').map((one) => (one.key === 'authentication-results' ? { ...one, value } : one))
    expect(asked(headers).trusted).toBe(false)
  })

  test('with a second sender', () => {
    const headers = [
      ...received('dkim=pass header.i=@acme.example; dmarc=pass header.from=acme.example;', { spf: 'pass' }),
      { key: 'from', value: 'Chief <chief@desk.example>' },
    ]
    expect(asked(headers).trusted).toBe(false)
    expect(asked(received('dmarc=pass header.from=acme.example;'), { address: 'chief@desk.example' }).trusted).toBe(
      false,
    )
  })
})
