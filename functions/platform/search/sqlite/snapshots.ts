import { createReadStream, createWriteStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdCompress, createZstdDecompress } from 'node:zlib'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { ulid } from 'ulid'
import { environment } from '../../environment.ts'
import { level } from '../../telemetry.ts'
import { format } from './tables.ts'

const bucket = () => environment('SEARCH_BUCKET')
const storage = new S3Client({ maxAttempts: 4, requestHandler: { connectionTimeout: 1000, requestTimeout: 60_000 } })

/** Which snapshot holds, and up to where the tail is in it. */
export interface Manifest {
  key: string
  /** Another one each time that everything is made anew: copies that go on from an older one are let go. */
  generation: string
  /** From this instant on (in milliseconds) the tail is to be read. */
  tailFrom: number
  tickets: number
  /** Of the database, not compressed. */
  bytes: number
  builtAt: string
}

export interface KnownManifest {
  manifest: Manifest
  etag: string
}

const folder = `format-${format}`
const manifestKey = `${folder}/manifest.json`

/** The manifest as it is now; undefined where there has never been one. */
export async function readManifest(): Promise<KnownManifest | undefined> {
  try {
    const { Body, ETag } = await storage.send(new GetObjectCommand({ Bucket: bucket(), Key: manifestKey }))
    return { manifest: JSON.parse((await Body?.transformToString()) ?? ''), etag: ETag ?? '' }
  } catch (fault) {
    if ((fault as Error).name === 'NoSuchKey') return undefined
    throw fault
  }
}

/** Unpacks a snapshot into a file. */
export async function download({ key }: Manifest, file: string): Promise<void> {
  const { Body } = await storage.send(new GetObjectCommand({ Bucket: bucket(), Key: key }))
  await pipeline(Body as Readable, createZstdDecompress(), createWriteStream(file))
}

/**
 * Puts a database up as the newest snapshot: under a new key first, then the manifest is swapped if it is still the one
 * that was read. False if it is not: another one was quicker, and nothing has changed.
 */
export async function publish(
  file: string,
  before: KnownManifest | undefined,
  about: Omit<Manifest, 'key' | 'bytes' | 'builtAt'>,
): Promise<boolean> {
  const key = `${folder}/snapshots/${ulid()}.sqlite.zst`
  const packed = `${file}.zst`
  try {
    await pipeline(createReadStream(file), createZstdCompress(), createWriteStream(packed))
    const { size } = await stat(packed)
    await storage.send(
      new PutObjectCommand({ Bucket: bucket(), Key: key, Body: createReadStream(packed), ContentLength: size }),
    )
  } finally {
    await rm(packed, { force: true })
  }
  const { size: bytes } = await stat(file)
  level('SearchBytes', bytes)
  const manifest: Manifest = { key, ...about, bytes, builtAt: new Date().toISOString() }
  if (await swap(manifest, before)) {
    await removeOthers(key, before?.manifest.key)
    return true
  }
  await storage.send(new DeleteObjectCommand({ Bucket: bucket(), Key: key }))
  return false
}

async function swap(manifest: Manifest, before: KnownManifest | undefined): Promise<boolean> {
  try {
    await storage.send(
      new PutObjectCommand({
        Bucket: bucket(),
        Key: manifestKey,
        Body: JSON.stringify(manifest),
        ContentType: 'application/json',
        ...(before ? { IfMatch: before.etag } : { IfNoneMatch: '*' }),
      }),
    )
    return true
  } catch (fault) {
    const { name, $metadata } = fault as { name: string; $metadata?: { httpStatusCode?: number } }
    if (name === 'PreconditionFailed' || name === 'ConditionalRequestConflict' || $metadata?.httpStatusCode === 412)
      return false
    throw fault
  }
}

/** The one before stays a while: somebody may be reading it. */
async function removeOthers(...kept: (string | undefined)[]): Promise<void> {
  const { Contents = [] } = await storage.send(
    new ListObjectsV2Command({ Bucket: bucket(), Prefix: `${folder}/snapshots/` }),
  )
  for (const { Key } of Contents) {
    if (Key && !kept.includes(Key)) await storage.send(new DeleteObjectCommand({ Bucket: bucket(), Key }))
  }
}
