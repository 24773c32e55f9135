import './environment.ts'
import { expect } from 'vitest'
import { handler as tend } from '../../../functions/attachments/tend.ts'
import { stop } from '../../../functions/partners/pausing.ts'
import { approveLink, rejectLink, surveyLinks, unsubscribeLink } from '../../../functions/platform/mail/links.ts'
import { newDelivery } from '../../../functions/platform/table/deliveries.ts'
import { replayPut } from '../../../functions/platform/table/replays.ts'
import { surveyPut } from '../../../functions/platform/table/surveys.ts'
import { loadTicket } from '../../../functions/platform/table/tickets.ts'
import { examples } from '../../../schemas/openapi/examples.ts'
import { Survey } from '../../../schemas/survey.ts'
import { type Caller, customers, people, teams } from '../../support/people.ts'
import type { Desk } from './desk.ts'
import { type Answer, type Asked, aTicket, call, type OperationName, operationCalled } from './gateway.ts'
import { JobQueue } from './jobs.ts'
import { batch, context } from './timers.ts'

/** Ids of one of everything that a customer has to do with, each by the name of the path parameter that stands for it. */
export interface Everything {
  ticket: string
  /** The other ticket of the same customer, which the first relates to. */
  other: string
  type: 'relates-to'
  person: string
  comment: string
  entry: string
  call: string
  followUp: string
  attachment: string
  customer: string
  contact: string
  /** Another contact of the same customer. */
  namesake: string
  site: string
  product: string
  contract: string
  macro: string
  view: string
  job: string
  /** A clock of the first ticket that ended too late. */
  breach: string
  rule: string
  assignmentRule: string
  calendar: string
  rotation: string
  override: string
  shift: string
  /** Of the link to the colleague's calendar. */
  secret: string
  /** Of the link to the page of the first ticket; its file is the attachment. */
  token: string
  file: string
  policy: string
  visit: string
  /** Somebody who works here, and was never invited; with an absence. */
  colleague: string
  absence: string
  team: string
  /** A mail that went out about the first ticket, and an address that nothing goes to. */
  mail: string
  address: string
  subscription: string
  client: string
  delivery: string
  replay: string
  queue: 'unassigned'
}

const theirs = { customer: customers.bakery, otherCustomer: customers.foundry } as const

async function made(name: OperationName, asked: Asked): Promise<Answer> {
  const answer = await call(name, asked)
  expect([name, answer.status, answer.text]).toEqual([name, operationCalled(name).status ?? 200, answer.text])
  return answer
}

