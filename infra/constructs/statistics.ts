import { Duration } from 'aws-cdk-lib'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { Construct } from 'constructs'
import { countedEvents } from '../../events/catalogue.ts'
import type { PartProps } from './desk.ts'
import { DeskFunction } from './function.ts'
import { EventQueue } from './queue.ts'

const countSeconds = 30

/** Keeps the counters of the statistics in line with the tickets. */
export class Statistics extends Construct {
  constructor(scope: Construct, id: string, { desk, tickets, bus }: PartProps) {
    super(scope, id)
    const changes = new EventQueue(this, 'Changes', {
      desk,
      paragraph: 'tickets-cannot-be-counted',
      consumerTimeoutSeconds: countSeconds,
    })
    bus.route('Counted', countedEvents, changes.queue)
    const count = new DeskFunction(this, 'Count', {
      desk,
      name: 'statistics-count',
      timeoutSeconds: countSeconds,
      environment: { TABLE_NAME: tickets.table.tableName },
    }).may(
      [
        'dynamodb:BatchGetItem',
        'dynamodb:ConditionCheckItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
      ],
      tickets.table.tableArn,
    )
    // Many at once and few beside each other: the counters that all tickets share are written once for a batch.
    count.addEventSource(
      new SqsEventSource(changes.queue, {
        batchSize: 100,
        maxBatchingWindow: Duration.seconds(1),
        maxConcurrency: 2,
        reportBatchItemFailures: true,
      }),
    )
  }
}
