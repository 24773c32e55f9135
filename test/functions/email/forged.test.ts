import '../support/environment.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { parse } from '../../../functions/platform/mail/parse.ts'
import { messageId, replyAddress } from '../../../functions/platform/mail/tokens.ts'
import { people } from '../../support/people.ts'
import { minute, second } from '../../support/time.ts'
import { aDesk, pass, secret } from '../support/desk.ts'
import { call } from '../support/gateway.ts'
import { MailDesk } from '../support/mail-desk.ts'
import { type Checks, received, receivedFrom, type Written, written } from '../support/received.ts'
import { eventsOf, ticketItem, typesOf } from '../support/timers.ts'

const desk = aDesk()
const customer = 'customer@desk.example'
const agent = 'agent@desk.example'
const evil = 'somebody@evil.example'
const failed: Checks = { spf: 'fail', dkim: 'none', dmarc: 'fail', spam: 'GRAY' }
const unproven: Checks = { spf: 'none', dkim: 'none', dmarc: 'none' }
const first = 'TKT000001'
let ours: MailDesk

/** A customer has asked, was told the number, and an agent has answered: that is what a forger may have seen. */
beforeEach(async () => {
  ours = new MailDesk(desk)
  await ours.receive(
    receivedFrom({
      from: customer,
      to: ours.mailbox,
      subject: 'The vault does not close',
      messageId: 'first@acme.example',
    }),
  )
  await ours.tell()
  pass(5 * minute)
  expect((await call('addComment', { id: first, body: { body: 'The code is 4711' } })).status).toBe(201)
  await ours.tell()
  expect(ours.to(customer).length).toBe(2)
  pass(10 * minute)
})

const take = async (mail: Omit<Written, 'to'> & { to?: string }, checks?: Checks, returnPath?: string) =>
  ours.inbound(await ours.receive(receivedFrom({ to: ours.mailbox, ...mail }, checks, returnPath)))
const commenters = (number = first) => ours.comments(number).map(({ author, internal }) => [author.id, internal])
const answered = [[people.agent.id, false]]
/** The ticket is as it was before. */
const isUntouched = (version: unknown) => {
  expect(commenters()).toEqual(answered)
  expect([ticketItem(desk, first).status, ticketItem(desk, first).version]).toEqual([
    version === undefined ? 'created' : expect.anything(),
    version ?? expect.anything(),
  ])
}
/** By what an answer to the desk's last mail is known. */
const signed = (number = first, of = secret) => replyAddress([of], ours.mailbox, number)
/** Nobody is lost: it lies on some ticket, and its record says which. */
const isKept = (inbound: Record<string, unknown> | undefined) => {
  expect(inbound).toMatchObject({ settledAt: expect.anything(), ticket: expect.anything() })
  return ours.mailsOf(String(inbound?.ticket)).find(({ objectKey }) => objectKey === inbound?.objectKey)
}

describe('who writes as staff', () => {
  const command = {
    from: agent,
    subject: `Re: [${first}] The vault does not close`,
    body: '#resolve\n\nDone, call +1 900 5555.',
  }

  it('is heard where their address is believed', async () => {
    await take({ ...command, to: signed() })
    expect(commenters()).toEqual([...answered, [people.agent.id, false]])
    expect(ticketItem(desk, first).status).toBe('resolved')
  })

  it.each([
    ['the checks fail, by the signed address', failed, true],
    ['the checks fail, by the number alone', failed, false],
    ['nothing is proven, by the signed address', unproven, true],
    ['nothing is proven, by the number alone', unproven, false],
  ])('and is not believed, commands nothing and says nothing in their name: %s', async (_, checks, hash) => {
    const { version } = ticketItem(desk, first)
    const inbound = await take({ ...command, ...(hash && { to: signed() }) }, checks)
    isUntouched(version)
    expect(isKept(inbound)).toMatchObject({ marked: expect.arrayContaining(['not-believed']) })
    // Nobody is told in the agent's name, and the agent is not answered for what somebody else wrote.
    const before = ours.sent.length
    await ours.tell()
    expect(ours.sent.slice(before).filter(({ to }) => to === customer || to === agent)).toEqual([])
    const theirs = commenters(String(inbound?.ticket)).filter(([id]) => id === people.agent.id)
    expect(theirs).toEqual(inbound?.ticket === first ? answered : [])
  })

  it.each([
    ['a second From', { headers: [`From: ${agent}`] }, evil],
    ['a Sender', { headers: [`Sender: ${agent}`] }, evil],
    ['a Reply-To', { headers: [`Reply-To: ${agent}`] }, evil],
    ['the name before the address', { name: `"${agent}"` }, evil],
    ['a comment in the address', { name: `(${agent}) Agent` }, evil],
  ])('is not believed by %s', async (_, more, from) => {
    const { version } = ticketItem(desk, first)
    await take({ ...command, ...more, from })
    isUntouched(version)
  })
})

