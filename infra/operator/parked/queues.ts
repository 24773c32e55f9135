import { LambdaClient, paginateListEventSourceMappings } from '@aws-sdk/client-lambda'
import { GetQueueAttributesCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'

/** A queue of the desk's, as it is now. */
export interface DeskQueue {
  /** Its logical id, without what the CDK adds. */
  name: string
  url: string
  arn: string
  /** How many wait, and how many are in somebody's hands. */
  waiting: number
  inFlight: number
  /** ARN of where its messages go that never pass. */
  deadLetters?: string
}

/** The SDK would take the host from the queue's URL, which is another for the emulator. */
export const queueClient = () => new SQSClient({ useQueueUrlAsEndpoint: false })

/** A logical id without the hash that the CDK adds. */
export const bareId = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, '')

/** Every queue of a stage. */
export async function queuesOf(urls: Readonly<Record<string, string>>): Promise<DeskQueue[]> {
  const client = queueClient()
  const all = await Promise.all(
    Object.entries(urls).map(async ([id, url]): Promise<DeskQueue> => {
      const { Attributes = {} } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }),
      )
      const target = Attributes.RedrivePolicy && JSON.parse(Attributes.RedrivePolicy).deadLetterTargetArn
      return {
        name: bareId(id),
        url,
        arn: Attributes.QueueArn ?? '',
        waiting: Number(Attributes.ApproximateNumberOfMessages ?? 0),
        inFlight: Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0),
        ...(target && { deadLetters: target }),
      }
    }),
  )
  return all.toSorted((a, b) => a.name.localeCompare(b.name))
}

/** Puts messages onto a queue, ten to a call; throws where one was not taken. */
export async function sendAll(QueueUrl: string, messages: readonly unknown[]): Promise<void> {
  const client = queueClient()
  for (let at = 0; at < messages.length; at += 10) {
    const Entries = messages
      .slice(at, at + 10)
      .map((message, place) => ({ Id: String(place), MessageBody: JSON.stringify(message) }))
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }))
    if (Failed.length > 0)
      throw new Error(`${Failed.length} of ${Entries.length} messages were not taken: ${Failed[0]?.Code}`)
  }
}

/** What an event source feeds, and whether it does. */
export interface Feeding {
  source: string
  /** The function's name. */
  consumer: string
  state: string
}

export async function feedings(): Promise<Feeding[]> {
  const found: Feeding[] = []
  for await (const page of paginateListEventSourceMappings({ client: new LambdaClient({}) }, {})) {
    for (const { EventSourceArn = '', FunctionArn = '', State = '' } of page.EventSourceMappings ?? []) {
      found.push({ source: EventSourceArn, consumer: FunctionArn.split(':')[6] ?? FunctionArn, state: State })
    }
  }
  return found
}