/** Makes one of everything for a customer; `word` stands in every text of it, and in nothing else. */
export async function everything(desk: Desk, as: keyof typeof theirs = 'customer', word = 'Zebrafish') {
  const customer = theirs[as]
  const lower = word.toLowerCase()
  const said = `All about ${word}`
  const id = async (name: OperationName, asked: Asked) => String((await made(name, asked)).body.id)
  const site = await id('createSite', { as: 'agent', id: customer, body: { name: said, externalId: `${word}-S` } })
  const product = await id('createProduct', {
    as: 'agent',
    id: customer,
    body: { name: said, model: word, serialNumber: `${word}-1`, externalId: `${word}-P`, site },
  })
  const contract = await id('createContract', {
    as: 'agent',
    id: customer,
    body: { name: said, startsOn: '2026-01-01', endsOn: '2027-12-31', products: [product], terms: said },
  })
  const contactOf = (name: string) =>
    id('createContact', {
      as: 'agent',
      body: {
        name: `${said} ${name}`,
        customer,
        emails: [{ address: `${lower}-${name}@${lower}.example` }],
        notes: said,
      },
    })
  const contact = await contactOf('one')
  const namesake = await contactOf('two')
  const ticket = await aTicket({ title: said, description: said, product }, as)
  const other = await aTicket({ title: said, description: said, contact: { email: `${lower}@${lower}.example` } }, as)
  const team = as === 'customer' ? teams.north : teams.south
  for (const one of [ticket, other]) await made('assignTicket', { id: one, body: { team, reason: said } })
  const comment = await id('addComment', { id: ticket, body: { body: said } })
  const entry = await id('logTime', { id: ticket, body: { minutes: 30, note: said } })
  const spoken = { direction: 'inbound', outcome: 'reached', number: '+441632960001', summary: said }
  const calls = await id('logCall', { id: ticket, body: spoken })
  const followUp = await id('addFollowUp', { id: ticket, body: { note: said } })
  await made('linkTicket', { id: ticket, body: { type: 'relates-to', ticket: other } })
  await made('watchTicket', { id: ticket, as, params: { id: ticket, person: 'me' } })
  const attachment = await file(desk, ticket, `${word}.txt`, said, as)
  const macro = await id('createMacro', {
    as: 'agent',
    body: { name: said, reply: { body: said }, actions: [{ do: 'tag', add: [lower] }] },
  })
  const view = await id('createView', { as: 'agent', body: { name: said, filter: { customer } } })
  const job = await id('bulkTickets', {
    as: 'agent',
    body: { tickets: [other], actions: [{ do: 'tag', add: [lower] }] },
  })
  await new JobQueue(desk).run()
  const rule = await id('createTriageRule', {
    as: 'manager',
    body: { name: said, conditions: { words: [word] }, gives: { tags: [lower] } },
  })
  const assignmentRule = await id('createAssignmentRule', {
    as: 'manager',
    body: { name: said, conditions: { words: [word] }, target: { queue: team } },
  })
  const calendar = await id('createCalendar', {
    as: 'manager',
    body: { name: said, timeZone: 'Europe/London', weekly: { mon: [{ from: '09:00', to: '18:00' }] } },
  })
  const { technician, teammate, otherTechnician } = people
  const week = { from: '2026-12-24T09:00:00Z', until: '2026-12-27T09:00:00Z' }
  const rota = { timeZone: 'Europe/London', members: [technician.id], startsOn: '2026-11-23' }
  const rotation = await id('createRotation', { as: 'manager', body: { name: said, ...rota } })
  const { body: standIn } = await made('addOverride', {
    as: 'manager',
    id: rotation,
    body: { person: teammate.id, ...week, reason: said },
  })
  const worker = as === 'customer' ? technician.id : otherTechnician.id
  const late = { technician: worker, from: '2026-12-01T14:00:00Z', until: '2026-12-01T22:00:00Z', name: said }
  const { body: planned } = await made('planShifts', { as: 'manager', body: { shifts: [late] } })
  const policy = await id('createSlaPolicy', {
    as: 'manager',
    body: { name: said, conditions: { tags: [lower] }, targets: { high: { response: 'PT1H' } } },
  })
  const colleague = await id('createTechnician', {
    as: 'manager',
    body: { name: said, email: `${lower}@desk.example`, notes: said },
  })
  const away = { from: '2027-01-01T00:00:00Z', until: '2027-01-02T00:00:00Z', note: said }
  const { body: feed } = await made('makeCalendarFeed', { as: 'manager', id: colleague })
  const absence = (await made('addAbsence', { as: 'manager', id: colleague, body: away })).body.absences[0].id
  const crew = await id('createTeam', { as: 'manager', body: { name: said } })
  const visit = await id('bookVisit', {
    as: 'agent',
    body: { ticket, technician: worker, from: '2026-11-23T15:00:00Z', work: said },
  })
  const type = 'relates-to'
  const breach = aBreach(desk, ticket)
  aSurvey(desk, ticket, people[as].id, said)
  const { body: link } = await made('makeTrackLink', { id: ticket })
  const address = `${lower}-gone@${lower}.example`
  const subscription = await id('createSubscription', {
    as: 'admin',
    body: {
      name: said,
      owner: as === 'customer' ? people.partner.id : aPartner(desk, customer),
      target: { kind: 'event-bus', arn: `arn:aws:events:us-east-1:111122223333:event-bus/${word}` },
    },
  })
  const client = await id('createPartnerClient', {
    as: 'admin',
    body: { name: said, customer, scopes: ['tickets.read'] },
  })
  // The bakery's is that of the partner who calls in tests.
  if (as === 'customer') ownedBy(desk, client, people.partner.id)
  const sent = aDelivery(desk, subscription, ticket)
  const mail = aMail(desk, ticket, `${lower}-there@${lower}.example`, said)
  holdAgainst(desk, address, said)
  const ids: Everything = {
    ...{
      ticket,
      other,
      type,
      comment,
      entry,
      call: calls,
      followUp,
      attachment,
      customer,
      contact,
      namesake,
      site,
      product,
    },
    ...{
      breach,
      contract,
      macro,
      view,
      job,
      rule,
      assignmentRule,
      calendar,
      rotation,
      override: standIn.overrides[0].id,
      shift: planned.items[0].id,
      visit,
      secret: feed.path.split('/').at(-1),
      token: link.url.split('/').at(-1),
      file: attachment,
      policy,
      colleague,
      absence,
      team: crew,
      mail,
      address,
      subscription,
      client,
      ...sent,
      queue: 'unassigned',
      person: people[as].id,
    },
  }
  return ids
}

