import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import type { Html } from '../../../functions/platform/markup/html.ts'
import { stages } from '../../stages.ts'
import { findMail, listMails, rawMail, type SentMail } from './outbox.ts'
import { isOutcome, isRefusalCode, outcomeNames, play, refusalCodes, refuse } from './outcome.ts'
import { composePage, listPage, mailPage, messagePage, style } from './pages.ts'
import { answerTo, checkWords, send, unsubscribe, unsubscribeUrl } from './writing.ts'

/** No page has a script, and nothing is fetched from elsewhere. */
const ownPolicy =
  "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
/** A mail is a stranger's: it runs nothing, fetches nothing, and what it links to opens elsewhere. */
const mailsPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"

const pageOf = 100

interface Answer {
  status?: number
  type: string
  policy?: string
  headers?: Record<string, string>
  body: string | Uint8Array
}

const page = ({ text }: Html, status = 200): Answer => ({ status, type: 'text/html; charset=utf-8', body: text })
const json = (value: unknown, status = 200): Answer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(value),
})
const plain = (body: string | Uint8Array): Answer => ({ type: 'text/plain; charset=utf-8', body })

/** The outbox: pages for people, JSON for tests and the demonstration. */
export function outboxServer(): Server {
  return createServer(async (request, response) => {
    write(response, await answer(request).catch((fault: Error) => page(messagePage(fault.message), 400)))
  })
}

function write(response: ServerResponse, { status = 200, type, policy = ownPolicy, headers, body }: Answer): void {
  response.writeHead(status, {
    'content-type': type,
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cache-control': 'no-store',
    ...headers,
  })
  response.end(body)
}

async function answer(request: IncomingMessage): Promise<Answer> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  if (!isOurs(request)) return page(messagePage('Only pages of this address may ask for that.'), 403)
  const [first = '', id = '', what = ''] = url.pathname.slice(1).split('/')
  if (first === 'mails' && id)
    return aboutOne(request, id.replace(/\.json$/, ''), id.endsWith('.json') ? 'json' : what, url)
  if (request.method === 'POST' && first === 'compose') return composed(await fieldsOf(request))
  if (request.method === 'POST' && first === 'refusals') return refusing(await fieldsOf(request))
  if (request.method !== 'GET') return page(messagePage('There is nothing to be sent there.'), 405)
  if (first === '') return page(listPage(await listed(url), url.searchParams.get('said') ?? undefined))
  if (first === 'mails.json') return json({ mails: (await listed(url)).mails.map(shown) })
  if (first === 'compose') return page(composePage(stages.local.mailFrom, url.searchParams.get('said') ?? undefined))
  if (first === 'style.css') return { type: 'text/css', body: style }
  if (first === 'health') return json({ pid: process.pid })
  return nothing()
}

const nothing = () => page(messagePage('There is no such page.'), 404)

/** Mails hold links that open accounts: no page of another origin reads them or sends any, whatever name it has got. */
function isOurs({ headers, method }: IncomingMessage): boolean {
  const { host = '', origin } = headers
  if (!/^(localhost|127\.0\.0\.1)(:\d+)?$/.test(host)) return false
  if (method !== 'GET') return origin === undefined || origin === `http://${host}`
  const site = headers['sec-fetch-site'] ?? 'none'
  return site === 'none' || site === 'same-origin' || headers['sec-fetch-mode'] === 'navigate'
}

async function listed({ searchParams }: URL) {
  const value = (name: string) => searchParams.get(name)?.trim() || undefined
  const [to, about] = [value('to'), value('about')]
  const limit = Math.min(Number(value('limit')) || pageOf, 1000)
  const mails = await listMails({ to, about, before: value('before'), limit: limit + 1 })
  return { mails: mails.slice(0, limit), to, about, more: mails.length > limit }
}

const shown = ({ parts, ...mail }: SentMail) => ({
  ...mail,
  files: parts.map(({ filename, contentType, size }) => ({ filename, contentType, size })),
})

async function aboutOne(request: IncomingMessage, id: string, what: string, url: URL): Promise<Answer> {
  const mail = await findMail(id)
  if (!mail) return nothing()
  if (request.method === 'POST') {
    const fields = await fieldsOf(request)
    if (what === 'reply') return replied(mail, fields)
    if (what === 'outcome') return became(mail, fields)
    if (what === 'unsubscribe') return unsubscribed(mail, fields)
    return nothing()
  }
  if (what === '') return page(mailPage(mail, url.searchParams.get('said') ?? undefined))
  if (what === 'json') return json(shown(mail))
  if (what === 'raw') return plain(rawMail(id) ?? '')
  if (what === 'html' && mail.html !== undefined) {
    const body = `<!doctype html><base target="_blank">${withPictures(mail)}`
    return { type: 'text/html; charset=utf-8', policy: mailsPolicy, body }
  }
  const part = what === 'files' ? mail.parts[Number(url.pathname.split('/')[4])] : undefined
  if (!part) return nothing()
  const name = encodeURIComponent(part.filename)
  const headers = { 'content-disposition': `attachment; filename*=UTF-8''${name}` }
  return { type: 'application/octet-stream', headers, body: part.content }
}

