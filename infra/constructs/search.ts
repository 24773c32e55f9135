import { Duration, Stack } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { acknowledge, wildcard } from './acknowledge.ts'
import { DeskAlarm } from './alarm.ts'
import { type PartProps, removalPolicyOf } from './desk.ts'
import { DeskFunction } from './function.ts'
import { MinuteSchedule } from './minute-schedule.ts'
import { EventQueue } from './queue.ts'

/** A ticket with thousands of comments is read page by page; a new name sends hundreds of tickets back to the queue. */
const indexSeconds = 60
/** Lambda's limit: to make the index anew takes minutes. */
const compactSeconds = 15 * 60
/** Above this the index is for OpenSearch (docs/search.md). */
const mostSnapshotBytes = 256 * 1024 ** 2

/** What searching stands on: the index, what keeps it up to date from the events, and what keeps it small. */
export class Search extends Construct {
  private readonly bucket: Bucket
  private readonly props: PartProps

  constructor(scope: Construct, id: string, props: PartProps) {
    super(scope, id)
    this.props = props
    const { desk, bus } = props
    this.bucket = this.store()
    const changes = new EventQueue(this, 'Changes', {
      desk,
      paragraph: 'changes-cannot-be-indexed',
      consumerTimeoutSeconds: indexSeconds,
    })
    bus.routeSubjects('Indexed', ['ticket', 'customer', 'contact'], changes.queue)
    this.indexer(changes)
    this.compactor(changes)
    this.watch()
  }

  /** What a function needs to know to search. */
  get environment(): Record<string, string> {
    const { searchEngine, searchEndpoint } = this.props.desk.stage
    return {
      SEARCH_ENGINE: searchEngine,
      SEARCH_BUCKET: this.bucket.bucketName,
      ...(searchEndpoint && { SEARCH_ENDPOINT: searchEndpoint }),
    }
  }

  /** Lets a function search that has this construct's environment and may query the table. */
  letSearch(searcher: DeskFunction): void {
    this.let(searcher, ['s3:GetObject'])
    const { stage } = this.props.desk
    if (stage.searchEngine !== 'opensearch' || !stage.searchDomainArn) return
    const actions = ['es:ESHttpDelete', 'es:ESHttpGet', 'es:ESHttpPost', 'es:ESHttpPut']
    searcher.may(actions, `${stage.searchDomainArn}/*`)
    acknowledge(searcher.role as NonNullable<typeof searcher.role>, {
      [wildcard(`${stage.searchDomainArn}/*`)]: 'The paths of the domain are the indexes of this desk.',
    })
  }

  private store(): Bucket {
    const bucket = new Bucket(this, 'Snapshots', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      // The one in use is hours old at most.
      lifecycleRules: [{ expiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      removalPolicy: removalPolicyOf(this.props.desk.stage),
    })
    acknowledge(bucket, {
      S1: 'It holds what can be made anew from the table; the desk alone writes and reads.',
    })
    return bucket
  }

  private let(touch: DeskFunction, actions: string[]): void {
    // Without it the store answers 403, not 404, for what is not there yet.
    touch.may(['s3:ListBucket'], this.bucket.bucketArn).may(actions, `${this.bucket.bucketArn}/*`)
    const named = Stack.of(this).getLogicalId(this.bucket.node.defaultChild as CfnBucket)
    acknowledge(touch.role as NonNullable<typeof touch.role>, {
      [wildcard(`<${named}.Arn>/*`)]: 'Snapshots lie under keys of their own making.',
    })
  }

  private indexer(changes: EventQueue): void {
    const { desk, tickets } = this.props
    const index = new DeskFunction(this, 'Index', {
      desk,
      name: 'finding-index',
      timeoutSeconds: indexSeconds,
      memoryMb: 1024,
      environment: {
        TABLE_NAME: tickets.table.tableName,
        CHANGES_QUEUE_URL: changes.queue.queueUrl,
        ...this.environment,
      },
    })
      .may(['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:Query'], tickets.table.tableArn)
      .may(['sqs:SendMessage'], changes.queue.queueArn)
    this.letSearch(index)
    changes.feed(index)
  }

  private compactor(changes: EventQueue): void {
    const { desk, tickets } = this.props
    const compact = new DeskFunction(this, 'Compact', {
      desk,
      name: 'finding-compact',
      timeoutSeconds: compactSeconds,
      memoryMb: 2048,
      storageMb: 2048,
      environment: {
        TABLE_NAME: tickets.table.tableName,
        CHANGES_QUEUE_URL: changes.queue.queueUrl,
        ...this.environment,
      },
    })
      .may(['dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'], tickets.table.tableArn)
      .may(['dynamodb:Query'], tickets.indexArn('gsi6'))
      .may(['sqs:SendMessage'], changes.queue.queueArn)
    this.letSearch(compact)
    this.let(compact, ['s3:DeleteObject', 's3:PutObject'])
    new MinuteSchedule(this, 'EachMinute', {
      desk,
      run: compact,
      description: 'Keeps the search index small, and true to the table',
      paragraphs: {
        undelivered: 'a-minute-run-was-not-started',
        failing: 'the-upkeep-of-the-search-index-fails',
        silent: 'the-upkeep-of-the-search-index-is-silent',
      },
    })
  }

  private watch(): void {
    const { desk } = this.props
    const metric = (metricName: string) =>
      new Metric({
        namespace: 'ServiceDesk',
        metricName,
        dimensionsMap: { service: 'finding-compact' },
        statistic: 'Maximum',
        period: Duration.hours(1),
      })
    new DeskAlarm(this, 'Large', {
      desk,
      paragraph: 'the-search-index-is-large',
      metric: metric('SearchBytes'),
      above: mostSnapshotBytes,
    })
    new DeskAlarm(this, 'Differs', {
      desk,
      paragraph: 'the-search-index-differs-from-the-table',
      metric: metric('SearchDiffers'),
    })
  }
}