/** The record of a clock that ended too late, as a life of days would leave it. */
function aBreach(desk: Desk, ticket: string): string {
  const [clock, cycle] = ['nextResponse', 1] as const
  const head = desk.table.find({ pk: `TICKET#${ticket}`, sk: 'TICKET' })
  const { policy, priority, category, type, channel, brand, customer, team, escalationLevel, createdAt } = head ?? {}
  desk.table.put({
    ...{ pk: `TICKET#${ticket}`, sk: `CLOCK#${clock}#${cycle}`, ticket, clock, cycle, revision: 1, version: 1 },
    ...{ policy, priority, category, type, channel, brand, customer, team, escalationLevel },
    ...{ outcome: 'missed', targetMs: 60_000, elapsedMs: 90_000, missedByMs: 30_000, pauses: { count: 0, ms: 0 } },
    ...{ startedAt: createdAt, endedAt: createdAt, dueAt: createdAt },
  })
  return `${ticket}.${clock}.${cycle}`
}

/** Somebody else acts by a partner's client. */
function ownedBy(desk: Desk, client: string, person: string): void {
  const key = { pk: 'PARTNER-CLIENTS', sk: client }
  desk.table.put({ ...key, ...desk.table.find(key), person })
}

/** A customer's machine. */
function aPartner(desk: Desk, customer: string): string {
  const id = `per_${customer.slice(-26).replace(/^.../, 'PRT')}`
  desk.table.put({ pk: `PERSON#${id}`, sk: 'PERSON', id, role: 'partner', customer })
  return id
}

/** An event that arrived at a webhook, as it is approved once it is one (`hooked`), and a replay that is done. */
function aDelivery(desk: Desk, subscription: string, ticket: string): { delivery: string; replay: string } {
  const now = new Date().toISOString()
  const event = { id: `ticket.${ticket}.1`, type: 'ticket.created', occurredAt: now, ticket }
  const outgoing = { subscription, event, contentType: 'application/json', body: '{}', approval: 3 }
  const { Item } = newDelivery(outgoing, now).Put
  const replay = `rpl_${subscription.slice(4)}`
  const { Put } = replayPut({
    ...{ id: replay, subscription, of: 'history', to: now, state: 'done', looked: 1, given: 1, createdAt: now },
  })
  desk.table.put({ ...Item, state: 'delivered', settledAt: now } as never)
  desk.table.put(Put?.Item as never)
  return { delivery: Item.id, replay }
}

