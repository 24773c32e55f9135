import { Duration, Stack } from 'aws-cdk-lib'
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import type { Stage } from '../stage.ts'
import { inboundPrefix } from '../stages.ts'
import { acknowledge, wildcard } from './acknowledge.ts'
import { ClosedBucket } from './closed-bucket.ts'
import type { Desk } from './desk.ts'
import type { DeskFunction } from './function.ts'

/** How the stage's receipt rule is called: only it may write here, so its name stands before it does. */
export const receiptRule = ({ name }: Stage) => ({ set: `service-desk-${name}`, rule: 'inbound' })

/** Where incoming mail lies as it came, for as long as it may be needed again. */
export class MailIntake extends Construct {
  readonly bucket: Bucket
  private readonly exported: { arn: string; name: string }

  constructor(scope: Construct, id: string, { desk }: { desk: Desk }) {
    super(scope, id)
    this.bucket = new ClosedBucket(this, 'Inbound', desk, {
      lifecycleRules: [
        { expiration: Duration.days(desk.stage.inboundDays), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    })
    // The library's own switch makes a custom resource, with a function, for what is one property.
    const resource = this.bucket.node.defaultChild as CfnBucket
    resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } }
    acknowledge(this.bucket, {
      S1: 'Only SES writes and only the desk reads; who did is in CloudTrail, and access logs would hold senders.',
    })
    if (!desk.stage.isLocal) this.letSes(desk)
    const stack = Stack.of(this)
    const name = `${stack.stackName}-intake`
    this.exported = { arn: stack.exportValue(this.bucket.bucketArn, { name }), name }
  }

  /** Lets a function do these actions on the raw messages. */
  let(touch: DeskFunction, actions: string[]): void {
    // Without it the bucket answers 403, not 404, to who reads what is not there any more.
    if (actions.includes('s3:GetObject')) touch.may(['s3:ListBucket'], this.bucket.bucketArn)
    touch.may(actions, `${this.exported.arn}/${inboundPrefix}*`)
    acknowledge(touch.role as NonNullable<typeof touch.role>, {
      [wildcard(`${this.exported.name}/${inboundPrefix}*`)]: "Raw messages lie under keys of SES's own making.",
    })
  }

  /** What SES asks of a bucket (its developer guide, "Give SES permission to write to an S3 bucket"): for our rule alone. */
  private letSes({ stage }: Desk): void {
    const stack = Stack.of(this)
    const { set, rule } = receiptRule(stage)
    const arn = stack.formatArn({
      service: 'ses',
      resource: 'receipt-rule-set',
      resourceName: `${set}:receipt-rule/${rule}`,
    })
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'OurReceiptRuleWrites',
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal('ses.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [this.bucket.arnForObjects(`${inboundPrefix}*`)],
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account, 'aws:SourceArn': arn } },
      }),
    )
  }
}
