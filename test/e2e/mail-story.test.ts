import { beforeAll, describe, expect, it } from 'vitest'
import type { SentMail } from '../../infra/local/mail/outbox.ts'
import { readOutputs } from '../../infra/local/outputs.ts'
import { people } from '../../infra/local/people.ts'
import { deskAt, unique } from '../support/desk.ts'
import { eventually } from '../support/eventually.ts'
import { historyOf, ofType } from '../support/history.ts'
import { headerOf, type Mailbox, mailboxOf } from '../support/mailbox.ts'

const outputs = readOutputs()
const desk = deskAt(outputs)
const { call } = desk

const anybody = (name = 'somebody') => mailboxOf(outputs, `${name}@${unique('company')}.example`)
const numberIn = ({ subject }: SentMail) => /\[([A-Z]+\d+)\]/.exec(subject)?.[1] ?? ''
const ticket = async (id: string) => (await call('getTicket', 'agent', { id })).body
const saidOn = async (id: string) => (await call('listComments', 'agent', { id })).body.items.map(({ text }) => text)
const mailsOf = async (id: string) => (await call('listMails', 'agent', { id })).body.items
const links = ({ html = '', text }: SentMail, page: string) =>
  [...`${html} ${text}`.matchAll(/https?:\/\/[^\s"<>)]+/g)].map(([url]) => url).filter((url) => url.includes(page))
const form = (url: string, fields: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })

/** Somebody asks by mail, and has an answer with a number. */
async function asked(mailbox: Mailbox, more: object = {}): Promise<{ id: string; reply: SentMail; subject: string }> {
  const subject = unique('The printer is dark')
  await mailbox.write({ subject, text: 'Since this morning.', ...more })
  const reply = await mailbox.gets('the desk has answered', subject)
  return { id: numberIn(reply), reply, subject }
}

describe('a ticket that lives by mail', () => {
  const mailbox = anybody('customer')
  let id: string
  let reply: SentMail
  let subject: string

  beforeAll(async () => {
    ;({ id, reply, subject } = await asked(mailbox, { messageId: `<${unique('first')}@acme.example>` }))
  })

  it('begins with a mail, and an answer in its thread that no machine answers', async () => {
    expect(await ticket(id)).toMatchObject({ number: id, title: subject, status: 'created', channel: 'email' })
    const [came] = (await mailsOf(id)).filter(({ direction }) => direction === 'in')
    expect(came).toMatchObject({ state: 'opened', kind: 'person', from: mailbox.address, verdicts: { dmarc: 'pass' } })
    const own = came?.direction === 'in' ? came.messageId : ''
    expect(reply.inReplyTo).toEqual([own])
    expect(reply.references).toContain(own)
    expect(reply.replyTo[0]?.address).toMatch(new RegExp(`^desk\\+${id.toLowerCase()}\\.[a-z2-7]{18}@desk\\.example$`))
    expect(headerOf(reply, 'auto-submitted')).toBe('auto-replied')
    expect(headerOf(reply, 'x-loop')).toBe('desk@desk.example')
    expect(reply.text).toContain(id)
  })

  it('has a page that the answer leads to', async () => {
    const [page = ''] = links(reply, '/track/')
    const answer = await fetch(page)
    expect([answer.status, answer.headers.get('content-security-policy')]).toEqual([
      200,
      expect.stringContaining("default-src 'none'"),
    ])
    expect(await answer.text()).toContain(subject)
    expect((await fetch(page.replace(/.{6}$/, 'AAAAAA'))).status).toBe(404)
  })

  it('hears what is said anew, without what was quoted', async () => {
    await mailbox.answer(reply, 'It is the one by the lift.')
    await eventually('it is a comment', async () => (await saidOn(id)).length === 1)
    expect(await saidOn(id)).toEqual(['It is the one by the lift.'])
    const { items } = (await call('listComments', 'agent', { id })).body
    const { mail = '' } = items[0] ?? {}
    const whole = (await call('getMail', 'agent', { params: { id, mail } })).body
    expect(JSON.stringify(whole)).toContain('wrote:')
  })

  it('is answered by an agent: a mail in the same thread, as from a person', async () => {
    await call('addComment', 'agent', { id, body: { body: 'Is its **cable** in?' } })
    const mail = await mailbox.gets('the agent’s answer', id, 2)
    expect(mail.text).toContain('Is its cable in?')
    expect(mail.html).toContain('<strong>cable</strong>')
    expect(headerOf(mail, 'auto-submitted')).toBeUndefined()
    const ins = (await mailsOf(id)).filter((one) => one.direction === 'in')
    const ids = ins.map((one) => (one.direction === 'in' ? one.messageId : undefined))
    expect(mail.inReplyTo).toEqual([ids[0]])
    expect(mail.references).toEqual(expect.arrayContaining(ids))
    expect((await ticket(id)).firstResponseAt).toBeDefined()
  })
})

// Each with a ticket of its own: what is told of one within a minute of something else is told together with more, later.
describe('how it ends by mail', () => {
  it('an answer to what was resolved opens it again', async () => {
    const mailbox = anybody('customer')
    const { id } = await asked(mailbox)
    await call('resolveTicket', 'agent', { id, body: { resolution: 'Plugged in again' } })
    const resolved = await mailbox.gets('that it is resolved', id, 2)
    expect(resolved.text).toContain('Plugged in again')
    await mailbox.answer(resolved, 'It is dark again!')
    await eventually('it is open again', async () => (await ticket(id)).status === 'reopened')
    expect(await saidOn(id)).toEqual(['It is dark again!'])
    // What was asked of the resolution before is asked no more.
    const [approve = ''] = links(resolved, '/approve')
    await call('resolveTicket', 'agent', { id, body: { resolution: 'A new cable' } })
    await form(approve)
    expect((await ticket(id)).status).toBe('resolved')
  })

  it('a link closes it, once its button is pressed; then they are asked how it was, and may change what they said', async () => {
    const mailbox = anybody('customer')
    const { id } = await asked(mailbox)
    await call('resolveTicket', 'agent', { id, body: { resolution: 'A new cable' } })
    const resolved = await mailbox.gets('that it is resolved', id, 2)
    const [approve = ''] = links(resolved, '/approve')
    expect((await fetch(approve)).status).toBe(200)
    expect((await ticket(id)).status).toBe('resolved')
    expect((await form(approve)).status).toBe(303)
    expect((await ticket(id)).status).toBe('closed')
    const survey = await mailbox.gets('how it was', id, 3)
    expect(headerOf(survey, 'list-unsubscribe')).toBeDefined()
    const [page = ''] = links(survey, '/survey')
    const [url = ''] = page.split('?')
    expect((await form(url, { score: '4', comment: 'Quick' })).status).toBe(303)
    expect((await form(url, { score: '5', comment: 'Quick!' })).status).toBe(303)
    expect((await call('getSurvey', 'agent', { id })).body).toMatchObject({ score: 5, comment: 'Quick!' })
    expect(ofType(await historyOf(desk, id), 'survey.answered').length).toBeGreaterThanOrEqual(1)
    // Nobody was told anything twice.
    expect((await mailbox.inbox(id)).length).toBe(3)
  })
})

describe('others in the thread', () => {
  it('staff answer from their mail program: publicly, and resolve it by a word', async () => {
    const mailbox = anybody('customer')
    const { id } = await asked(mailbox)
    const agent = mailboxOf(outputs, people.technician.email)
    await call('assignTicket', 'agent', { id, body: { technician: people.technician.id } })
    const assigned = await agent.gets('that it is theirs', id)
    await agent.answer(assigned, '#resolve\n\nThe fuse was blown.')
    await eventually('it is resolved', async () => (await ticket(id)).status === 'resolved')
    expect(await saidOn(id)).toEqual(['The fuse was blown.'])
    const told = await eventually('the customer reads it', async () =>
      (await mailbox.inbox(id)).find(({ text }) => text.includes('The fuse was blown.')),
    )
    expect(told.from.address).toBe('desk@desk.example')
    expect((await ticket(id)).firstResponseAt).toBeDefined()
  })

  it('whoever forges staff, or follows a thread that is not theirs, changes nothing', async () => {
    const mailbox = anybody('customer')
    const { id, reply } = await asked(mailbox)
    const { version } = await ticket(id)
    const forger = mailboxOf(outputs, people.agent.email)
    await forger.answer(reply, '#resolve\n\nDone.', {}, 'forged')
    await call('addComment', 'agent', { id, body: { body: 'Which printer?' } })
    const question = await mailbox.gets('the question', id, 2)
    const stranger = anybody('stranger')
    await stranger.answer(question, 'What did they say?')
    const theirs = await stranger.gets('the stranger has a ticket of their own', '[')
    expect(numberIn(theirs)).not.toBe(id)
    await mailbox.answer(reply, 'Only this is mine.')
    await eventually('the customer is heard', async () => (await saidOn(id)).length > 1)
    expect(await saidOn(id)).toEqual(['Which printer?', 'Only this is mine.'])
    expect((await ticket(id)).status).toBe('created')
    expect((await ticket(id)).version).toBeGreaterThan(version)
  })

  it('an absent person’s program opens nothing again and is not answered', async () => {
    const mailbox = anybody('customer')
    const { id } = await asked(mailbox)
    await call('resolveTicket', 'agent', { id, body: { resolution: 'Done' } })
    const resolved = await mailbox.gets('that it is resolved', id, 2)
    await fetch(`${outputs.outboxUrl}/mails/${resolved.id}/reply`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'I am away until Monday.', automatic: true }),
    })
    await eventually('it is noted', async () =>
      (await mailsOf(id)).find((mail) => mail.direction === 'in' && mail.state === 'noted'),
    )
    expect((await ticket(id)).status).toBe('resolved')
    expect((await mailbox.inbox(id)).length).toBe(2)
  })
})