/** A mail that went out and came back. */
function aMail(desk: Desk, ticket: string, to: string, said: string): string {
  const id = `mal_${ticket.padStart(26, '0')}`
  const at = new Date().toISOString()
  const letter = { subject: said, blocks: [{ is: 'paragraph', text: said }] }
  const content = { letter, brand: 'main', nature: 'automatic', isAnswerable: true }
  desk.table.put({
    ...{ pk: `TICKET#${ticket}`, sk: `MAIL#${id}`, id, ticket, direction: 'out', state: 'bounced', at, stateAt: at },
    ...{ gsi6pk: 'MAILS#bounced', gsi6sk: `${at}#${ticket}#${id}`, subject: said, to, content, version: 2 },
  })
  return id
}

/** What is known of an address that is gone. */
function holdAgainst(desk: Desk, address: string, said: string): void {
  const at = new Date().toISOString()
  const bounced = { at, permanent: true, times: 1, diagnostic: said }
  desk.table.put({
    ...{ pk: `CORRESPONDENT#${address}`, sk: 'CORRESPONDENT', gsi6pk: 'SUPPRESSED', gsi6sk: `${at}#${address}` },
    ...{ address, answeredAt: [], rounds: 0, unattended: 0, bounced, version: 1 },
  })
}

/** What a customer has said of a ticket that was done before. */
export function aSurvey(desk: Desk, ticket: string, person: string, comment: string): void {
  const head = desk.table.find({ pk: `TICKET#${ticket}`, sk: 'TICKET' })
  const { customer, category, team, createdAt: answeredAt } = head ?? {}
  const survey = Survey.parse({ ticket, person, score: 4, comment, customer, category, team, answeredAt, version: 1 })
  const { Put } = surveyPut(survey)
  if (Put?.Item) desk.table.put(Put.Item)
}

/** A clean file of a ticket. */
async function file(desk: Desk, ticket: string, name: string, text: string, as: Caller): Promise<string> {
  const body = { name, type: 'text/plain', size: Buffer.byteLength(text) }
  const { body: prepared } = await made('attachFile', { id: ticket, as, body })
  const { id } = prepared.attachment
  await arrive(desk, ticket, id, text)
  return id
}

/** A file that is awaited comes to the store, and a scan finds nothing in it. */
export async function arrive(desk: Desk, ticket: string, id: string, text: string): Promise<void> {
  const heard = (source: string, type: string, detail: object) =>
    tend(batch([{ id: 'x', source, 'detail-type': type, detail }]), context)
  const key = `incoming/${ticket}/${id}`
  desk.store.arrive(key, text)
  await heard('aws.s3', 'Object Created', { bucket: { name: 'desk-files' }, object: { key } })
  const kept = desk.store.keys.find((one) => one.startsWith(`files/${ticket}/${id}/`))
  if (!kept) return
  desk.store.tag(kept, 'NO_THREATS_FOUND')
  const scanned = { s3ObjectDetails: { objectKey: kept } }
  await heard('aws.guardduty', 'GuardDuty Malware Protection Object Scan Result', scanned)
}

/** What the first id in a path is of. */
function idOf(path: string, all: Everything): string {
  const first = path.split('/')[1] ?? ''
  const known: Record<string, string> = {
    customers: all.customer,
    contacts: all.contact,
    technicians: all.colleague,
    teams: all.team,
    people: 'me',
  }
  return known[first] ?? all.ticket
}

/** What stands in the path of an operation for one of everything; a parameter that nobody has thought of throws. */
export function paramsFor(name: OperationName, all: Everything): Record<string, string> {
  const { path, params } = operationCalled(name)
  const ids = all as unknown as Record<string, string>
  const meant: Record<string, string> = {
    id: idOf(path, all),
    ticket_id: all.ticket,
    rule: path.startsWith('/assignment-rules') ? all.assignmentRule : all.rule,
    ticket: all.other,
  }
  return Object.fromEntries(
    Object.keys(params?.shape ?? {}).map((parameter) => {
      const id = meant[parameter] ?? ids[parameter]
      if (!id) throw new Error(`${name} has a parameter that these tests have none of: ${parameter}`)
      return [parameter, id]
    }),
  )
}

