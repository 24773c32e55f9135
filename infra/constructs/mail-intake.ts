import { Duration } from 'aws-cdk-lib'
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'
import { type Desk, removalPolicyOf } from './desk.ts'

/** Where incoming mail lies as it came, for as long as it may be needed again. */
export class MailIntake extends Construct {
  readonly bucket: Bucket

  constructor(scope: Construct, id: string, { desk }: { desk: Desk }) {
    super(scope, id)
    this.bucket = new Bucket(this, 'Inbound', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      lifecycleRules: [
        { expiration: Duration.days(desk.stage.inboundDays), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      removalPolicy: removalPolicyOf(desk.stage),
    })
    acknowledge(this.bucket, {
      S1: 'Only SES writes and only one function reads; who did is in CloudTrail, and access logs would hold senders.',
    })
  }
}
