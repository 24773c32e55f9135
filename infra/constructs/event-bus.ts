import { Aws, Duration } from 'aws-cdk-lib'
import { EventBus, type IEventBus, type IRuleTarget, Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { StringParameter } from 'aws-cdk-lib/aws-ssm'
import { Construct } from 'constructs'
import type { EventType } from '../../events/catalogue.ts'
import { type Envelope, eventSource } from '../../events/envelope.ts'
import { acknowledge } from './acknowledge.ts'
import { type Desk, DeskLog } from './desk.ts'

const busParameter = ({ stage }: Desk) => `/service-desk/${stage.name}/bus-name`

/** The desk's bus, for a stack that is deployed after it and holds on to nothing of it. */
export const importedDeskBus = (scope: Construct, desk: Desk): IEventBus =>
  EventBus.fromEventBusName(scope, 'DeskBus', StringParameter.valueForStringParameter(scope, busParameter(desk)))

/** The bus that everything follows from: a log of all events, and an archive to replay from. No other account is let in. */
export class DeskBus extends Construct {
  readonly bus: EventBus
  /** Locally: the queue that `npm start` shows the events from. */
  readonly log?: Queue

  constructor(scope: Construct, id: string, { desk }: { desk: Desk }) {
    super(scope, id)
    const { stage } = desk
    this.bus = new EventBus(this, 'Bus', { description: `What happens at the service desk (${stage.name})` })
    new StringParameter(this, 'BusName', {
      parameterName: busParameter(desk),
      stringValue: this.bus.eventBusName,
      description: 'The bus of the desk, for the stacks that are deployed after it',
    })
    if (stage.isLocal) {
      this.log = this.queueLog()
      return
    }
    this.groupLog(desk)
    if (stage.archiveDays) {
      this.bus.archive('Archive', {
        description: 'Everything published, to replay from',
        eventPattern: { source: [eventSource] },
        retention: Duration.days(stage.archiveDays),
      })
    }
  }

  /**
   * Sends these types to a queue; of them only those whose data has one of the given values in each given field, or in that
   * field of one of a list.
   */
  route(
    id: string,
    types: readonly EventType[],
    queue: Queue,
    data?: Record<string, string[] | boolean[] | Record<string, string[]>>,
  ): void {
    new Rule(this, id, {
      description: types.join(', '),
      eventBus: this.bus,
      eventPattern: { source: [eventSource], detailType: [...types], ...(data && { detail: { data } }) },
      targets: [new SqsQueue(queue)],
    })
  }

  /** Sends everything that happens to subjects of these kinds to a queue. */
  routeSubjects(id: string, kinds: readonly Envelope['subject']['kind'][], queue: Queue): void {
    new Rule(this, id, {
      description: `What happens to: ${kinds.join(', ')}`,
      eventBus: this.bus,
      eventPattern: { source: [eventSource], detail: { subject: { kind: [...kinds] } } },
      targets: [new SqsQueue(queue)],
    })
  }

  private everything(target: IRuleTarget): void {
    new Rule(this, 'Everything', {
      description: 'A log of all events',
      eventBus: this.bus,
      eventPattern: { source: [eventSource] },
      targets: [target],
    })
  }

  private queueLog(): Queue {
    const log = new Queue(this, 'Log', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.hours(1),
    })
    acknowledge(log, { SQS3: 'It is only looked at, on a laptop: what nobody reads may go.' })
    this.everything(new SqsQueue(log))
    return log
  }

  private groupLog(desk: Desk): void {
    // EventBridge delivers to groups below this name only.
    const group = new DeskLog(this, 'LogGroup', desk, `/aws/events/service-desk-${desk.stage.name}`)
    const writers = [new ServicePrincipal('events.amazonaws.com'), new ServicePrincipal('delivery.logs.amazonaws.com')]
    for (const writer of writers) group.grantWrite(writer)
    // The library's own target makes a custom resource, with a function, for what the grant above has done.
    const arn = `arn:aws:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:${group.logGroupName}`
    this.everything({ bind: () => ({ arn }) })
  }
}