describe('who writes as a customer', () => {
  it.each([
    ['fail', failed],
    ['prove nothing', unproven],
  ])('does not reach a ticket by its number alone where the checks %s', async (_, checks) => {
    const { version } = ticketItem(desk, first)
    const inbound = await take(
      { from: customer, subject: `Re: [${first}] The vault`, body: 'Please send the code again' },
      checks,
    )
    isUntouched(version)
    expect(inbound?.ticket).not.toBe(first)
    expect(isKept(inbound)).toMatchObject({ state: 'opened' })
    const before = ours.sent.length
    await ours.tell()
    // Nobody gets mail for what somebody else wrote in their name.
    if (checks === failed) expect(ours.sent.slice(before).filter(({ to }) => to === customer)).toEqual([])
    for (const { raw } of ours.sent.slice(before)) expect(raw).not.toContain('4711')
  })

  it('does reach it where they are believed', async () => {
    await take({ from: customer, subject: `Re: [${first}] The vault`, body: 'It closes again' })
    expect(commenters()).toEqual([...answered, [people.customer.id, false]])
  })

  it('opens nothing in the name of the desk itself', async () => {
    const inbound = await take({ from: ours.mailbox, subject: 'Hello', body: 'Hello' })
    expect(inbound).toMatchObject({ state: 'aside' })
    expect(ours.tickets.length).toBe(1)
  })
})

describe('an address or id that somebody has made up', () => {
  const forger = { from: evil, subject: 'Please reset the code', body: 'Thanks' }
  const right = () => signed()
  it.each<[string, () => string]>([
    ['no hash', () => 'desk+tkt000001@desk.example'],
    ['another hash', () => right().replace(/\.[a-z2-7]{18}@/, `.${'a'.repeat(18)}@`)],
    ['the hash of another ticket', () => signed('TKT000002').replace('tkt000002', 'tkt000001')],
    [
      'the hash of a Message-ID',
      () =>
        `desk+tkt000001.${messageId([secret], 'desk.example', { number: first, of: 'x' }).split(/[.@]/)[2]}@desk.example`,
    ],
    ['a hash cut short', () => right().replace(/.@/, '@')],
    ['a hash with something behind it', () => right().replace('@', 'a@')],
    ['a secret that holds no more', () => signed(first, 'a secret of long ago')],
  ])('reaches nothing, in the address: %s', async (_, to) => {
    const { version } = ticketItem(desk, first)
    const inbound = await take({ ...forger, from: customer, to: to() }, failed)
    isUntouched(version)
    expect(inbound).toMatchObject({ state: 'opened', ticket: 'TKT000002' })
    expect(ours.of('TKT000002', 'LINK#')).toEqual([])
  })

  const id = (of: string) => messageId([of], 'desk.example', { number: first, of: 'x' })
  it.each<[string, () => string]>([
    ['another hash', () => id(secret).replace(/\.[a-z2-7]{18}@/, `.${'b'.repeat(18)}@`)],
    ['the hash of another mail', () => id(secret).replace('.x.', '.y.')],
    ['a hash cut short', () => id(secret).replace(/.@/, '@')],
    ['a secret that holds no more', () => id('a secret of long ago')],
    ['the form of SES', () => '0100000000000099-000000@email.amazonses.com'],
  ])('reaches nothing, in References: %s', async (_, made) => {
    const { version } = ticketItem(desk, first)
    const inbound = await take({ ...forger, from: customer, inReplyTo: made(), references: [made()] }, failed)
    isUntouched(version)
    expect(inbound).toMatchObject({ state: 'opened', ticket: 'TKT000002' })
    expect(ours.of('TKT000002', 'LINK#')).toEqual([])
  })
})

