import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { afterAll, expect, it, vi } from 'vitest'
import type { Office } from '../../infra/local/mail/process.ts'

const home = mkdtempSync(join(tmpdir(), 'service-desk-office-'))
vi.stubEnv('DESK_HOME', home)
const { closeOffice, openOffice } = await import('../../infra/local/mail/process.ts')
const { isAlive } = await import('../../infra/local/processes.ts')

const { signal } = new AbortController()
afterAll(async () => {
  await closeOffice()
  rmSync(home, { recursive: true, force: true })
})

/** The status of what a browser would ask for with these headers. */
const status = ({ outboxPort }: Office, path: string, headers = {}, method = 'GET') =>
  new Promise<number | undefined>((done, fail) =>
    request({ host: '127.0.0.1', port: outboxPort, path, headers, method }, (answer) => {
      answer.resume()
      done(answer.statusCode)
    })
      .on('error', fail)
      .end(),
  )

it('the mail process is one, keeps its ports, and ends when it is closed', async () => {
  const first = await openOffice(true, signal)
  const second = await openOffice(true, signal)
  expect(isAlive(first)).toBe(false)
  expect(isAlive(second)).toBe(true)
  expect({ ...second, pid: 0, birth: '' }).toEqual({ ...first, pid: 0, birth: '' })
  await closeOffice()
  expect(isAlive(second)).toBe(false)
  expect(existsSync(join(home, 'office.json'))).toBe(false)
})

it('no mail is taken while there is no desk to keep it: it is to be brought again', async () => {
  const { smtpPort: port } = await openOffice(true, signal)
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true })
  const mail = { from: 'me@acme.example', to: 'desk@desk.example', subject: 'Hello', text: 'Hello' }
  await expect(transport.sendMail(mail)).rejects.toMatchObject({ responseCode: 451 })
})

it('pages of others read no mail and send none', async () => {
  const office = await openOffice(true, signal)
  const own = `localhost:${office.outboxPort}`
  expect(await status(office, '/')).toBe(200)
  expect(await status(office, '/', { host: own, 'sec-fetch-site': 'same-origin' })).toBe(200)
  expect(await status(office, '/', { host: own, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' })).toBe(
    200,
  )
  expect(await status(office, '/mails.json', { host: own, 'sec-fetch-site': 'cross-site' })).toBe(403)
  expect(await status(office, '/', { host: 'rebound.example' })).toBe(403)
  for (const origin of ['http://elsewhere.example', 'null']) {
    expect(await status(office, '/compose', { host: own, origin }, 'POST')).toBe(403)
  }
  expect(await status(office, '/mails/nothing')).toBe(404)
  expect(await status(office, '/nothing')).toBe(404)
  expect(await status(office, '/', {}, 'DELETE')).toBe(405)
})
