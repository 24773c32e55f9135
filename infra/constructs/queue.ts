import { Duration } from 'aws-cdk-lib'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'
import { DeskAlarm, minute } from './alarm.ts'
import type { Desk } from './desk.ts'
import type { DeskFunction } from './function.ts'

/** How often a message is tried before it is put aside, unless said otherwise. */
const usualTries = 5

const sealed = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true } satisfies QueueProps

/** Where what could not be handled waits for a person, two weeks long, with an alarm as soon as anything is in it. */
export class DeadLetterQueue extends Queue {
  constructor(scope: Construct, id: string, { desk, paragraph }: { desk: Desk; paragraph: string }) {
    super(scope, id, { ...sealed, retentionPeriod: Duration.days(14) })
    acknowledge(this, { SQS3: 'It is a dead-letter queue itself: a person empties it, as the runbook says.' })
    new DeskAlarm(this, 'NotEmpty', {
      desk,
      paragraph,
      metric: this.metricApproximateNumberOfMessagesVisible({ period: minute, statistic: 'Maximum' }),
    })
  }
}

interface EventQueueProps {
  readonly desk: Desk
  /** Of the dead-letter queue's alarm. */
  readonly paragraph: string
  readonly consumerTimeoutSeconds: number
  readonly tries?: number
}

/** A queue between a rule and its function: nothing is lost while the function fails, and what never passes is put aside. */
export class EventQueue extends Construct {
  readonly queue: Queue
  readonly deadLetters: DeadLetterQueue
  /** For how long a message that fails is tried before it is put aside. */
  readonly secondsUntilAside: number

  constructor(scope: Construct, id: string, props: EventQueueProps) {
    super(scope, id)
    const { desk, paragraph, consumerTimeoutSeconds, tries = usualTries } = props
    this.secondsUntilAside = tries * 6 * consumerTimeoutSeconds
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', { desk, paragraph })
    this.queue = new Queue(this, 'Queue', {
      ...sealed,
      // Six times the function's time, as Lambda's documentation advises, so that no message is given out twice meanwhile.
      visibilityTimeout: Duration.seconds(6 * consumerTimeoutSeconds),
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: tries },
    })
  }

  /** Gives a function so many messages at a time, and has at most so many of it run at once. */
  feed(consumer: DeskFunction, limits: { batchSize?: number; maxConcurrency?: number } = {}): void {
    consumer.addEventSource(new SqsEventSource(this.queue, { batchSize: 10, reportBatchItemFailures: true, ...limits }))
  }
}
