import { DeleteObjectsCommand, GetObjectCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { environment } from '../environment.ts'
import { patience } from '../patience.ts'

/** A message has at most 40 MB: they come within seconds, if they come at all. */
const intake = new S3Client({ requestHandler: { ...patience, requestTimeout: 15_000 } })
const Bucket = () => environment('INTAKE_BUCKET')

/** How long the address of a raw message holds. */
export const rawSeconds = 5 * 60

/** A raw message as it came; undefined where it is not there any more: the bucket keeps them for some time only. */
export async function readRaw(Key: string): Promise<Uint8Array | undefined> {
  try {
    const { Body } = await intake.send(new GetObjectCommand({ Bucket: Bucket(), Key }))
    return await Body?.transformToByteArray()
  } catch (fault) {
    if ((fault as Error).name === 'NoSuchKey') return undefined
    throw fault
  }
}

/** S3 deletes so many at once. */
const mostDeleted = 1000

/** Deletes raw messages; those that are gone already are no matter. */
export async function forgetRaw(keys: readonly string[]): Promise<void> {
  for (let at = 0; at < keys.length; at += mostDeleted) {
    const Objects = keys.slice(at, at + mostDeleted).map((Key) => ({ Key }))
    const { Errors = [] } = await intake.send(
      new DeleteObjectsCommand({ Bucket: Bucket(), Delete: { Objects, Quiet: true } }),
    )
    if (Errors.length > 0) throw new Error(`${Errors.length} raw messages could not be deleted: ${Errors[0]?.Code}`)
  }
}

/** Whether a raw message is still there. */
export async function isRawKept(Key: string): Promise<boolean> {
  try {
    await intake.send(new HeadObjectCommand({ Bucket: Bucket(), Key }))
    return true
  } catch (fault) {
    if (['NotFound', 'NoSuchKey'].includes((fault as Error).name)) return false
    throw fault
  }
}

/** Where a raw message can be fetched, by whoever has the address; always as a file, never shown. */
export const presignRaw = (Key: string, name: string): Promise<string> =>
  getSignedUrl(
    intake,
    new GetObjectCommand({
      Bucket: Bucket(),
      Key,
      ResponseContentDisposition: `attachment; filename="${name}.eml"`,
      ResponseContentType: 'message/rfc822',
      ResponseCacheControl: 'private, no-store',
    }),
    { expiresIn: rawSeconds },
  )