describe('a stranger who has seen the thread', () => {
  const seen = async () => {
    const last = await parse(Buffer.from(ours.to(customer).at(-1)?.raw ?? '', 'latin1'))
    if ('unreadable' in last) throw new Error('Our own mail cannot be read')
    return last
  }

  it.each([
    [
      'copies its ids',
      async () => ({ inReplyTo: (await seen()).messageId as string, references: (await seen()).references }),
    ],
    ['writes to its signed address', async () => ({ to: (await seen()).replyTo[0]?.address as string })],
    ['knows the id of the customer’s own mail', async () => ({ inReplyTo: 'first@acme.example' })],
  ])('%s: they have a ticket of their own, and learn nothing', async (_, more) => {
    const { version } = ticketItem(desk, first)
    const mail = { from: evil, subject: 'Re: The vault does not close', body: 'What is the code?', ...(await more()) }
    const inbound = await take(mail)
    isUntouched(expect.anything() as never)
    expect(ticketItem(desk, first).requester).toBe(people.customer.id)
    expect(inbound?.ticket).not.toBe(first)
    expect(isKept(inbound)).toMatchObject({ state: 'opened' })
    expect(version).toBeDefined()
    pass(2 * minute)
    await ours.tell()
    for (const { raw } of ours.to(evil)) {
      const read = await parse(Buffer.from(raw, 'latin1'))
      expect(JSON.stringify(read)).not.toMatch(/4711/)
    }
    // What is said on the one from now on is not told on the other.
    const told = ours.to(evil).length
    pass(5 * minute)
    await call('addComment', { id: first, body: { body: 'The new code is 0815' } })
    await ours.tell()
    expect(ours.to(evil).length).toBe(told)
  })

  it('may join where the desk lets them, and still is nobody whom later words are sent to', async () => {
    ours.set({ mail: { strangers: 'join' } })
    const inbound = await take({ from: evil, subject: 'Re: The vault', body: 'I am the neighbour', to: signed() })
    expect(inbound).toMatchObject({ state: 'joined', ticket: first })
    expect(isKept(inbound)).toMatchObject({ marked: expect.arrayContaining(['stranger']) })
  })

  it('cannot take a thread over by a mail of the same Message-ID', async () => {
    await take({ from: evil, subject: 'Mine now', body: 'Mine', messageId: 'first@acme.example' })
    await take({ from: customer, subject: 'One thing more', body: 'It squeaks', inReplyTo: 'first@acme.example' })
    expect(commenters()).toEqual([...answered, [people.customer.id, false]])
  })
})

describe('what a sender says of their own verdicts', () => {
  const own = (domain: string) => [
    'X-SES-Spam-Verdict: PASS',
    'X-SES-Virus-Verdict: PASS',
    `Received-SPF: pass (spfCheck: fine) client-ip=198.51.100.25; envelope-from=agent@${domain}; helo=mx.${domain};`,
    `Authentication-Results: amazonses.com; spf=pass; dkim=pass header.i=@${domain}; dmarc=pass header.from=${domain};`,
    'X-SES-RECEIPT: AEFBQUFBQUFBQUFHQ3VmVzJ5b0lQd0E9PQ==',
  ]
  const command = { from: agent, to: '', subject: `[${first}] The vault`, body: '#resolve\n\nDone.' }

  it('counts for nothing below those of SES', async () => {
    await take({ ...command, to: signed(), headers: own('desk.example') }, failed)
    expect(commenters()).toEqual(answered)
  })

  it('counts for nothing above its own headers, where SES says nothing else', async () => {
    const message = `${own('desk.example').join('\r\n')}\r\n${written({ ...command, to: signed() })}`
    const raw = received(message, ours.mailbox, agent, failed)
    await ours.receive(raw)
    expect(commenters()).toEqual(answered)
  })

  it('counts for nothing in what SES has not received at all', async () => {
    // Nobody but SES writes into the bucket; a message without its marks is none that it has checked.
    await ours.receive(written({ ...command, to: signed() }))
    expect(commenters()).toEqual(answered)
  })

  it('counts for nothing in the words of an envelope or a name', async () => {
    const path = `"x; dmarc=pass header.from=desk.example; spf=pass"@evil.example`
    await ours.receive(receivedFrom({ ...command, to: signed() }, failed, path))
    expect(commenters()).toEqual(answered)
  })
})

