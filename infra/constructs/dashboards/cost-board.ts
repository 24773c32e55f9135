import { Duration } from 'aws-cdk-lib'
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch'
import { root } from '../../bundle.ts'
import { assumed, useOfTicket } from '../../scale/life.ts'
import { measuredIn } from '../../scale/measured.ts'
import { asOf, type Priced, prices } from '../../scale/prices.ts'
import { type Board, day } from './board.ts'
import { aws, math, own } from './metrics.ts'
import type { Watched } from './watched.ts'

/** Something that is counted, and what one of it costs: in dollars, as an expression. */
interface Counted {
  readonly metrics: readonly IMetric[]
  /** So many units are one of what is counted. */
  readonly units?: number
  readonly price: Priced
}

const per = (price: Priced): number => prices[price].usd / prices[price].per
const bytesInGb = 2 ** 30

/** What the day cost, by service. What no metric counts is left out: what is stored, secrets, the receipt of mail's bytes. */
function countedBy({ table, indexes, functions, api, machine, queues }: Watched): Record<string, Counted[]> {
  const TableName = table.tableName
  const daily = { period: day }
  const units = (metric: 'ConsumedReadCapacityUnits' | 'ConsumedWriteCapacityUnits') => [
    aws('AWS/DynamoDB', metric, { TableName }, daily),
    ...indexes.map((index) => aws('AWS/DynamoDB', metric, { TableName, GlobalSecondaryIndexName: index }, daily)),
  ]
  const byMemory = [...Map.groupBy(functions, ({ memoryMb }) => memoryMb)]
  const use = useOfTicket(measuredIn(root))
  // What was put aside is looked at by hand: a handful.
  const every = queues.map(({ at }) => at.queue)
  return {
    DynamoDB: [
      { metrics: units('ConsumedReadCapacityUnits'), price: 'tableReads' },
      { metrics: units('ConsumedWriteCapacityUnits'), price: 'tableWrites' },
    ],
    Lambda: [
      {
        metrics: functions.map(({ functionName: FunctionName }) =>
          aws('AWS/Lambda', 'Invocations', { FunctionName }, daily),
        ),
        price: 'functionRequests',
      },
      ...byMemory.map(
        ([memoryMb, members]): Counted => ({
          metrics: members.map(({ functionName: FunctionName }) =>
            aws('AWS/Lambda', 'Duration', { FunctionName }, daily),
          ),
          // From milliseconds of so much memory to GB-seconds.
          units: memoryMb / 1024 / 1000,
          price: 'functionTime',
        }),
      ),
    ],
    'API Gateway': [{ metrics: [aws('AWS/ApiGateway', 'Count', { ApiId: api.apiId }, daily)], price: 'apiRequests' }],
    'Step Functions': [
      {
        metrics: [aws('AWS/States', 'ExecutionsStarted', { StateMachineArn: machine.stateMachineArn }, daily)],
        // No metric counts a machine's transitions: so many has an execution, as they are measured (docs/bench.md).
        units: use.transitions / assumed.executions,
        price: 'transitions',
      },
    ],
    EventBridge: [
      {
        metrics: ['events-publish', 'events-reconcile'].map((service) => own('EventsPublished', service, daily)),
        price: 'busEvents',
      },
    ],
    SQS: (
      ['NumberOfMessagesSent', 'NumberOfMessagesReceived', 'NumberOfMessagesDeleted', 'NumberOfEmptyReceives'] as const
    ).map(
      (metric): Counted => ({
        metrics: every.map(({ queueName: QueueName }) => aws('AWS/SQS', metric, { QueueName }, daily)),
        price: 'queueRequests',
      }),
    ),
    SES: [{ metrics: [aws('AWS/SES', 'Send', {}, daily)], price: 'mails' }],
    CloudWatch: [{ metrics: [aws('AWS/Logs', 'IncomingBytes', {}, daily)], units: 1 / bytesInGb, price: 'logs' }],
  }
}

/** Six digits of a factor without an exponent, which an expression would read as a name. */
const decimal = (value: number): string =>
  Number(value.toPrecision(6))
    .toFixed(16)
    .replace(/\.?0+$/, '')

/** A service's dollars as an expression over metrics whose ids begin with a letter of its own. */
function dollarsOf(counted: readonly Counted[], letter: string) {
  const usingMetrics: Record<string, IMetric> = {}
  const terms = counted.map(({ metrics, units = 1, price }, at) => {
    const ids = metrics.map((metric, place) => {
      const id = `${letter}${at}x${place}`
      usingMetrics[id] = metric
      return `FILL(${id}, 0)`
    })
    return `(${ids.join(' + ')}) * ${decimal(units * per(price))}`
  })
  return { expression: terms.join(' + '), usingMetrics }
}

const letters = 'abcdefghijklmnop'

/** What the desk costs at list prices, by what AWS counts of it, and for each ticket. */
export function costBoard(watched: Watched): Board {
  const services = Object.entries(countedBy(watched)).map(([service, counted], at) => ({
    service,
    ...dollarsOf(counted, letters[at] ?? 'z'),
  }))
  const each = services.map(({ service, expression, usingMetrics }) => math(service, expression, usingMetrics, day))
  const whole = math(
    'All of it',
    services.map(({ expression }) => expression).join(' + '),
    Object.assign({}, ...services.map(({ usingMetrics }) => usingMetrics)),
    day,
  )
  const created = own('TicketsCreated', 'statistics-count', { period: day })
  const perTicket = math('A ticket', 'all / created', { all: whole, created }, day)
  const perThousand = math('A thousand tickets', '1000 * all / created', { all: whole, created }, day)
  return {
    name: 'Cost',
    over: Duration.days(14),
    rows: [
      [{ title: 'Dollars, the last whole day', numbers: [whole, perTicket, perThousand] }],
      [
        { title: 'Dollars a day, by service', unit: 'US$', stacked: true, lines: each, width: 16 },
        { title: 'Dollars a thousand tickets', unit: 'US$', lines: [perThousand], width: 8 },
      ],
      [
        {
          text: `List prices of us-east-1 as of ${asOf}, without free tiers, taxes and discounts: units that AWS counts times what one costs (infra/scale/prices.ts). Not in it: what is stored, backups, secrets, data out, alarms, metrics and dashboards. SES and logs are those of the whole account.`,
        },
      ],
    ],
  }
}
