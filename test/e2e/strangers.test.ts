import { beforeAll, describe, expect, it } from 'vitest'
import { readOutputs } from '../../infra/local/outputs.ts'
import { customer } from '../../infra/local/people.ts'
import { examples } from '../../schemas/openapi/examples.ts'
import { operations } from '../../schemas/operations/catalogue.ts'
import { basePath, type Operation } from '../../schemas/operations/operation.ts'
import type { Caller, OperationName } from '../support/client.ts'
import { deskAt, open, openPromised, unique } from '../support/desk.ts'
import { eventually } from '../support/eventually.ts'
import { tracesOf } from '../support/traces.ts'

const desk = deskAt(readOutputs())
const all = Object.entries(operations) as [OperationName, Operation][]
/** In every text of what is the customer's, and nowhere else; letters only, so that it is one word to a search. */
const word = unique('zebrafish').replace(/[^a-z]/g, (sign) => 'ghijklmnop'['-0123456789'.indexOf(sign) - 1] ?? 'q')
const said = `All about ${word}`

/** Ids of one of everything of the customer's, by the parameter that stands for each. */
const ids: Record<string, string> = {
  customer: customer.id,
  type: 'relates-to',
  queue: 'unassigned',
  address: 'reception@customer.example',
}

async function made(name: OperationName, as: Caller, asked: object): Promise<string> {
  const { status, text, body } = await desk.wrong(name, as, asked)
  if (status >= 300) throw new Error(`${name}: ${status} ${text}`)
  return (body as { id: string }).id
}

beforeAll(async () => {
  const { id } = customer
  ids.site = await made('createSite', 'agent', { id, body: { name: said } })
  ids.product = await made('createProduct', 'agent', { id, body: { name: said, model: word, serialNumber: word } })
  const agreed = { name: said, startsOn: '2026-01-01', endsOn: '2027-12-31' }
  ids.contract = await made('createContract', 'agent', { id, body: agreed })
  const emails = [{ address: `${word}@customer.example` }]
  ids.contact = await made('createContact', 'agent', { body: { name: said, customer: id, emails } })
  const tickets = await Promise.all([open(desk, { title: said, description: said }), open(desk, { title: said })])
  const [ticket, other] = tickets.map(({ number }) => number) as [string, string]
  Object.assign(ids, {
    ticket,
    other,
    person: tickets[0]?.requester,
    policy: 'pol_default',
    breach: `${ticket}.response.1`,
  })
  ids.comment = await made('addComment', 'customer', { id: ticket, body: { body: said } })
  const file = { name: `${word}.txt`, type: 'text/plain', size: 9 }
  const upload = await desk.wrong('attachFile', 'customer', { id: ticket, body: file })
  ids.attachment = (upload.body as { attachment: { id: string } }).attachment.id
  ids.entry = await made('logTime', 'agent', { id: ticket, body: { minutes: 5, note: said } })
  ids.followUp = await made('addFollowUp', 'agent', { id: ticket, body: { note: said } })
  const spoken = { direction: 'inbound', outcome: 'reached', number: '+441632960001', summary: said }
  await made('logCall', 'agent', { id: ticket, body: spoken })
  await made('linkTicket', 'agent', { id: ticket, body: { type: 'relates-to', ticket: other } })
  ids.macro = await made('createMacro', 'agent', { body: { name: said, reply: { body: said } } })
  ids.view = await made('createView', 'agent', { body: { name: said, filter: { customer: id } } })
  ids.rule = await made('createTriageRule', 'manager', {
    body: { name: said, conditions: { words: [word] }, gives: { tags: ['found'] } },
  })
  const targets = { low: { response: 'PT9H' } }
  ids.policy = await made('createSlaPolicy', 'manager', {
    // Of no ticket: others are opened for this customer.
    body: { name: said, conditions: { customer: [id], tags: ['nobodys'] }, targets },
  })
  ids.calendar = await made('createCalendar', 'manager', {
    body: { name: said, timeZone: 'Europe/London', weekly: { mon: [{ from: '09:00', to: '18:00' }] } },
  })
  const actions = [{ do: 'tag', add: [word.slice(0, 40)] }]
  ids.job = await made('bulkTickets', 'agent', { body: { tickets: [other], actions } })
  await aVisit(ticket)
  const target = { kind: 'webhook', url: `https://${word}.example/hook` }
  ids.subscription = await made('createSubscription', 'partner', { body: { name: said, target } })
  ids.client = await made('createPartnerClient', 'admin', {
    body: { name: said, scopes: ['tickets.read'], customer: id },
  })
  // None of theirs: nothing was sent yet.
  Object.assign(ids, { delivery: `dlv_${'0'.repeat(26)}`, replay: `rpl_${'0'.repeat(26)}` })
  await eventually('its owner finds it', async () => {
    const { text } = await desk.call('search', 'customer', { query: { q: word } })
    return text.includes(word)
  })
})

