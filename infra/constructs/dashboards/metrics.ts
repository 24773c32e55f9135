import type { Duration } from 'aws-cdk-lib'
import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { type Dimension, type MeasureName, measureOf } from '../../../schemas/measures.ts'
import { minute } from '../alarm.ts'

/** AWS's own metrics that dashboards and alarms read; a test holds both to this list. */
export const awsMetrics = {
  'AWS/Lambda': ['Invocations', 'Errors', 'Throttles', 'Duration', 'IteratorAge', 'ConcurrentExecutions'],
  'AWS/SQS': [
    'ApproximateNumberOfMessagesVisible',
    'ApproximateAgeOfOldestMessage',
    'NumberOfMessagesSent',
    'NumberOfMessagesReceived',
    'NumberOfMessagesDeleted',
    'NumberOfEmptyReceives',
  ],
  'AWS/DynamoDB': [
    'ConsumedReadCapacityUnits',
    'ConsumedWriteCapacityUnits',
    'ReadThrottleEvents',
    'WriteThrottleEvents',
    'SuccessfulRequestLatency',
    'SystemErrors',
  ],
  'AWS/ApiGateway': ['Count', '4xx', '5xx', 'Latency'],
  'AWS/States': [
    'ExecutionsStarted',
    'ExecutionsSucceeded',
    'ExecutionsFailed',
    'ExecutionsAborted',
    'ExecutionsTimedOut',
    'OpenExecutionCount',
  ],
  'AWS/Events': ['FailedInvocations', 'ThrottledRules'],
  'AWS/SES': ['Send', 'Delivery', 'Bounce', 'Complaint', 'Reputation.BounceRate', 'Reputation.ComplaintRate'],
  'AWS/Logs': ['IncomingBytes'],
} as const
type Namespace = keyof typeof awsMetrics

interface Seen {
  readonly label?: string
  readonly statistic?: string
  readonly period?: Duration
}

/** One of the platform's, of the resource that the dimensions name; of the whole account without any. */
export const aws = <Of extends Namespace>(
  namespace: Of,
  metricName: (typeof awsMetrics)[Of][number],
  dimensionsMap: Record<string, string> = {},
  { statistic = 'Sum', period = minute, ...seen }: Seen = {},
): Metric => new Metric({ namespace, metricName, dimensionsMap, statistic, period, ...seen })

/** How a kind of measure is put together over a minute, where nothing else is said. */
const usual = { count: 'Sum', milliseconds: 'p99', level: 'Maximum' } as const

/** One of the desk's own, as a function writes it. */
export function own(
  name: MeasureName,
  service: string,
  { statistic = usual[measureOf(name).kind], period = minute, ...seen }: Seen = {},
  of: Partial<Record<Dimension, string>> = {},
): Metric {
  return new Metric({
    namespace: 'ServiceDesk',
    metricName: name,
    dimensionsMap: { service, ...of },
    statistic,
    period,
    ...seen,
  })
}

/** Metrics that an expression speaks of by the beginning of their ids: `METRICS("run")`. */
export const named = (prefix: string, metrics: readonly IMetric[]): Record<string, IMetric> =>
  Object.fromEntries(metrics.map((metric, at) => [`${prefix}${at}`, metric]))

/** An expression of CloudWatch over metrics that are not drawn themselves. */
export const math = (
  label: string,
  expression: string,
  usingMetrics: Record<string, IMetric>,
  period = minute,
): MathExpression => new MathExpression({ label, expression, usingMetrics, period })

/** The five that are highest: of many functions or queues only those say something. */
export const highest = (metrics: readonly IMetric[], period = minute): MathExpression =>
  math('', 'SORT(METRICS("each"), MAX, DESC, 5)', named('each', metrics), period)

/** The ids of its metrics begin with its label: a graph may have several. */
export function sumOf(label: string, metrics: readonly IMetric[], period = minute): MathExpression {
  const prefix = label.toLowerCase().replaceAll(/[^a-z]/g, '')
  return math(label, `SUM(METRICS("${prefix}"))`, named(prefix, metrics), period)
}
