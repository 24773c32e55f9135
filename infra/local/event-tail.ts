import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { castOf } from './demo/cast.ts'
import { lineOf, type Told } from './demo/event-lines.ts'
import type { NameOf } from './demo/phrases.ts'
import { screenWidth } from './demo/screen.ts'
import { clientFor } from './environment.ts'
import type { Outputs } from './outputs.ts'
import { paint, say } from './steps.ts'

/** An event as the bus carries it. */
export interface Heard {
  'detail-type': string
  detail: Omit<Told, 'ticket' | 'type'> & { subject: { kind: string; id: string } }
}

/** Shows the desk's events as they come, until it is stopped; those from before `since` are passed over. */
export async function tailEvents(outputs: Outputs, since: Date, stop: AbortSignal): Promise<void> {
  const queue = new SQSClient({ ...clientFor(outputs.endpoint), useQueueUrlAsEndpoint: false })
  const { nameOf } = castOf(outputs)
  const QueueUrl = outputs.eventLogQueueUrl
  while (!stop.aborted) {
    const ask = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 2 })
    const { Messages = [] } = await queue.send(ask, { abortSignal: stop })
    for (const line of Messages.flatMap((message) => linesOf(message, nameOf, since))) say(line)
    if (Messages.length === 0) continue
    const Entries = Messages.map(({ ReceiptHandle }, id) => ({ Id: String(id), ReceiptHandle }))
    await queue.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }))
  }
}

function linesOf({ Body = '' }: Message, nameOf: NameOf, since: Date): string[] {
  try {
    const event = JSON.parse(Body) as Heard
    return new Date(event.detail.occurredAt) < since ? [] : [eventLine(event, nameOf, screenWidth())]
  } catch {
    return [paint('dim', `(not an event: ${Body.slice(0, 40)})`)]
  }
}

/** One line an event, in the words and colours of the demonstration. */
export function eventLine({ 'detail-type': type, detail }: Heard, nameOf: NameOf, width: number): string {
  const { subject, ...told } = detail
  return lineOf([{ ...told, type, ticket: subject.kind === 'ticket' ? subject.id : 'policy' }], nameOf, width)
}
