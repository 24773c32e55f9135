import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { clientFor } from './environment.ts'
import type { Outputs } from './outputs.ts'
import { type Colour, paint, say } from './steps.ts'

interface Event {
  'detail-type': string
  detail: {
    subject: { kind: string; id: string }
    occurredAt: string
    actor: { id: string; role: string }
    data: Record<string, unknown>
  }
}

/** Shows the desk's events as they come, until it is stopped; those from before `since` are passed over. */
export async function tailEvents(outputs: Outputs, since: Date, stop: AbortSignal): Promise<void> {
  const queue = new SQSClient({ ...clientFor(outputs.endpoint), useQueueUrlAsEndpoint: false })
  const QueueUrl = outputs.eventLogQueueUrl
  while (!stop.aborted) {
    const ask = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 2 })
    const { Messages = [] } = await queue.send(ask, { abortSignal: stop })
    for (const line of Messages.flatMap((message) => lineOf(message, since))) say(line)
    if (Messages.length === 0) continue
    const Entries = Messages.map(({ ReceiptHandle }, id) => ({ Id: String(id), ReceiptHandle }))
    await queue.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }))
  }
}

function lineOf({ Body = '' }: Message, since: Date): string[] {
  try {
    const event = JSON.parse(Body) as Event
    return new Date(event.detail.occurredAt) < since ? [] : [eventLine(event)]
  } catch {
    return [paint('dim', `(not an event: ${Body.slice(0, 100)})`)]
  }
}

const colours: readonly [RegExp, Colour][] = [
  [/^sla\.breached|\.escalated$/, 'red'],
  [/^sla\.warned|\.reminded$/, 'yellow'],
  [/^sla\./, 'cyan'],
  [/\.created$/, 'green'],
]

/** `14:02:31  TKT000123   ticket.status-changed  agent   from=created to=assigned`, in the machine's own time zone. */
export function eventLine({ 'detail-type': type, detail: { subject, occurredAt, actor, data } }: Event): string {
  const time = new Date(occurredAt).toTimeString().slice(0, 8)
  const colour = colours.find(([pattern]) => pattern.test(type))?.[1] ?? 'blue'
  const facts = Object.entries(data).map(([name, value]) => `${name}=${plain(value)}`)
  const what = `${paint('bold', subject.id.padEnd(11))} ${paint(colour, type.padEnd(22))}`
  return `${paint('dim', time)}  ${what} ${actor.role.padEnd(10)} ${paint('dim', facts.join(' '))}`
}

const plain = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value))
