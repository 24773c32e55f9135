import { describe, expect, test } from 'vitest'
import type { Incoming, Unread } from '../../../domain/mail/incoming.ts'
import { parse } from '../../../functions/platform/mail/parse.ts'
import { limits } from '../../../functions/platform/mail/tree.ts'
import { corpus, message, names } from '../../mail/corpus.ts'
import { expected } from '../../mail/expected.ts'

const read = (mail: Incoming | Unread): Incoming => {
  if ('unreadable' in mail) throw new Error(`Unreadable: ${mail.unreadable}`)
  return mail
}
const parsed = async (text: string) => read(await parse(Buffer.from(text)))
const head = 'From: somebody@acme.example\r\nMessage-ID: <a@acme.example>\r\nDate: Tue, 17 Nov 2026 09:00:00 +0000\r\n'

test('every message of the corpus has its expectation, and there are at least sixty', () => {
  expect(names).toEqual(Object.keys(expected).toSorted())
  expect(names.length).toBeGreaterThanOrEqual(60)
})

describe('a message of the corpus', () => {
  test.each(corpus)('$name', async ({ name, from, subject, text, parts = [], problems = [], failed }) => {
    const mail = read(await parse(message(name)))
    expect(mail.from?.address).toBe(from)
    expect(mail.subject).toBe(subject)
    expect(snippetsIn(mail.text, text)).toEqual(text)
    expect(mail.parts.map(({ filename }) => filename)).toEqual(parts)
    expect(mail.problems).toEqual(problems)
    if (failed) expect(mail.report?.deliveries.map((one) => `${one.address} ${one.status}`)).toEqual(failed)
  })
})

/** Those that stand in the text, one after the other. */
function snippetsIn(text: string, snippets: readonly string[]): string[] {
  let at = 0
  return snippets.filter((snippet) => {
    const found = text.indexOf(snippet, at)
    at = Math.max(at, found)
    return found >= 0
  })
}

describe('what the headers say', () => {
  test('of who it is from and to whom it came', async () => {
    const mail = read(await parse(message('group-addresses')))
    expect(mail.to.map(({ address }) => address)).toEqual(['chair@club.example', 'treasurer@club.example'])
    expect(mail.cc).toEqual([{ address: 'support@desk.example', name: 'Desk, Support' }])
    expect(mail).toMatchObject({ deliveredTo: ['support@desk.example'], returnPath: 'office@club.example' })
  })

  test('of a name in another charset', async () => {
    expect(read(await parse(message('korean-euc-kr'))).from?.name).toBe('시설팀')
  })

  test('of a thread, in the order of its messages', async () => {
    expect(read(await parse(message('five-references'))).references).toEqual([
      ...['a1@x.example', 'a2@x.example', 'a3@x.example'],
      ...['ticket-123.c1.77ab@desk.example', 'ticket-123.c2.1f9ab84c@desk.example'],
    ])
    const zendesk = read(await parse(message('zendesk-reply')))
    expect(zendesk.inReplyTo).toEqual(['Q7WX2K9P@zendesk.example', 'ticket-123.c2.1f9ab84c@desk.example'])
  })

  test('is on one line, whatever was smuggled into it', async () => {
    const mail = read(await parse(message('header-injection')))
    const said = [
      mail.subject,
      mail.from?.name,
      mail.messageId,
      ...mail.references,
      ...mail.headers.map((one) => one.value),
    ]
    expect(said.filter((value) => /[\r\n\0]/.test(value ?? ''))).toEqual([])
    expect(mail.cc).toEqual([])
    expect(mail.references).toEqual(['one@x.example', 'two@x.example'])
  })

  test('the null return path is told from none', async () => {
    expect(read(await parse(message('postfix-bounce'))).returnPath).toBe('')
    expect(read(await parse(message('bare-lf'))).returnPath).toBeUndefined()
  })
})

