import { Duration } from 'aws-cdk-lib'
import type { Board, Panel } from './board.ts'
import { aws, highest, math, named, sumOf } from './metrics.ts'
import { ownPanel } from './own.ts'
import type { Watched } from './watched.ts'

const most = { statistic: 'Maximum' }

const apiRow = ({ api }: Watched): Panel[] => {
  const of = { ApiId: api.apiId }
  return [
    { title: 'API: requests', unit: 'a minute', lines: [aws('AWS/ApiGateway', 'Count', of, { label: 'Requests' })] },
    {
      title: 'API: errors',
      unit: 'a minute',
      lines: [
        aws('AWS/ApiGateway', '4xx', of, { label: 'Of callers (4xx)' }),
        aws('AWS/ApiGateway', '5xx', of, { label: 'Of ours (5xx)' }),
      ],
    },
    {
      title: 'API: time to answer',
      unit: 'ms',
      lines: ['p50', 'p99'].map((statistic) => aws('AWS/ApiGateway', 'Latency', of, { label: statistic, statistic })),
    },
  ]
}

const functionRow = (watched: Watched): Panel[] => {
  const of = (metric: 'Duration' | 'Errors' | 'Throttles', statistic?: string) =>
    watched.functions.map(({ functionName, called }) =>
      aws('AWS/Lambda', metric, { FunctionName: functionName }, { label: called, ...(statistic && { statistic }) }),
    )
  return [
    { title: 'Functions: the slowest five, p99', unit: 'ms', lines: [highest(of('Duration', 'p99'))] },
    {
      title: 'Functions: errors and throttles',
      unit: 'a minute',
      lines: [sumOf('Errors', of('Errors')), sumOf('Throttles', of('Throttles'))],
    },
    {
      title: 'Functions: at work at once, in the account',
      unit: 'executions',
      lines: [aws('AWS/Lambda', 'ConcurrentExecutions', {}, { label: 'At once', ...most })],
    },
    ...ownPanel('Starts and faults', watched),
  ]
}

type OfIndexes =
  | 'ConsumedReadCapacityUnits'
  | 'ConsumedWriteCapacityUnits'
  | 'ReadThrottleEvents'
  | 'WriteThrottleEvents'

/** Of the table and of each index: under the table's name alone stands nothing of its indexes. */
const everywhere = ({ table: { tableName: TableName }, indexes }: Watched, metric: OfIndexes) => [
  aws('AWS/DynamoDB', metric, { TableName }),
  ...indexes.map((index) => aws('AWS/DynamoDB', metric, { TableName, GlobalSecondaryIndexName: index })),
]

const tableRow = (watched: Watched): Panel[] => {
  const TableName = watched.table.tableName
  return [
    {
      title: 'Table: capacity used, with its indexes',
      unit: 'units a minute',
      lines: [
        sumOf('Read', everywhere(watched, 'ConsumedReadCapacityUnits')),
        sumOf('Written', everywhere(watched, 'ConsumedWriteCapacityUnits')),
      ],
    },
    {
      title: 'Table: refused (throttled), with its indexes',
      unit: 'a minute',
      lines: [
        sumOf('Reads', everywhere(watched, 'ReadThrottleEvents')),
        sumOf('Writes', everywhere(watched, 'WriteThrottleEvents')),
      ],
    },
    {
      title: 'Table: time of a request, on average',
      unit: 'ms',
      lines: ['GetItem', 'Query', 'TransactWriteItems'].map((Operation) =>
        aws(
          'AWS/DynamoDB',
          'SuccessfulRequestLatency',
          { TableName, Operation },
          { label: Operation, statistic: 'Average' },
        ),
      ),
    },
  ]
}