/** The ids in the examples of the document, and what stands for each here. */
const meant = (all: Everything): [RegExp, string][] => [
  [/^TKT\d+$/, all.other],
  [/^per_01JD0000000000000000CNTCT/, all.namesake],
  [/^per_01JD000000000000000PARTNR/, people.partner.id],
  [/^per_/, people.technician.id],
  [/^tea_/, teams.north],
  [/^cus_/, all.customer],
  [/^sit_/, all.site],
  [/^prd_/, all.product],
  [/^ctr_/, all.contract],
  [/^com_/, all.comment],
  [/^mac_/, all.macro],
  [/^pol_01/, all.policy],
  [/^cal_/, all.calendar],
]

/** The same with these ids. */
function put(value: unknown, all: Everything): unknown {
  if (typeof value === 'string') return meant(all).find(([pattern]) => pattern.test(value))?.[1] ?? value
  if (Array.isArray(value)) return value.map((one) => put(one, all))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, put(one, all)]))
}

/** Bodies that stand on more than the examples tell. */
const bodies: Partial<Record<OperationName, unknown>> = {
  changeSettings: { autoCloseAfter: 'P5D' },
  createTechnician: { name: 'Somebody new', email: 'new@desk.example' },
  changeTeam: { email: 'team@desk.example' },
  changeTicketCustomer: { customer: customers.foundry },
  changeSite: { name: 'Second plant' },
  // What the document shows is the second page of it.
  exportContact: {},
  optimiseTechnicianDay: { apply: true },
}

/** The body that the document shows, with these ids in it. */
export function bodyFor(name: OperationName, all: Everything): unknown {
  const example: { body?: unknown } = (examples as Record<string, object>)[name] ?? {}
  return bodies[name] ?? put(example.body, all)
}

const first: readonly Caller[] = ['agent', 'manager', 'admin', 'technician', 'customer']

/** A call of an operation that lacks nothing, about these, by the first of those who may. */
export function askedOf(name: OperationName, all: Everything): Asked {
  const { roles, ifMatch } = operationCalled(name)
  const body = bodyFor(name, all)
  const as = byOthers[name] ?? first.find((one) => roles === 'public' || roles.includes(people[one].role))
  return {
    ...(as && { as }),
    params: paramsFor(name, all),
    ...(body !== undefined && { body }),
    ...(ifMatch === 'required' && { headers: { 'if-match': '*' } }),
    ...queries[name],
  }
}

/** Who is not the first, but the one whose turn it is. */
const byOthers: Partial<Record<OperationName, Caller>> = {
  removeAttachment: 'supervisor',
  createView: 'supervisor',
  makeCalendarFeed: 'manager',
  revokeCalendarFeed: 'manager',
  setTechnicianStatus: 'manager',
  addAbsence: 'manager',
  removeAbsence: 'manager',
}
const queries: Partial<Record<OperationName, Asked>> = {
  search: { query: { q: 'zebrafish' } },
  findProducts: { query: { serial: 'Zebrafish-1' } },
  optimiseTechnicianDay: { query: { date: '2026-11-24' } },
}

const step = (name: OperationName, asked: Asked = {}) => made(name, asked).then(() => ({}))
const resolved = ({ ticket }: Everything) => step('resolveTicket', { id: ticket, body: { resolution: 'A new fuse' } })
const started = ({ ticket }: Everything) => step('startTicket', { id: ticket })
/** A link of another kind to the first ticket, once it is resolved. */
const linked =
  (link: typeof approveLink) =>
  async (all: Everything): Promise<Partial<Everything>> => {
    await resolved(all)
    const { loaded } = await loadTicket(all.ticket)
    if (!loaded) throw new Error(`${all.ticket} is not there`)
    return { token: tokenIn(await link(loaded.ticket, all.person, new Date().toISOString())) }
  }
const tokenIn = (url: string): string => /track\/([\w-]+)/.exec(url)?.[1] ?? ''
const approved = ({ subscription }: Everything) =>
  step('approveSubscription', { as: 'admin', id: subscription, body: {}, headers: { 'if-match': '*' } })