describe('a report that somebody has made up', () => {
  const report = (address: string, of: string): Omit<Written, 'to'> => ({
    from: 'MAILER-DAEMON@mx.evil.example',
    subject: 'Undelivered Mail Returned to Sender',
    headers: ['Auto-Submitted: auto-replied'],
    type: 'multipart/report; report-type=delivery-status; boundary="b"',
    body: [
      '--b',
      'Content-Type: text/plain',
      '',
      `550 5.1.1 <${address}>: no such user`,
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.evil.example',
      '',
      `Final-Recipient: rfc822; ${address}`,
      'Action: failed',
      'Status: 5.1.1',
      'Diagnostic-Code: smtp; 550 5.1.1 no such user',
      '',
      '--b',
      'Content-Type: message/rfc822',
      '',
      'From: desk@desk.example',
      `To: ${address}`,
      `Message-ID: <${of}>`,
      'Subject: x',
      '',
      'x',
      '--b--',
      '',
    ].join('\n'),
  })
  const bounced = (address: string) => desk.table.find({ pk: `CORRESPONDENT#${address}`, sk: 'CORRESPONDENT' })?.bounced
  const ownId = async (address: string) => {
    const raw = ours.to(address).at(-1)?.raw ?? ''
    const read = await parse(Buffer.from(raw, 'latin1'))
    return 'unreadable' in read ? '' : (read.references.findLast((id) => id.startsWith('tkt')) ?? '')
  }

  it('marks nobody where it names no mail of ours', async () => {
    await take(report(customer, 'whatever@desk.example'), undefined, '')
    await take(
      report(customer, messageId(['another secret'], 'desk.example', { number: first, of: 'x' })),
      undefined,
      '',
    )
    expect(bounced(customer)).toBeUndefined()
  })

  it('marks only whom that mail went to', async () => {
    await take({ from: evil, subject: 'Mine', body: 'A ticket of my own' })
    await ours.tell()
    const mine = await ownId(evil)
    expect(mine).not.toBe('')
    await take(report(customer, mine), undefined, '')
    expect(bounced(customer)).toBeUndefined()
  })

  it('marks nobody for good where whoever made it up has seen the thread', async () => {
    const id = await ownId(customer)
    expect(id).not.toBe('')
    await take(report(customer, id), undefined, '')
    expect(bounced(customer)).not.toMatchObject({ permanent: true })
  })

  it('does mark them where their own server says so', async () => {
    const id = await ownId(customer)
    await take({ ...report(customer, id), from: 'MAILER-DAEMON@mx.desk.example' }, undefined, '')
    expect(bounced(customer)).toMatchObject({ permanent: true })
    expect(typesOf(desk, first)).toContain('mail.bounced')
  })
})

describe('what somebody writes into a header', () => {
  it.each([
    ['a subject', { subject: '=?utf-8?q?Hi=0D=0ABcc:_x=40evil.example=0D=0A=0D=0AOur_own_words?=' }],
    ['a name', { name: '=?utf-8?q?Hi=0D=0ABcc:_x=40evil.example?=' }],
    ['an id', { messageId: 'a b>\r\n\tBcc: x@evil.example' }],
    ['a reference', { references: ['a>\r\n <b\tBcc:x@evil.example'] }],
  ])('goes out as no header of ours: %s', async (_, more) => {
    const sentBefore = ours.sent.length
    const inbound = await take({ from: 'polite@acme.example', ...more })
    await ours.tell()
    await call('addComment', { id: String(inbound?.ticket), body: { body: 'Which one?' } })
    pass(2 * minute)
    await ours.tell()
    const sent = ours.sent.slice(sentBefore).filter(({ to }) => to === 'polite@acme.example')
    expect(sent.length).toBeGreaterThan(0)
    for (const { raw, headers } of sent) {
      expect(headers.get('bcc')).toBeUndefined()
      const [head = ''] = raw.split('\r\n\r\n')
      for (const line of head.split('\r\n')) expect(line).toMatch(/^(?:[A-Za-z][A-Za-z-]*:|[ \t])/)
      expect([...head.matchAll(/^(?:To|Subject|From):/gim)].length).toBe(3)
    }
  })
})

