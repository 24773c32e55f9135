import { BlockPublicAccess, Bucket, BucketEncryption, type BucketProps, ObjectOwnership } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { type Desk, removalPolicyOf } from './desk.ts'

/** A bucket that is nobody's but the desk's: encrypted, never public, reached by TLS only, and kept as long as the stage says. */
export class ClosedBucket extends Bucket {
  constructor(scope: Construct, id: string, { stage }: Desk, props: BucketProps) {
    super(scope, id, {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      removalPolicy: removalPolicyOf(stage),
      ...props,
    })
  }
}
