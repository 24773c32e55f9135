import { beforeEach, describe, expect, it } from 'vitest'
import { mailPut } from '../../functions/platform/table/mails.ts'
import { transact } from '../../functions/platform/table/transaction.ts'
import type { Caller } from '../support/people.ts'
import { aDesk, pass } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'
import { answerTo, Intake, letter } from './support/mailbox.ts'
import { deliver, unheard } from './support/notifier.ts'

const desk = aDesk()
let intake: Intake
beforeEach(() => {
  intake = new Intake(desk)
})

const at = (number: string, mail: string) => ({ id: number, params: { id: number, mail } })
const read = async (number: string, mail: string, as: Caller = 'agent') => call('getMail', { ...at(number, mail), as })
const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** A message with a picture in its HTML and a file beside it. */
function withParts(to: string): string {
  const [head = ''] = letter({ from: 'customer@desk.example', to }).split('\r\nContent-Type:')
  const part = (...lines: string[]) => ['--outer', ...lines]
  return [
    head,
    'Content-Type: multipart/mixed; boundary="outer"',
    '',
    ...part('Content-Type: text/html; charset=utf-8', ''),
    '<p>Look <img src="cid:dot@mail.example" alt="the display"><script>alert(1)</script></p><p>Done.</p>',
    ...part(
      'Content-Type: image/png; name="dot.png"',
      'Content-ID: <dot@mail.example>',
      'Content-Transfer-Encoding: base64',
      '',
      dot,
    ),
    ...part(
      'Content-Type: text/plain; name="log.txt"',
      'Content-Disposition: attachment; filename="log.txt"',
      '',
      'E12',
    ),
    '--outer--',
    '',
  ].join('\r\n')
}

describe('the mails of a ticket', () => {
  it('are listed newest first, with what each became, and nothing of where it lies', async () => {
    const first = await intake.take(letter({ from: 'customer@desk.example' }))
    const number = first.ticket as string
    pass(1000)
    const second = await intake.take(letter({ from: 'customer@desk.example', to: answerTo(number), text: 'It is on.' }))
    const { body } = await call('listMails', { id: number })
    expect(body.items).toMatchObject([
      { id: second.mail, direction: 'in', state: 'joined', comment: second.comment, kind: 'person' },
      { id: first.mail, direction: 'in', state: 'opened', verdicts: { dmarc: 'pass' } },
    ])
    expect(JSON.stringify(body)).not.toContain('inbound/')
    const page = await call('listMails', { id: number, query: { limit: '1' } })
    const next = await call('listMails', { id: number, query: { limit: '1', cursor: page.body.next } })
    expect([...page.body.items, ...next.body.items].map(({ id }) => id)).toEqual([second.mail, first.mail])
  })

  it('are listed with an answer above the mail that it answers, though both are of one instant', async () => {
    const { mail, ticket } = await intake.take(letter({ from: 'customer@desk.example' }))
    const number = ticket as string
    for (const message of unheard(desk, number, new Set())) expect(await deliver(message)).toEqual([])
    const { items } = (await call('listMails', { id: number })).body
    expect(items.map(({ direction }: { direction: string }) => direction)).toEqual(['out', 'in'])
    expect(items[1].id).toBe(mail)
  })

  it.each(['listMails', 'getMail', 'fetchRawMail'] as const)('are nobody’s outside: %s', async (operation) => {
    const { mail, ticket } = await intake.take(letter({ from: 'customer@desk.example' }))
    const number = ticket as string
    const asked = operation === 'listMails' ? { id: number } : at(number, mail)
    expect((await call(operation, { ...asked, as: 'customer' })).status).toBe(403)
    expect((await call(operation, { ...asked, as: 'technician' })).status).toBe(200)
  })

  it('are not there under another ticket, nor is what never was', async () => {
    const { mail, ticket } = await intake.take(letter({ from: 'customer@desk.example' }))
    const other = await aTicket()
    expect((await read(other, mail)).status).toBe(404)
    expect((await read(ticket as string, 'mal_01JD0000000000000000MA11N9')).status).toBe(404)
    expect((await read('TKT999999', mail)).status).toBe(404)
  })
})

