import {
  DeleteRuleCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge'
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { SESv2Client, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2'
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { createTransport } from 'nodemailer'
import { describe, expect, it } from 'vitest'
import { trusted, verdictsOf } from '../../domain/mail/verdicts.ts'
import { parse } from '../../functions/platform/mail/parse.ts'
import { clientFor } from '../../infra/local/environment.ts'
import type { SentMail } from '../../infra/local/mail/outbox.ts'
import { readOutputs } from '../../infra/local/outputs.ts'
import { unique } from '../support/desk.ts'
import { eventually } from '../support/eventually.ts'

const { endpoint, inboundBucket, smtpPort, outboxUrl } = readOutputs()
const s3 = new S3Client({ ...clientFor(endpoint), forcePathStyle: true })
const ses = new SESv2Client(clientFor(endpoint))

/** What lies in the bucket for incoming mail, read as the desk reads it. */
async function received(id: string) {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: inboundBucket, Key: `inbound/${id}` }))
  const raw = (await Body?.transformToByteArray()) ?? new Uint8Array()
  const mail = await parse(raw)
  if ('unreadable' in mail) throw new Error(mail.unreadable)
  return { ...mail, raw: Buffer.from(raw), verdicts: verdictsOf(mail.headers, mail.from) }
}

/** Sends a message as the desk does; gives the id of SES. */
async function sent(to: string, subject: string, more: Partial<SendEmailCommandInput> = {}): Promise<string> {
  const lines = [
    'From: "Desk" <desk@desk.example>',
    `To: ${to}`,
    'Bcc: hidden@customer.example',
    'Reply-To: "Desk" <desk+1.token@desk.example>',
    'Message-ID: <ours@desk.example>',
    'References: <question@customer.example>,\r\n <ours@desk.example>',
    'Auto-Submitted: auto-replied',
    `Subject: ${subject}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative; boundary=b',
  ]
  const part = (type: string, text: string) => `--b\r\nContent-Type: ${type}; charset=utf-8\r\n\r\n${text}\r\n`
  const html = part('text/html', '<p onclick="x()">Wir haben <b>es</b></p>')
  const message = `${lines.join('\r\n')}\r\n\r\n${part('text/plain', 'Wir haben es: größer')}${html}--b--\r\n`
  const input = {
    FromEmailAddress: 'desk@desk.example',
    Destination: { ToAddresses: [to] },
    Content: { Raw: { Data: Buffer.from(message) } },
    ...more,
  }
  const { MessageId } = await ses.send(new SendEmailCommand(input))
  return String(MessageId)
}

type Shown = Pick<SentMail, 'id' | 'subject' | 'headers' | 'outcomes'>
const json = async <Answer = Shown>(path: string) => (await (await fetch(`${outboxUrl}${path}`)).json()) as Answer
const mailsFor = async (query: string) => (await json<{ mails: Shown[] }>(`/mails.json?${query}`)).mails
const post = (path: string, body: object) =>
  fetch(`${outboxUrl}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })

const accepted = async (answer: Response) => (await answer.json()) as { id: string }

describe('mail to the desk', () => {
  it('lies in the bucket when the server says 250, as it was sent, below what SES says of it', async () => {
    const transport = createTransport({
      host: '127.0.0.1',
      port: smtpPort,
      name: 'mx.customer.example',
      ignoreTLS: true,
    })
    const subject = unique('Größere Störung')
    const { response } = await transport.sendMail({
      from: 'Customer <customer@customer.example>',
      to: ['desk@desk.example', 'elsewhere@desk.example'],
      subject,
      text: 'Nichts geht mehr.',
    })
    const id = String(response.split(' ').at(-1))
    const mail = await received(id)
    expect(mail).toMatchObject({
      subject,
      text: expect.stringContaining('Nichts geht mehr.'),
      returnPath: 'customer@customer.example',
      deliveredTo: ['desk@desk.example'],
      verdicts: { spam: 'pass', virus: 'pass', spf: 'pass', dkim: 'pass', dmarc: 'pass', aligned: true },
    })
    expect(mail.raw.toString()).toContain(`with SMTP id ${id}`)
  })

  it('is forged where the sender is not of the domain that brought it, or where one asks for it', async () => {
    const verdicts = async (name: string, from: string) => {
      const transport = createTransport({ host: '127.0.0.1', port: smtpPort, name, ignoreTLS: true })
      const envelope = { from: 'somebody@elsewhere.example', to: 'desk@desk.example' }
      const { response } = await transport.sendMail({ from, envelope, subject: unique('forged'), text: 'Let me in' })
      return (await received(String(response.split(' ').at(-1)))).verdicts
    }
    expect(trusted(await verdicts('mx', 'agent@desk.example'))).toBe(false)
    expect(trusted(await verdicts('mx', 'somebody@elsewhere.example'))).toBe(true)
    expect(trusted(await verdicts('forged', 'somebody@elsewhere.example'))).toBe(false)
    expect(await verdicts('spam', 'somebody@elsewhere.example')).toMatchObject({ spam: 'fail' })
  })
})