/** Somebody who comes to the customer, with all that is known of their time. */
async function aVisit(ticket: string): Promise<void> {
  const minute = Math.ceil(Date.now() / 60_000) * 60_000
  const from = (hours: number) => new Date(minute + hours * 3_600_000).toISOString()
  const whole = async (name: OperationName, asked: object) => (await desk.wrong(name, 'manager', asked)).body as never
  const given = { name: said, email: `${word.slice(0, 40)}@desk.example`, notes: said }
  const technician = await made('createTechnician', 'manager', { body: given })
  ids.team = await made('createTeam', 'manager', { body: { name: said } })
  const span = { from: from(200), until: from(220) }
  const gone: { absences: { id: string }[] } = await whole('addAbsence', {
    id: technician,
    body: { ...span, note: said },
  })
  const rotation = { name: said, timeZone: 'UTC', members: [technician], startsOn: '2026-11-23' }
  ids.rotation = await made('createRotation', 'manager', { body: rotation })
  const standIn = { person: technician, ...span, reason: said }
  const stood: { overrides: { id: string }[] } = await whole('addOverride', { id: ids.rotation, body: standIn })
  const shifts = [{ technician, from: from(240), until: from(248), name: said }]
  const planned: { items: { id: string }[] } = await whole('planShifts', { body: { shifts } })
  ids.absence = gone.absences[0]?.id ?? ''
  ids.override = stood.overrides[0]?.id ?? ''
  ids.shift = planned.items[0]?.id ?? ''
  // None of theirs: whoever has the link may read it.
  ids.secret = 'A'.repeat(43)
  ids.token = ids.secret
  ids.mail = 'mal_00000000000000000000000000'
  ids.file = ids.attachment ?? ''
  ids.visit = await made('bookVisit', 'agent', {
    body: { ticket, technician, from: from(48), work: said, force: true },
  })
}

