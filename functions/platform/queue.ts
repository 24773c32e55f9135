import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch'
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { logger, observed } from './telemetry.ts'

const queues = new SQSClient({})

/** Sends messages, ten to a call; throws if any was not taken. */
export async function send(queueUrl: string, messages: readonly unknown[]): Promise<void> {
  for (let at = 0; at < messages.length; at += 10) {
    const Entries = messages
      .slice(at, at + 10)
      .map((message, place) => ({ Id: String(place), MessageBody: JSON.stringify(message) }))
    const { Failed } = await queues.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }))
    if (Failed?.length)
      throw new Error(`${Failed.length} of ${Entries.length} messages were not taken: ${Failed[0]?.Code}`)
  }
}

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
export function eachMessage<Message>(handle: (message: Message, correlationId: string) => Promise<void>) {
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
      { throwOnFullBatchFailure: false },
    ),
  )
}
