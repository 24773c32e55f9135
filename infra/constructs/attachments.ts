import { Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { Construct } from 'constructs'
import type { PartProps } from './desk.ts'
import type { FileStore } from './file-store.ts'
import { DeskFunction } from './function.ts'
import { MinuteSchedule } from './minute-schedule.ts'
import { EventQueue } from './queue.ts'

/** A file of 25 MB is read in a few seconds. */
const tendSeconds = 60

interface AttachmentsProps extends PartProps {
  readonly store: FileStore
}

/** What follows the files of tickets from their arrival to their end. */
export class Attachments extends Construct {
  readonly files: EventQueue
  private readonly props: AttachmentsProps

  constructor(scope: Construct, id: string, props: AttachmentsProps) {
    super(scope, id)
    this.props = props
    const { desk, bus } = props
    this.files = new EventQueue(this, 'Files', {
      desk,
      paragraph: 'files-cannot-be-handled',
      consumerTimeoutSeconds: tendSeconds,
    })
    this.hear('Arrived', 'aws.s3', 'Object Created', { object: { key: [{ prefix: 'incoming/' }] } })
    bus.route('FilesRemoved', ['ticket.attachment-removed'], this.files.queue)
    this.tend()
    this.sweep()
    if (desk.stage.isLocal) this.check()
    else this.hear('Scanned', 'aws.guardduty', 'GuardDuty Malware Protection Object Scan Result')
  }

  /** Sends what AWS tells of the store's objects to a queue. */
  private hear(id: string, source: string, detailType: string, more: object = {}, queue = this.files.queue): void {
    const { bucketName } = this.props.store.bucket
    const ofStore =
      source === 'aws.s3' ? { bucket: { name: [bucketName] } } : { s3ObjectDetails: { bucketName: [bucketName] } }
    new Rule(this, id, {
      description: `${detailType}: files of tickets`,
      eventPattern: { source: [source], detailType: [detailType], detail: { ...ofStore, ...more } },
      targets: [new SqsQueue(queue)],
    })
  }

  private tend(): void {
    const { desk, tickets, store } = this.props
    const { bucket } = store
    const tend = new DeskFunction(this, 'Tend', {
      desk,
      name: 'attachments-tend',
      timeoutSeconds: tendSeconds,
      environment: { TABLE_NAME: tickets.table.tableName, FILES_BUCKET: bucket.bucketName },
    })
    tickets.letCommand(tend)
    tend
      .may(['dynamodb:BatchGetItem', 'dynamodb:DeleteItem'], tickets.table.tableArn)
      // Without it the store answers 403, not 404, for what is not there.
      .may(['s3:ListBucket'], bucket.bucketArn)
    store.let(tend, ['s3:DeleteObject', 's3:GetObject'], 'incoming')
    store.let(tend, ['s3:DeleteObject', 's3:GetObjectTagging', 's3:PutObject'], 'files')
    this.files.feed(tend)
  }

  private sweep(): void {
    const { desk, tickets } = this.props
    const sweep = new DeskFunction(this, 'Sweep', {
      desk,
      name: 'attachments-sweep',
      timeoutSeconds: 50,
      environment: { TABLE_NAME: tickets.table.tableName, FILES_QUEUE_URL: this.files.queue.queueUrl },
    })
      .may(['dynamodb:Query'], tickets.indexArn('gsi5'))
      .may(['sqs:SendMessage'], this.files.queue.queueArn)
    new MinuteSchedule(this, 'EachMinute', {
      desk,
      run: sweep,
      description: 'Finds uploads that nothing has come of, and files that nobody has told of',
      paragraphs: {
        undelivered: 'a-minute-run-was-not-started',
        failing: 'the-sweep-of-files-fails',
        silent: 'the-sweep-of-files-is-silent',
      },
    })
  }

  /** The emulator has no GuardDuty: a checker of our own leaves the same tag and tells of it in the same words. */
  private check(): void {
    const { desk, store } = this.props
    const kept = new EventQueue(this, 'Kept', {
      desk,
      paragraph: 'files-cannot-be-handled',
      consumerTimeoutSeconds: tendSeconds,
    })
    this.hear('Stored', 'aws.s3', 'Object Created', { object: { key: [{ prefix: 'files/' }] } }, kept.queue)
    const check = new DeskFunction(this, 'Check', {
      desk,
      name: 'attachments-check',
      timeoutSeconds: tendSeconds,
      environment: { FILES_BUCKET: store.bucket.bucketName, FILES_QUEUE_URL: this.files.queue.queueUrl },
    }).may(['sqs:SendMessage'], this.files.queue.queueArn)
    store.let(check, ['s3:GetObject', 's3:PutObjectTagging'], 'files')
    kept.feed(check)
  }
}
