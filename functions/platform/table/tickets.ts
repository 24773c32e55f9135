import { BatchGetCommand, GetCommand } from '@aws-sdk/lib-dynamodb'
import { completeClocks, completeCourse } from '../../../domain/older-tickets.ts'
import { busy } from '../../../domain/refusal.ts'
import type { Ticket } from '../../../domain/ticket.ts'
import { pauseFor } from '../retry.ts'
import { table, tableName } from './client.ts'
import type { Armed } from './index-keys.ts'
import { keys, machinery } from './keys.ts'
import { type RequestKey, type StoredRequest, storedRequest } from './requests.ts'

/** A ticket as it was read without its long text, and what is armed for it. Nothing can be written of it but that. */
export interface Head {
  ticket: Ticket
  armed?: Armed
  /** How many executions have been named for it. */
  arming: number
  /** Whether the wake index says that its next wake has an execution. */
  covered: boolean
}

/** A ticket as it was read whole. */
export interface Loaded extends Head {
  description: string
}

/** What lies beside the description: long, or growing, and read only with the ticket itself. Most writes do without it. */
export const longText = [
  'resolution',
  'statusReason',
  'assignments',
  'course',
] as const satisfies readonly (keyof Ticket)[]

type Item = Record<string, unknown>

function fromItem(item: Item): Head & { bodyVersion: number } {
  const ticket: Item = { counts: { comments: 0, attachments: 0 }, ...item }
  for (const name of machinery) delete ticket[name]
  completeClocks(ticket as unknown as Ticket)
  return {
    ticket: ticket as unknown as Ticket,
    ...(item.armed ? { armed: item.armed as Armed } : {}),
    arming: Number(item.arming ?? 0),
    covered: String(item.gsi5pk).startsWith('ARMED'),
    bodyVersion: Number(item.bodyVersion ?? 0),
  }
}

/**
 * Reads a ticket whole, and what was answered to this idempotency key before: one request, consistent. The ticket and
 * its text are two items, so a text of another version than the ticket names is read again.
 */
export async function loadTicket(
  number: string,
  request?: RequestKey,
): Promise<{ loaded?: Loaded; stored?: StoredRequest }> {
  for (let attempt = 0; ; attempt += 1) {
    const items = await readAll([
      keys.ticket(number),
      keys.body(number),
      ...(request ? [keys.request(request.principal, request.key)] : []),
    ])
    const of = (sk: string) => items.find((item) => item.sk === sk)
    const stored = request && storedRequest(of('REQUEST'), request.now)
    const item = of('TICKET')
    if (!item) return stored ? { stored } : {}
    const { bodyVersion, ...known } = fromItem(item)
    const body = of('BODY')
    if (Number(body?.version ?? 0) !== bodyVersion && attempt < 5) continue
    for (const name of longText) if (body?.[name] !== undefined) Object.assign(known.ticket, { [name]: body[name] })
    completeCourse(known.ticket)
    return { loaded: { ...known, description: String(body?.text ?? '') }, ...(stored && { stored }) }
  }
}

/** A ticket from its two items that were read together; undefined where its text is of another version than it names. */
export function wholeIn(item: Item, body: Item | undefined): Ticket | undefined {
  const { ticket, bodyVersion } = fromItem(item)
  if (Number(body?.version ?? 0) !== bodyVersion) return undefined
  for (const name of longText) if (body?.[name] !== undefined) Object.assign(ticket, { [name]: body[name] })
  completeCourse(ticket)
  return ticket
}

/** Reads a ticket without its long text, which timers and clocks do not need: one request, consistent. */
export async function loadHead(number: string): Promise<Head | undefined> {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.ticket(number), ConsistentRead: true }),
  )
  if (!Item) return undefined
  const { bodyVersion: _, ...known } = fromItem(Item)
  return known
}

/** Reads tickets whole: one request for each fifty, and one more for each that is being written meanwhile. */
export async function loadWholes(numbers: readonly string[]): Promise<Ticket[]> {
  const items = await readAll(numbers.flatMap((number) => [keys.ticket(number), keys.body(number)]))
  const at = new Map(items.map((item) => [`${item.pk} ${item.sk}`, item]))
  const found = numbers.map(async (number) => {
    const item = at.get(`${keys.ticket(number).pk} TICKET`)
    const body = at.get(`${keys.body(number).pk} BODY`)
    return item && (wholeIn(item, body) ?? (await loadTicket(number)).loaded?.ticket)
  })
  return (await Promise.all(found)).filter((ticket) => ticket !== undefined)
}

/** Reads tickets without their long texts, each as it was a moment ago at the oldest, or as it `isNow`: one request for each hundred. */
export async function loadHeads(numbers: readonly string[], isNow = false): Promise<Map<string, Ticket>> {
  const items = await readAll([...new Set(numbers)].map(keys.ticket), isNow)
  return new Map(items.map((item) => fromItem(item).ticket).map((ticket) => [ticket.number, ticket]))
}

/** A request takes so many keys. */
const mostKeys = 100

/** Reads items by key, consistently by default: one request for each hundred, side by side. */
export async function readAll(wanted: Item[], ConsistentRead = true): Promise<Item[]> {
  const parts = Array.from({ length: Math.ceil(wanted.length / mostKeys) }, (_, at) =>
    wanted.slice(at * mostKeys, (at + 1) * mostKeys),
  )
  return (await Promise.all(parts.map((part) => readPart(part, ConsistentRead)))).flat()
}

/** Asks again for what the table was too busy to give. */
async function readPart(wanted: Item[], ConsistentRead: boolean): Promise<Item[]> {
  const name = tableName()
  const found: Item[] = []
  let rest: Item[] = wanted
  for (let attempt = 0; rest.length > 0; attempt += 1) {
    if (attempt > 4) throw busy()
    if (attempt > 0) await pauseFor(attempt)
    const { Responses, UnprocessedKeys } = await table.send(
      new BatchGetCommand({ RequestItems: { [name]: { Keys: rest, ConsistentRead } } }),
    )
    found.push(...(Responses?.[name] ?? []))
    rest = (UnprocessedKeys?.[name]?.Keys as Item[] | undefined) ?? []
  }
  return found
}
