import type { Readable } from 'node:stream'
import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { createPresignedPost } from '@aws-sdk/s3-presigned-post'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import type { Verdict } from '../../schemas/attachment.ts'
import { environment } from './environment.ts'
import { patience } from './patience.ts'

const store = new S3Client({ requestHandler: { ...patience, requestTimeout: 15_000 } })
const Bucket = () => environment('FILES_BUCKET')

/** How long an upload may be begun, and how long a download's address holds. */
export const uploadSeconds = 10 * 60
export const downloadSeconds = 5 * 60

/** Whose file it is: every key is made of these, never of a name that somebody gave. */
export interface Place {
  ticket: string
  id: string
}

/** Where it arrives: whoever sends it may write there for ten minutes, and nowhere else. */
const incomingKey = ({ ticket, id }: Place): string => `incoming/${ticket}/${id}`
/** Where it is kept: by its content, so that what was looked at is what is given out. Only the desk writes there. */
const keptKey = ({ ticket, id }: Place, sha256: string): string => `${keptPrefix({ ticket, id })}${sha256}`
const keptPrefix = ({ ticket, id }: Place): string => `files/${ticket}/${id}/`

/** Whose file lies under a key; undefined for what is none of ours. */
export function placeOf(key: string): Place | undefined {
  const [, ticket, id] = /^(?:incoming|files)\/([A-Z0-9-]{1,64})\/(att_\w{26})(?:\/[0-9a-f]{64})?$/.exec(key) ?? []
  return ticket && id ? { ticket, id } : undefined
}

/** A form that puts one object, of this type and size, at this key (S3, "POST policy"). */
export async function presignUpload(place: Place, { type, size }: { type: string; size: number }) {
  const { url, fields } = await createPresignedPost(store, {
    Bucket: Bucket(),
    Key: incomingKey(place),
    Fields: { 'Content-Type': type },
    Conditions: [['content-length-range', size, size]],
    Expires: uploadSeconds,
  })
  return { url, fields }
}

/** Puts a file that the desk itself has got where uploads arrive: from there on it is one of them. */
export async function putIncoming(place: Place, Body: Uint8Array, ContentType: string): Promise<void> {
  await store.send(new PutObjectCommand({ Bucket: Bucket(), Key: incomingKey(place), Body, ContentType }))
}

/** The address of a kept file, for whoever has it, with the headers that the store shall answer with. */
export const presignDownload = (place: Place, sha256: string, headers: { disposition: string; type: string }) =>
  getSignedUrl(
    store,
    new GetObjectCommand({
      Bucket: Bucket(),
      Key: keptKey(place, sha256),
      ResponseContentDisposition: headers.disposition,
      ResponseContentType: headers.type,
      ResponseCacheControl: 'private, no-store',
    }),
    { expiresIn: downloadSeconds },
  )

/** What has arrived, to be read to its end; undefined if there is nothing. `etag` names these very bytes. */
export async function openIncoming(place: Place): Promise<{ bytes: Readable; etag: string } | undefined> {
  try {
    const { Body, ETag } = await store.send(new GetObjectCommand({ Bucket: Bucket(), Key: incomingKey(place) }))
    return { bytes: Body as Readable, etag: ETag ?? '' }
  } catch (fault) {
    if ((fault as Error).name === 'NoSuchKey') return undefined
    throw fault
  }
}

/** Copies what has arrived to where it is kept. False if it is not the same any more, or not there. */
export async function keep(place: Place, sha256: string, etag: string, type: string): Promise<boolean> {
  try {
    await store.send(
      new CopyObjectCommand({
        Bucket: Bucket(),
        Key: keptKey(place, sha256),
        CopySource: `${Bucket()}/${incomingKey(place)}`,
        CopySourceIfMatch: etag,
        MetadataDirective: 'REPLACE',
        ContentType: type,
      }),
    )
    return true
  } catch (fault) {
    if (['NoSuchKey', 'PreconditionFailed'].includes((fault as Error).name)) return false
    throw fault
  }
}

/** Deletes whatever lies there for a file, but for what is to stay of it. */
export async function discard(place: Place, but: { kept?: string | undefined; incoming?: true } = {}): Promise<void> {
  const { Contents = [] } = await store.send(new ListObjectsV2Command({ Bucket: Bucket(), Prefix: keptPrefix(place) }))
  const kept = but.kept && keptKey(place, but.kept)
  const keys = Contents.flatMap(({ Key }) => (Key && Key !== kept ? [Key] : []))
  if (!but.incoming) keys.push(incomingKey(place))
  if (keys.length === 0) return
  const Delete = { Objects: keys.map((Key) => ({ Key })), Quiet: true }
  const { Errors = [] } = await store.send(new DeleteObjectsCommand({ Bucket: Bucket(), Delete }))
  if (Errors.length > 0) throw new Error(`${Errors.length} objects could not be deleted: ${Errors[0]?.Code}`)
}

/** The tag that a scan leaves on an object, in the words of GuardDuty Malware Protection for S3. */
export const scanTag = 'GuardDutyMalwareScanStatus'
const verdicts: Record<string, Verdict> = {
  NO_THREATS_FOUND: 'clean',
  THREATS_FOUND: 'infected',
  UNSUPPORTED: 'unscannable',
  ACCESS_DENIED: 'unscannable',
  FAILED: 'unscannable',
}

/** What a scan has said of a kept file; undefined while it has said nothing. */
export async function verdictOn(place: Place, sha256: string): Promise<Verdict | undefined> {
  const { TagSet = [] } = await store.send(
    new GetObjectTaggingCommand({ Bucket: Bucket(), Key: keptKey(place, sha256) }),
  )
  return verdicts[TagSet.find(({ Key }) => Key === scanTag)?.Value ?? '']
}
