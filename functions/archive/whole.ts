import { inflateRawSync } from 'node:zlib'
import { machinery } from '../platform/table/keys.ts'

type Item = Record<string, unknown>

/** What only lists and timers need, and the outbox. */
const left: readonly string[] = [...machinery, 'facets', 'parkedBecause', 'wakeAt']
const bare = (item: Item): Item => Object.fromEntries(Object.entries(item).filter(([name]) => !left.includes(name)))

/** What JSON has no word for: a set is a list, and bytes are text that was compressed. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return inflateRawSync(value).toString()
  if (value instanceof Set || Array.isArray(value)) return [...value].map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]))
}

/** A ticket's partition, put together: undefined where there is no ticket that is archived in it. */
export interface Whole {
  /** Where it is kept: for each archiving one object, however often its event comes. */
  key: string
  json: string
}

/**
 * The whole of an archived ticket as one JSON document: itself, its long text, its history, and whatever else lies with it,
 * by kind (`comment`, `attachment`, `clock`, `follow-up` …). The files of attachments stay where they are.
 */
export function wholeOf(items: readonly Item[]): Whole | undefined {
  const kindOf = ({ sk }: Item) => String(sk).split('#')[0] as string
  const ticket = items.find((item) => kindOf(item) === 'TICKET')
  const history = items.filter((item) => kindOf(item) === 'EVENT')
  const archived = history.findLast(({ type }) => type === 'ticket.archived')
  if (!ticket?.archivedAt || !archived) return undefined
  const body = items.find((item) => kindOf(item) === 'BODY')
  const others = items.filter((item) => !['TICKET', 'BODY', 'EVENT'].includes(kindOf(item)))
  const document = {
    format: 1,
    event: archived.id,
    ticket: bare(ticket),
    body: body && bare(body),
    history: history.map(bare),
    ...Object.groupBy(
      others.map((item) => ({ kind: kindOf(item), ...bare(item) })),
      ({ kind }) => kind.toLowerCase(),
    ),
  }
  const place = String(archived.seq).padStart(8, '0')
  return {
    key: `tickets/${ticket.brand}/${ticket.number}/${place}.json`,
    json: JSON.stringify(plain(document)),
  }
}
