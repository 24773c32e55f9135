import './support/environment.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { loadCorrespondent } from '../../functions/platform/table/correspondents.ts'
import { basePath } from '../../schemas/operations/operation.ts'
import { people } from '../support/people.ts'
import { hour, minute, second } from '../support/time.ts'
import { aDesk, pass } from './support/desk.ts'
import { call } from './support/gateway.ts'
import { MailDesk, type Sent } from './support/mail-desk.ts'
import { type Checks, received, receivedFrom, type Written, written } from './support/received.ts'
import { ticketItem } from './support/timers.ts'

// What an attacker has tried against mail, and got through with once.

const desk = aDesk()
const customer = 'customer@desk.example'
const agent = 'agent@desk.example'
const evil = 'somebody@evil.example'
const failed: Checks = { spf: 'fail', dkim: 'none', dmarc: 'fail' }
const first = 'TKT000001'
let ours: MailDesk

beforeEach(async () => {
  ours = new MailDesk(desk)
  await take({ from: customer, subject: 'The vault does not close', messageId: 'first@acme.example' })
  await ours.tell()
  pass(2 * hour)
})

const take = async (mail: Omit<Written, 'to'> & { to?: string }, checks?: Checks, returnPath?: string) =>
  ours.inbound(await ours.receive(receivedFrom({ to: ours.mailbox, ...mail }, checks, returnPath)))
const authors = () => ours.comments(first).map(({ author }) => author.id)

const bodyOf = ({ raw }: Sent): string => {
  const parts = raw.split(/^--=_service-desk_=.*$/m).map((part) => part.split('\r\n\r\n').slice(1).join('\r\n\r\n'))
  const [text = ''] = parts.filter((part) => part.includes('/track/') || part.includes('=\r\n'))
  return text.replace(/=\r\n/g, '').replace(/=3D/g, '=')
}

describe('what a sender says of themselves on the way', () => {
  const command = { from: agent, subject: `Re: [${first}] The vault`, body: '#resolve\n\nDone.' }
  const spf = '(spfCheck: domain of evil.example designates 198.51.100.25 as permitted sender)'

  /** As SES would write it of somebody whose own server is in order, where the desk's domain has no policy. */
  const arrived = ({ envelope = evil, helo = 'mx.evil.example', more = '' }) => {
    const mine = ['Return-Path', 'Received-SPF', 'Authentication-Results'].map((name) => `${name}:`)
    const whole = received(written({ ...command, to: ours.mailbox }), ours.mailbox, evil, { dmarc: 'none' })
    const [top = '', ...rest] = whole.toString().split('X-SES-RECEIPT')
    const kept = top.split(/\r\n(?![ \t])/).filter((line) => !mine.some((name) => line.startsWith(name)))
    const said = `pass ${spf} client-ip=198.51.100.25; envelope-from=${envelope}; helo=${helo};`
    const results = `Authentication-Results: amazonses.com; spf=${said}${more} dmarc=none header.from=desk.example;`
    const lines = [...kept.filter(Boolean), `Received-SPF: ${said}`, results, '']
    return [lines.join('\r\n'), ...rest].join('X-SES-RECEIPT')
  }

  it.each([
    ['an address in the quoted name of their mailbox', { envelope: '"agent@desk.example;"@evil.example' }],
    ['the same with a blank', { envelope: '"agent@desk.example x"@evil.example' }],
    ['quotes within it', { envelope: '"a\\"; dkim=pass header.i=@desk.example; \\""@evil.example' }],
    ['the name of their server', { helo: 'x;dkim=pass/header.i=@desk.example' }],
    ['the identity that they sign for', { more: ' dkim=pass header.i=a@desk.example;b@evil.example;' }],
  ])('does not make them staff: %s', async (_, how) => {
    await ours.receive(arrived(how))
    expect([authors(), ticketItem(desk, first).status]).toEqual([[], 'created'])
  })

  it('nor a customer, by what looks like a form of a site that nobody vouches for', async () => {
    const asForm = { from: ours.mailbox, headers: [`Reply-To: ${customer}`], inReplyTo: 'first@acme.example' }
    await take({ ...asForm, body: 'Send it elsewhere.' }, { spf: 'none', dkim: 'none', dmarc: 'none' }, evil)
    expect(authors()).toEqual([])
    await take({ ...asForm, body: 'It is urgent.' })
    expect(authors()).toEqual([people.customer.id])
  })

  it('nor somebody else of the same domain, by a second mailbox in From', async () => {
    const from = `${customer}, somebody-else@desk.example`
    await take({ from, subject: `Re: [${first}] The vault`, body: 'I am the first.' }, {}, 'somebody-else@desk.example')
    expect(authors()).toEqual([])
  })

  it.each(['x;dmarc=pass', 'x('])('made up, is not taken for nothing either (%s)', async (helo) => {
    const key = await ours.receive(arrived({ helo, more: ' dmarc=fail header.from=desk.example;' }))
    const ticket = String(ours.inbound(key)?.ticket)
    expect(ours.mailsOf(ticket)).toMatchObject([{ marked: expect.arrayContaining(['not-believed']) }])
  })
})

describe('who is written to', () => {
  it('is not made a machine by mails that somebody forges in their name', async () => {
    await take({ from: customer, subject: 'Another thing', body: 'The door too.' })
    await ours.tell()
    for (const body of ['one', 'two', 'three']) {
      pass(second)
      await take({ from: customer, subject: `[${first}]`, body, headers: ['Auto-Submitted: auto-replied'] }, failed)
    }
    expect(await loadCorrespondent(customer)).toMatchObject({ unattended: 2, rounds: 0 })
  })
})

describe('somebody who knows an id of another thread', () => {
  it('is not told which ticket that is', async () => {
    const inbound = await take({ from: evil, subject: 'Hello', body: 'Hello', inReplyTo: 'first@acme.example' })
    expect(inbound).toMatchObject({ state: 'opened', ticket: 'TKT000002' })
    await ours.tell()
    const [answer] = ours.to(evil)
    expect(answer?.raw).toContain('TKT000002')
    expect(answer?.raw).not.toContain(first)
  })
})

describe('links of one person', () => {
  it('are nobody else’s because they were quoted', async () => {
    await call('resolveTicket', { id: first, body: { resolution: 'Oiled.' } })
    pass(2 * minute)
    await ours.tell()
    const letter = bodyOf(ours.to(customer).at(-1) as Sent)
    const tokens = [...letter.matchAll(/\/track\/([\w-]{30,})/g)].map(([, token]) => String(token))
    expect(tokens.length).toBeGreaterThan(1)
    // Forwarded, so that all of it is what they say.
    const url = `https://desk.example${basePath}/track/`
    const body = `See below.\n\n${tokens.map((token) => `Do it: ${url}${token}/approve`).join('\n')}\n${encodeURIComponent(`${url}${tokens[0]}`)}`
    const key = await take({ from: customer, subject: `[${first}]`, body })
    const mail = ours.mailsOf(first).find(({ objectKey }) => objectKey === key?.objectKey)
    const whole = await call('getMail', { id: first, params: { id: first, mail: String(mail?.id) } })
    expect(whole.status).toBe(200)
    const shown = JSON.stringify([ours.comments(first), whole.body])
    for (const token of tokens) expect(shown).not.toContain(token)
    expect(authors()).toEqual([people.customer.id])
  })
})
