import '../support/environment.ts'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { handler as compact } from '../../../functions/finding/compact.ts'
import { readDocument } from '../../../functions/platform/search/reading.ts'
import { searchIndex } from '../../../functions/platform/search/search-index.ts'
import { isWrite } from '../../../schemas/operations/operation.ts'
import { type Caller, people, teams } from '../../support/people.ts'
import { aDesk, pass } from '../support/desk.ts'
import { askedOf, type Everything, everything } from '../support/everything.ts'
import { type Asked, call, type OperationName, operationCalled, operationNames } from '../support/gateway.ts'
import type { MemoryStore } from '../support/memory-store.ts'
import { MemoryTable } from '../support/memory-table.ts'
import { context } from '../support/timers.ts'

vi.setConfig({ testTimeout: 120_000 })

const desk = aDesk()
const key = { 'idempotency-key': 'a-key-of-theirs' }

type Owner = 'customer' | 'otherCustomer'
/** What lies with a ticket, by the parameter that stands for it. */
const ofTickets = ['ticket', 'other', 'comment', 'entry', 'call', 'followUp', 'attachment', 'breach', 'mail'] as const
const words = { customer: 'Zebrafish', otherCustomer: 'Quokka' } as const

/** Who looks for what is not theirs: nothing of a stranger's is told them; of whom they know, not what lies with tickets. */
interface Stranger {
  as: Caller
  side: Owner
  hidden: 'everything' | readonly (keyof Everything)[]
}
const strangers: readonly Stranger[] = [
  { as: 'otherCustomer', side: 'customer', hidden: 'everything' },
  { as: 'customer', side: 'otherCustomer', hidden: 'everything' },
  { as: 'customersManager', side: 'otherCustomer', hidden: 'everything' },
  { as: 'partner', side: 'otherCustomer', hidden: 'everything' },
  { as: 'colleague', side: 'customer', hidden: [...ofTickets, 'visit'] },
  { as: 'otherTechnician', side: 'customer', hidden: ofTickets },
  { as: 'technician', side: 'otherCustomer', hidden: ofTickets },
  // Of the agent who made them, and no team's.
  { as: 'supervisor', side: 'customer', hidden: ['macro', 'job'] },
]

/** The desk is built once: it is the same for every test, and nothing of one is left for the next. */
let built: { table: MemoryTable; store: MemoryStore; both: Record<Owner, Everything> } | undefined
let both: Record<Owner, Everything>
beforeEach(async () => {
  if (!built) built = await build()
  restore()
  desk.store = built.store
  both = built.both
  // A searcher looks once a minute whether the index was made anew.
  pass(61_000)
})

function restore(): void {
  desk.table = new MemoryTable(built?.table)
}

async function build() {
  await compact(undefined, context)
  pass(61_000)
  const two = { customer: await everything(desk), otherCustomer: await everything(desk, 'otherCustomer', 'Quokka') }
  const numbers = [two.customer, two.otherCustomer].flatMap(({ ticket, other }) => [ticket, other])
  await searchIndex().apply(await Promise.all(numbers.map((number) => readDocument(number))))
  return { table: desk.table, store: desk.store, both: two }
}

/** What a list may be asked with that would find it, if it were there. */
const queries = (
  { customer, product, site, contract }: Everything,
  word: string,
): Partial<Record<string, object[]>> => {
  const lower = word.toLowerCase()
  const some = [{ customer }, { product }, { site }, { contract }, { tag: lower }, { serial: `${word}-1` }]
  return {
    listTickets: [{}, ...some, { team: teams.south }, { requester: people.otherCustomer.id }, { open: 'true' }],
    search: [{ q: lower }, { q: `${lower.slice(0, -1)}x` }, { q: `customer:${customer} all` }, { q: 'all about' }],
    listContacts: [{}, { customer }, { name: 'all' }, { email: `${lower}-one@${lower}.example` }],
    getTicketStatistics: [{}, { customer }, { team: teams.south }],
    findProducts: [{ serial: `${word}-1` }],
    listCustomers: [{ name: 'all' }],
  }
}

/** Whatever one can ask for about somebody's things. */
function askings(name: OperationName, theirs: Everything, word: string): Asked[] {
  const asked = askedOf(name, theirs)
  const some = queries(theirs, word)[name] as Record<string, string>[] | undefined
  const all = some ? some.map((query) => ({ ...asked, query })) : [asked]
  const isPaged = 'cursor' in (operationCalled(name).query?.shape ?? {})
  return [
    ...all,
    ...(isPaged ? all.map((one) => ({ ...one, headers: { accept: 'text/csv' } })) : []),
    ...all.map((one) => ({ ...one, headers: { ...one.headers, ...key } })),
  ]
}

