import { Duration, Stack } from 'aws-cdk-lib'
import { CfnMalwareProtectionPlan } from 'aws-cdk-lib/aws-guardduty'
import { AnyPrincipal, Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { type Bucket, type CfnBucket, HttpMethods } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { acknowledge, wildcard } from './acknowledge.ts'
import { ClosedBucket } from './closed-bucket.ts'
import type { Desk } from './desk.ts'
import type { DeskFunction } from './function.ts'

/** Longer than a queue and its dead letters keep what tells of an arrival: what nobody came for by then, nobody wants. */
const unclaimedDays = 30

/** What a scan leaves on a file, and what it says of one that may be given out. */
const scanned = { tag: 's3:ExistingObjectTag/GuardDutyMalwareScanStatus', clean: 'NO_THREATS_FOUND' }
const scannerService = 'malware-protection-plan.guardduty.amazonaws.com'

/**
 * The files of tickets. They arrive under `incoming/`, where their senders may write; they are kept under `files/`, where
 * only the desk writes, are scanned there, and are read by nobody before the scan's tag says that they are clean.
 */
export class FileStore extends Construct {
  readonly bucket: Bucket
  private readonly exported: { arn: string; name: string }

  constructor(scope: Construct, id: string, { desk }: { desk: Desk }) {
    super(scope, id)
    const { stage } = desk
    this.bucket = new ClosedBucket(this, 'Bucket', desk, {
      cors: [
        {
          allowedOrigins: [...stage.webOrigins],
          allowedMethods: [HttpMethods.POST, HttpMethods.GET],
          allowedHeaders: ['*'],
          exposedHeaders: ['ETag'],
          maxAge: 3600,
        },
      ].filter(({ allowedOrigins }) => allowedOrigins.length > 0),
      lifecycleRules: [
        { prefix: 'incoming/', expiration: Duration.days(unclaimedDays) },
        { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    })
    // The library's own switch makes a custom resource, with a function, for what is one property.
    const resource = this.bucket.node.defaultChild as CfnBucket
    resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } }
    acknowledge(this.bucket, {
      S1: 'The desk alone writes and reads; who fetched what is in CloudTrail, and access logs would hold addresses.',
    })
    if (!stage.isLocal) this.scan()
    const stack = Stack.of(this)
    const name = `${stack.stackName}-files`
    this.exported = { arn: stack.exportValue(this.bucket.bucketArn, { name }), name }
  }

  /** Lets a function do these actions on what arrives, or on what is kept. */
  let(touch: DeskFunction, actions: string[], under: 'incoming' | 'files'): void {
    touch.may(actions, `${this.exported.arn}/${under}/*`)
    // By the name under which the ARN is exported, cdk-nag calls its finding.
    acknowledge(touch.role as NonNullable<typeof touch.role>, {
      [wildcard(`${this.exported.name}/${under}/*`)]: 'Files lie under keys that are made of their ticket and id.',
    })
  }

  /** GuardDuty Malware Protection for S3 scans each file that is kept, and tags it; the tag decides who may read it. */
  private scan(): void {
    const role = this.scannerRole()
    const plan = new CfnMalwareProtectionPlan(this, 'Plan', {
      role: role.roleArn,
      protectedResource: { s3Bucket: { bucketName: this.bucket.bucketName, objectPrefixes: ['files/'] } },
      actions: { tagging: { status: 'ENABLED' } },
    })
    // It is refused while the role may not do its work.
    plan.node.addDependency(role)
    const others = { ArnNotEquals: { 'aws:PrincipalArn': role.roleArn } }
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'NothingButCleanFiles',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:GetObject', 's3:GetObjectVersion'],
        resources: [this.bucket.arnForObjects('files/*')],
        conditions: { ...others, StringNotEquals: { [scanned.tag]: scanned.clean } },
      }),
    )
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'OnlyTheScannerTags',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:PutObjectTagging', 's3:PutObjectVersionTagging', 's3:DeleteObjectTagging'],
        resources: [this.bucket.arnForObjects('*')],
        conditions: others,
      }),
    )
  }

  /** What GuardDuty asks of a role (its user guide, "Create or update IAM role policy"), on the kept files alone. */
  private scannerRole(): Role {
    const rules = Stack.of(this).formatArn({
      service: 'events',
      resource: 'rule',
      resourceName: 'DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*',
    })
    const files = this.bucket.arnForObjects('files/*')
    const role = new Role(this, 'ScannerRole', {
      description: 'Lets GuardDuty scan the files of tickets',
      assumedBy: new ServicePrincipal(scannerService, {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    })
    const may = (actions: string[], resource: string, conditions = {}) =>
      role.addToPolicy(new PolicyStatement({ actions, resources: [resource], conditions }))
    may(['events:DeleteRule', 'events:PutRule', 'events:PutTargets', 'events:RemoveTargets'], rules, {
      StringLike: { 'events:ManagedBy': scannerService },
    })
    may(['events:DescribeRule', 'events:ListTargetsByRule'], rules)
    may(['s3:GetBucketNotification', 's3:ListBucket', 's3:PutBucketNotification'], this.bucket.bucketArn)
    may(['s3:PutObject'], this.bucket.arnForObjects('malware-protection-resource-validation-object'))
    may(
      [
        's3:GetObject',
        's3:GetObjectTagging',
        's3:GetObjectVersion',
        's3:GetObjectVersionTagging',
        's3:PutObjectTagging',
        's3:PutObjectVersionTagging',
      ],
      files,
    )
    acknowledge(role, {
      [wildcard(
        'arn:<AWS::Partition>:events:<AWS::Region>:<AWS::AccountId>:rule/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*',
      )]: "GuardDuty's own rules, of a name that it chooses.",
      [wildcard(`<${Stack.of(this).getLogicalId(this.bucket.node.defaultChild as CfnBucket)}.Arn>/files/*`)]:
        'Every file that is kept is scanned.',
    })
    return role
  }
}
