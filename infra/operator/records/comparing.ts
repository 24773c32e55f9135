import { createHash } from 'node:crypto'
import { machinery } from '../../../functions/platform/table/keys.ts'
import { type Item, isRecord, kindOf } from './kinds.ts'
import { eachPage } from './scanning.ts'

/** So many sums stand for a whole table; only those that differ are looked into. */
const sums = 4096

/** A table in a few numbers: how many of each kind, and a sum over the hashes of its items for each share of the keys. */
interface Outline {
  items: number
  kinds: Map<string, number>
  sums: BigUint64Array
}

interface Compared {
  items: { live: number; restored: number }
  kinds: { kind: string; live: number; restored: number }[]
  /** Items that are not the same in both, and have changed since the instant that was restored. */
  changedSince: number
  /** Those that are not the same and do not say when they changed: counters, places in indexes, what lives for minutes. */
  undated: number
  /** Those that had not changed by then: each is lost or spoilt. */
  wrong: readonly string[]
}

/** Text that is the same for the same item, in whatever order its fields came. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner) =>
    inner instanceof Set
      ? [...inner].toSorted()
      : inner && typeof inner === 'object' && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
  )

const hashOf = (text: string): bigint => createHash('sha256').update(text).digest().readBigUInt64BE()
const keyOf = ({ pk, sk }: Item): string => `${pk} ${sk}`
const shareOf = (key: string): number => Number(hashOf(key) % BigInt(sums))

async function outlineOf(tableName: string, parallel: number, told: (items: number) => void): Promise<Outline> {
  const outline: Outline = { items: 0, kinds: new Map(), sums: new BigUint64Array(sums) }
  await eachPage(tableName, parallel, (items) => {
    for (const item of items) {
      const kind = kindOf(item)
      const share = shareOf(keyOf(item))
      outline.kinds.set(kind, (outline.kinds.get(kind) ?? 0) + 1)
      // Adding up is the same in any order; it wraps around.
      outline.sums[share] = (outline.sums[share] ?? 0n) + hashOf(canonical(item))
    }
    outline.items += items.length
    told(outline.items)
  })
  return outline
}

/** Holds a restored table against the one it came from, item by item, in bounded memory. `at` is the restored instant. */
export async function compareTables(
  tables: { live: string; restored: string },
  at: string,
  parallel: number,
  told: (items: number) => void = () => {},
): Promise<Compared> {
  const live = await outlineOf(tables.live, parallel, told)
  const restored = await outlineOf(tables.restored, parallel, told)
  const differing = new Set([...live.sums.keys()].filter((share) => live.sums[share] !== restored.sums[share]))
  const found = differing.size > 0 ? await differences(tables, differing, at, parallel) : none
  const kinds = [...new Set([...live.kinds.keys(), ...restored.kinds.keys()])].toSorted()
  return {
    items: { live: live.items, restored: restored.items },
    kinds: kinds.map((kind) => ({
      ...{ kind, live: live.kinds.get(kind) ?? 0, restored: restored.kinds.get(kind) ?? 0 },
    })),
    ...found,
  }
}

const none = { changedSince: 0, undated: 0, wrong: [] }

interface Seen {
  /** Of all of it, and without what the table's own machinery needs, which changes without an instant. */
  whole: bigint
  hash: bigint
  /** The newest instant that the item names, up to now. */
  newest: string | undefined
}

async function differences(
  tables: { live: string; restored: string },
  shares: ReadonlySet<number>,
  at: string,
  parallel: number,
): Promise<Pick<Compared, 'changedSince' | 'undated' | 'wrong'>> {
  const [live, restored] = [
    await itemsIn(tables.live, shares, parallel),
    await itemsIn(tables.restored, shares, parallel),
  ]
  const counted = { changedSince: 0, undated: 0, wrong: [] as string[] }
  for (const key of new Set([...live.keys(), ...restored.keys()])) {
    const [now, then] = [live.get(key), restored.get(key)]
    if (now?.whole === then?.whole) continue
    // What is gone since says nothing of when; what has come or changed says it by its newest instant.
    if (!now?.newest || now.hash === then?.hash) counted.undated += 1
    else if (now.newest > at) counted.changedSince += 1
    else counted.wrong.push(key)
  }
  return counted
}

/** Who has been told changes claim by claim; what lives for minutes comes and goes. */
const isDated = (item: Item): boolean => isRecord(kindOf(item)) && !item.pk.startsWith('NOTICE#')

const bare = (item: Item) =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !(machinery as readonly string[]).includes(name)))

async function itemsIn(tableName: string, shares: ReadonlySet<number>, parallel: number): Promise<Map<string, Seen>> {
  const seen = new Map<string, Seen>()
  const now = new Date().toISOString()
  await eachPage(tableName, parallel, (items) => {
    for (const item of items) {
      const key = keyOf(item)
      if (!shares.has(shareOf(key))) continue
      const text = canonical(item)
      const instants = text.match(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g) ?? []
      const newest = isDated(item)
        ? instants
            .filter((one) => one <= now)
            .toSorted()
            .at(-1)
        : undefined
      seen.set(key, { whole: hashOf(text), hash: hashOf(canonical(bare(item))), newest })
    }
  })
  return seen
}
