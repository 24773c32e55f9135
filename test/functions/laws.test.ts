import './support/environment.ts'
import { describe, expect, it, vi } from 'vitest'
import { handler as workOnCustomers } from '../../functions/customers/work.ts'
import { handler as workOnTickets } from '../../functions/jobs/work.ts'
import { chances } from '../../infra/operator/load/chances.ts'
import { isWrite } from '../../schemas/operations/operation.ts'
import { priorities } from '../../schemas/ticket.ts'
import { type Caller, people, teams } from '../support/people.ts'
import { aDesk, fault, pass } from './support/desk.ts'
import { arrive, bodyFor, type Everything, everything, leavesNothing, paramsFor } from './support/everything.ts'
import {
  type Answer,
  type Asked,
  call,
  type OperationName,
  operationCalled,
  operationNames,
} from './support/gateway.ts'
import { JobQueue } from './support/jobs.ts'
import { expectSound } from './support/soundness.ts'
import { sweep, toSupervisor } from './support/timers.ts'

vi.setConfig({ testTimeout: 300_000 })

const desk = aDesk()

const steps = 120
/** More of them, to look further than every run does: SEEDS=500. Or some: SEEDS=17,23. */
const given = process.env.SEEDS ?? '3'
const seeds = given.includes(',')
  ? given.split(',').map(Number)
  : Array.from({ length: Number(given) }, (_, at) => at + 1)

/** What nothing goes on after; it has tests of its own. */
const last: readonly OperationName[] = ['eraseContact', 'mergeContacts', 'deleteCustomer', 'changeSettings']
const ongoing = operationNames.filter(
  (name) =>
    isWrite(operationCalled(name)) &&
    !operationCalled(name).form &&
    !leavesNothing.includes(name) &&
    !last.includes(name),
)
const aboutTickets = ongoing.filter((name) => operationCalled(name).path.startsWith('/tickets'))
const everybody = Object.keys(people) as Caller[]
const minute = 60_000
/** For so long a key is remembered: 24 hours. */
const keysLastMs = 24 * 60 * minute
const spans = [0, 1000, minute, 20 * minute, 3 * 60 * minute, 26 * 60 * minute, 4 * 24 * 60 * minute]

/** Which ids there are of each thing, by the parameter that stands for it. */
type Pool = { [Name in keyof Everything]: string[] }

/** Of anything that comes into the world, its id. */
const bornBy: Partial<Record<OperationName, keyof Everything>> = {
  addComment: 'comment',
  addFollowUp: 'followUp',
  logTime: 'entry',
  attachFile: 'attachment',
  createSite: 'site',
  createProduct: 'product',
  createContract: 'contract',
  createContact: 'contact',
  createMacro: 'macro',
  createView: 'view',
  createTriageRule: 'rule',
  createAssignmentRule: 'assignmentRule',
  createCalendar: 'calendar',
  bulkTickets: 'job',
}