describe('mail from the desk', () => {
  it('is in the outbox whole once it is sent, with the id that SES gives it', async () => {
    const [to, subject] = [`${unique('reader')}@customer.example`, unique('About')]
    const id = await sent(to, subject)
    expect(id).toMatch(/^0100[0-9a-f]{12}-[0-9a-f-]{36}-000000$/)
    const mails = await mailsFor(`to=${to}`)
    expect(mails).toMatchObject([
      {
        id,
        recipients: [to],
        subject,
        messageId: `${id}@email.amazonses.com`,
        references: ['question@customer.example', 'ours@desk.example'],
        replyTo: [{ name: 'Desk', address: 'desk+1.token@desk.example' }],
        text: expect.stringContaining('größer'),
        html: expect.stringContaining('<b>es</b>'),
      },
    ])
    expect(JSON.stringify(mails)).not.toContain('hidden@')
    expect(await mailsFor(`about=${subject.toUpperCase()}`)).toHaveLength(1)
    expect((await json(`/mails/${id}.json`)).subject).toBe(subject)
  })

  it('is one of the simple kind as well', async () => {
    const [to, subject] = [`${unique('reader')}@customer.example`, unique('Größe')]
    const Body = { Text: { Data: 'A text' }, Html: { Data: '<p>A text</p>' } }
    const Content = { Simple: { Subject: { Data: subject }, Body, Headers: [{ Name: 'X-Loop', Value: 'desk' }] } }
    await sent(to, '', { Content })
    const [mail] = await mailsFor(`to=${to}`)
    expect(mail).toMatchObject({
      subject,
      from: { address: 'desk@desk.example' },
      html: expect.stringContaining('<p>A text</p>'),
    })
    expect(mail?.headers).toContainEqual({ key: 'x-loop', value: 'desk' })
  })

  it('is refused by SES where one asks for it', async () => {
    const [to, code] = [`${unique('reader')}@customer.example`, 'SendingPausedException']
    // Others of the desk's mails may be among them: those come again.
    expect((await post('/refusals', { times: 5, code })).status).toBe(201)
    await expect(sent(to, unique('About'))).rejects.toMatchObject({ name: code })
    expect((await post('/refusals', { times: 0, code })).status).toBe(201)
    await sent(to, unique('About'))
    expect((await post('/refusals', { times: 1, code: 'Never' })).status).toBe(400)
    expect((await post('/refusals', { times: -1, code })).status).toBe(400)
  })

  it('is read in a browser: its HTML runs nothing and fetches nothing', async () => {
    const id = await sent(`${unique('reader')}@customer.example`, unique('<b>About'))
    const page = await fetch(`${outboxUrl}/mails/${id}`)
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self'/)
    const words = await page.text()
    expect(words).toContain('&lt;b&gt;About')
    expect(words).not.toMatch(/<script|onclick/)
    expect(words).toContain(`sandbox="allow-popups allow-popups-to-escape-sandbox" src="/mails/${id}/html"`)
    const content = await fetch(`${outboxUrl}/mails/${id}/html`)
    expect(content.headers.get('content-security-policy')).toMatch(/default-src 'none'.* sandbox allow-popups/)
    expect(await (await fetch(outboxUrl)).text()).toContain(`/mails/${id}`)
  })

  it('is answered from there as by a mail program, through the same port', async () => {
    const to = `${unique('reader')}@customer.example`
    const id = await sent(to, '[TKT000123] Printer')
    const answer = await post(`/mails/${id}/reply`, { text: 'It works again', quotes: true })
    expect(answer.status).toBe(201)
    const mail = await received((await accepted(answer)).id)
    expect(mail).toMatchObject({
      from: { address: to },
      to: [{ address: 'desk+1.token@desk.example' }],
      subject: 'Re: [TKT000123] Printer',
      inReplyTo: [`${id}@email.amazonses.com`],
      references: ['question@customer.example', 'ours@desk.example', `${id}@email.amazonses.com`],
    })
    expect(mail.text).toMatch(/^It works again\n\nDesk wrote on .*:\n> Wir haben es/)
    expect(trusted(mail.verdicts)).toBe(true)

    const machine = await post(`/mails/${id}/reply`, { text: 'I am away', automatic: true, checks: ['unsigned'] })
    const away = await received((await accepted(machine)).id)
    expect(away).toMatchObject({
      returnPath: '',
      text: expect.stringMatching(/^I am away\s*$/),
      verdicts: { dmarc: 'none' },
    })
    expect(away.headers).toContainEqual({ key: 'auto-submitted', value: 'auto-replied' })
  })

  it('comes from anybody by the form', async () => {
    const body = new FormData()
    const subject = unique('A picture')
    for (const [name, value] of Object.entries({ from: 'New <new@other.example>', subject, text: 'See below' })) {
      body.append(name, value)
    }
    body.append('files', new File(['a file'], 'größe.txt', { type: 'text/plain' }))
    const answer = await fetch(`${outboxUrl}/compose`, { method: 'POST', body, redirect: 'manual' })
    expect(answer.status).toBe(303)
    const said = new URLSearchParams(String(answer.headers.get('location')).split('?')[1]).get('said')
    const mail = await received(String(/message (\w+)\./.exec(String(said))?.[1]))
    expect(mail).toMatchObject({
      subject,
      from: { name: 'New', address: 'new@other.example' },
      parts: [{ filename: 'größe.txt' }],
    })

    const refused = await post('/compose', {
      from: 'me@other.example',
      to: 'somebody@elsewhere.example',
      text: 'Hello',
    })
    expect(refused.status).toBe(400)
    expect(await refused.text()).toContain('not a domain of this desk')
  })
})