/** What stands in the path of an operation; a parameter that nobody has thought of throws. */
function paramsFor({ path }: Operation): Record<string, string> {
  const id = path.startsWith('/customers') ? ids.customer : path.startsWith('/contacts') ? ids.contact : ids.ticket
  const meant: Record<string, string | undefined> = { ...ids, id, ticket: ids.other, ticket_id: ids.ticket }
  const names = path.match(/(?<=\{)\w+/g) ?? []
  return Object.fromEntries(
    names.map((name) => {
      if (!meant[name]) throw new Error(`There is no ${name} of the customer's here, which ${path} asks for`)
      return [name, meant[name]]
    }),
  )
}

/** The body that the document shows, about what is the customer's. */
function bodyFor(name: OperationName): unknown {
  const { body }: { body?: unknown } = (examples as Record<string, object>)[name] ?? {}
  const text = JSON.stringify(body)
  if (text === undefined || typeof body === 'string') return body
  const meant: [RegExp, string | undefined][] = [
    [/"TKT\d+"/g, ids.ticket],
    [/"cus_\w+"/g, ids.customer],
    [/"com_\w+"/g, ids.comment],
    [/"prd_\w+"/g, ids.product],
    [/"sit_\w+"/g, ids.site],
    [/"ctr_\w+"/g, ids.contract],
    [/"mac_\w+"/g, ids.macro],
  ]
  return JSON.parse(meant.reduce((given, [pattern, id]) => given.replace(pattern, `"${id}"`), text))
}

const queries: Partial<Record<OperationName, Record<string, string>[]>> = {
  listTickets: [{}, { customer: customer.id }, { serial: word }, { tag: word.slice(0, 40) }],
  search: [{ q: word }, { q: `${word.slice(0, -1)}` }, { q: 'all about' }],
  listContacts: [{}, { customer: customer.id }, { email: `${word}@customer.example` }],
  getTicketStatistics: [{}, { customer: customer.id }],
}

/** Whatever one can ask an operation for about what is the customer's. */
function askings(name: OperationName, operation: Operation) {
  const body = bodyFor(name)
  const params = paramsFor(operation)
  const [first = 'id'] = operation.path.match(/(?<=\{)\w+/g) ?? []
  const sent = typeof body === 'string' ? { text: body } : body !== undefined && { body }
  const headers: Record<string, string>[] = [
    {},
    { accept: 'text/csv' },
    { 'idempotency-key': 'theirs', 'if-match': '*' },
  ]
  return (queries[name] ?? [{}]).flatMap((query) =>
    headers.map((more) => ({ id: String(params[first]), params, query, headers: more, ...sent })),
  )
}

describe('another customer', () => {
  it.each(all)('finds nothing of it by %s', async (name, operation) => {
    for (const asked of askings(name, operation)) {
      const { status, text, headers } = await desk.wrong(name, 'otherCustomer', asked)
      expect(status).toBeLessThan(500)
      const answer = text.replace(/"instance":"[^"]*"/, '') + JSON.stringify([...headers])
      expect(answer).not.toContain(word)
      // What is the same for everybody shows examples, whose numbers may come to be somebody's.
      if (operation.roles === 'public') continue
      const sent = JSON.stringify(asked)
      for (const id of [
        ids.ticket,
        ids.comment,
        ids.attachment,
        ids.product,
        ids.site,
        ids.contract,
        ids.job,
        ids.visit,
      ])
        if (!sent.includes(String(id))) expect(answer).not.toContain(id)
    }
  })

  it('cannot go on in a list of theirs', async () => {
    const { body } = await desk.call('listTickets', 'customer', { query: { limit: 1 } })
    const answer = await desk.wrong('listTickets', 'otherCustomer', { query: { limit: 1, cursor: String(body.next) } })
    expect(answer.status).toBe(400)
  })

  it('has changed nothing of it', async () => {
    const { body } = await desk.call('getTicket', 'agent', { id: String(ids.ticket) })
    expect(body).toMatchObject({ title: said, status: 'created', requester: ids.person })
    const { text } = await desk.call('listComments', 'agent', { id: String(ids.ticket) })
    expect(JSON.parse(text).items).toHaveLength(1)
  })

  it('learns no more from addresses that no operation has', async () => {
    const token = await desk.tokenOf('otherCustomer')
    const headers = { authorization: `Bearer ${token}` }
    for (const path of [
      `/tickets/${ids.ticket}/body`,
      `/customers//sites/${ids.site}`,
      `/tickets/%2e%2e/${ids.ticket}`,
    ]) {
      const { status, text } = await desk.ask('GET', path, headers)
      expect([path, status]).toEqual([path, 404])
      expect(text.replaceAll(basePath, '')).not.toContain(word)
    }
  })
})

describe('what somebody writes', () => {
  it('is in no log, no queue and no execution of the desk', async () => {
    // One that something sleeps for: its response is due within minutes.
    await openPromised(desk, { response: 'PT5M' }, { title: said, description: said })
    const traces = await eventually('an execution sleeps', async () => {
      const found = await tracesOf(desk.outputs)
      return found.some(([where]) => where.startsWith('execution')) ? found : undefined
    })
    const lines = traces.filter(([where]) => /log/i.test(where)).map(([, what]) => what)
    // It is looked where it would be: the requests of this test are there.
    expect(lines.some((line) => line.includes('createTicket'))).toBe(true)
    // Tags are codes, and events have them.
    const told = ([, what]: readonly [string, string]) => what.replace(/\\*"(tags|added)\\*":\[[^\]]*\]/g, '')
    expect(traces.filter((trace) => told(trace).includes(word)).map(([where]) => where)).toEqual([])
  })
})
