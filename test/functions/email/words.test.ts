import { beforeEach, describe, expect, it } from 'vitest'
import { maxBodyBytes } from '../../../schemas/comment.ts'
import { message } from '../../mail/corpus.ts'
import { aDesk } from '../support/desk.ts'
import { aTicket, call } from '../support/gateway.ts'
import { answerTo, Intake, type Letter, letter } from '../support/mailbox.ts'
import { ticketItem } from '../support/timers.ts'

const desk = aDesk()
let intake: Intake
let number: string
beforeEach(async () => {
  intake = new Intake(desk)
  number = await aTicket()
})

/** The comment that an answer becomes, as the API gives it to staff. */
async function said(given: Letter) {
  const { comment = '' } = await intake.take(letter({ from: 'customer@desk.example', to: answerTo(number), ...given }))
  return (await call('getComment', { id: number, params: { id: number, comment } })).body
}

describe('what a mail says becomes a comment', () => {
  it('as it was written: no sign of it is taken for Markdown, or for HTML', async () => {
    const text = '# 3 is dark\n* no list\n  <b>not</b> & <script>alert(1)</script>\n\n1. see http://a.example/_x_'
    const { html, text: plain } = await said({ text })
    expect(html).not.toMatch(/<(h1|ul|ol|li|b|em|script)\b/)
    for (const part of [
      '# 3 is dark',
      '* no list',
      '<b>not</b> & <script>alert(1)</script>',
      '1. see http://a.example/_x_',
    ])
      expect(plain).toContain(part)
  })

  it('with its own HTML where all of it is new, and safe to show', async () => {
    const { html, text } = await said({
      text: 'Two things:\n- oven\n- door',
      html: '<p onclick="x()">Two things:</p><ul><li><b>oven</b></li><li>door</li></ul><script>x()</script><img src="http://spy.example/1.gif">',
    })
    expect(html).toContain('<ul><li><b>oven</b></li><li>door</li></ul>')
    expect(html).not.toMatch(/script|onclick|spy/)
    expect(text).toContain('- oven\n- door')
  })

  it('without what it quotes: then it is the words alone', async () => {
    const { html, text } = await said({
      text: 'It is **on**.\n\nOn Sat, 21 Nov 2026 at 10:00, Desk <desk@desk.example> wrote:\n> Is it on?',
      html: '<div>It is <b>on</b>.</div><div class="gmail_quote"><div>On Sat, Desk wrote:</div><blockquote>Is it on?</blockquote></div>',
    })
    expect(text).toBe('It is **on**.')
    expect(html).toBe('<p>It is **on**.</p>')
  })

  it('with a sentence where it says nothing, and with the names of its files', async () => {
    expect((await said({ text: ' \u200b ' })).text).toBe('[A mail without text.]')
    const { ticket = '' } = await intake.take(message('only-a-file'))
    const { body } = await call('getTicket', { id: ticket })
    expect(body.description).toBe('[A mail without text, with a file: SCAN0001.PDF.]')
  })

  it('cut where it is more than a comment may be, and says so; what it says is in bounds whatever its signs', async () => {
    for (const sign of ['x', '<', '☃', 'a\n']) {
      const { html, text, ...comment } = await said({ text: sign.repeat(100_000) })
      expect(text).toContain('[Cut here: the mail is longer. All of it is with the mail.]')
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(maxBodyBytes)
      expect(html.length).toBeLessThan(2 * maxBodyBytes)
      const mail = intake.mailsOf(number).find(({ id }) => id === comment.mail)
      expect(mail?.marked).toEqual(['cut'])
    }
  })

  it('whom staff alone are told by which mail it came', async () => {
    const { mail, id: comment } = await said({})
    expect(mail).toMatch(/^mal_/)
    const seen = await call('getComment', { id: number, as: 'customer', params: { id: number, comment } })
    expect(seen.body.mail).toBeUndefined()
  })

  it('whose files are the comment’s own', async () => {
    desk.table.put({
      pk: 'CLAIM#emails#cad@northwind.example',
      sk: 'CLAIM',
      id: desk.table.find({ pk: `TICKET#${number}`, sk: 'TICKET' })?.requester,
    })
    const raw = Buffer.from(message('names-in-pieces'))
      .toString('latin1')
      .replace(/^To: .*$/m, `To: ${answerTo(number)}`)
    const { comment } = await intake.take(Buffer.from(raw, 'latin1'))
    const files = desk.table.filter(({ sk }) => String(sk).startsWith('ATTACHMENT#'))
    expect(files.map((file) => [file.comment, file.internal, file.ticket])).toEqual(
      Array(4).fill([comment, false, number]),
    )
    expect(intake.mailsOf(number)[0]?.files).toBe(4)
  })

  it('with the names of only so many files that it has not as an item has room for', async () => {
    const [head = ''] = letter({ from: 'customer@desk.example', to: answerTo(number) }).split('Content-Type:')
    const file = `--x\r\nContent-Disposition: attachment; filename="${'漢'.repeat(200)}"\r\n\r\na\r\n`
    await intake.take(`${head}Content-Type: multipart/mixed; boundary=x\r\n\r\n${file.repeat(900)}--x--\r\n`)
    const [mail] = intake.mailsOf(number)
    expect(mail?.marked).toContain('files-refused')
    expect(mail?.files).toBe(50)
    expect(Buffer.byteLength(JSON.stringify(mail))).toBeLessThan(200 * 1024)
  })

  it('without files where a virus was found', async () => {
    const raw = Buffer.from(message('names-in-pieces'))
      .toString('latin1')
      .replace(/^X-SES-Virus-Verdict: .*$/m, 'X-SES-Virus-Verdict: FAIL')
    const { ticket = '' } = await intake.take(Buffer.from(raw, 'latin1'))
    expect(desk.table.filter(({ sk }) => String(sk).startsWith('ATTACHMENT#'))).toEqual([])
    expect((await call('getTicket', { id: ticket })).body.description).toContain('[A virus was found: 4 files: ')
  })
})

