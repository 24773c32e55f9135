import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs'
import { bodyOf, parkedOf } from './message.ts'
import type { Place, Wanted } from './place.ts'
import { type DeskQueue, queueClient } from './queues.ts'

/** For so long nobody else sees what is looked at: it is given back at the end. */
const lookSeconds = 60

/** What a queue holds that nothing feeds: its messages only tell of what other means make good. */
const toldOnly: readonly (readonly [name: RegExp, why: string])[] = [
  [/Missed$/, 'takes them away: the next run of that schedule does their work'],
  [
    /^PublicationParking$/,
    'takes them away: the events themselves are in the table (`events`), or come with the outbox',
  ],
]

/** The dead-letter and parking queues of a stage: what another queue names as such, and what is called so. */
export function deadLetterPlaces(all: readonly DeskQueue[]): Place[] {
  const targets = new Set(all.map(({ deadLetters }) => deadLetters))
  return all
    .filter(({ name, arn }) => targets.has(arn) || /DeadLetters|Parking|Missed|Undeliver/.test(name))
    .map((queue) =>
      placeOf(
        queue,
        all.find(({ deadLetters }) => deadLetters === queue.arn),
      ),
    )
}

function placeOf(queue: DeskQueue, source: DeskQueue | undefined): Place {
  const told = toldOnly.find(([name]) => name.test(queue.name))?.[1]
  const sendAgain = async ({ Body = '', MessageAttributes }: Message) => {
    if (!source) return
    // A crash before it is deleted here sends it twice: consumers bear that.
    await queueClient().send(
      new SendMessageCommand({
        QueueUrl: source.url,
        MessageBody: Body,
        ...(MessageAttributes && { MessageAttributes }),
      }),
    )
  }
  return {
    name: queue.name,
    holds: source ? `what the consumer of ${source.name} could not do` : 'what could not be handed over',
    redrives: source
      ? `puts them back onto ${source.name}`
      : (told ?? 'is not for here: no queue sent them. `show` says what they are; the runbook says how such are done'),
    canRedrive: Boolean(source ?? told),
    canDrop: true,
    count: () => Promise.resolve(queue.waiting),
    list: async (most) => (await look(queue.url, most)).map(parkedOf),
    show: async (id) => {
      const message = (await look(queue.url, Number.POSITIVE_INFINITY)).find(({ MessageId }) => MessageId === id)
      return (
        message && { ...parkedOf(message), queue: queue.name, message: bodyOf(message), attributes: message.Attributes }
      )
    },
    redrive: (wanted) => take(queue, wanted, sendAgain),
    drop: (wanted) => take(queue, wanted, async () => {}),
  }
}

const receive = (QueueUrl: string) =>
  new ReceiveMessageCommand({
    QueueUrl,
    MaxNumberOfMessages: 10,
    VisibilityTimeout: lookSeconds,
    MessageSystemAttributeNames: ['All'],
    MessageAttributeNames: ['All'],
  })

/** Looks at messages, so many at most, and gives them back. */
async function look(url: string, most: number): Promise<Message[]> {
  const client = queueClient()
  const seen = new Map<string, Message>()
  try {
    while (seen.size < most) {
      const { Messages = [] } = await client.send(receive(url))
      if (Messages.length === 0) break
      for (const message of Messages) seen.set(message.MessageId ?? '', message)
    }
  } finally {
    await giveBack(url, [...seen.values()])
  }
  return [...seen.values()].slice(0, most)
}

async function giveBack(QueueUrl: string, messages: readonly Message[]): Promise<void> {
  for (let at = 0; at < messages.length; at += 10) {
    const Entries = messages
      .slice(at, at + 10)
      .map(({ ReceiptHandle }, place) => ({ Id: String(place), ReceiptHandle, VisibilityTimeout: 0 }))
    await queueClient().send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }))
  }
}

/** Takes messages away, each once it was handled. What came after the beginning (a message that failed again) stays. */
async function take(
  queue: DeskQueue,
  { id, told }: Wanted,
  handle: (message: Message) => Promise<void>,
): Promise<number> {
  const client = queueClient()
  const left: Message[] = []
  const most = id ? Number.POSITIVE_INFINITY : Math.max(queue.waiting, 1)
  let done = 0
  try {
    while (done < most) {
      const { Messages = [] } = await client.send(receive(queue.url))
      if (Messages.length === 0) break
      for (const message of Messages) {
        if ((id && message.MessageId !== id) || done >= most) {
          left.push(message)
          continue
        }
        await handle(message)
        await client.send(new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle: message.ReceiptHandle }))
        done += 1
        told(done)
      }
      if (id && done > 0) break
    }
  } finally {
    await giveBack(queue.url, left)
  }
  return done
}
