import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { html } from '../../functions/platform/markup/html.ts'
import { findMail, listMails, noteOutcome } from '../../infra/local/mail/outbox.ts'
import { listPage, mailPage } from '../../infra/local/mail/pages.ts'
import { answerTo, unsubscribeUrl } from '../../infra/local/mail/writing.ts'

const folder = mkdtempSync(join(tmpdir(), 'service-desk-outbox-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function sent(id: string, minute: number, subject: string, to: string): void {
  const at = Date.UTC(2026, 10, 16, 10, minute)
  const headers = [
    'Return-Path: <desk@desk.example>',
    `Delivered-To: ${to}`,
    `Message-ID: <${id}@email.amazonses.com>`,
    'From: "Desk" <desk@desk.example>',
    `To: ${to}`,
    'Reply-To: "Desk" <desk+123.token@desk.example>',
    'References: <first@acme.example>',
    `Subject: ${subject}`,
    'Content-Type: text/html; charset=utf-8',
  ]
  const raw = `${headers.join('\r\n')}\r\n\r\n<p>We have it.</p><script>alert(1)</script>`
  writeFileSync(join(folder, `${at}-${id}.eml`), raw)
}
sent('first-000000', 1, '[TKT000123] Printer', 'One@acme.example')
sent('second-000000', 2, '[TKT000124] Scanner', 'two@acme.example')
sent('third-000000', 3, '[TKT000123] Printer <b>', 'two@acme.example')
writeFileSync(join(folder, '1795000000000-half.eml.new'), 'From: half')

const ids = (mails: readonly { id: string }[]) => mails.map(({ id }) => id)

describe('the outbox', () => {
  it('lists the newest first, of a recipient, about something, a page at a time', async () => {
    expect(ids(await listMails({ limit: 10 }, folder))).toEqual(['third-000000', 'second-000000', 'first-000000'])
    expect(ids(await listMails({ limit: 2 }, folder))).toEqual(['third-000000', 'second-000000'])
    expect(ids(await listMails({ limit: 2, before: 'second-000000' }, folder))).toEqual(['first-000000'])
    expect(ids(await listMails({ limit: 10, to: 'ONE@acme.example' }, folder))).toEqual(['first-000000'])
    expect(ids(await listMails({ limit: 10, about: 'tkt000123' }, folder))).toEqual(['third-000000', 'first-000000'])
    expect(await listMails({ limit: 10 }, join(folder, 'none'))).toEqual([])
  })

  it('knows what the recipient has, and what became of it', async () => {
    noteOutcome('first-000000', 'delivered', folder)
    expect(await findMail('first-000000', folder)).toMatchObject({
      at: '2026-11-16T10:01:00.000Z',
      recipients: ['One@acme.example'],
      messageId: 'first-000000@email.amazonses.com',
      replyTo: [{ name: 'Desk', address: 'desk+123.token@desk.example' }],
      text: expect.stringContaining('We have it.'),
      outcomes: [{ outcome: 'delivered' }],
    })
    expect(await findMail('../../passwords', folder)).toBeUndefined()
  })

  it('answers as a mail program does: to the reply address, in the thread, with the mail below', async () => {
    const mail = await findMail('first-000000', folder)
    if (!mail) throw new Error('It is not there')
    expect(answerTo(mail, { text: 'Thank you' })).toMatchObject({
      from: 'One@acme.example',
      to: 'desk+123.token@desk.example',
      subject: 'Re: [TKT000123] Printer',
      inReplyTo: 'first-000000@email.amazonses.com',
      references: ['first@acme.example', 'first-000000@email.amazonses.com'],
      text: expect.stringMatching(/^Thank you\n\nDesk wrote on 2026-11-16 10:01:\n> We have it\./),
    })
    expect(answerTo(mail, { text: 'Thank you', quotes: false }).text).toBe('Thank you')
  })

  it('is unsubscribed from in one click only where the mail offers it (RFC 8058)', () => {
    const where = (value: string, post?: string) =>
      unsubscribeUrl({
        headers: [{ key: 'list-unsubscribe', value }, ...(post ? [{ key: 'list-unsubscribe-post', value: post }] : [])],
      })
    const url = 'http://127.0.0.1:4580/track/token'
    expect(where(`<mailto:desk@desk.example>, <${url}>`, 'List-Unsubscribe=One-Click')).toBe(url)
    expect(where(`<${url}>`)).toBeUndefined()
    expect(where('<mailto:desk@desk.example>', 'List-Unsubscribe=One-Click')).toBeUndefined()
  })

  it('shows what a mail holds as words, never as a part of its page', async () => {
    const mails = await listMails({ limit: 1 }, folder)
    const [mail] = mails
    if (!mail) throw new Error('It is not there')
    expect(listPage({ mails, more: false }).text).toContain('[TKT000123] Printer &lt;b&gt;')
    const page = mailPage(mail, '<script>').text
    expect(page).not.toContain('<script')
    expect(page).toContain('<iframe title="The mail as HTML" sandbox="allow-popups allow-popups-to-escape-sandbox"')
    expect(html`<a title="${`"'&<>`}">${html`<b>`}${undefined}${0}</a>`.text).toBe(
      '<a title="&quot;&#39;&amp;&lt;&gt;"><b>0</a>',
    )
  })
})
