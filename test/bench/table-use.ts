import { randomUUID } from 'node:crypto'
import { BatchGetCommand, GetCommand } from '@aws-sdk/lib-dynamodb'
import { keys, shards } from '../../functions/platform/table/keys.ts'
import { documents } from '../../infra/local/marks.ts'
import { people } from '../../infra/local/people.ts'
import type { Caller, OperationName } from '../support/client.ts'
import { type Desk, promise } from '../support/desk.ts'
import { type Answered, answersLogged } from './answer-log.ts'
import { median } from './figures.ts'
import { type Aim, atMost, type Bench, type Part } from './part.ts'

/** DynamoDB requests that an operation may take: a read or a list one (a round over the shards), a command two. */
const limits = { read: 1, command: 2 }

/** A step of a ticket's life, and how it is named in the table where the operation alone does not say it. */
interface Step {
  name: OperationName
  as: Caller
  body?: object
  query?: Record<string, string | number>
  called?: string
  /** Not of this ticket: a list. */
  list?: true
}

const reason = 'The bench asks'
const replaced = {
  title: 'The label printer is still offline',
  description: 'Since this morning.',
  priority: 'medium',
  type: 'issue',
  category: 'hardware',
  tags: [],
}
const step = (name: OperationName, as: Caller, more: Omit<Step, 'name' | 'as'> = {}): Step => ({ name, as, ...more })

/** Every operation on a ticket once, in an order that its life allows. */
const life: readonly Step[] = [
  step('createTicket', 'customer', {
    body: { title: 'The label printer is offline', description: 'Since this morning.', category: 'hardware' },
  }),
  step('getTicket', 'agent'),
  step('getTicketHistory', 'agent'),
  step('getSlaTracking', 'agent'),
  step('listTickets', 'agent', { list: true }),
  step('listTickets', 'agent', { list: true, query: { status: 'created' }, called: 'listTickets, one status' }),
  step('listTickets', 'customer', { list: true, called: 'listTickets, a customer' }),
  step('replaceTicket', 'agent', { body: replaced }),
  step('assignTicket', 'agent', { body: { technician: people.technician.id } }),
  step('unassignTicket', 'supervisor', { body: { reason } }),
  step('startTicket', 'technician', { body: {} }),
  step('pauseTicket', 'technician', { body: { status: 'pending_customer', reason } }),
  step('resumeTicket', 'technician', { body: {} }),
  step('resolveTicket', 'technician', { body: { resolution: 'Its cable was changed.' } }),
  step('reopenTicket', 'customer', { body: { reason } }),
  step('startTicket', 'technician', { body: {}, called: 'startTicket, again' }),
  step('resolveTicket', 'technician', { body: { resolution: 'It was changed.' }, called: 'resolveTicket, again' }),
  step('closeTicket', 'customer', { body: {} }),
]

interface Sent {
  called: string
  requestId: string
  write: boolean
  /** Whether it reads the ticket with its text. */
  whole: boolean
}

/** DynamoDB requests and capacity units of each operation, in a warm function, as it logs them itself. */
export async function measureTableUse(bench: Bench): Promise<Part> {
  const { desk, options } = bench
  const since = Date.now() - 1000
  for (let at = 0; at < (options.quick ? 2 : 5); at += 1) await live(bench)
  const sent: Sent[] = []
  let last = ''
  for (let at = 0; at < (options.quick ? 3 : 9); at += 1) {
    const { sent: more, number } = await live(bench)
    sent.push(...more)
    last = number
  }
  sent.push(...(await policies(bench)))
  const logged = await answersLogged(
    desk.outputs,
    ['tickets-api', 'sla-api'],
    sent.map(({ requestId }) => requestId),
    since,
  )
  const uncounted = await uncountedUnits(desk, last)
  const found = [...Map.groupBy(sent, ({ called }) => called)].map(([called, calls]): Use => {
    const ids = new Set(calls.map(({ requestId }) => requestId))
    const use = usual(logged.filter(({ requestId }) => ids.has(requestId)))
    const [{ write = false, whole = false } = {}] = calls
    const readUnits = use.readUnits + (whole ? uncounted.ticket + (write ? uncounted.request : 0) : 0)
    return { called, write, ...use, readUnits }
  })
  return {
    name: 'tableUse',
    title: 'DynamoDB requests and capacity units of each operation, warm',
    rows: [
      ['operation', 'requests', 'read units', 'write units'],
      ...found.map((it) => [it.called, requestsOf(it), `${it.readUnits}`, `${it.writeUnits}`]),
    ],
    notes: [
      `A list is one round: a Query to each of ${shards} shards at the same time, where the key has few values.`,
      'Writes carry an Idempotency-Key; its record is one of the items written. Units as the emulator counts them, by the rules of AWS, indexes among them; what it leaves out (BatchGetItem) is added from the same items.',
    ],
    aims: aimsOf(found),
    wrong: [],
    figures: found,
  }
}

