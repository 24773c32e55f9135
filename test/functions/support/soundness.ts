import './environment.ts'
import { marshall } from '@aws-sdk/util-dynamodb'
import { expect } from 'vitest'
import { clocksOf } from '../../../domain/clock.ts'
import { customers } from '../../../functions/platform/table/customers.ts'
import { indexKeys } from '../../../functions/platform/table/index-keys.ts'
import { indexes } from '../../../functions/platform/table/keys.ts'
import { inverse, type LinkType } from '../../../schemas/link.ts'
import type { Desk } from './desk.ts'
import type { Item } from './expression.ts'
import { type TicketItem, ticketItem } from './timers.ts'

/** As DynamoDB bills it, nearly: the names and the values of the attributes. */
const bytesOf = (item: Item): number =>
  Buffer.byteLength(JSON.stringify(marshall(item, { removeUndefinedValues: true })))

interface Event {
  type: string
  seq: number
  version: number
  occurredAt: string
  data: Record<string, unknown>
  detail?: { changes?: Record<string, { from?: unknown; to?: unknown }> }
}

/** What holds of the table between any two requests, whatever they were. */
export function expectSound(desk: Desk): void {
  const items = desk.table.items
  for (const item of items) expect(bytesOf(item)).toBeLessThan(400 * 1024)
  const parts = Map.groupBy(items, ({ pk }) => String(pk))
  for (const [pk, part] of parts) {
    const events = part.filter(({ sk }) => String(sk).startsWith('EVENT#')) as unknown as Event[]
    // What a desk begins with in these tests has no beginning in its history.
    const [{ seq: from } = { seq: 1 }] = events
    expect([pk, events.map(({ seq }) => seq)]).toEqual([pk, events.map((_, at) => at + from)])
    if (part.some(({ sk }) => sk === 'TICKET')) expectSoundTicket(desk, part, events)
  }
  expectTrueClaims(items)
}

function expectSoundTicket(desk: Desk, part: Item[], events: Event[]): void {
  const item = part.find(({ sk }) => sk === 'TICKET') as Item
  const ticket = item as unknown as TicketItem
  const here = (prefix: string) => part.filter(({ sk }) => String(sk).startsWith(`${prefix}#`))
  const what = (says: string, value: unknown) => [ticket.number, says, value]
  const same = (says: string, is: unknown, shall: unknown) => expect(what(says, is)).toEqual(what(says, shall))

  expect(bytesOf(item)).toBeLessThan(8 * 1024)
  same('seq', ticket.seq, events.length)
  // Every version is somebody's doing, and says whose.
  const versions = [...new Set(events.map(({ version }) => version))]
  same(
    'versions',
    versions,
    Array.from({ length: ticket.version }, (_, at) => at + 1),
  )
  same(
    'order',
    events,
    events.toSorted((a, b) => (a.occurredAt < b.occurredAt ? -1 : a.occurredAt > b.occurredAt ? 1 : 0)),
  )

  const { facets, ...places } = indexKeys(ticket, ticket.armed)
  const lies = Object.fromEntries(
    indexes
      .flatMap((index) => [`${index}pk`, `${index}sk`])
      .flatMap((name) => (item[name] ? [[name, item[name]]] : [])),
  )
  same('places', lies, places)
  same('facets', [...((item.facets as Set<string>) ?? [])].toSorted(), [...(facets ?? [])].toSorted())

  for (const [kind, clock] of clocksOf(ticket)) {
    expect(clock.spentMs).toBeGreaterThanOrEqual(0)
    if (clock.endedAt) expect(clock).not.toHaveProperty('countsFrom')
    const ended = here(`CLOCK#${kind}`).map(({ cycle }) => Number(cycle))
    const cycles = clock.endedAt ? clock.cycle : clock.cycle - 1
    // A clock that a merge had stopped goes on in the cycle that it was in, or the next: each ended one is there once.
    expect(what('ended cycles', new Set(ended).size)).toEqual(what('ended cycles', ended.length))
    expect(Math.max(0, ...ended)).toBeLessThanOrEqual(Math.max(cycles, clock.cycle))
  }

  const together = [part, ...(ticket.merged ?? []).map((number) => partOf(desk, number))]
  const all = (prefix: string) => together.flat().filter(({ sk }) => String(sk).startsWith(`${prefix}#`))
  const arrived = all('ATTACHMENT').filter(({ state }) => state !== 'awaiting' && state !== 'removed')
  same('comments', ticket.counts?.comments ?? 0, all('COMMENT').length)
  same('attachments', ticket.counts?.attachments ?? 0, arrived.length)
  const minutes = (billable: boolean) =>
    all('TIME').reduce((sum, entry) => sum + (entry.billable === billable ? Number(entry.minutes) : 0), 0)
  same('minutes', ticket.loggedMinutes ?? { billable: 0, other: 0 }, { billable: minutes(true), other: minutes(false) })
  const open = here('FOLLOW-UP').filter(({ endedAt }) => !endedAt)
  same('follow-ups', (ticket.followUps ?? []).map(({ id }) => id).toSorted(), open.map(({ id }) => id).toSorted())

  for (const { link, ticket: other } of here('LINK')) {
    const back = { pk: `TICKET#${other}`, sk: `LINK#${inverse[link as LinkType]}#${ticket.number}` }
    same(`the other half of ${link} ${other}`, desk.table.find(back) !== undefined, true)
  }
  for (const number of ticket.merged ?? []) same('merged', ticketItem(desk, number).mergedInto, ticket.number)
  if (ticket.mergedInto) expect(ticketItem(desk, ticket.mergedInto).merged).toContain(ticket.number)
  const children = here('CHILD').map(({ child }) => String(child))
  same('children', ticket.children ?? 0, children.length)
  for (const child of children) same('parent', ticketItem(desk, child).parent, ticket.number)
  if (ticket.parent)
    expect(desk.table.find({ pk: `TICKET#${ticket.parent}`, sk: `CHILD#${ticket.number}` })).toBeDefined()
  expectHistoryToTell(ticket, events, String(part.find(({ sk }) => sk === 'BODY')?.text ?? ''))
}