/** Everything that is somebody's, but for what the desk notes for itself: the answers to keys, and when it looked. */
const belongings = (word: string) =>
  desk.table.items.filter((item) => !String(item.pk).startsWith('REQUEST#') && JSON.stringify(item).includes(word))

/** Whoever has the secret link may read it, and nobody else (calendar-feeds.test.ts). */
const byLink: readonly OperationName[] = operationNames.filter(
  (name) => name === 'readCalendarFeed' || /\{token\}/.test(operationCalled(name).path),
)

describe.each(operationNames.filter((name) => !byLink.includes(name)))('%s', (name) => {
  it('tells a stranger nothing of what is not theirs', async () => {
    for (const stranger of strangers) {
      restore()
      await tellsNothing(name, stranger)
    }
  })
})

it('the index of these tests has what is looked for', async () => {
  for (const q of ['zebrafish', 'quokka'])
    expect((await call('search', { query: { q } })).text.toLowerCase()).toContain(q)
})

async function tellsNothing(name: OperationName, { as, side, hidden }: Stranger): Promise<void> {
  const theirs = both[side]
  const [word, lower] = [words[side], words[side].toLowerCase()]
  const all = hidden === 'everything' ? Object.values(theirs) : hidden.map((one) => theirs[one])
  const ids = all.filter((id) => /^(TKT|[a-z]{3}_)/.test(id) && id !== people[side].id)
  const before = belongings(word)
  for (const asked of askings(name, theirs, word)) {
    // Its owner, or who of the desk may, has asked before with the same key.
    if (asked.headers?.['idempotency-key'] && !isWrite(operationCalled(name))) continue
    const { text, headers, status } = await call(name, { ...asked, as })
    expect(status).toBeLessThan(500)
    const sent = JSON.stringify({ ...asked, headers: {} })
    const said = text.replace(/"instance":"[^"]*"/, '') + JSON.stringify(headers)
    if (hidden === 'everything') expect(said.toLowerCase()).not.toContain(lower)
    for (const id of ids) if (!sent.includes(id)) expect(said).not.toContain(id)
  }
  // Whom they know staff may well change, in what is not hidden.
  if (hidden === 'everything') expect(belongings(word)).toEqual(before)
}

describe.each(strangers)('$as comes to what is of $side', ({ as, side }) => {
  it('with cursors that were given to others, and is refused', async () => {
    const theirs = both[side]
    let tried = 0
    for (const name of operationNames.filter((one) => 'cursor' in (operationCalled(one).query?.shape ?? {}))) {
      const asked = askedOf(name, theirs)
      for (const owner of [side, 'agent', 'admin'] as const) {
        const { body } = await call(name, { ...asked, as: owner, query: { ...asked.query, limit: '1' } })
        if (!body?.next) continue
        const query = { ...asked.query, limit: '1' }
        const answer = await call(name, { ...asked, as, query: { ...query, cursor: body.next } })
        tried += 1
        // Who has one page only is given that, wherever they would go on.
        const from = answer.status === 200 && (await call(name, { ...asked, as, query })).text === answer.text
        expect([name, owner, from || [400, 403, 404].includes(answer.status)]).toEqual([name, owner, true])
      }
    }
    expect(tried).toBeGreaterThan(5)
  })

  it('with the keys under which others were answered, and gets no answer of theirs', async () => {
    const body = { title: `All about ${words[side]}`, customer: both[side].customer }
    const first = await call('createTicket', { as: side, body, headers: key })
    expect(first.status).toBe(201)
    const answer = await call('createTicket', { as, body, headers: key })
    expect(answer.headers).not.toHaveProperty('idempotent-replayed')
    expect(answer.text).not.toContain(first.body.number)
  })
})

describe('what leaves the desk by itself', () => {
  it('has no text of anybody in it: events are ids, codes and numbers', () => {
    const events = desk.table.items.filter(({ sk }) => String(sk).startsWith('EVENT#'))
    expect(events.length).toBeGreaterThan(50)
    const published = events.map(({ detail: _, ...event }) => JSON.stringify(event))
    // Tags are codes, which policies are chosen by.
    for (const event of published) expect(event.replace(/"tags":\[[^\]]*\]/g, '')).not.toMatch(/zebrafish|quokka/i)
  })
})
