import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { EventType } from '../../events/catalogue.ts'
import { type Envelope, eventSource } from '../../events/envelope.ts'
import { clientFor } from '../../infra/local/environment.ts'
import type { Outputs } from '../../infra/local/outputs.ts'
import { checkEvent } from './contract.ts'

/** An event as it came over the bus. */
interface Heard {
  type: EventType
  source: string
  detail: Envelope
  /** How often it came: delivery is at least once. */
  times: number
}

export interface EventLog {
  /** What came about a ticket, each event once, in the order of its history. */
  of(ticket: string): Heard[]
  stop(): Promise<void>
}

/** Listens to everything that goes over a desk's bus; each event must fit the schema that is published for it. */
export function listen({ endpoint, eventLogQueueUrl: QueueUrl }: Outputs): EventLog {
  const queue = new SQSClient({ ...clientFor(endpoint), useQueueUrlAsEndpoint: false })
  const heard = new Map<string, Heard>()
  const wrong: unknown[] = []
  const ending = new AbortController()

  const take = async () => {
    const { Messages = [] } = await queue.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
    )
    for (const { Body = '' } of Messages) {
      const { source, detail, 'detail-type': type } = JSON.parse(Body)
      try {
        if (source !== eventSource) throw new Error(`An event of ${source}`)
        checkEvent(type, detail)
      } catch (fault) {
        wrong.push(fault)
      }
      heard.set(detail.id, { type, source, detail, times: (heard.get(detail.id)?.times ?? 0) + 1 })
    }
    const Entries = Messages.map(({ ReceiptHandle }, id) => ({ Id: String(id), ReceiptHandle }))
    if (Entries.length > 0) await queue.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }))
  }
  const listening = (async () => {
    while (!ending.signal.aborted) await take()
  })()

  return {
    of(ticket) {
      if (wrong.length > 0) throw wrong[0]
      return [...heard.values()]
        .filter(({ detail }) => detail.subject.id === ticket)
        .toSorted((a, b) => a.detail.seq - b.detail.seq)
    },
    async stop() {
      ending.abort()
      await listening
      if (wrong.length > 0) throw wrong[0]
    },
  }
}