describe('a mail that came in', () => {
  it('is shown whole, with what it quotes, and with the headers that tell of it', async () => {
    const number = await aTicket()
    const text = 'It is on.\r\n\r\nOn Sat, 21 Nov 2026 at 09:00, Support <support@desk.example> wrote:\r\n> Is it on?'
    const { mail } = await intake.take(letter({ from: 'customer@desk.example', to: answerTo(number), text }))
    expect(intake.commentsOf(number)).toMatchObject([{ text: 'It is on.' }])
    const { body } = await read(number, mail)
    expect(body).toMatchObject({ isKept: true, from: 'customer@desk.example' })
    expect(body.text).toContain('> Is it on?')
    const names = body.headers.map(({ name }: { name: string }) => name)
    expect(names).toEqual(expect.arrayContaining(['authentication-results', 'received-spf', 'message-id', 'from']))
  })

  it('has its pictures as attachments where they stand, and nothing that runs', async () => {
    const number = await aTicket()
    const { mail, comment } = await intake.take(withParts(answerTo(number)))
    const { body } = await read(number, mail)
    expect(body.attachments).toHaveLength(2)
    const [picture] = body.attachments
    expect(body.html).toContain(`<p>Look <span data-attachment="${picture}">[the display]</span></p>`)
    expect(body.html).not.toContain('alert')
    const said = await call('getComment', { id: number, params: { id: number, comment: comment as string } })
    expect(said.body.html).toContain(`<span data-attachment="${picture}">[the display]</span>`)
    expect(said.body.text).toBe('Look [the display]\n\nDone.')
    expect(desk.store.keys).toEqual(
      expect.arrayContaining(body.attachments.map((id: string) => `incoming/${number}/${id}`)),
    )
  })

  it('says that it is gone, once the bucket has it no more', async () => {
    const { mail, ticket, objectKey } = await intake.take(letter({ from: 'customer@desk.example' }))
    desk.store.delete({ Bucket: 'desk-intake', Delete: { Objects: [{ Key: objectKey }] } })
    const { status, body } = await read(ticket as string, mail)
    expect([status, body.isKept, body.text]).toEqual([200, false, undefined])
    expect((await call('fetchRawMail', at(ticket as string, mail))).status).toBe(409)
  })

  it('is cut where it is longer than anybody reads on a page', async () => {
    const long = `${'A line of words.\r\n'.repeat(60_000)}`
    const { mail, ticket } = await intake.take(letter({ from: 'customer@desk.example', text: long }))
    const { body } = await read(ticket as string, mail)
    expect(body.isCut).toBe(true)
    expect(body.text).toHaveLength(512 * 1024)
  })

  it('is given out as it came for five minutes, as a file, and only without a virus', async () => {
    const { mail, ticket } = await intake.take(letter({ from: 'customer@desk.example' }))
    const { status, body } = await call('fetchRawMail', at(ticket as string, mail))
    expect(status).toBe(200)
    expect(Date.parse(body.expiresAt) - Date.now()).toBe(5 * 60_000)
    const { pathname, searchParams } = new URL(body.url)
    expect(pathname).toContain('inbound/')
    expect(searchParams.get('response-content-disposition')).toBe(`attachment; filename="${mail}.eml"`)
    const bad = await intake.take(letter({ from: 'customer@desk.example', virus: 'FAIL' }))
    expect((await call('fetchRawMail', at(bad.ticket as string, bad.mail))).status).toBe(409)
  })
})

describe('a mail that went out', () => {
  it('is shown as it was sent, without the links that are its reader’s', async () => {
    const number = await aTicket()
    const mail = 'mal_01JD0000000000000000MA11N1'
    const blocks = [
      { is: 'paragraph', text: 'Your ticket is open.' },
      { is: 'button', label: 'See it', url: 'https://desk.example/track/secret' },
    ] as const
    const content = {
      letter: { subject: 'Open', blocks },
      brand: 'main',
      nature: 'automatic',
      isAnswerable: true,
    } as const
    await transact([
      mailPut({
        ...{ id: mail, ticket: number, at: new Date().toISOString(), subject: 'Open', version: 1, direction: 'out' },
        ...{ state: 'delivered', to: 'customer@desk.example', language: 'en', notice: 'opened', content },
      }),
    ])
    const { body } = await read(number, mail)
    expect(body).toMatchObject({ direction: 'out', state: 'delivered', to: 'customer@desk.example' })
    expect(body.text).toContain('Your ticket is open.')
    expect(body.html).toContain('Your ticket is open.')
    expect(JSON.stringify(body)).not.toContain('secret')
    expect((await call('fetchRawMail', at(number, mail))).status).toBe(409)
  })
})