interface Use {
  called: string
  write: boolean
  requests: number
  readUnits: number
  writeUnits: number
}

/** They read a ticket without its text. */
const headOnly: readonly OperationName[] = ['getTicketHistory', 'getSlaTracking']

/**
 * The read units of a whole ticket, and of the idempotency record that is looked for beside it, where the emulator does
 * not count them: it leaves BatchGetItem out. The same items read one by one are counted.
 */
async function uncountedUnits({ outputs }: Desk, number: string): Promise<{ ticket: number; request: number }> {
  const table = documents(outputs.endpoint)
  const ReturnConsumedCapacity = 'TOTAL'
  const { tableName: TableName } = outputs
  const Keys = [keys.ticket(number), keys.body(number)]
  const whole = await table.send(
    new BatchGetCommand({ RequestItems: { [TableName]: { Keys, ConsistentRead: true } }, ReturnConsumedCapacity }),
  )
  if (whole.ConsumedCapacity) return { ticket: 0, request: 0 }
  const units = async (Key: { pk: string; sk: string }) => {
    const one = await table.send(new GetCommand({ TableName, Key, ConsistentRead: true, ReturnConsumedCapacity }))
    return one.ConsumedCapacity?.CapacityUnits ?? 0
  }
  const [ticket = 0, body = 0] = await Promise.all(Keys.map(units))
  return { ticket: ticket + body, request: await units(keys.request('nobody', randomUUID())) }
}

const isList = ({ called }: Use) => called.startsWith('listTickets')
/** Requests that wait for one another. */
const rounds = (use: Use) => (isList(use) ? Math.ceil(use.requests / shards) : use.requests)
const requestsOf = (use: Use) => (isList(use) && use.requests > 1 ? `${use.requests} in one round` : `${use.requests}`)

function aimsOf(found: readonly Use[]): Aim[] {
  const most = (uses: readonly Use[]) => Math.max(...uses.map(rounds))
  const of = (name: string) => found.filter(({ called }) => called === name)
  const others = found.filter(({ called, write }) => write && called !== 'createTicket')
  return [
    atMost('DynamoDB requests of create', limits.command, most(of('createTicket'))),
    atMost('DynamoDB requests of every other command', limits.command, most(others)),
    atMost('DynamoDB requests of read', limits.read, most(of('getTicket'))),
    atMost('DynamoDB rounds of list', limits.read, most(found.filter(isList))),
  ]
}

function usual(answers: readonly Answered[]) {
  const of = (figure: keyof Answered['table']) => median(answers.map(({ table }) => table[figure]))
  return { requests: of('requests'), readUnits: of('readUnits'), writeUnits: of('writeUnits') }
}

async function live(bench: Bench): Promise<{ sent: Sent[]; number: string }> {
  const sent: Sent[] = []
  let number = ''
  let etag = ''
  for (const { name, as, body, query, called = name, list } of life) {
    const answer = await send(bench, name, as, {
      ...(!list && { id: number }),
      ...(query && { query }),
      ...(body && { body }),
      ...(name === 'replaceTicket' && { headers: { 'if-match': etag } }),
    })
    const whole = !(list || name === 'createTicket' || headOnly.includes(name))
    sent.push({ called, requestId: answer.requestId, write: body !== undefined, whole })
    number ||= answer.number ?? ''
    if (answer.etag) etag = answer.etag
  }
  return { sent, number }
}

/** A new policy makes every function read the policies again: so it comes last. */
async function policies(bench: Bench): Promise<Sent[]> {
  await promise(bench.desk, { response: 'PT8H' })
  const sent: Sent[] = []
  for (let at = 0; at < 3; at += 1) {
    const { requestId } = await send(bench, 'listSlaPolicies', 'agent')
    sent.push({ called: 'listSlaPolicies', requestId, write: false, whole: false })
  }
  for (let at = 0; at < 3; at += 1) {
    const body = {
      name: 'The bench',
      position: 9999,
      conditions: { tags: ['bench-only'] },
      targets: { low: { response: 'PT8H' } },
    }
    const { requestId } = await send(bench, 'createSlaPolicy', 'manager', { body })
    sent.push({ called: 'createSlaPolicy', requestId, write: true, whole: false })
  }
  return sent
}

async function send(
  { desk, stop }: Bench,
  name: OperationName,
  as: Caller,
  asked: { id?: string; body?: object; headers?: Record<string, string> } = {},
) {
  stop.throwIfAborted()
  const headers = { ...asked.headers, ...(asked.body && { 'idempotency-key': randomUUID() }) }
  const { status, text, headers: answered } = await desk.wrong(name, as, { ...asked, headers })
  if (status >= 300) throw new Error(`${name} was answered ${status}: ${text}`)
  return {
    requestId: String(answered.get('x-request-id')),
    etag: answered.get('etag') ?? undefined,
    number: (JSON.parse(text) as { number?: string }).number,
  }
}
