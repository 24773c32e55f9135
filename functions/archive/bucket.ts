import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { environment } from '../platform/environment.ts'
import { patience } from '../platform/patience.ts'
import type { Whole } from './whole.ts'

const store = new S3Client({ requestHandler: { ...patience, requestTimeout: 15_000 } })

/** Puts a ticket into the archive; the same again replaces it. */
export async function put({ key, json }: Whole): Promise<void> {
  await store.send(
    new PutObjectCommand({
      Bucket: environment('ARCHIVE_BUCKET'),
      Key: key,
      Body: json,
      ContentType: 'application/json',
    }),
  )
}
