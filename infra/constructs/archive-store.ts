import { Duration, Stack } from 'aws-cdk-lib'
import { type Bucket, StorageClass } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'
import { ClosedBucket } from './closed-bucket.ts'
import type { Desk } from './desk.ts'

/** S3 moves an object no sooner than after 30 days to a class for what is seldom read. */
const seldomReadAfterDays = 30
/** What was replaced (a person's data was erased) is gone for good soon after. */
const replacedDays = 30

/** Where archived tickets lie as JSON, as long as the desk keeps them. */
export class ArchiveStore extends Construct {
  readonly bucket: Bucket

  constructor(scope: Construct, id: string, { desk }: { desk: Desk }) {
    super(scope, id)
    this.bucket = new ClosedBucket(this, 'Bucket', desk, {
      versioned: true,
      lifecycleRules: [
        {
          transitions: [
            {
              storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL,
              transitionAfter: Duration.days(seldomReadAfterDays),
            },
          ],
          noncurrentVersionExpiration: Duration.days(replacedDays),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    })
    acknowledge(this.bucket, {
      S1: 'Only one function writes and none reads; who did is in CloudTrail.',
    })
  }

  /** The archived tickets, and how cdk-nag calls them: by the name under which the bucket's ARN is exported. */
  get tickets(): { arn: string; finding: string } {
    const stack = Stack.of(this)
    const name = `${stack.stackName}-archive`
    return { arn: `${stack.exportValue(this.bucket.bucketArn, { name })}/tickets/*`, finding: `${name}/tickets/*` }
  }
}