describe('files', () => {
  test('a picture that the HTML shows is inline, with the id that it is named by', async () => {
    const [picture] = read(await parse(message('outlook-desktop-reply'))).parts
    expect(picture).toMatchObject({
      contentType: 'image/png',
      inline: true,
      contentId: 'image001.png@01DB3811.2E6F0A10',
    })
    expect(picture?.size).toBe(picture?.content.length)
    expect(
      Buffer.from(picture?.content ?? [])
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
  })

  test('winmail.dat is opened, its text used only where there is no other', async () => {
    const [offer, photo] = read(await parse(message('winmail'))).parts
    expect(offer).toMatchObject({ contentType: 'application/pdf', inline: false })
    expect(
      Buffer.from(offer?.content ?? [])
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
    expect(photo?.contentId).toBe('img-1@acme')
    expect(read(await parse(message('winmail-only'))).html).toContain('die Tür klemmt.')
  })

  test('bytes in no encoding stay as they are', async () => {
    const bytes = Buffer.from([0, 13, 10, 13, 13, 10, 255, 10, 10, 1])
    const mail = read(
      await parse(
        Buffer.concat([
          Buffer.from(
            `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: image/gif; name=a.gif\r\nContent-Transfer-Encoding: binary\r\n\r\n`,
          ),
          bytes,
          Buffer.from('\r\n--b--\r\n'),
        ]),
      ),
    )
    expect(mail.parts.map(({ content }) => [...content])).toEqual([[...bytes]])
  })
})

describe('reports', () => {
  test('tell which message of ours they are of', async () => {
    for (const name of [
      'postfix-bounce',
      'exchange-bounce',
      'gmail-bounce',
      'ses-bounce',
      'postfix-delayed',
      'read-receipt',
    ])
      expect(read(await parse(message(name))).report?.messageId, name).toBe('ticket-123.c2.1f9ab84c@desk.example')
  })

  test('tell why it failed', async () => {
    expect(read(await parse(message('postfix-bounce'))).report?.deliveries).toEqual([
      {
        address: 'left.long.ago@acme.example',
        action: 'failed',
        status: '5.1.1',
        diagnostic:
          '550 5.1.1 <left.long.ago@acme.example>: Recipient address rejected: User unknown in virtual mailbox table',
      },
    ])
  })
})

describe('what is beyond a bound is told, with its headers', () => {
  const nested = (depth: number) =>
    Array.from({ length: depth }, (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`).join(
      '',
    )

  test.each([
    ['empty', ''],
    ['empty', '\r\n\r\n'],
    ['too-large', `${head}Subject: big\r\n\r\n${'x'.repeat(limits.bytes)}`],
    ['too-deep', `${head}Subject: deep\r\n${nested(limits.depth + 2)}`],
    [
      'too-many-parts',
      `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(limits.parts + 1)}--b--`,
    ],
    ['too-many-lines', `${head}\r\n${'\n'.repeat(limits.lines)}`],
    ['headers-too-large', `${head}${'X-Long: '.padEnd(900, 'x').concat('\r\n').repeat(1200)}\r\nbody`],
  ])('%s', async (why, raw) => {
    const mail = await parse(Buffer.from(raw))
    expect(mail).toMatchObject({ unreadable: why })
    if (raw.startsWith(head))
      expect(mail).toMatchObject({ from: { address: 'somebody@acme.example' }, messageId: 'a@acme.example' })
  })

  test('HTML nested without end still says its words', async () => {
    const mail = await parsed(`${head}Content-Type: text/html\r\n\r\n${'<div>'.repeat(100_000)}inmost`)
    expect(mail.text).toContain('inmost')
  })

  test('three megabytes of quoted history are read whole', async () => {
    const history = Array.from(
      { length: 40_000 },
      (_, at) => `${'>'.repeat(1 + (at % 30))} line ${at} of what was said before, again`,
    )
    const mail = await parsed(
      `${head}Content-Type: text/plain; charset=utf-8\r\n\r\nNew words.\r\n\r\n${history.join('\r\n')}`,
    )
    expect(mail.text.startsWith('New words.')).toBe(true)
    expect(mail.text).toContain('line 39999 of')
  })
})
