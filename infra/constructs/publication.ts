import { Duration } from 'aws-cdk-lib'
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import { acknowledge, wildcard } from './acknowledge.ts'
import { DeskAlarm, minute } from './alarm.ts'
import type { PartProps } from './desk.ts'
import { DeskFunction } from './function.ts'
import { MinuteSchedule } from './minute-schedule.ts'
import { DeadLetterQueue } from './queue.ts'

/** From the table's outbox to the bus: by its stream, and each minute what the stream has missed. */
export class Publication extends Construct {
  /** What can never be published, with the reason. */
  readonly parking: DeadLetterQueue
  private readonly props: PartProps

  constructor(scope: Construct, id: string, props: PartProps) {
    super(scope, id)
    this.props = props
    const { desk, tickets } = props
    this.parking = new DeadLetterQueue(this, 'Parking', { desk, paragraph: 'events-are-parked' })
    this.publisher()
    const reconcile = this.make('events-reconcile', 'Reconcile')
      .may(['dynamodb:BatchGetItem'], tickets.table.tableArn)
      .may(['dynamodb:Query'], tickets.indexArn('gsi6'))
    new MinuteSchedule(this, 'EachMinute', {
      desk,
      run: reconcile,
      description: 'Publishes what has waited too long in the outbox',
      paragraphs: {
        undelivered: 'a-minute-run-was-not-started',
        failing: 'the-reconciler-fails',
        silent: 'the-reconciler-is-silent',
      },
    })
  }

  private make(name: 'events-publish' | 'events-reconcile', id: string): DeskFunction {
    const { desk, tickets, bus } = this.props
    return new DeskFunction(this, id, {
      desk,
      name,
      timeoutSeconds: 30,
      environment: {
        TABLE_NAME: tickets.table.tableName,
        BUS_NAME: bus.bus.eventBusName,
        PARKING_QUEUE_URL: this.parking.queueUrl,
      },
    })
      .may(['dynamodb:UpdateItem'], tickets.table.tableArn)
      .may(['events:PutEvents'], bus.bus.eventBusArn)
      .may(['sqs:SendMessage'], this.parking.queueArn)
  }

  private publisher(): void {
    const { desk, tickets } = this.props
    const stream = tickets.table.tableStreamArn as string
    const streams = tickets.streams
    const publish = this.make('events-publish', 'Publish')
      .may(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], stream)
      .may(['dynamodb:ListStreams'], streams.arn)
    acknowledge(publish.role as NonNullable<typeof publish.role>, {
      [wildcard(streams.finding)]: "The list of the table's own streams is not one stream's.",
    })
    const mapping = new EventSourceMapping(this, 'Stream', {
      target: publish,
      eventSourceArn: stream,
      // What is already in the stream must be published too.
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      parallelizationFactor: 4,
      bisectBatchOnError: true,
      // As long as the stream keeps a record.
      maxRecordAge: Duration.days(1),
      // The role may send there already; the library's own destination would let it look into the queue as well.
      onFailure: { bind: () => ({ destination: this.parking.queueArn }) },
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.isEqual('INSERT'),
          dynamodb: {
            Keys: { sk: { S: FilterRule.beginsWith('EVENT#') } },
            // What is not in the outbox is not to be published: it was loaded.
            NewImage: { gsi6pk: { S: FilterRule.beginsWith('OUTBOX#') } },
          },
        }),
      ],
    })
    // A mapping is refused while the role may not read the stream.
    mapping.node.addDependency(publish.role as NonNullable<typeof publish.role>)
    new DeskAlarm(this, 'Late', {
      desk,
      paragraph: 'publishing-is-late',
      metric: publish.metric('IteratorAge', { period: minute, statistic: 'Maximum' }),
      above: Duration.minutes(2).toMilliseconds(),
      periods: 3,
    })
  }
}
