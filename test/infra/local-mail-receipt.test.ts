import { describe, expect, it } from 'vitest'
import { trusted, verdictsOf } from '../../domain/mail/verdicts.ts'
import { parse } from '../../functions/platform/mail/parse.ts'
import { newReceiptId, receipt } from '../../infra/local/mail/receipt.ts'

const at = new Date('2026-11-16T10:02:11Z')

/** What the desk reads in a message that came from a server of this name, with this return path, in the name of `from`. */
async function read(host: string, returnPath: string, from: string) {
  const delivered = { host, ip: '127.0.0.1', returnPath, recipients: ['desk@desk.example'] }
  const message = `From: ${from}\r\nTo: desk@desk.example\r\nSubject: Hello\r\n\r\nHello\r\n`
  const mail = await parse(Buffer.from(receipt('abc', delivered, from, at) + message))
  return { ...mail, verdicts: verdictsOf(mail.headers, mail.from) }
}

describe('the headers of the local SES', () => {
  it('are read as those of SES', async () => {
    const { verdicts, returnPath, deliveredTo, from } = await read(
      'mx.acme.example',
      'me@acme.example',
      'me@acme.example',
    )
    expect(verdicts).toEqual({ spam: 'pass', virus: 'pass', spf: 'pass', dkim: 'pass', dmarc: 'pass', aligned: true })
    expect({ returnPath, deliveredTo, from }).toEqual({
      returnPath: 'me@acme.example',
      deliveredTo: ['desk@desk.example'],
      from: { address: 'me@acme.example' },
    })
  })

  it('trust who writes in the name of the return path, or of a domain above or below it', async () => {
    expect(trusted((await read('mx', 'bounces@mail.acme.example', 'me@acme.example')).verdicts)).toBe(true)
    expect(trusted((await read('mx', '', 'me@acme.example')).verdicts)).toBe(true)
    expect(trusted((await read('mx', 'me@elsewhere.example', 'agent@desk.example')).verdicts)).toBe(false)
    expect(trusted((await read('mx', 'me@notacme.example', 'me@acme.example')).verdicts)).toBe(false)
  })

  it.each([
    ['forged', { spf: 'fail', dkim: 'none', dmarc: 'fail', spam: 'pass' }],
    ['unsigned.localhost', { spf: 'none', dkim: 'none', dmarc: 'none', aligned: false }],
    ['spam', { spam: 'fail', virus: 'pass', dmarc: 'pass' }],
    ['virus.example', { virus: 'fail', dmarc: 'pass' }],
    ['forged.spam', { spam: 'fail', dmarc: 'fail' }],
    ['antispam', { spam: 'pass', dmarc: 'pass' }],
  ])('say of a server called %s what it asks for', async (host, expected) => {
    expect((await read(host, 'me@acme.example', 'me@acme.example')).verdicts).toMatchObject(expected)
  })

  it('leave a null return path null, so that nobody answers', async () => {
    expect((await read('mx.acme.example', '', 'me@acme.example')).returnPath).toBe('')
  })
})

it('an id looks as those of SES, and is new each time', () => {
  const ids = Array.from({ length: 100 }, newReceiptId)
  expect(new Set(ids).size).toBe(100)
  for (const id of ids) expect(id).toMatch(/^[0-9a-v]{40}$/)
})
