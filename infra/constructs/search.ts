import { Duration } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { Construct } from 'constructs'
import { DeskAlarm } from './alarm.ts'
import type { PartProps } from './desk.ts'
import { DeskFunction } from './function.ts'
import { MinuteSchedule } from './minute-schedule.ts'
import { EventQueue } from './queue.ts'
import type { SearchStore } from './search-store.ts'

/** A ticket with thousands of comments is read page by page; a new name sends hundreds of tickets back to the queue. */
const indexSeconds = 60
/** Lambda's limit: to make the index anew takes minutes. */
const compactSeconds = 15 * 60
/** Above this the index is for OpenSearch (docs/search.md). */
const mostSnapshotBytes = 256 * 1024 ** 2
/** The same: one search in a hundred takes longer than this. */
const slowSearchMs = 1000

interface SearchProps extends PartProps {
  readonly store: SearchStore
}

/** What searching stands on: the index, what keeps it up to date from the events, and what keeps it small. */
export class Search extends Construct {
  private readonly props: SearchProps

  constructor(scope: Construct, id: string, props: SearchProps) {
    super(scope, id)
    this.props = props
    const { desk, bus } = props
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

  private indexer(changes: EventQueue): void {
    const { desk, tickets, store } = this.props
    const index = new DeskFunction(this, 'Index', {
      desk,
      name: 'finding-index',
      timeoutSeconds: indexSeconds,
      memoryMb: 1024,
      environment: {
        TABLE_NAME: tickets.table.tableName,
        CHANGES_QUEUE_URL: changes.queue.queueUrl,
        ...store.environment,
      },
    })
      .may(['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:Query'], tickets.table.tableArn)
      .may(['sqs:SendMessage'], changes.queue.queueArn)
    store.letSearch(index)
    changes.feed(index)
  }

  private compactor(changes: EventQueue): void {
    const { desk, tickets, store } = this.props
    const compact = new DeskFunction(this, 'Compact', {
      desk,
      name: 'finding-compact',
      timeoutSeconds: compactSeconds,
      memoryMb: 2048,
      storageMb: 2048,
      environment: {
        TABLE_NAME: tickets.table.tableName,
        CHANGES_QUEUE_URL: changes.queue.queueUrl,
        ...store.environment,
      },
    })
      .may(['dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'], tickets.table.tableArn)
      .may(['dynamodb:Query'], tickets.indexArn('gsi6'))
      .may(['sqs:SendMessage'], changes.queue.queueArn)
    store.letSearch(compact)
    store.let(compact, ['s3:DeleteObject', 's3:PutObject'])
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
    const metric = (metricName: string, service = 'finding-compact', statistic = 'Maximum') =>
      new Metric({
        namespace: 'ServiceDesk',
        metricName,
        dimensionsMap: { service },
        statistic,
        period: Duration.hours(1),
      })
    new DeskAlarm(this, 'Large', {
      desk,
      paragraph: 'the-search-index-is-large',
      metric: metric('SearchBytes'),
      above: mostSnapshotBytes,
    })
    new DeskAlarm(this, 'Slow', {
      desk,
      paragraph: 'searches-are-slow',
      metric: metric('SearchTime', 'finding-api', 'p99'),
      above: slowSearchMs,
      periods: 3,
    })
    new DeskAlarm(this, 'Differs', {
      desk,
      paragraph: 'the-search-index-differs-from-the-table',
      metric: metric('SearchDiffers'),
    })
  }
}
