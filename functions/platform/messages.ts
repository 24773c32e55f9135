import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch'
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { logger, observed } from './telemetry.ts'

/** An event as a rule of the bus puts it on a queue. */
export interface BusEvent {
  id: string
  source: string
  'detail-type': string
  /** Present where an archive plays it again. */
  'replay-name'?: string
  detail: unknown
}

/** The handler of a queue: each message by itself; those that fail come again, and in the end lie in the dead-letter queue. */
export function eachMessage<Message>(
  handle: (message: Message, correlationId: string) => Promise<void>,
  { oneByOne = false } = {},
) {
  const processor = new BatchProcessor(EventType.SQS)
  return observed<SQSEvent, SQSBatchResponse>((event, correlationId) =>
    processPartialResponse(
      event,
      async ({ body, messageId }: SQSRecord) => {
        try {
          await handle(JSON.parse(body), correlationId)
        } catch (fault) {
          logger.error('A message failed and will come again', { messageId, fault: fault as Error })
          throw fault
        }
      },
      processor,
      { throwOnFullBatchFailure: false, processInParallel: !oneByOne },
    ),
  )
}
