import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type {
  CopyObjectCommandInput,
  DeleteObjectCommandInput,
  DeleteObjectsCommandInput,
  GetObjectCommandInput,
  GetObjectTaggingCommandInput,
  HeadObjectCommandInput,
  ListObjectsV2CommandInput,
  PutObjectCommandInput,
  PutObjectTaggingCommandInput,
} from '@aws-sdk/client-s3'

interface Stored {
  bytes: Buffer
  type?: string | undefined
  tags: { Key: string; Value: string }[]
}

const missing = (name = 'NoSuchKey') => Object.assign(new Error(name), { name })
const etagOf = (bytes: Buffer) => `"${createHash('md5').update(bytes).digest('hex')}"`

/** A bucket in memory: as S3 answers the requests that the functions make. */
export class MemoryStore {
  readonly #objects = new Map<string, Stored>()

  /** Another one with the same in it. */
  twin(): MemoryStore {
    const other = new MemoryStore()
    for (const [key, stored] of this.#objects) other.#objects.set(key, { ...stored })
    return other
  }

  get keys(): string[] {
    return [...this.#objects.keys()].toSorted()
  }

  /** Something is put there by somebody outside, as with a form that the desk has signed. */
  arrive(key: string, bytes: Buffer | string, type?: string): void {
    this.#objects.set(key, { bytes: Buffer.from(bytes), type, tags: [] })
  }

  bytesOf = (key: string): Buffer | undefined => this.#objects.get(key)?.bytes

  /** A scanner leaves its mark. */
  tag(key: string, Value: string): void {
    this.#at(key).tags = [{ Key: 'GuardDutyMalwareScanStatus', Value }]
  }

  get = ({ Key = '' }: GetObjectCommandInput) => {
    const { bytes, type } = this.#at(Key)
    const pieces = Array.from({ length: Math.ceil(bytes.length / 1000) }, (_, at) =>
      bytes.subarray(at * 1000, at * 1000 + 1000),
    )
    const Body = Object.assign(Readable.from(pieces), {
      transformToByteArray: async () => new Uint8Array(bytes),
      transformToString: async () => bytes.toString(),
    })
    return { Body, ETag: etagOf(bytes), ContentLength: bytes.length, ContentType: type }
  }

  head = ({ Key = '' }: HeadObjectCommandInput) => {
    if (!this.#objects.has(Key)) throw missing('NotFound')
    return {}
  }

  put = async ({ Key = '', Body, ContentType, IfMatch, IfNoneMatch }: PutObjectCommandInput) => {
    const bytes = Body instanceof Readable ? await buffer(Body) : Buffer.from(Body as Uint8Array)
    const there = this.#objects.get(Key)
    if ((IfNoneMatch && there) || (IfMatch && (!there || etagOf(there.bytes) !== IfMatch))) {
      throw Object.assign(missing('PreconditionFailed'), { $metadata: { httpStatusCode: 412 } })
    }
    this.arrive(Key, bytes, ContentType)
    return { ETag: etagOf(bytes) }
  }

  copy = ({ Key = '', CopySource = '', CopySourceIfMatch, ContentType }: CopyObjectCommandInput) => {
    const { bytes, type } = this.#at(decodeURIComponent(CopySource).replace(/^\/?[^/]+\//, ''))
    if (CopySourceIfMatch && CopySourceIfMatch !== etagOf(bytes)) throw missing('PreconditionFailed')
    this.#objects.set(Key, { bytes, type: ContentType ?? type, tags: [] })
    return {}
  }

  list = ({ Prefix = '' }: ListObjectsV2CommandInput) => ({
    Contents: this.keys.filter((key) => key.startsWith(Prefix)).map((Key) => ({ Key })),
  })

  delete = ({ Delete }: DeleteObjectsCommandInput) => {
    for (const { Key = '' } of Delete?.Objects ?? []) this.#objects.delete(Key)
    return {}
  }

  deleteOne = ({ Key = '' }: DeleteObjectCommandInput) => {
    this.#objects.delete(Key)
    return {}
  }

  tags = ({ Key = '' }: GetObjectTaggingCommandInput) => ({ TagSet: this.#at(Key).tags })

  putTags = ({ Key = '', Tagging }: PutObjectTaggingCommandInput) => {
    this.#at(Key).tags = (Tagging?.TagSet ?? []) as Stored['tags']
    return {}
  }

  #at(key: string): Stored {
    const found = this.#objects.get(key)
    if (!found) throw missing()
    return found
  }
}