describe('what becomes of a mail', () => {
  it('is said by SES on the default bus', async () => {
    const name = unique('outcomes')
    const queue = new SQSClient({ ...clientFor(endpoint), useQueueUrlAsEndpoint: false })
    const bus = new EventBridgeClient(clientFor(endpoint))
    const { QueueUrl } = await queue.send(new CreateQueueCommand({ QueueName: name }))
    const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] })
    const Arn = (await queue.send(asked)).Attributes?.QueueArn
    await bus.send(new PutRuleCommand({ Name: name, EventPattern: '{"source":["aws.ses"]}' }))
    await bus.send(new PutTargetsCommand({ Rule: name, Targets: [{ Id: 'queue', Arn }] }))
    try {
      const to = `${unique('reader')}@customer.example`
      const EmailTags = [{ Name: 'ticket', Value: 'TKT000123' }]
      const id = await sent(to, unique('About'), { EmailTags, ConfigurationSetName: 'a-set' })
      for (const outcome of ['delivered', 'bounced']) {
        expect((await post(`/mails/${id}/outcome`, { outcome })).status).toBe(201)
      }
      expect((await post(`/mails/${id}/outcome`, { outcome: 'eaten' })).status).toBe(400)
      const heard: Record<string, unknown>[] = []
      await eventually('both are heard', async () => {
        const ask = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 })
        const { Messages = [] } = await queue.send(ask)
        heard.push(...Messages.map(({ Body }) => JSON.parse(String(Body))))
        return heard.length >= 2
      })
      const mail = {
        messageId: id,
        destination: [to],
        tags: { ticket: ['TKT000123'], 'ses:configuration-set': ['a-set'] },
      }
      expect(heard).toContainEqual(
        expect.objectContaining({
          source: 'aws.ses',
          'detail-type': 'Email Delivered',
          detail: expect.objectContaining({ eventType: 'Delivery', mail: expect.objectContaining(mail) }),
        }),
      )
      const bounced = [{ emailAddress: to, action: 'failed', status: '5.1.1', diagnosticCode: expect.any(String) }]
      const bounce = expect.objectContaining({ bounceType: 'Permanent', bouncedRecipients: bounced })
      expect(heard).toContainEqual(
        expect.objectContaining({ 'detail-type': 'Email Bounced', detail: expect.objectContaining({ bounce }) }),
      )
      expect((await json(`/mails/${id}.json`)).outcomes).toMatchObject([
        { outcome: 'delivered' },
        { outcome: 'bounced' },
      ])
    } finally {
      await bus.send(new RemoveTargetsCommand({ Rule: name, Ids: ['queue'] }))
      await bus.send(new DeleteRuleCommand({ Name: name }))
      await queue.send(new DeleteQueueCommand({ QueueUrl }))
    }
  })
})
