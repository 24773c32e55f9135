import { Duration } from 'aws-cdk-lib'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'
import { ClosedBucket } from './closed-bucket.ts'
import type { Desk } from './desk.ts'

/** Where incoming mail lies as it came, for as long as it may be needed again. */
export class MailIntake extends Construct {
  readonly bucket: Bucket

  constructor(scope: Construct, id: string, { desk }: { desk: Desk }) {
    super(scope, id)
    this.bucket = new ClosedBucket(this, 'Inbound', desk, {
      lifecycleRules: [
        { expiration: Duration.days(desk.stage.inboundDays), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    })
    acknowledge(this.bucket, {
      S1: 'Only SES writes and only one function reads; who did is in CloudTrail, and access logs would hold senders.',
    })
  }
}