describe('a mail that cannot be taken apart', () => {
  const deep = () => {
    let body = 'Content-Type: text/plain\r\n\r\ndeep\r\n'
    for (let level = 0; level < 40; level += 1)
      body = `Content-Type: multipart/mixed; boundary="b${level}"\r\n\r\n--b${level}\r\n${body}\r\n--b${level}--\r\n`
    return `From: customer@desk.example\r\nTo: support@desk.example\r\nSubject: Deep\r\nMessage-ID: <deep@x.example>\r\nMIME-Version: 1.0\r\n${body}`
  }

  it.each([
    ['too deep', () => deep(), 'too-deep', 'Deep'],
    ['empty', () => '', 'empty', 'Mail without a sender'],
    ['blank', () => '\r\n\r\n', 'empty', 'Mail without a sender'],
    [
      'too large',
      () =>
        Buffer.concat([
          Buffer.from('From: customer@desk.example\r\nSubject: Big\r\n\r\n'),
          Buffer.alloc(40 * 1024 * 1024, 'x\n'),
        ]),
      'too-large',
      'Big',
    ],
  ])('is a ticket that says so (%s)', async (_, raw, why, title) => {
    const became = await intake.take(raw())
    expect(became.state).toBe('kept')
    expect(intake.mailsOf(became.ticket ?? '')).toMatchObject([
      { state: 'kept', marked: expect.arrayContaining(['unreadable']) },
    ])
    const { body } = await call('getTicket', { id: became.ticket ?? '' })
    expect(body).toMatchObject({
      title,
      tags: ['mail-unreadable'],
      description: `[A mail came that could not be read (${why}). It is kept as it came.]`,
    })
  })

  it('is a comment that says so where it answers', async () => {
    const raw = deep().replace('To: support@desk.example', `To: ${answerTo(number)}`)
    expect(await intake.take(raw)).toMatchObject({ state: 'kept', ticket: number })
    expect(intake.commentsOf(number)).toMatchObject([
      { text: '[A mail came that could not be read (too-deep). It is kept as it came.]' },
    ])
    expect(ticketItem(desk, number).counts?.comments).toBe(1)
  })
})