/** Pictures that came with the mail, where it names them. */
function withPictures({ html = '', parts }: SentMail): string {
  return parts.reduce((whole, { contentId, contentType, content }) => {
    if (!contentId || !contentType.startsWith('image/')) return whole
    return whole.replaceAll(`cid:${contentId}`, `data:${contentType};base64,${Buffer.from(content).toString('base64')}`)
  }, html)
}

interface Fields {
  isJson: boolean
  value(name: string): string | undefined
  all(name: string): string[]
  files: { filename: string; content: Buffer; contentType: string }[]
}

/** Of a form or of JSON: the same names in both. */
async function fieldsOf(request: IncomingMessage): Promise<Fields> {
  const type = request.headers['content-type'] ?? ''
  const body = new Response(Readable.toWeb(request) as ReadableStream, { headers: { 'content-type': type } })
  if (type.startsWith('application/json')) {
    const given = (await body.json()) as Record<string, unknown>
    const all = (name: string) =>
      [given[name] ?? []].flat().map((one) => (one === true ? 'yes' : String(one || (one === 0 ? 0 : ''))))
    return { isJson: true, all, value: (name) => all(name)[0] || undefined, files: [] }
  }
  const form = await body.formData()
  const files: Fields['files'] = []
  for (const file of form.getAll('files')) {
    if (typeof file === 'string' || !file.name) continue
    files.push({ filename: file.name, content: Buffer.from(await file.arrayBuffer()), contentType: file.type })
  }
  const all = (name: string) => form.getAll(name).filter((one) => typeof one === 'string')
  return { isJson: false, all, value: (name) => all(name)[0] || undefined, files }
}

const checksIn = ({ all }: Fields) => checkWords.filter((word) => all('checks').includes(word))

/** A form goes back to a page that says what was done, a program gets it as data. */
function done({ isJson }: Fields, place: string, said: string, data: object): Answer {
  if (isJson) return json(data, 201)
  const location = `${place}?${new URLSearchParams({ said })}`
  return { status: 303, type: 'text/plain', headers: { location }, body: said }
}

async function replied(mail: SentMail, fields: Fields): Promise<Answer> {
  const { value } = fields
  const from = value('from')
  const quotes = fields.isJson ? value('quotes') === 'yes' : value('quotes') !== undefined
  const answered = answerTo(mail, { text: value('text') ?? '', from, quotes })
  const sent = await send({
    ...answered,
    html: value('html'),
    automatic: value('automatic') === 'yes',
    checks: checksIn(fields),
  })
  return done(fields, `/mails/${mail.id}`, `Sent to ${answered.to}: message ${sent.id}.`, { ...sent, to: answered.to })
}

async function composed(fields: Fields): Promise<Answer> {
  const { value, files } = fields
  const [from, to = stages.local.mailFrom] = [value('from'), value('to')]
  if (!from) return page(messagePage('`from` is missing: who writes it.'), 400)
  const written = { from, to, subject: value('subject') ?? '', text: value('text') ?? '', html: value('html'), files }
  const sent = await send({ ...written, automatic: value('automatic') === 'yes', checks: checksIn(fields) })
  return done(fields, '/compose', `Sent to ${to}: message ${sent.id}.`, sent)
}

async function became(mail: SentMail, fields: Fields): Promise<Answer> {
  const outcome = fields.value('outcome')
  if (!isOutcome(outcome)) return page(messagePage(`\`outcome\` is one of ${outcomeNames.join(', ')}.`), 400)
  await play(mail, outcome)
  return done(fields, `/mails/${mail.id}`, `The desk hears: ${outcome}.`, { outcome })
}

async function unsubscribed(mail: SentMail, fields: Fields): Promise<Answer> {
  const url = unsubscribeUrl(mail)
  if (!url) return page(messagePage('This mail offers no way to unsubscribe.'), 400)
  const status = await unsubscribe(url)
  return done(fields, `/mails/${mail.id}`, `The desk answered ${status}.`, { status })
}

/** More than the desk ever tries, by far. */
const mostRefusals = 1000

async function refusing(fields: Fields): Promise<Answer> {
  const times = Number(fields.value('times') ?? 1)
  const code = fields.value('code')
  if (!isRefusalCode(code)) return page(messagePage(`\`code\` is one of ${refusalCodes.join(', ')}.`), 400)
  if (!Number.isInteger(times) || times < 0 || times > mostRefusals) {
    return page(messagePage(`\`times\` is a whole number up to ${mostRefusals}.`), 400)
  }
  await refuse(times, code)
  return done(fields, '/', `SES answers the next ${times} mails with ${code}.`, { times, code })
}
