import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { contentType, sampleBytes } from './content-type.ts'

/** What a file's bytes say of it: read once, piece by piece, so that its size is no matter to the memory. */
export async function reading(bytes: Readable): Promise<{ size: number; sha256: string; type: string }> {
  const hash = createHash('sha256')
  const sample: Buffer[] = []
  let size = 0
  for await (const piece of bytes as AsyncIterable<Buffer>) {
    hash.update(piece)
    if (size < sampleBytes) sample.push(piece.subarray(0, sampleBytes - size))
    size += piece.length
  }
  return { size, sha256: hash.digest('hex'), type: await contentType(Buffer.concat(sample)) }
}