const hooked = async (all: Everything) => {
  const body = { target: { kind: 'webhook', url: 'https://hooks.partner.example/desk' } }
  await step('changeSubscription', { as: 'admin', id: all.subscription, body })
  return approved(all)
}
const inAWeek = () => new Date(Date.now() + 7 * 24 * 3_600_000).toISOString()
const paused = async (all: Everything, status: string) => {
  await started(all)
  return step('pauseTicket', { id: all.ticket, body: { status, reason: 'Waits' } })
}

/** What must have happened before an operation can go well, and whom it is about then, where that is another. */
export const prepared: Partial<Record<OperationName, (all: Everything) => Promise<Partial<Everything>>>> = {
  unassignTicket: ({ ticket }) => step('assignTicket', { id: ticket, body: { technician: people.technician.id } }),
  acceptTicket: ({ ticket }) => step('assignTicket', { id: ticket, body: { technician: people.agent.id } }),
  declineTicket: ({ ticket }) => step('assignTicket', { id: ticket, body: { technician: people.agent.id } }),
  pauseTicket: started,
  releaseTicket: ({ ticket }) => step('holdTicket', { id: ticket, body: { until: inAWeek(), reason: 'Waits' } }),
  resumeTicket: (all) => paused(all, 'pending_customer'),
  reportPartsArrived: (all) => paused(all, 'pending_parts'),
  closeTicket: resolved,
  reopenTicket: resolved,
  unmergeTicket: ({ ticket, other }) =>
    step('mergeTicket', { as: 'supervisor', id: ticket, body: { into: other, reason: 'The same' } }),
  approveByLink: linked(approveLink),
  rejectByLink: linked(rejectLink),
  answerSurveyByLink: linked(async (...asked) => (await surveyLinks(...asked))[5]),
  async unsubscribeByLink({ ticket: number, person }) {
    const address = 'reception@bakery.example'
    return { token: tokenIn(await unsubscribeLink({ number, person, address }, new Date().toISOString())) }
  },
  pauseSubscription: (all) => approved(all),
  redeliverOne: hooked,
  redeliverSome: hooked,
  testSubscription: hooked,
  rotateSecret: hooked,
  createReplay: hooked,
  async resumeSubscription(all) {
    await approved(all)
    // What an admin has paused only an admin resumes.
    await stop(all.subscription, 'failing', 'run-1')
    return {}
  },
  completeVisit: ({ visit }) => step('arriveAtVisit', { id: visit }),
  // There and back and there again: an order that is easily better.
  async optimiseTechnicianDay({ customer, ticket }) {
    const [near, far] = await Promise.all(
      [50, 50.5].map(async (latitude) => {
        const body = { name: 'North', coordinates: { latitude, longitude: 0 } }
        return (await made('createSite', { id: customer, body })).body.id
      }),
    )
    for (const [hour, site] of [['08', near] as const, ['11', far] as const, ['14', near] as const]) {
      const body = { ticket, technician: people.teammate.id, from: `2026-11-24T${hour}:00:00Z`, site }
      await made('bookVisit', { body })
    }
    return { colleague: people.teammate.id }
  },
  reactivateTechnician: ({ colleague }) =>
    step('deactivateTechnician', { as: 'manager', id: colleague, body: { reason: 'Has left' } }),
  removeParent: ({ ticket, other }) => step('setParent', { id: ticket, body: { ticket: other } }),
  cancelJob: async ({ other }) => {
    const body = { tickets: [other], actions: [{ do: 'tag', add: ['later'] }] }
    return { job: (await made('bulkTickets', { body })).body.id }
  },
  deleteCustomer: async () => ({ customer: (await made('createCustomer', { body: { name: 'Nobody yet' } })).body.id }),
}

/** Writes that leave nothing behind that could be there twice: they say or try something. */
export const leavesNothing: readonly OperationName[] = [
  'previewTriage',
  'previewAssignment',
  'previewCalendar',
  'previewSla',
  'exportContact',
  'keepPresence',
  'endPresence',
]
