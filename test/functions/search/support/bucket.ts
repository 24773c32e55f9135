import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach } from 'vitest'

process.env.SEARCH_BUCKET = 'search'

/** A bucket in memory, with the conditions that S3 knows for writing. */
export function memoryBucket(): Map<string, { body: Buffer; etag: string }> {
  const objects = new Map<string, { body: Buffer; etag: string }>()
  const storage = mockClient(S3Client)
  let writes = 0
  const refused = (name: string, status: number) =>
    Object.assign(new Error(name), { name, $metadata: { httpStatusCode: status } })
  beforeEach(() => {
    objects.clear()
    storage.reset()
    storage.on(PutObjectCommand).callsFake(async ({ Key, Body, IfMatch, IfNoneMatch }) => {
      const body = typeof Body === 'string' ? Buffer.from(Body) : await buffer(Body)
      const there = objects.get(Key)
      if ((IfMatch && there?.etag !== IfMatch) || (IfNoneMatch && there)) throw refused('PreconditionFailed', 412)
      writes += 1
      objects.set(Key, { body, etag: `"${writes}"` })
      return { ETag: `"${writes}"` }
    })
    storage.on(GetObjectCommand).callsFake(async ({ Key }) => {
      const there = objects.get(Key)
      if (!there) throw refused('NoSuchKey', 404)
      const Body = Object.assign(Readable.from([there.body]), { transformToString: async () => there.body.toString() })
      return { Body: Body as never, ETag: there.etag }
    })
    storage.on(DeleteObjectCommand).callsFake(async ({ Key }) => objects.delete(Key))
    storage.on(ListObjectsV2Command).callsFake(async ({ Prefix }) => ({
      Contents: [...objects.keys()].filter((key) => key.startsWith(Prefix)).map((Key) => ({ Key })),
    }))
  })
  return objects
}
