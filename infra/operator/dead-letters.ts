import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs'

/** A queue where something waits for a person. */
export interface DeadLetters {
  name: string
  url: string
  waiting: number
  /** Where its messages came from; absent for what no queue sent (a schedule, a stream, the publisher). */
  source?: string
}

/** Every dead-letter and parking queue, with how much is in it and where that belongs. */
export async function deadLetters(client: SQSClient, urls: Record<string, string>): Promise<DeadLetters[]> {
  const queues = await Promise.all(
    Object.entries(urls).map(async ([name, url]) => {
      const { Attributes = {} } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }),
      )
      const { QueueArn: arn, RedrivePolicy, ApproximateNumberOfMessages: waiting } = Attributes
      return {
        name,
        url,
        arn,
        waiting: Number(waiting ?? 0),
        target: RedrivePolicy && JSON.parse(RedrivePolicy).deadLetterTargetArn,
      }
    }),
  )
  return queues
    .filter(({ name }) => /DeadLetters|Parking/.test(name))
    .map(({ name, url, arn, waiting }) => {
      const source = queues.find(({ target }) => target === arn)?.url
      return { name, url, waiting, ...(source && { source }) }
    })
}

/** Takes every message from a queue, one by one: deleted once it has been handled. Gives how many there were. */
export async function drain(
  client: SQSClient,
  QueueUrl: string,
  handle: (message: Message) => Promise<void>,
): Promise<number> {
  for (let count = 0; ; ) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 60 }),
    )
    if (Messages.length === 0) return count
    for (const message of Messages) {
      await handle(message)
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }))
      count += 1
    }
  }
}

/** Sends a message again to where it first came from. A crash before it is deleted here sends it twice: consumers bear that. */
export async function sendAgain(client: SQSClient, QueueUrl: string, { Body }: Message): Promise<void> {
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: Body ?? '' }))
}
