import { promisify } from 'node:util'
import { zstdCompress, zstdDecompressSync } from 'node:zlib'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { table, tableName } from '../../table/client.ts'
import { keys } from '../../table/keys.ts'
import { queryAll } from '../../table/partition.ts'
import type { SearchDocument } from '../document.ts'
import type { Copy } from './copy.ts'

const hourMs = 60 * 60 * 1000

/** For so long a change is kept beside the snapshots that hold it: a snapshot is far younger (docs/search.md). */
export const tailKeptMs = 48 * hourMs

/**
 * How much later than its place in the tail says a change may be seen: longer than the client goes on trying to write it
 * (functions/platform/table/client.ts), with two machines' clocks apart. So far back every reading begins.
 */
export const overlapMs = 30_000

const compress = promisify(zstdCompress)
const instant = (ms: number): string => new Date(ms).toISOString()
const hourOf = (ms: number): string => instant(ms).slice(0, 13)

/** Puts what a ticket now is in the tail. Written twice or late, it does no harm: what is newer wins wherever it is read. */
export async function putInTail(document: SearchDocument): Promise<void> {
  const now = Date.now()
  const { number, version, readAt } = document
  await table.send(
    new PutCommand({
      TableName: tableName(),
      Item: {
        ...keys.searchTail(hourOf(now), `${instant(now)}#${number}#${version}#${readAt}`),
        document: await compress(JSON.stringify(document)),
        expiresAt: Math.ceil((now + tailKeptMs) / 1000),
      },
    }),
  )
}

export interface TailEntry {
  /** Its place: unique, and in the order of writing. */
  place: string
  document(): SearchDocument
}

/** What came since an instant (in milliseconds), consistently: one Query for each hour that has begun since. */
export async function readTail(wantedMs: number): Promise<TailEntry[]> {
  const hours: string[] = []
  const now = Date.now()
  const sinceMs = Math.max(wantedMs, now - tailKeptMs)
  for (let at = sinceMs; hourOf(at) <= hourOf(now); at += hourMs) hours.push(hourOf(at))
  const found = await Promise.all(hours.map((hour) => readHour(hour, instant(sinceMs))))
  return found.flat()
}

async function readHour(hour: string, since: string): Promise<TailEntry[]> {
  const items = await queryAll({
    KeyConditionExpression: 'pk = :pk AND sk >= :since',
    ExpressionAttributeValues: { ':pk': keys.searchTail(hour, '').pk, ':since': since },
  })
  return items.map((item) => ({ place: String(item.sk), document: () => unpacked(item.document as Uint8Array) }))
}

const unpacked = (bytes: Uint8Array): SearchDocument => JSON.parse(zstdDecompressSync(bytes).toString())

/** So many documents are unpacked at a time. */
const unpackedAtOnce = 500

/** Puts what came into a copy. */
export function applyTail(copy: Copy, entries: readonly TailEntry[]): void {
  for (let at = 0; at < entries.length; at += unpackedAtOnce) {
    copy.apply(entries.slice(at, at + unpackedAtOnce).map((entry) => entry.document()))
  }
}
