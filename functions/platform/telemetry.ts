import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'

/** Structured logs: ids, codes and numbers, never a name, an address or a text that somebody wrote. */
export const logger = new Logger()
const metrics = new Metrics()

/** A number of something that happened in this invocation. */
export const count = (name: string, value = 1) => metrics.addMetric(name, MetricUnit.Count, value)
export const milliseconds = (name: string, value: number) => metrics.addMetric(name, MetricUnit.Milliseconds, value)

/** Writes the metrics of this invocation, if there are any, in the embedded format. */
export function writeMetrics(): void {
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
      throw fault
    } finally {
      writeMetrics()
    }
  }
}