it('files of a mail are the ticket’s, and its pictures stand where they stood', async () => {
  const mailbox = anybody('customer')
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  const { id } = await asked(mailbox, {
    html: '<p>It shows <img src="cid:display@acme.example"> since this morning.</p>',
    attachments: [
      { filename: 'display.png', content: png, cid: 'display@acme.example', contentDisposition: 'inline' },
      { filename: 'Zählerstände.csv', content: 'hour;pages\n8;12\n', contentType: 'text/csv' },
    ],
  })
  const files = await eventually('both are kept', async () => {
    const { items } = (await call('listAttachments', 'agent', { id })).body
    return items.length === 2 && items.every(({ state }) => state === 'clean') ? items : undefined
  })
  expect(files.map(({ name }) => name).toSorted()).toEqual(['Zählerstände.csv', 'display.png'].toSorted())
  const csv = files.find(({ name }) => name?.endsWith('.csv'))
  const { url } = (await call('downloadAttachment', 'agent', { params: { id, attachment: csv?.id ?? '' } })).body
  expect(await (await fetch(url)).text()).toBe('hour;pages\n8;12\n')
})

it('what did not arrive stands on the ticket, and nothing automatic goes there any more', async () => {
  const mailbox = anybody('customer')
  const { id, reply } = await asked(mailbox)
  await fetch(`${outputs.outboxUrl}/mails/${reply.id}/outcome`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ outcome: 'bounced' }),
  })
  await eventually('it came back', async () => (await mailsOf(id)).some(({ state }) => state === 'bounced'))
  expect(ofType(await historyOf(desk, id), 'mail.bounced').length).toBe(1)
  await call('resolveTicket', 'agent', { id, body: { resolution: 'Done' } })
  await eventually('why it did not go', async () => (await mailsOf(id)).some(({ state }) => state === 'suppressed'))
  expect((await mailbox.inbox(id)).length).toBe(1)
})
