import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'
import { patience } from './patience.ts'

const queues = new SQSClient({ requestHandler: patience })

/** Sends messages, ten to a call, to be given out after some seconds (900 at most); throws if any was not taken. */
export async function send(queueUrl: string, messages: readonly unknown[], delaySeconds = 0): Promise<void> {
  for (let at = 0; at < messages.length; at += 10) {
    const Entries = messages.slice(at, at + 10).map((message, place) => ({
      Id: String(place),
      MessageBody: JSON.stringify(message),
      ...(delaySeconds > 0 && { DelaySeconds: delaySeconds }),
    }))
    const { Failed } = await queues.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }))
    if (Failed?.length)
      throw new Error(`${Failed.length} of ${Entries.length} messages were not taken: ${Failed[0]?.Code}`)
  }
}
