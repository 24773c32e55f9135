import { connect } from 'node:net'
import { createTransport } from 'nodemailer'
import type { SMTPServer } from 'smtp-server'
import { afterEach, describe, expect, it } from 'vitest'
import { largestBytes, type Store, smtpServer } from '../../infra/local/mail/smtp.ts'
import { anyFree } from '../../infra/local/port.ts'

const servers: SMTPServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise<void>((closed) => server.close(closed))
})

async function opened(store: Store) {
  const port = await anyFree()
  const server = smtpServer(store)
  servers.push(server)
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening))
  return port
}

/** What the server answered to each line, after the last of which it is waited for. */
async function talk(port: number, lines: readonly (string | Buffer)[]): Promise<string[]> {
  const socket = connect(port, '127.0.0.1')
  const heard: string[] = []
  try {
    let answered = () => {}
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk
      const last = text.trimEnd().split('\r\n').at(-1) ?? ''
      if (!/^\d{3} /.test(last)) return
      heard.push(text.trim())
      text = ''
      answered()
    })
    const next = () => new Promise<void>((done) => (answered = done))
    await next()
    for (const line of lines) {
      const answer = next()
      socket.write(Buffer.concat([Buffer.from(line), Buffer.from('\r\n')]))
      await answer
    }
    return heard.slice(1)
  } finally {
    socket.destroy()
  }
}

const message = 'From: me@acme.example\r\nTo: desk@desk.example\r\nSubject: Hello\r\n\r\n..one dot\r\nGrüße\r\n'

describe('the SMTP port', () => {
  it('answers 250 once the message is kept, as it came, with what SES puts on top', async () => {
    const kept = new Map<string, Buffer>()
    let isKept = false
    const port = await opened(async (id, raw) => {
      await new Promise((later) => setTimeout(later, 100))
      kept.set(id, raw)
      isKept = true
    })
    const talked = talk(port, [
      'EHLO mx.acme.example',
      'MAIL FROM:<me@acme.example> BODY=8BITMIME SMTPUTF8',
      'RCPT TO:<desk@desk.example>',
      'DATA',
      `${message}.`,
    ])
    const answers = await talked
    expect(isKept).toBe(true)
    expect(answers.at(-1)).toMatch(/^250 OK [0-9a-v]{40}$/)
    const [[id, raw]] = [...kept] as [[string, Buffer]]
    expect(answers.at(-1)).toContain(id)
    expect(raw.toString()).toMatch(/^Return-Path: <me@acme.example>\r\nReceived: /)
    expect(raw.toString().endsWith(`\r\n${message.replace('..one', '.one')}`)).toBe(true)
  })

  it('announces 40 MB, 8BITMIME and SMTPUTF8, and refuses at once what is said to be larger', async () => {
    const port = await opened(async () => {})
    const [hello, from] = await talk(port, ['EHLO x', `MAIL FROM:<me@acme.example> SIZE=${largestBytes + 1}`])
    expect(hello).toContain('SIZE 41943040')
    expect(hello).toContain('8BITMIME')
    expect(hello).toContain('SMTPUTF8')
    expect(from).toMatch(/^552 /)
  })

  it('refuses what turns out to be larger, and keeps nothing of it', async () => {
    const kept: string[] = []
    const port = await opened(async (id) => void kept.push(id))
    const large = Buffer.alloc(largestBytes, `${'x'.repeat(98)}\r\n`)
    const body = Buffer.concat([Buffer.from('Subject: large\r\n\r\n'), large, Buffer.from('\r\n.')])
    const answers = await talk(port, [
      'EHLO x',
      'MAIL FROM:<me@acme.example>',
      'RCPT TO:<desk@desk.example>',
      'DATA',
      body,
    ])
    expect(answers.at(-1)).toMatch(/^552 /)
    expect(kept).toEqual([])
  })

  it('keeps one object of a message to several recipients', async () => {
    const kept: string[] = []
    const port = await opened(async (_, raw) => void kept.push(raw.toString()))
    const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true })
    const to = ['desk@desk.example', 'sales@desk.example']
    await transport.sendMail({ from: 'me@acme.example', to, subject: 'Both of you', text: 'Hello' })
    expect(kept).toHaveLength(1)
    expect(kept[0]).toContain('To: desk@desk.example, sales@desk.example')
  })

  it("takes nothing for domains that are not the desk's", async () => {
    const port = await opened(async () => {})
    const answers = await talk(port, ['EHLO x', 'MAIL FROM:<me@acme.example>', 'RCPT TO:<somebody@elsewhere.example>'])
    expect(answers.at(-1)).toMatch(/^550 5\.1\.1 /)
  })

  it('asks for the message again while it cannot be kept', async () => {
    const port = await opened(() => Promise.reject(new Error('connect ECONNREFUSED')))
    const lines = ['EHLO x', 'MAIL FROM:<>', 'RCPT TO:<desk@desk.example>', 'DATA', `${message}.`]
    expect((await talk(port, lines)).at(-1)).toMatch(/^451 4\.3\.0 /)
  })
})
