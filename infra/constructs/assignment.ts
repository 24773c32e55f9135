import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { Construct } from 'constructs'
import { routingEvents } from '../../events/catalogue.ts'
import type { PartProps } from './desk.ts'
import { DeskFunction } from './function.ts'
import { MinuteSchedule } from './minute-schedule.ts'
import { EventQueue } from './queue.ts'

/** Ten messages of ten tickets each, one after the other. */
const routeSeconds = 60

/** Finds somebody for tickets: those that are new or come back at once, those that nobody fitted for when somebody may. */
export class Assignment extends Construct {
  constructor(scope: Construct, id: string, { desk, tickets, bus }: PartProps) {
    super(scope, id)
    const routing = new EventQueue(this, 'Routing', {
      desk,
      paragraph: 'tickets-cannot-be-assigned',
      consumerTimeoutSeconds: routeSeconds,
    })
    const { queue } = routing
    bus.route('Routed', routingEvents, queue)
    const environment = { TABLE_NAME: tickets.table.tableName, ROUTING_QUEUE_URL: queue.queueUrl }
    const route = new DeskFunction(this, 'Route', {
      desk,
      name: 'assignment-route',
      timeoutSeconds: routeSeconds,
      memoryMb: 1024,
      environment,
    })
      // That whoever is chosen is as they were looked at.
      .may(['dynamodb:ConditionCheckItem'], tickets.table.tableArn)
      .may(['dynamodb:Query'], tickets.indexArn('gsi5'))
      .may(['sqs:SendMessage'], queue.queueArn)
    tickets.letCommand(route)
    // Few beside each other: those who want the same people would only be in each other's way.
    route.addEventSource(new SqsEventSource(queue, { batchSize: 10, maxConcurrency: 2, reportBatchItemFailures: true }))
    const sweep = new DeskFunction(this, 'Sweep', {
      desk,
      name: 'assignment-sweep',
      timeoutSeconds: 50,
      environment,
    })
      .may(['dynamodb:Query'], tickets.indexArn('gsi5'))
      .may(['sqs:SendMessage'], queue.queueArn)
    new MinuteSchedule(this, 'EachMinute', {
      desk,
      run: sweep,
      description: 'Finds tickets for which somebody is to be found by now',
      paragraphs: {
        undelivered: 'a-minute-run-was-not-started',
        failing: 'waiting-tickets-are-not-found',
        silent: 'nobody-looks-for-waiting-tickets',
      },
    })
  }
}
