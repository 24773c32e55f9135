import { shards } from '../../functions/platform/table/keys.ts'
import { type Answered, answersLogged } from './answer-log.ts'
import { live, policies, type Sent } from './every-operation.ts'
import { median } from './figures.ts'
import { type Aim, atMost, type Bench, type Part } from './part.ts'
import { uncountedUnits } from './uncounted.ts'

/** DynamoDB requests that an operation may take: a read or a list one (a round over the shards), a command two. */
const limits = { read: 1, command: 2 }

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
    ['tickets-api', 'finding-api', 'sla-api'],
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
      'Writes carry an Idempotency-Key; its record is one of the items written. Units as the emulator counts them, by the',
      'rules of AWS, indexes among them; what it leaves out (BatchGetItem) is added from the same items.',
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
