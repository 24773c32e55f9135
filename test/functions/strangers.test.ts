import './support/environment.ts'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { handler as compact } from '../../functions/finding/compact.ts'
import { readDocument } from '../../functions/platform/search/reading.ts'
import { searchIndex } from '../../functions/platform/search/search-index.ts'
import { isWrite } from '../../schemas/operations/operation.ts'
import { type Caller, people, teams } from '../support/people.ts'
import { aDesk, pass } from './support/desk.ts'
import { askedOf, type Everything, everything } from './support/everything.ts'
import type { Item } from './support/expression.ts'
import { type Asked, call, type OperationName, operationCalled, operationNames } from './support/gateway.ts'
import type { MemoryStore } from './support/memory-store.ts'
import { MemoryTable } from './support/memory-table.ts'
import { context } from './support/timers.ts'

vi.setConfig({ testTimeout: 120_000 })

const desk = aDesk()
const key = { 'idempotency-key': 'a-key-of-theirs' }

/** Somebody from outside, and a customer who is another: what is theirs has a word in it that nothing else has. */
const strangers: { as: Caller; side: 'customer' | 'otherCustomer'; word: string }[] = [
  { as: 'otherCustomer', side: 'customer', word: 'Zebrafish' },
  { as: 'customer', side: 'otherCustomer', word: 'Quokka' },
  { as: 'customersManager', side: 'otherCustomer', word: 'Quokka' },
  { as: 'partner', side: 'otherCustomer', word: 'Quokka' },
]

/** The desk is built once: it is the same for every test, and nothing of one is left for the next. */
let built: { items: Item[]; store: MemoryStore; both: Record<'customer' | 'otherCustomer', Everything> } | undefined
let both: Record<'customer' | 'otherCustomer', Everything>
beforeEach(async () => {
  if (!built) built = await build()
  desk.table = new MemoryTable()
  for (const item of built.items) desk.table.put(item)
  desk.store = built.store
  both = built.both
  // A searcher looks once a minute whether the index was made anew.
  pass(61_000)
  expect((await call('search', { query: { q: 'quokka' } })).text.toLowerCase()).toContain('quokka')
})

async function build() {
  await compact(undefined, context)
  pass(61_000)
  const two = { customer: await everything(desk), otherCustomer: await everything(desk, 'otherCustomer', 'Quokka') }
  const numbers = [two.customer, two.otherCustomer].flatMap(({ ticket, other }) => [ticket, other])
  await searchIndex().apply(await Promise.all(numbers.map((number) => readDocument(number))))
  return { items: desk.table.items, store: desk.store, both: two }
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

describe.each(strangers)('$as looks for what is of $side', ({ as, side, word }) => {
  it.each(operationNames.filter((name) => !byLink.includes(name)))('by %s, and finds nothing', async (name) => {
    const theirs = both[side]
    const lower = word.toLowerCase()
    const ids = Object.values(theirs).filter((id) => /^(TKT|[a-z]{3}_)/.test(id) && id !== people[side].id)
    const before = belongings(word)
    for (const asked of askings(name, theirs, word)) {
      // Its owner, or who of the desk may, has asked before with the same key.
      if (asked.headers?.['idempotency-key'] && !isWrite(operationCalled(name))) continue
      const { text, headers, status } = await call(name, { ...asked, as })
      expect(status).toBeLessThan(500)
      const sent = JSON.stringify({ ...asked, headers: {} })
      const said = text.replace(/"instance":"[^"]*"/, '') + JSON.stringify(headers)
      expect(said.toLowerCase()).not.toContain(lower)
      for (const id of ids) if (!sent.includes(id)) expect(said).not.toContain(id)
    }
    expect(belongings(word)).toEqual(before)
  })

  it('with cursors that were given to others, and finds nothing', async () => {
    const theirs = both[side]
    let tried = 0
    for (const name of operationNames.filter((one) => 'cursor' in (operationCalled(one).query?.shape ?? {}))) {
      const asked = askedOf(name, theirs)
      for (const owner of [side, 'agent'] as const) {
        const { body } = await call(name, { ...asked, as: owner, query: { ...asked.query, limit: '1' } })
        if (!body?.next) continue
        const answer = await call(name, { ...asked, as, query: { ...asked.query, limit: '1', cursor: body.next } })
        tried += 1
        expect([name, answer.text.toLowerCase()]).not.toEqual([name, expect.stringContaining(word.toLowerCase())])
      }
    }
    expect(tried).toBeGreaterThan(5)
  })

  it('with the keys under which others were answered, and gets no answer of theirs', async () => {
    const theirs = both[side]
    const body = { title: `All about ${word}`, customer: theirs.customer }
    const first = await call('createTicket', { as: side, body, headers: key })
    expect(first.status).toBe(201)
    const answer = await call('createTicket', { as, body, headers: key })
    expect(answer.headers).not.toHaveProperty('idempotent-replayed')
    expect([answer.status, answer.text.includes(word)]).toEqual([400, false])
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