const publishingRow = (watched: Watched): Panel[] => {
  const publisher = watched.functions.filter(({ called }) => called === 'events-publish')
  return [
    {
      title: 'Publishing: age of the stream',
      unit: 'ms',
      limit: { label: 'Publishing is late', value: Duration.minutes(2).toMilliseconds() },
      lines: publisher.map(({ functionName }) =>
        aws('AWS/Lambda', 'IteratorAge', { FunctionName: functionName }, { label: 'Oldest record', ...most }),
      ),
    },
    ...ownPanel('Publishing', watched),
  ]
}

const queueRow = ({ queues, deadLetters }: Watched): Panel[] => {
  const waiting = queues.map(({ name, at }) =>
    aws('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: at.queue.queueName }, { label: name, ...most }),
  )
  const oldest = queues.map(({ name, at }) =>
    aws('AWS/SQS', 'ApproximateAgeOfOldestMessage', { QueueName: at.queue.queueName }, { label: name, ...most }),
  )
  const aside = deadLetters.map(({ name, queue }) =>
    aws('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: queue.queueName }, { label: name, ...most }),
  )
  return [
    { title: 'Queues: the fullest five', unit: 'messages', lines: [highest(waiting)] },
    { title: 'Queues: the five that wait longest', unit: 'seconds', lines: [highest(oldest)] },
    {
      title: 'Put aside (dead letters)',
      unit: 'messages',
      limit: { label: 'Somebody should look', value: 1 },
      lines: [highest(aside)],
    },
  ]
}

const timerRow = (watched: Watched): Panel[] => {
  const of = { StateMachineArn: watched.machine.stateMachineArn }
  return [
    {
      title: 'Sleeping executions: began and ended',
      unit: 'a minute',
      lines: [
        aws('AWS/States', 'ExecutionsStarted', of, { label: 'Began' }),
        aws('AWS/States', 'ExecutionsSucceeded', of, { label: 'Ended well' }),
        aws('AWS/States', 'ExecutionsFailed', of, { label: 'Failed' }),
        aws('AWS/States', 'ExecutionsAborted', of, { label: 'Aborted' }),
        aws('AWS/States', 'ExecutionsTimedOut', of, { label: 'Timed out' }),
      ],
    },
    {
      title: 'Executions that run, in the account',
      unit: 'executions',
      lines: [aws('AWS/States', 'OpenExecutionCount', {}, { label: 'Open', ...most })],
    },
    ...ownPanel('Milestones', watched).map(
      (panel): Panel => ({
        ...panel,
        ...('lines' in panel && { title: 'Milestones: how late' }),
      }),
    ),
    ...ownPanel('Timers', watched),
  ]
}

/** How work flows through the desk: for whoever keeps it running. */
export const flowBoard = (watched: Watched): Board => ({
  name: 'Flow',
  over: Duration.hours(3),
  rows: [
    [
      {
        title: 'Now',
        numbers: [
          sumOf(
            'Put aside',
            watched.deadLetters.map(({ queue }) =>
              aws('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: queue.queueName }, most),
            ),
          ),
          math(
            'Longest wait in a queue, seconds',
            'MAX(METRICS("wait"))',
            named(
              'wait',
              watched.queues.map(({ at }) =>
                aws('AWS/SQS', 'ApproximateAgeOfOldestMessage', { QueueName: at.queue.queueName }, most),
              ),
            ),
          ),
          aws('AWS/ApiGateway', '5xx', { ApiId: watched.api.apiId }, { label: 'Answers 5xx' }),
          sumOf('Writes refused', everywhere(watched, 'WriteThrottleEvents')),
        ],
      },
    ],
    apiRow(watched),
    functionRow(watched),
    tableRow(watched),
    publishingRow(watched),
    queueRow(watched),
    timerRow(watched),
    [...ownPanel('Assignment', watched), ...ownPanel('What follows from tickets', watched)],
    [...ownPanel('Counting and the search index', watched), ...ownPanel('Files', watched)],
    ...rowOf(ownPanel('Partners', watched)),
  ],
})

/** None where there is nothing to show yet. */
const rowOf = (panels: Panel[]): Panel[][] => (panels.length > 0 ? [panels] : [])
