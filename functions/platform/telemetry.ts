import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import type { Counted, Dimension, Divided, Level, Timed } from '../../schemas/measures.ts'
import { faultLine, shorn } from './fault-line.ts'

/** Structured logs: ids, codes and numbers, never a name, an address or a text that somebody wrote. */
export const logger = new Logger({
  jsonReplacerFn: (_, value) => (value instanceof Error ? faultLine(value) : value),
})
const metrics = new Metrics()

/** A number of something that happened in this invocation. */
export const count = (name: Counted, value = 1) => metrics.addMetric(name, MetricUnit.Count, value)
export const milliseconds = (name: Timed, value: number) => metrics.addMetric(name, MetricUnit.Milliseconds, value)
/** How much there is of something at this moment. */
export const level = (name: Level, value: number) => metrics.addMetric(name, MetricUnit.NoUnit, value)

/** The same once more for one value of a dimension: a metric of its own, written at once. */
export function divided(name: Divided, by: Dimension, value: string, amount: number): void {
  const one = metrics.singleMetric()
  one.addDimension(by, value)
  one.addMetric(name, MetricUnit.Count, amount)
}

let isCold = true

/** Writes the metrics of this invocation, if there are any, in the embedded format. */
export function writeMetrics(): void {
  if (isCold) count('ColdStarts')
  isCold = false
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics()
}

/** Runs a handler that is not behind HTTP: its log lines carry the invocation's id, and its metrics are written at the end. */
export function observed<Event, Result>(
  handler: (event: Event, correlationId: string) => Promise<Result>,
): (event: Event, context: { awsRequestId: string }) => Promise<Result> {
  return async (event, context) => {
    logger.resetKeys()
    logger.appendKeys({ requestId: context.awsRequestId })
    try {
      return await handler(event, context.awsRequestId)
    } catch (fault) {
      logger.error('The invocation failed and will be tried again', fault as Error)
      throw shorn(fault)
    } finally {
      writeMetrics()
    }
  }
}