describe('a mail that is built to do harm', () => {
  const nested = (depth: number) => {
    let message = 'From: a@evil.example\r\nSubject: inmost\r\n\r\nx'
    for (let level = 0; level < depth; level += 1)
      message = `From: a@evil.example\r\nSubject: ${level}\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n${message}`
    return message
  }
  const parts = (count: number) =>
    `From: ${evil}\r\nSubject: many\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\nContent-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment\r\n\r\nx\r\n'.repeat(count)}--b--`
  const html = (body: string) =>
    written({ from: evil, to: 'desk@desk.example', subject: 'html', type: 'text/html; charset=utf-8', body })

  it.each<[string, () => string]>([
    ['elements in each other', () => html(`${'<div>'.repeat(20_000)}x${'</div>'.repeat(20_000)}`)],
    ['tables in each other', () => html('<table><tr><td>'.repeat(8000))],
    ['quotations in each other', () => html(`${'<blockquote>'.repeat(15_000)}x`)],
    ['attributes without end', () => html(`<p ${'a="b" '.repeat(100_000)}>x</p>`)],
    [
      'scripts, forms, styles and frames',
      () =>
        html(
          '<script>alert(1)</script><iframe src=x></iframe><form action=x><input></form><style>*{}</style><p onclick=x>x</p>',
        ),
    ],
    ['messages in each other', () => nested(300)],
    ['thousands of parts', () => parts(5000)],
    ['a header without end', () => `From: ${evil}\r\nSubject: ${'x'.repeat(500_000)}\r\n\r\nx`],
    [
      'addressees without end',
      () =>
        `From: ${evil}\r\nTo: ${Array.from({ length: 20_000 }, (_, at) => `a${at}@b.example`).join(', ')}\r\nSubject: x\r\n\r\nx`,
    ],
    [
      'references without end',
      () =>
        written({
          from: evil,
          to: 'desk@desk.example',
          references: Array.from({ length: 20_000 }, (_, at) => `a${at}@b.example`),
        }),
    ],
    [
      'numbers without end in its subject',
      () =>
        written({
          from: evil,
          to: 'desk@desk.example',
          subject: Array.from({ length: 5000 }, (_, at) => `[TKT${String(at).padStart(6, '0')}]`).join(' '),
        }),
    ],
    [
      'encoded words without end',
      () => written({ from: evil, to: 'desk@desk.example', subject: '=?utf-8?b?4pi6?= '.repeat(20_000) }),
    ],
    [
      'quoted lines without end',
      () => written({ from: evil, to: 'desk@desk.example', body: `Yes.\n${'> no\n'.repeat(200_000)}` }),
    ],
  ])('is taken in, in time: %s', async (_, message) => {
    const raw = received(message(), ours.mailbox, evil)
    const calls = desk.calls.length
    const begun = performance.now()
    const key = ours.put(raw)
    expect(await ours.take(key)).toBe(true)
    expect(performance.now() - begun).toBeLessThan(15 * second)
    expect(desk.calls.length - calls).toBeLessThan(120)
    isKept(ours.inbound(key))
    for (const { html: shown } of ours.comments(String(ours.inbound(key)?.ticket)))
      expect(shown).not.toMatch(/<(?:script|iframe|form|style|input)|onclick/i)
  })
})

it('no event of all this says more than its kind may', () => {
  expect(eventsOf(desk, first).length).toBeGreaterThan(0)
})
