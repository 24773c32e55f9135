import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { Construct } from 'constructs'
import type { JobKind } from '../../schemas/job.ts'
import type { FunctionName } from '../bundle.ts'
import type { PartProps } from './desk.ts'
import { DeskFunction } from './function.ts'
import { EventQueue } from './queue.ts'

const workSeconds = 30

interface JobWorkerProps extends PartProps {
  readonly name: FunctionName
  /** What it does: every kind of job has one worker. */
  readonly kinds: readonly JobKind[]
  readonly environment?: Record<string, string>
}

/** A queue of jobs of some kinds and the function that does them, a short piece at a time: it gives itself the next ones. */
export class JobWorker extends Construct {
  readonly work: DeskFunction

  constructor(scope: Construct, id: string, { desk, tickets, bus, name, kinds, environment = {} }: JobWorkerProps) {
    super(scope, id)
    const { queue } = new EventQueue(this, 'Work', {
      desk,
      paragraph: 'a-job-cannot-go-on',
      consumerTimeoutSeconds: workSeconds,
    })
    bus.route(`${id}Requested`, ['job.requested'], queue, { kind: [...kinds] })
    this.work = new DeskFunction(this, 'Do', {
      desk,
      name,
      timeoutSeconds: workSeconds,
      environment: { TABLE_NAME: tickets.table.tableName, JOBS_QUEUE_URL: queue.queueUrl, ...environment },
    }).may(['sqs:SendMessage'], queue.queueArn)
    tickets.letCommand(this.work)
    tickets.letRead(this.work)
    // Not more at once, so that a job of thousands does not take the table from the people who work.
    this.work.addEventSource(
      new SqsEventSource(queue, { batchSize: 2, reportBatchItemFailures: true, maxConcurrency: 5 }),
    )
  }
}
