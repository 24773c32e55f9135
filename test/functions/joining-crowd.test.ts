import { describe, expect, it } from 'vitest'
import { chances } from '../../infra/operator/load/chances.ts'
import { inverse, type LinkType } from '../../schemas/link.ts'
import { aDesk, type Desk, fault, pass } from './support/desk.ts'
import { aTicket, call, type OperationName } from './support/gateway.ts'
import { eventsOf, type TicketItem, ticketItem } from './support/timers.ts'
import { Turns } from './support/turns.ts'

const desk = aDesk()
const steps = 700
const mostAtOnce = 5
/** More of them, to look further than every run does: SEEDS=500. */
const seeds = Array.from({ length: Number(process.env.SEEDS ?? 6) }, (_, at) => at + 1)

type Doing = (id: string, other: string) => [OperationName, object]
const reason = 'Because'
const doings: Doing[] = [
  (id, other) => ['mergeTicket', { id, body: { into: other, reason } }],
  (id, other) => ['mergeTicket', { id, body: { into: other, reason } }],
  (id) => ['unmergeTicket', { id, body: { reason } }],
  (id) => ['unmergeTicket', { id, body: { reason } }],
  (id) => ['addComment', { id, body: { body: 'Hello' } }],
  (id) => ['addComment', { id, body: { body: 'Hello' }, as: 'customer' }],
  (id) => ['startTicket', { id }],
  (id) => ['pauseTicket', { id, body: { status: 'pending_customer', reason } }],
  (id) => ['resumeTicket', { id }],
  (id) => ['resolveTicket', { id, body: { resolution: 'Done' } }],
  (id) => ['reopenTicket', { id, body: { reason } }],
  (id, other) => ['setParent', { id, body: { ticket: other } }],
  (id) => ['removeParent', { id }],
  (id, other) => ['linkTicket', { id, body: { type: 'blocks', ticket: other } }],
  (id, other) => ['linkTicket', { id, body: { type: 'duplicated-by', ticket: other } }],
  (id, other) => ['unlinkTicket', { id, params: { type: 'blocked-by', ticket: other } }],
]

/** What lies in a ticket's partition under a prefix, by what it is called. */
const under = (from: Desk, id: string, prefix: string) =>
  from.table
    .filter(({ pk, sk }) => pk === `TICKET#${id}` && String(sk).startsWith(prefix))
    .map(({ sk }) => String(sk).slice(prefix.length))

/** Both sides say the same, at every instant: they are written together. */
function expectTrue(ids: readonly string[]): void {
  const tickets = new Map(ids.map((id) => [id, ticketItem(desk, id)]))
  const of = (id: string) => tickets.get(id) as TicketItem
  for (const [id, ticket] of tickets) {
    const { merged = [], mergedInto, parent, children = 0, status } = ticket
    if (mergedInto) {
      expect(of(mergedInto).merged).toContain(id)
      expect([status, merged, children]).toEqual(['cancelled', [], 0])
    }
    for (const one of merged) expect(of(one).mergedInto).toBe(id)
    const comments = [id, ...merged].flatMap((one) => under(desk, one, 'COMMENT#'))
    expect(ticket.counts?.comments).toBe(comments.length)
    const kids = under(desk, id, 'CHILD#')
    expect(kids.length).toBe(children)
    for (const child of kids) expect(of(child).parent).toBe(id)
    if (parent) expect([under(desk, parent, 'CHILD#').includes(id), kids]).toEqual([true, []])
    for (const half of under(desk, id, 'LINK#')) {
      const [type, other] = half.split('#') as [LinkType, string]
      expect(under(desk, other, 'LINK#')).toContain(`${inverse[type]}#${id}`)
      expect(under(desk, id, 'LINK#')).not.toContain(type === inverse[type] ? '' : `${inverse[type]}#${other}`)
    }
  }
}

interface Told {
  status: string
  mergedInto: string | undefined
  parent: string | undefined
  merged: Set<string>
  children: Set<string>
  links: Set<string>
}
type Data = Record<'to' | 'into' | 'from' | 'parent' | 'child' | 'link' | 'ticket', string>

/** What each event says by itself. */
const telling: Record<string, (told: Told, data: Data) => unknown> = {
  'ticket.status-changed': (told, { to }) => Object.assign(told, { status: to }),
  'ticket.merged': (told, { into }) => Object.assign(told, { mergedInto: into }),
  'ticket.unmerged': (told) => Object.assign(told, { mergedInto: undefined }),
  'ticket.merge-taken': ({ merged }, { from }) => merged.add(from),
  'ticket.merge-undone': ({ merged }, { from }) => merged.delete(from),
  'ticket.parent-set': (told, { parent }) => Object.assign(told, { parent }),
  'ticket.parent-removed': (told) => Object.assign(told, { parent: undefined }),
  'ticket.child-added': ({ children }, { child }) => children.add(child),
  'ticket.child-removed': ({ children }, { child }) => children.delete(child),
  'ticket.linked': ({ links }, { link, ticket }) => links.add(`${link}#${ticket}`),
  'ticket.unlinked': ({ links }, { link, ticket }) => links.delete(`${link}#${ticket}`),
}
const happened = new Set<string>()

/** What the history alone says of a ticket. */
function replayed(id: string): Told {
  const sets = { merged: new Set<string>(), children: new Set<string>(), links: new Set<string>() }
  const told: Told = { status: 'created', mergedInto: undefined, parent: undefined, ...sets }
  for (const { type, data } of eventsOf(desk, id)) {
    happened.add(type)
    telling[type]?.(told, data as Data)
  }
  return told
}

/** Four tickets of one customer that people join and part, all at once, call by call in any order. */
async function live(seed: number, trouble: number): Promise<string[]> {
  const chance = chances(seed)
  const oneOf = <Value>(values: readonly Value[]): Value => values[Math.floor(chance() * values.length)] as Value
  const ids = [await aTicket(), await aTicket(), await aTicket(), await aTicket()]
  const turns = new Turns(desk, chance)
  desk.weather = () => {
    if (chance() < trouble / 2) throw fault('TimeoutError')
  }
  for (let step = 0; step < steps || turns.size > 0; step += 1) {
    if (step < steps && turns.size < mostAtOnce) {
      const [name, asked] = oneOf(doings)(oneOf(ids), oneOf(ids))
      turns.begin(() => call(name, { as: 'manager', ...asked }))
    }
    await turns.give()
    expectTrue(ids)
    pass(Math.floor(chance() * 5000))
  }
  return ids
}

describe.each([
  ['calls come in any order', 0],
  ['calls come in any order and one in twenty fails', 0.05],
])('where %s', (_, trouble) => {
  it.each(seeds)(
    'both sides of what joins two tickets say the same at every instant, and the history tells it (%i)',
    async (seed) => {
      const ids = await live(seed, trouble)
      for (const id of ids) {
        const seqs = eventsOf(desk, id).map(({ seq }) => seq)
        expect(seqs).toEqual(seqs.map((__, place) => place + 1))
        const { status, mergedInto, merged = [], parent } = ticketItem(desk, id)
        const links = new Set(under(desk, id, 'LINK#'))
        const children = new Set(under(desk, id, 'CHILD#'))
        expect(replayed(id)).toEqual({ status, mergedInto, parent, links, children, merged: new Set(merged) })
      }
    },
    60_000,
  )
})

it('and all of it has happened', () => {
  expect([...happened]).toEqual(expect.arrayContaining(Object.keys(telling)))
})
