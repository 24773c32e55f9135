import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type Caller, people } from '../support/people.ts'
import { aDesk, type Call } from './support/desk.ts'
import { askedOf, type Everything, everything, paramsFor } from './support/everything.ts'
import type { Item } from './support/expression.ts'
import {
  type Answer,
  type Asked,
  call,
  kindOf,
  type OperationName,
  operationCalled,
  operationNames,
} from './support/gateway.ts'
import { MemoryTable } from './support/memory-table.ts'
import { type Shape, shapeOf, withAt } from './support/shape.ts'

vi.setConfig({ testTimeout: 120_000 })

const desk = aDesk()
const everybody = Object.keys(people) as Caller[]
const desks: Caller[] = ['agent', 'supervisor', 'manager', 'admin']
const technicians: Caller[] = ['technician', 'teammate', 'otherTechnician']
const staff = [...desks, ...technicians]

type Side = 'bakerys' | 'foundrys'
/** What an operation is about, by the first parameter of its path. */
type Subject =
  | 'ticket'
  | 'customer'
  | 'whole customer'
  | 'contact'
  | 'own'
  | 'job'
  | 'colleague'
  | 'their work'
  | 'their figures'
  | 'subscription'
  | 'everybodys'

/** For whom the things of either customer exist, said independently of the code; what is said of its `own` is the agent's. */
const sees: Record<Subject, Record<Side, Caller[]>> = {
  ticket: {
    bakerys: [...desks, 'technician', 'teammate', 'customer', 'customersManager', 'partner'],
    foundrys: [...desks, 'otherTechnician', 'otherCustomer'],
  },
  customer: {
    bakerys: [...staff, 'customer', 'colleague', 'customersManager'],
    foundrys: [...staff, 'otherCustomer'],
  },
  'whole customer': { bakerys: [...staff, 'customersManager'], foundrys: [...staff, 'otherCustomer'] },
  contact: { bakerys: [...staff, 'customersManager'], foundrys: [...staff, 'otherCustomer'] },
  own: { bakerys: ['agent'], foundrys: ['agent'] },
  job: { bakerys: ['agent', 'manager', 'admin'], foundrys: ['agent', 'manager', 'admin'] },
  colleague: { bakerys: staff, foundrys: staff },
  // Who is in no team of anybody's: those who send people out, and those above all teams.
  'their work': { bakerys: ['agent', 'manager', 'admin'], foundrys: ['agent', 'manager', 'admin'] },
  'their figures': { bakerys: ['manager', 'admin'], foundrys: ['manager', 'admin'] },
  subscription: { bakerys: ['partner', 'admin'], foundrys: ['admin'] },
  everybodys: { bakerys: everybody, foundrys: everybody },
}

