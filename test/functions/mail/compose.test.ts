import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compose, type Message, mailable } from '../../../functions/platform/mail/compose.ts'
import { parse } from '../../../functions/platform/mail/parse.ts'

const plain: Message = {
  from: { address: 'support@desk.example', name: 'Repair shop' },
  to: { address: 'anna@bakery.example' },
  subject: '[TKT000123] There is a new answer',
  date: new Date('2026-11-21T10:00:00.000Z'),
  messageId: 'tkt000123.7@desk.example',
  references: ['tkt000123.ticket@desk.example', 'tkt000123.7@desk.example'],
  language: 'en',
  headers: { 'Auto-Submitted': 'auto-generated' },
  text: 'Hello',
  html: '<p>Hello</p>',
}
const composed = (more: Partial<Message>) => Buffer.from(compose({ ...plain, ...more })).toString('latin1')
async function read(more: Partial<Message>) {
  const mail = await parse(compose({ ...plain, ...more }))
  if ('unreadable' in mail) throw new Error(mail.unreadable)
  return mail
}
const names = ({ headers }: Awaited<ReturnType<typeof read>>) => headers.map(({ key }) => key)
const usual = [
  ...['from', 'to', 'subject', 'date', 'message-id', 'references', 'auto-submitted'],
  ...['content-language', 'mime-version', 'content-type'],
]

/** Whatever somebody may call themselves or a ticket, beginning with what breaks out of headers. */
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  fc.constantFrom(
    'Hello\r\nBcc: all@elsewhere.example',
    'Hello\n\n<script>',
    '\u2028Bcc: x',
    '=?UTF-8?Q?=0D=0ABcc:_x?=',
    '"><a@b.example>, c@d.example',
    '\\',
    '"',
    '👨‍👩‍👧‍👦'.repeat(40),
    'x'.repeat(2000),
    'Straße nach Übersee: größer, schöner, öfter',
    '日本語の件名です。とても長いので折り返されます。日本語の件名です。',
    'عنوان التذكرة',
  ),
)

describe('a mail that goes out', () => {
  it('has no header that nobody meant, and says what was given, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(anything, anything, anything, async (subject, name, value) => {
        const mail = await read({
          subject,
          from: { address: 'support@desk.example', name },
          to: { address: 'anna@bakery.example', name },
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Note': value },
        })
        expect(names(mail).filter((key) => key !== 'x-note' && key !== 'subject')).toEqual(
          usual.filter((key) => key !== 'subject'),
        )
        expect(mail.from?.address).toBe('support@desk.example')
        expect(mail.to.map(({ address }) => address)).toEqual(['anna@bakery.example'])
      }),
      { numRuns: 300 },
    )
  })

  it('is ASCII in lines that every server takes, of whatever text', () => {
    fc.assert(
      fc.property(anything, anything, anything, (subject, name, text) => {
        const raw = compose({
          ...plain,
          subject,
          to: { ...plain.to, name },
          text: text.repeat(20),
          html: text.repeat(20),
        })
        expect(raw.every((byte) => byte < 128)).toBe(true)
        const lines = Buffer.from(raw).toString().split('\r\n')
        expect(lines.every((line) => !/[\r\n]/.test(line))).toBe(true)
        expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(78)
      }),
      { numRuns: 200 },
    )
  })

  it.each([
    'Grüße aus Köln',
    '日本語の件名です。とても長いので折り返されます。日本語の件名です。日本語の件名です。',
    'Family 👨‍👩‍👧‍👦 and flag 🏴󠁧󠁢󠁷󠁬󠁳󠁿 and more words that make it a long one, longer than a line',
    'a =?UTF-8?Q?word?= that is none',
    `long ${'word '.repeat(80)}`.trim(),
  ])('is called as it was: %s', async (subject) => {
    expect((await read({ subject })).subject).toBe(subject)
  })

  it.each(['O’Neill, “Ann”', 'Ann "the boss" Miller\\', 'Zoë', 'desk@elsewhere.example', '株式会社'])(
    'goes to who is called so: %s',
    async (name) => {
      expect((await read({ to: { address: 'a@b.example', name } })).to).toEqual([{ address: 'a@b.example', name }])
    },
  )

  it('never breaks a sign that a reader sees as one', () => {
    const words = composed({ subject: '👩‍🚀'.repeat(30) }).match(/=\?UTF-8\?B\?(.*?)\?=/g) ?? []
    expect(words.length).toBeGreaterThan(5)
    for (const word of words) {
      expect(word.length).toBeLessThanOrEqual(75)
      expect(Buffer.from(word.slice(10, -2), 'base64').toString()).toMatch(/^(?:👩‍🚀)+$/u)
    }
  })

  it.each([
    'Hello\nWorld',
    'A line that ends in blanks  \nand\ttabs\t\n',
    '.\n..\nFrom here on\n-- \nA signature',
    'Grüße = 100 % =20',
    `${'long '.repeat(500)}`,
    '日本語'.repeat(300),
    '--=_service-desk_=\nContent-Type: text/plain\n\nno part',
  ])('says its text as it is: %j', async (text) => {
    const mail = await read({ text, html: `<pre>${text}</pre>` })
    expect(mail.text.trimEnd()).toBe(text.trimEnd())
    expect(mail.html).toContain(text)
  })

  it('names its thread in ids, one in a line; what could be something else is left out', () => {
    const raw = composed({
      inReplyTo: 'first@bakery.example',
      references: ['a@b.example', 'bad> <c@d.example', 'two words@x', 'x\r\nBcc: y', `${'long'.repeat(60)}@b.example`],
    })
    expect(raw).toContain('In-Reply-To: <first@bakery.example>\r\n')
    expect(raw).toContain('References: <a@b.example>\r\n <longlong')
    expect(raw).not.toMatch(/bad|two words|Bcc/)
  })

  it('writes the domain of an address as the DNS has it', async () => {
    const mail = await read({ to: { address: 'anna@bäckerei.example' } })
    expect(mail.to[0]?.address).toBe('anna@xn--bckerei-5wa.example')
  })
})

describe('an address', () => {
  it.each([
    ['anna@bakery.example', 'anna@bakery.example'],
    ["o'neill+desk@bakery.example", "o'neill+desk@bakery.example"],
    ['anna@bäckerei.example', 'anna@xn--bckerei-5wa.example'],
    ['"a,b"@bakery.example', '"a,b"@bakery.example'],
  ])('that SES takes: %s', (address, taken) => expect(mailable(address)).toBe(taken))

  it.each([
    'jürgen@bakery.example',
    '用户@bakery.example',
    'a b@bakery.example',
    'a\r\n@b.example',
    'a,b@c.example',
    '@b',
    '',
  ])('that it does not: %j', (address) => expect(mailable(address)).toBeUndefined())
})
