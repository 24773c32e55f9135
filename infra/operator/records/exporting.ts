import { createHash, type Hash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { finished } from 'node:stream/promises'
import { type Ending, Misuse, type Run } from '../line/command.ts'
import { type Item, isRecord, kindOf } from './kinds.ts'
import { eachPage } from './scanning.ts'

interface Wanted {
  out: string
  /** Of another table than the stage's: one that was restored. */
  table?: string | undefined
  /** Only these; else every kind that is a record. */
  kinds: readonly string[]
  /** What lives for minutes and what is made anew, too. */
  all: boolean
  parallel: number
}

interface Written {
  stream: WriteStream
  hash: Hash
  items: number
}

/** What an export says of itself: `manifest.json`. */
interface Manifest {
  stage: string
  table: string
  /** The table was read between these: what was written meanwhile may be in it, or not. */
  from: string
  until: string
  kinds: Record<string, { file: string; items: number; sha256: string }>
}

/** Writes the records of a desk as lines of JSON, a file a kind, and a manifest with counts and hashes. */
export async function exportRecords(given: Run, wanted: Wanted): Promise<Ending> {
  const { screen } = given
  const resources = await given.resources()
  const tableName = wanted.table ?? resources.table
  const folder = resolve(wanted.out)
  // It holds whatever customers wrote: for nobody but whoever runs this.
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const files = new Map<string, Written>()
  const fileOf = (kind: string): Written => {
    const known = files.get(kind)
    if (known) return known
    const stream = createWriteStream(join(folder, `${kind}.jsonl`), { mode: 0o600 })
    const made = { stream, hash: createHash('sha256'), items: 0 }
    files.set(kind, made)
    return made
  }
  const from = new Date().toISOString()
  const progress = screen.progress('items')
  let read = 0
  await eachPage(tableName, wanted.parallel, async (items) => {
    for (const [kind, own] of Map.groupBy(items, kindOf)) {
      if (isWanted(kind, wanted)) await write(fileOf(kind), own)
    }
    read += items.length
    progress.at(read)
  })
  progress.end()
  const kinds = Object.fromEntries(await Promise.all([...files].toSorted().map(closed)))
  const unknown = wanted.kinds.filter((kind) => !files.has(kind))
  const manifest: Manifest = { stage: given.stage, table: tableName, from, until: new Date().toISOString(), kinds }
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
  screen.table(
    ['kind', 'items', 'file'],
    Object.entries(kinds).map(([kind, { items, file }]) => [kind, items, file]),
  )
  screen.say(`${read} items read; the export is in ${folder}.`)
  screen.give({ folder, ...manifest })
  if (unknown.length > 0) throw new Misuse(`There is nothing of ${unknown.join(', ')} in this table.`)
  return 'well'
}

const isWanted = (kind: string, { kinds, all }: Wanted): boolean =>
  kinds.length > 0 ? kinds.includes(kind) : all || isRecord(kind)

/** A set of the table is a list in JSON. */
const lineOf = (item: Item): string =>
  JSON.stringify(item, (_, value) => (value instanceof Set ? [...value].toSorted() : value))

async function write(file: Written, items: readonly Item[]): Promise<void> {
  const text = items.map((item) => `${lineOf(item)}\n`).join('')
  file.items += items.length
  file.hash.update(text)
  // A disk that is slower than the table is waited for.
  if (!file.stream.write(text)) await once(file.stream, 'drain')
}

async function closed([kind, { stream, hash, items }]: [string, Written]) {
  stream.end()
  await finished(stream)
  return [kind, { file: `${kind}.jsonl`, items, sha256: hash.digest('hex') }] as const
}
