import { randomBytes } from 'node:crypto'
import {
  DeleteRuleCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge'
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs'
import { type Envelope, eventSource } from '../../../events/envelope.ts'
import type { Ending, Run } from '../line/command.ts'
import { queueClient } from '../parked/queues.ts'

interface Wanted {
  types: readonly string[]
  /** Only what is about this ticket. */
  ticket?: string | undefined
  /** Ends after so many; else when it is stopped. */
  count?: number | undefined
}

/** Nobody reads a tail for longer than that without beginning anew. */
const keptSeconds = 60 * 60

/**
 * Shows events as the bus carries them, by a rule and a queue of its own that are taken away at the end: so it sees what
 * any consumer would, of the events from then on, and takes nothing from anybody.
 */
export async function tail(given: Run, { types, ticket, count }: Wanted): Promise<Ending> {
  const { screen } = given
  const { outputs } = await given.resources()
  const name = `service-desk-${given.stage}-tail-${randomBytes(3).toString('hex')}`
  const stop = new AbortController()
  const end = () => stop.abort()
  process.once('SIGINT', end).once('SIGTERM', end)
  const pattern = {
    source: [eventSource],
    ...(types.length > 0 && { 'detail-type': types }),
    ...(ticket && { detail: { subject: { kind: ['ticket'], id: [ticket] } } }),
  }
  const line = await lay(name, outputs.BusName ?? '', pattern)
  screen.say(`Events of ${outputs.BusName}, until you stop it:`)
  let seen = 0
  try {
    while (!stop.signal.aborted && (count === undefined || seen < count)) {
      for (const event of await line.next(stop.signal)) {
        seen += 1
        // A line each for programs too: a tail has no end to wait for.
        if (screen.isForPrograms) screen.give(event)
        else screen.say(lineOf(event))
        if (seen === count) break
      }
    }
  } finally {
    await line.takeAway()
    process.off('SIGINT', end).off('SIGTERM', end)
  }
  return 'well'
}

interface BusEvent {
  'detail-type': string
  detail: Envelope
  'replay-name'?: string
}

function lineOf({ 'detail-type': type, detail, 'replay-name': replay }: BusEvent): string {
  const { occurredAt, subject, seq, actor, data } = detail
  const again = replay ? ` (replay ${replay})` : ''
  return `${occurredAt}  ${subject.kind}.${subject.id}.${seq}  ${type}  by ${actor.role}${again}  ${JSON.stringify(data)}`
}

/** A queue that hears the bus from now on. */
async function lay(name: string, EventBusName: string, pattern: object) {
  const [queues, bus] = [queueClient(), new EventBridgeClient({})]
  const { QueueUrl = '' } = await queues.send(
    new CreateQueueCommand({
      QueueName: name,
      Attributes: { MessageRetentionPeriod: String(keptSeconds), SqsManagedSseEnabled: 'true' },
    }),
  )
  const { Attributes } = await queues.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }))
  const Arn = Attributes?.QueueArn ?? ''
  const takeAway = async () => {
    await bus.send(new RemoveTargetsCommand({ EventBusName, Rule: name, Ids: ['tail'] })).catch(() => {})
    await bus.send(new DeleteRuleCommand({ EventBusName, Name: name })).catch(() => {})
    await queues.send(new DeleteQueueCommand({ QueueUrl }))
  }
  try {
    const rule = await bus.send(
      new PutRuleCommand({ EventBusName, Name: name, EventPattern: JSON.stringify(pattern), State: 'ENABLED' }),
    )
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          ...{
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: Arn,
          },
          Condition: { ArnEquals: { 'aws:SourceArn': rule.RuleArn } },
        },
      ],
    })
    await queues.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }))
    await bus.send(new PutTargetsCommand({ EventBusName, Rule: name, Targets: [{ Id: 'tail', Arn }] }))
  } catch (fault) {
    await takeAway()
    throw fault
  }
  const next = async (signal: AbortSignal): Promise<BusEvent[]> => {
    const ask = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 2 })
    const Messages: Message[] = await queues.send(ask, { abortSignal: signal }).then(
      (answer) => answer.Messages ?? [],
      (fault) => {
        if (signal.aborted) return []
        throw fault
      },
    )
    if (Messages.length === 0) return []
    const Entries = Messages.map(({ ReceiptHandle }, id) => ({ Id: String(id), ReceiptHandle }))
    await queues.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }))
    return Messages.map(({ Body = '' }) => JSON.parse(Body) as BusEvent)
  }
  return { next, takeAway }
}