/** Every operation whose path names something belongs to one of these: a new sort of path is noticed. */
const subjects: [RegExp, Subject][] = [
  [/^\/(tickets|sla-tracking|sla-breaches)\/\{/, 'ticket'],
  [/^\/visits\/\{/, 'ticket'],
  [/^\/(technicians|teams)\/\{id\}\/(desk|day)/, 'their work'],
  [/^\/(technicians|teams)\/\{id\}\/metrics/, 'their figures'],
  [/^\/(technicians|teams|on-call|shifts|calendar-feeds)\/\{/, 'colleague'],
  [/^\/customers\/\{id\}\/contracts/, 'whole customer'],
  [/^\/customers\/\{/, 'customer'],
  [/^\/contacts\/\{/, 'contact'],
  [/^\/(macros|views)\/\{/, 'own'],
  [/^\/jobs\/\{/, 'job'],
  [/^\/subscriptions\/\{/, 'subscription'],
  // Whoever asks for their own as `me` has some; of others: preferences.test.ts.
  [/^\/people\/\{/, 'everybodys'],
  [/^\/(triage-rules|assignment-rules|calendars|sla-policies|queues|suppressions)\/\{/, 'everybodys'],
]
const subjectOf = (name: OperationName): Subject => {
  const { path } = operationCalled(name)
  const found = subjects.find(([pattern]) => pattern.test(path))
  if (!found) throw new Error(`Nobody has said for whom ${path} is`)
  return found[1]
}

/** An id of the same sort as another, that nobody has. */
const nobodys = (id: string): string =>
  /^TKT/.test(id) ? id.replace(/^TKT\d+/, 'TKT999999') : `${id.slice(0, id.indexOf('_') + 1)}${'0'.repeat(22)}NNNE`
/** Parameters that name no thing of anybody. */
const words = ['type', 'queue', 'person']
/** They are as much done where there is nothing to be done. */
const silent: readonly OperationName[] = ['endPresence']

/** The desk is built once: it is the same for every test, and nothing of one is left for the next. */
let built: { items: Item[]; both: Record<Side, Everything> } | undefined
let both: Record<Side, Everything>
beforeEach(async () => {
  both = built?.both ?? {
    bakerys: await everything(desk),
    foundrys: await everything(desk, 'otherCustomer', 'Quokka'),
  }
  built ??= { items: desk.table.items, both }
  restore()
})

function restore(): void {
  desk.table = new MemoryTable()
  for (const item of built?.items ?? []) desk.table.put(item)
  desk.calls = []
}

/** What a caller can tell one answer from another by. */
function told({ status, body, headers }: Answer, ids: readonly string[]): string {
  const { requestId: _, instance: __, ...said } = body ?? {}
  const { 'x-request-id': ___, ...rest } = headers
  const all = JSON.stringify({ status, said, rest })
  return ids
    .reduce((text, id) => text.replaceAll(id, '<id>'), all)
    .replace(/[a-z]{3}_[0-9A-HJKMNP-TV-Z]{26}/g, '<id>')
    .replace(/TKT\d+/g, '<number>')
}

const writing: Call[] = ['TransactWrite', 'Update', 'Put', 'Delete', 'BatchWrite']

/** The answer, as if nobody had asked before. */
async function answered(name: OperationName, asked: Asked): Promise<Answer> {
  if (desk.calls.some((made) => writing.includes(made))) restore()
  return call(name, asked)
}

const mayCall = (name: OperationName, as: Caller): boolean => {
  const { roles } = operationCalled(name)
  return roles !== 'public' && roles.includes(people[as].role)
}
/** What a link opens is nobody's by their account: track.test.ts. */
const aboutSomething = operationNames.filter(
  (name) => operationCalled(name).params && everybody.some((as) => mayCall(name, as)),
)

describe.each(aboutSomething)('%s', (name) => {
  const callers = everybody.filter((as) => mayCall(name, as))
  const subject = subjectOf(name)

  it.each(callers)('for %s answers what is not theirs as what is not there', async (as) => {
    for (const side of ['bakerys', 'foundrys'] as const) {
      const asked = { ...askedOf(name, both[side]), as }
      const params = paramsFor(name, both[side])
      const answer = await answered(name, asked)
      const named = Object.keys(params).filter((parameter) => !words.includes(parameter))
      // Of the macros, which are the agent's own, it is the macro that is not there.
      if (name === 'applyMacro' && as !== 'agent') expect([side, answer.status]).toEqual([side, 404])
      else if (sees[subject][side].includes(as)) {
        expect([side, answer.status]).not.toEqual([side, 404])
        continue
      }
      for (const parameter of named) {
        const id = String(params[parameter])
        const missing = await answered(name, { ...asked, params: { ...params, [parameter]: nobodys(id) } })
        if (!silent.includes(name)) expect([side, missing.status, kindOf(missing)]).toEqual([side, 404, 'not-found'])
        expect([side, parameter, told(answer, [id])]).toEqual([side, parameter, told(missing, [nobodys(id)])])
      }
    }
  })

  it.each(callers)('for %s does not find what is theirs under what is not', async (as) => {
    const [theirs] = (['bakerys', 'foundrys'] as const).filter((side) => sees[subject][side].includes(as))
    const [first, ...nested] = Object.keys(paramsFor(name, both.bakerys)).filter((one) => !words.includes(one))
    if (!theirs || !first || nested.length === 0) return
    const other = theirs === 'bakerys' ? both.foundrys : both.bakerys
    for (const parameter of nested) {
      const foreign = String(paramsFor(name, other)[parameter])
      const params = paramsFor(name, both[theirs])
      // Ids of what lies with a ticket are its own: two tickets may have the same.
      if (foreign === params[parameter]) continue
      const asked = { ...askedOf(name, both[theirs]), as }
      const under = await answered(name, { ...asked, params: { ...params, [parameter]: foreign } })
      const missing = await answered(name, { ...asked, params: { ...params, [parameter]: nobodys(foreign) } })
      expect(told(under, [foreign])).toBe(told(missing, [nobodys(foreign)]))
    }
  })
})

/** Where ids stand in the bodies that an operation takes, each with the sort of id, by its schema: also what no example shows. */
function idsIn(shape: Shape, path: readonly string[] = []): { path: readonly string[]; of: string }[] {
  const [, prefix] = /^\^([a-z]{3})_/.exec(shape.pattern ?? '') ?? []
  if (prefix) return [{ path, of: prefix }]
  if (/^(ticket|into)$/.test(path.at(-1) ?? '') && !shape.properties) return [{ path, of: 'TKT' }]
  return [
    ...Object.entries(shape.properties ?? {}).flatMap(([field, one]) => idsIn(one, [...path, field])),
    ...(shape.items ? idsIn(shape.items, [...path, '0']) : []),
    ...(shape.anyOf ?? []).flatMap((one) => idsIn(one, path)),
  ]
}

const ofSort: Record<string, (all: Everything) => string> = {
  TKT: ({ ticket }) => ticket,
  cus: ({ customer }) => customer,
  per: ({ contact }) => contact,
  sit: ({ site }) => site,
  prd: ({ product }) => product,
  ctr: ({ contract }) => contract,
  com: ({ comment }) => comment,
  mac: ({ macro }) => macro,
}
/** What belongs to nobody in particular: teams, policies and calendars are the desk's. */
const desksOwn = ['tea', 'pol', 'cal', 'rot']

const bodied = operationNames.flatMap((name) => {
  const { body, text } = operationCalled(name)
  const ids = body && !text ? idsIn(shapeOf(body)).filter(({ of }) => !desksOwn.includes(of)) : []
  return ids.length > 0 ? [{ name, ids }] : []
})

it('bodies that name things are found by their schemas', () => {
  const named = Object.fromEntries(bodied.map(({ name, ids }) => [name, ids.map(({ path }) => path.join('.'))]))
  expect(named.createTicket).toEqual(['customer', 'site', 'product', 'contract'])
  expect(named.addComment).toEqual(expect.arrayContaining(['inReplyTo', 'mentions.0']))
  expect(named.mergeTicket).toEqual(['into'])
  expect(named.attachFile).toEqual(['comment'])
})

/** Who sees only a part of the desk: what is not theirs must not even be guessed at. */
const outsiders: Caller[] = ['customer', 'colleague', 'partner', 'otherCustomer', 'technician', 'otherTechnician']

const guessable = bodied.filter(({ name }) => outsiders.some((as) => mayCall(name, as)))

describe.each(guessable)('the body of $name', ({ name, ids }) => {
  const callers = outsiders.filter((as) => mayCall(name, as))

  it.each(callers)('from %s says the same of what is not theirs and what is not there', async (as) => {
    const side = ['otherCustomer', 'otherTechnician'].includes(as) ? 'foundrys' : 'bakerys'
    const other = both[side === 'bakerys' ? 'foundrys' : 'bakerys']
    const asked = askedOf(name, both[side])
    for (const { path, of } of ids) {
      const foreign = ofSort[of]?.(other)
      if (!foreign) throw new Error(`Nobody has said what is meant by ${of}_`)
      // To technicians customers and what they own are known, whosever they are; people, too.
      if (technicians.includes(as) && !['TKT', 'com', 'mac'].includes(of)) continue
      const given = (id: string) => ({ ...asked, as, body: withAt(asked.body, path, id) })
      const answer = await answered(name, given(foreign))
      const missing = await answered(name, given(nobodys(foreign)))
      expect([path, told(answer, [foreign])]).toEqual([path, told(missing, [nobodys(foreign)])])
    }
  })
})
