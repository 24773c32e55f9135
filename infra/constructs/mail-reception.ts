import { Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { CfnReceiptRule, CfnReceiptRuleSet } from 'aws-cdk-lib/aws-ses'
import { Construct } from 'constructs'
import { domainsOf, inboundPrefix } from '../stages.ts'
import type { Desk } from './desk.ts'
import type { FileStore } from './file-store.ts'
import { DeskFunction } from './function.ts'
import { type MailIntake, receiptRule } from './mail-intake.ts'
import { EventQueue } from './queue.ts'
import type { TicketTable } from './ticket-table.ts'

/** A message of 40 MB with its files is taken apart and filed in some ten seconds; the rest is for a store that is slow. */
const receiveSeconds = 120
/** One whole processor, and twice what the worst of 40 MB took: 830 MB, for 39 MB of short quoted lines; a usual mail takes 130. */
const receiveMb = 1769

interface MailReceptionProps {
  readonly desk: Desk
  readonly tickets: TicketTable
  readonly store: FileStore
  readonly intake: MailIntake
  readonly secret: Secret
}

/** Mail from outside: SES puts it into the intake as it came, and a function makes tickets and comments of it. */
export class MailReception extends Construct {
  readonly receive: DeskFunction
  private readonly props: MailReceptionProps

  constructor(scope: Construct, id: string, props: MailReceptionProps) {
    super(scope, id)
    this.props = props
    // The emulator knows no receipt rules: there an SMTP port of our own puts messages where the rule would.
    if (!props.desk.stage.isLocal) this.rule()
    const arrived = this.arrivals()
    this.receive = this.receiver()
    // One at a time: a batch of large messages would need the memory of all of them.
    // Nobody signs in to send a mail: a flood of it waits, and leaves the account's other functions their executions.
    arrived.feed(this.receive, { batchSize: 1, maxConcurrency: 20 })
  }

  /** Takes in what comes to the desk's domains, over TLS only, with what SES thinks of it in its headers. */
  private rule(): void {
    const { stage } = this.props.desk
    const names = receiptRule(stage)
    const set = new CfnReceiptRuleSet(this, 'Rules', { ruleSetName: names.set })
    new CfnReceiptRule(this, 'Inbound', {
      ruleSetName: set.ref,
      rule: {
        name: names.rule,
        enabled: true,
        recipients: domainsOf(stage),
        scanEnabled: true,
        tlsPolicy: 'Require',
        actions: [
          { s3Action: { bucketName: this.props.intake.bucket.bucketName, objectKeyPrefix: inboundPrefix } },
          // Nothing of an account's later rules happens to what the desk has taken.
          { stopAction: { scope: 'RuleSet' } },
        ],
      },
    })
  }

  /** S3 tells EventBridge, as of the files of tickets: no stack needs to know the other's queue. */
  private arrivals(): EventQueue {
    const { desk, intake } = this.props
    const arrived = new EventQueue(this, 'Arrived', {
      desk,
      paragraph: 'mail-cannot-be-taken-in',
      consumerTimeoutSeconds: receiveSeconds,
    })
    new Rule(this, 'Intake', {
      description: 'Raw messages that lie in the intake',
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [intake.bucket.bucketName] }, object: { key: [{ prefix: inboundPrefix }] } },
      },
      targets: [new SqsQueue(arrived.queue)],
    })
    return arrived
  }

  private receiver(): DeskFunction {
    const { desk, tickets, store, intake, secret } = this.props
    const receive = new DeskFunction(this, 'Receive', {
      desk,
      name: 'email-receive',
      timeoutSeconds: receiveSeconds,
      memoryMb: receiveMb,
      environment: {
        TABLE_NAME: tickets.table.tableName,
        INTAKE_BUCKET: intake.bucket.bucketName,
        FILES_BUCKET: store.bucket.bucketName,
        MAIL_SECRET_ARN: secret.secretArn,
        MAIL_FROM: desk.stage.mailFrom,
      },
    })
    tickets.letCommand(receive)
    tickets.letRead(receive)
    receive
      .may(['dynamodb:ConditionCheckItem', 'dynamodb:DeleteItem'], tickets.table.tableArn)
      .may(['secretsmanager:GetSecretValue'], secret.secretArn)
    intake.let(receive, ['s3:GetObject'])
    store.let(receive, ['s3:PutObject'], 'incoming')
    return receive
  }
}
