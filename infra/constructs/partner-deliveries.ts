import { Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { EventType } from '../../events/catalogue.ts'
import { eventSource } from '../../events/envelope.ts'
import { manyLookUps, webhooksReach } from './escalations.ts'
import { DeskFunction } from './function.ts'
import { MinuteSchedule } from './minute-schedule.ts'
import type { PartnerProps } from './partner-relay.ts'
import { EventQueue } from './queue.ts'
import type { SigningSecret } from './signing-secret.ts'

/** A receiver has ten seconds to answer, and the deliveries of a batch go side by side. */
const deliverSeconds = 30
const replaySeconds = 60
/** Ten messages each: a receiver that hangs holds up a tenth of a batch. */
const deliverAtOnce = 10
/** Replays are not to take the table from those who work on it. */
const replayAtOnce = 2

/** After these a subscription may be active again: what was held for it goes out. */
const heard: readonly EventType[] = ['subscription.updated']

/** Webhooks of partners: deliveries on their way, what is due by the minute, and what is sent again. */
export class PartnerDeliveries extends Construct {
  readonly deliveries: Queue
  readonly replays: Queue
  /** It puts on the partners' bus, too. */
  readonly replayer: DeskFunction

  constructor(scope: Construct, id: string, props: PartnerProps & { secret: SigningSecret['secret'] }) {
    super(scope, id)
    const { desk } = props
    const deliveries = new EventQueue(this, 'Deliveries', {
      desk,
      paragraph: 'deliveries-to-partners-fail-here',
      consumerTimeoutSeconds: deliverSeconds,
    })
    const replays = new EventQueue(this, 'Replays', {
      desk,
      paragraph: 'a-replay-cannot-go-on',
      consumerTimeoutSeconds: replaySeconds,
    })
    this.deliveries = deliveries.queue
    this.replays = replays.queue
    deliveries.feed(this.deliver(props), { maxConcurrency: deliverAtOnce })
    this.replayer = this.replay(props)
    // One by one: a piece of work that waits behind others would be taken for lost, and be given out twice.
    replays.feed(this.replayer, { batchSize: 1, maxConcurrency: replayAtOnce })
    this.eachMinute(props)
  }

  /** Lets a function hand events over to webhooks. */
  letHandOver(handler: DeskFunction, { tickets }: Pick<PartnerProps, 'tickets'>): void {
    handler.addEnvironment('DELIVERIES_QUEUE_URL', this.deliveries.queueUrl)
    handler
      .may(['sqs:SendMessage'], this.deliveries.queueArn)
      .may(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'], tickets.table.tableArn)
  }

  private deliver({ desk, tickets, secret }: PartnerProps & { secret: SigningSecret['secret'] }): DeskFunction {
    return (
      new DeskFunction(this, 'Deliver', {
        desk,
        name: 'partners-deliver',
        timeoutSeconds: deliverSeconds,
        environment: {
          TABLE_NAME: tickets.table.tableName,
          SUBSCRIPTION_SECRET_ARN: secret.secretArn,
          DELIVERIES_QUEUE_URL: this.deliveries.queueUrl,
          ...webhooksReach(desk),
          ...manyLookUps,
        },
      })
        // Takes a delivery on and settles it, lets the next of a ticket go, and stops a subscription.
        .may(
          ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
          tickets.table.tableArn,
        )
        .may(['secretsmanager:GetSecretValue'], secret.secretArn)
        .may(['sqs:SendMessage'], this.deliveries.queueArn)
    )
  }

  private replay({ desk, tickets, deskBus, partnersBus }: PartnerProps): DeskFunction {
    new Rule(this, 'Changed', {
      description: heard.join(', '),
      eventBus: deskBus,
      eventPattern: { source: [eventSource], detailType: [...heard] },
      targets: [new SqsQueue(this.replays)],
    })
    return (
      new DeskFunction(this, 'Replay', {
        desk,
        name: 'partners-replay',
        timeoutSeconds: replaySeconds,
        environment: {
          TABLE_NAME: tickets.table.tableName,
          DELIVERIES_QUEUE_URL: this.deliveries.queueUrl,
          REPLAYS_QUEUE_URL: this.replays.queueUrl,
          PARTNERS_BUS_ARN: partnersBus.eventBusArn,
        },
      })
        .may(
          ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
          tickets.table.tableArn,
        )
        // Every ticket that there is, for those that a partner sees.
        .may(['dynamodb:Query'], tickets.indexArn('gsi6'))
        .may(['sqs:SendMessage'], this.deliveries.queueArn, this.replays.queueArn)
        .may(['events:PutEvents'], partnersBus.eventBusArn)
    )
  }

  private eachMinute({ desk, tickets }: PartnerProps): void {
    const due = new DeskFunction(this, 'Due', {
      desk,
      name: 'partners-due',
      timeoutSeconds: 50,
      environment: {
        TABLE_NAME: tickets.table.tableName,
        DELIVERIES_QUEUE_URL: this.deliveries.queueUrl,
        REPLAYS_QUEUE_URL: this.replays.queueUrl,
      },
    })
      .may(['dynamodb:Query'], tickets.indexArn('gsi5'))
      .may(['sqs:SendMessage'], this.deliveries.queueArn, this.replays.queueArn)
    new MinuteSchedule(this, 'EachMinute', {
      desk,
      run: due,
      description: 'Finds deliveries to partners whose next try has come',
      paragraphs: {
        undelivered: 'a-minute-run-was-not-started',
        failing: 'due-deliveries-are-not-found',
        silent: 'nobody-looks-for-due-deliveries',
      },
    })
  }
}