const partOf = (desk: Desk, number: string) => desk.table.filter(({ pk }) => pk === `TICKET#${number}`)

const nothingYet = { assignee: undefined, parent: undefined, mergedInto: undefined }

/** Who reads the history from its beginning comes to the ticket as it is. */
function expectHistoryToTell(ticket: TicketItem, events: readonly Event[], description: string): void {
  const told: Record<string, unknown> = { watchers: new Set<unknown>() }
  const watchers = told.watchers as Set<unknown>
  const becomes = (field: string, from: unknown, to: unknown) => {
    if (field in told) expect([ticket.number, field, told[field]]).toEqual([ticket.number, field, from])
    told[field] = to
  }
  const tells: Record<string, (data: Record<string, unknown>) => void> = {
    'ticket.created': (data) => Object.assign(told, data, nothingYet),
    'ticket.status-changed': ({ from, to }) => becomes('status', from, to),
    'ticket.assigned': ({ previousAssignee, assignee, team }) => {
      becomes('assignee', previousAssignee, assignee)
      told.team = team
    },
    'ticket.unassigned': ({ previousAssignee }) => becomes('assignee', previousAssignee, undefined),
    'ticket.watched': ({ person }) => watchers.add(person),
    'ticket.unwatched': ({ person }) => watchers.delete(person),
    'ticket.parent-set': ({ previous, parent }) => becomes('parent', previous, parent),
    'ticket.parent-removed': ({ parent }) => becomes('parent', parent, undefined),
    'ticket.merged': ({ into }) => becomes('mergedInto', undefined, into),
    'ticket.unmerged': ({ from }) => becomes('mergedInto', from, undefined),
  }
  for (const { type, data, detail } of events) {
    tells[type]?.(data)
    for (const [field, { from, to }] of Object.entries(detail?.changes ?? {})) becomes(field, from, to)
  }
  const { watchers: _, ...fields } = told
  const is = { ...ticket, description } as Record<string, unknown>
  for (const [field, value] of Object.entries(fields)) {
    const [name, part = ''] = field.split('.')
    const found = part ? (is[name as string] as Record<string, unknown> | undefined)?.[part] : is[field]
    expect([ticket.number, field, found ?? null]).toEqual([ticket.number, field, value ?? null])
  }
  expect([...(ticket.watchers ?? [])].toSorted()).toEqual([...watchers].toSorted())
}

/** Whatever somebody has for themselves is kept for them, and nothing is kept for nobody. */
function expectTrueClaims(items: readonly Item[]): void {
  const claims = items.filter(({ sk }) => sk === 'CLAIM')
  for (const { pk, id } of claims) {
    expect([pk, items.some((item) => item.id === id && item.sk !== 'CLAIM')]).toEqual([pk, true])
  }
  const domains = items.filter(({ sk }) => sk === 'CUSTOMER').flatMap((item) => customers.claims?.(item as never) ?? [])
  for (const claim of domains) expect(claims.map(({ pk }) => pk)).toContain(`CLAIM#${claim}`)
}