/** What lies in the table, but for what is no effect: numbers that were lost, and what the desk came with. */
const lies = () =>
  desk.table.items.filter(
    ({ pk, sk }) => sk !== 'COUNTER' && sk !== 'SETTINGS' && !/^(PRESENCE#|TRIAGE|SETTINGS)/.test(String(pk)),
  )

/** Each rule sends the jobs of its kinds to their own worker. */
const eitherWorker: typeof workOnTickets = (event, context) => {
  const [id] = /job_\w{26}/.exec(event.Records[0]?.body ?? '') ?? []
  const kind = String(desk.table.find({ pk: `JOB#${id}`, sk: 'JOB' })?.kind)
  return (/^(import|erase)-/.test(kind) ? workOnCustomers : workOnTickets)(event, context)
}

interface Asking {
  name: OperationName
  as: Caller
  asked: Asked
  at: number
  answer?: Answer
}

/** A desk of two customers in which anybody does anything: by chance, but the same for the same seed. */
class Life {
  readonly #chance: () => number
  readonly #trouble: number
  readonly #jobs = new JobQueue(desk, eitherWorker)
  readonly #pool: Pool
  /** What went well and had a key, so that it can be asked again. */
  readonly #asked: Asking[] = []
  /** How often each operation was answered how. */
  readonly count: Record<string, number> = {}

  constructor(seed: number, trouble: number, all: readonly Everything[]) {
    this.#chance = chances(seed)
    this.#trouble = trouble
    const names = Object.keys(all[0] as Everything) as (keyof Everything)[]
    this.#pool = Object.fromEntries(names.map((name) => [name, all.map((one) => one[name])])) as unknown as Pool
    this.#pool.ticket.push(...this.#pool.other)
  }

  #likely = (share: number): boolean => this.#chance() < share
  #oneOf = <Value>(values: readonly Value[]) => values[Math.floor(this.#chance() * values.length)] as Value

  async step(): Promise<void> {
    desk.weather = () => {
      if (this.#trouble > 0 && this.#likely(this.#trouble)) throw fault('TimeoutError')
    }
    await this.#command()
    if (this.#likely(0.2)) await this.#aFile()
    if (this.#likely(0.2)) {
      pass(this.#oneOf(spans))
      await sweep().catch(() => undefined)
      await toSupervisor(...(desk.queues.timers ?? []))
      delete desk.queues.timers
    }
    desk.weather = undefined
    if (this.#likely(0.2)) await this.#jobs.run()
  }

  /** One of those that are awaited comes, and is found clean; perhaps it is a failure that comes. */
  async #aFile(): Promise<void> {
    const awaited = desk.table.filter(({ pk, state }) => /^TICKET#/.test(String(pk)) && state === 'awaiting')
    if (awaited.length === 0) return
    const { id, ticket, size } = this.#oneOf(awaited)
    await arrive(desk, String(ticket), String(id), 'x'.repeat(Number(size))).catch(() => undefined)
  }

  /** Mostly of one customer, so that it fits; sometimes not. */
  #some(): Everything {
    const side = this.#likely(0.5) ? 0 : 1
    const pick = (all: readonly string[]) => {
      const half = all.filter((_, at) => at % 2 === side)
      return this.#oneOf(this.#likely(0.8) && half.length > 0 ? half : all)
    }
    const ids = Object.fromEntries(Object.entries(this.#pool).map(([name, all]) => [name, pick(all)]))
    return { ...ids, other: this.#oneOf(this.#pool.ticket) } as unknown as Everything
  }

  /** What lies with a ticket is mostly asked for with that ticket. */
  #fitting(name: OperationName, all: Everything): Everything {
    const [half] = name === 'unlinkTicket' ? desk.table.filter(({ sk }) => /^LINK#relates/.test(String(sk))) : []
    if (half) return { ...all, ticket: String(half.pk).slice('TICKET#'.length), other: String(half.ticket) }
    const [merged] = name === 'unmergeTicket' ? desk.table.filter(({ mergedInto }) => mergedInto !== undefined) : []
    if (merged) return { ...all, ticket: String(merged.number) }
    const [, part] = Object.keys(operationCalled(name).params?.shape ?? {})
    const id = part && all[part as keyof Everything]
    const home = id && desk.table.filter(({ pk, sk }) => /^TICKET#/.test(String(pk)) && String(sk).endsWith(`#${id}`))
    const [ticket] = home ? home.map(({ pk }) => String(pk).slice('TICKET#'.length)) : []
    return ticket && this.#likely(0.8) ? { ...all, ticket } : all
  }

  #varied(name: OperationName, body: unknown): unknown {
    if (typeof body !== 'object' || body === null) return body
    const own = body as Record<string, unknown>
    const { technician, teammate, otherTechnician } = people
    const others: Record<string, unknown> = {
      ...('technician' in own && { technician: this.#oneOf([technician, teammate, otherTechnician]).id }),
      ...(name === 'assignTicket' && this.#likely(0.4) && { team: this.#oneOf([teams.north, teams.south]) }),
      ...('priority' in own && { priority: this.#oneOf(priorities) }),
      ...('status' in own && { status: this.#oneOf(['pending_customer', 'pending_parts']) }),
      ...('dueAt' in own && { dueAt: undefined }),
      ...(name === 'addComment' && { internal: this.#likely(0.2), mentions: [] }),
      ...(name === 'logTime' && { billable: this.#likely(0.5), minutes: 1 + Math.floor(this.#chance() * 90) }),
    }
    return { ...own, ...others }
  }

  #anything(): Asking {
    const name = this.#oneOf(this.#likely(0.75) ? aboutTickets : ongoing)
    const { roles, ifMatch } = operationCalled(name)
    const may = everybody.filter((caller) => roles === 'public' || roles.includes(people[caller].role))
    const all = this.#fitting(name, this.#some())
    const body = this.#varied(name, bodyFor(name, all))
    const headers = {
      ...(this.#likely(0.4) && { 'idempotency-key': `key-${this.#asked.length}` }),
      ...(ifMatch === 'required' && { 'if-match': '*' }),
    }
    const asked = { params: paramsFor(name, all), headers, ...(body !== undefined && { body }) }
    return { name, as: this.#oneOf(this.#likely(0.95) ? may : everybody), asked, at: Date.now() }
  }

  async #command(): Promise<void> {
    const keys = this.#asked.filter(({ at }) => Date.now() - at < keysLastMs)
    const before = keys.length > 0 && this.#likely(0.1) ? this.#oneOf(keys) : undefined
    const asking = before ?? this.#anything()
    const { name, as, asked } = asking
    const known = lies()
    const answer = await call(name, { as, ...asked })
    const { status } = answer
    this.count[`${name} ${status}`] = (this.count[`${name} ${status}`] ?? 0) + 1
    // Refused is refused: nothing of it is there.
    if (status >= 400 && status < 500) expect([name, lies()]).toEqual([name, known])
    if (this.#trouble === 0) expect([name, status]).not.toEqual([name, 500])
    if (status >= 300) return
    if (!before) return this.#remember(asking, answer)
    expect([name, answer.text, lies()]).toEqual([name, before.answer?.text, known])
  }

  #remember(asking: Asking, answer: Answer): void {
    const { name, asked } = asking
    if (asked.headers && 'idempotency-key' in asked.headers) this.#asked.push({ ...asking, answer })
    const born = bornBy[name]
    if (born) this.#pool[born].push(name === 'attachFile' ? answer.body.attachment.id : answer.body.id)
    if (name === 'createTicket' || name === 'splitComment') this.#pool.ticket.push(answer.body.number)
  }
}

describe.each([
  ['', 0],
  [', while calls fail now and then', 0.03],
])('whatever anybody asks for, in any order%s', (_, trouble) => {
  it.each(seeds)('the table is sound, and what was refused has left nothing (%i)', async (seed) => {
    const life = new Life(seed, trouble, [await everything(desk), await everything(desk, 'otherCustomer', 'Quokka')])
    for (let step = 0; step < steps; step += 1) {
      await life.step()
      expectSound(desk)
    }
    if (process.env.SHOW) console.log(life.count)
    expect(Object.keys(life.count).filter((name) => / 2\d\d$/.test(name)).length).toBeGreaterThan(15)
  })
})

describe('what is not sound is noticed', () => {
  const ticket = { pk: 'TICKET#TKT000001', sk: 'TICKET' }
  it.each<[string, Record<string, unknown>]>([
    ['a comment that was not counted', { counts: { comments: 0, attachments: 1 } }],
    ['a file that was not counted', { counts: { comments: 1, attachments: 0 } }],
    ['time that was not counted', { loggedMinutes: { billable: 29, other: 0 } }],
    ['a status that the history does not tell', { status: 'resolved' }],
    ['an assignee whom it does not tell', { assignee: people.technician.id }],
    ['a title that nobody gave', { title: 'Another' }],
    ['a place in an index where it does not belong', { gsi1pk: 'STATUS#closed#0' }],
    ['a filter that does not find it', { facets: new Set(['tag:another']) }],
    ['a watcher who is not', { watchers: [] }],
    ['a version that nobody made', { version: 99 }],
    ['an event that is missing', { seq: 99 }],
    ['more than a ticket may take', { statusReason: 'x'.repeat(9000) }],
  ])('%s', async (_, more) => {
    await everything(desk)
    await call('patchTicket', { body: { title: 'Anew' } })
    expectSound(desk)
    desk.table.put({ ...desk.table.find(ticket), ...more })
    expect(() => expectSound(desk)).toThrow()
  })
})
