import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { type Counting, countingBy } from '../../domain/counting.ts'
import type { Envelope } from '../../events/envelope.ts'
import { dimensions } from '../../schemas/measures.ts'
import type { BusEvent } from '../platform/messages.ts'
import { mostTogether } from '../platform/table/counted.ts'
import { deskSettings } from '../platform/table/settings.ts'
import { countTickets } from '../platform/table/statistics.ts'
import { count, divided, logger, observed } from '../platform/telemetry.ts'

/**
 * Counts the tickets that the events are about, many at once, so that the counters that all share are written once for
 * them. The event is only a hint: the ticket itself is read, so it is no matter how often or in which order events come.
 */
export const handler = observed<SQSEvent, SQSBatchResponse>(async ({ Records }) => {
  const messages = Records.map(({ messageId, body }) => ({ messageId, number: numberIn(body) }))
  const numbers = [...new Set(messages.flatMap(({ number }) => number ?? []))]
  const counting = countingBy(await deskSettings())
  const failed = new Set<string>()
  for (let at = 0; at < numbers.length; at += mostTogether) {
    const together = numbers.slice(at, at + mostTogether)
    try {
      tell(await countTickets(together, counting))
    } catch (fault) {
      logger.warn('Tickets could not be counted together: one by one', {
        tickets: together.length,
        fault: fault as Error,
      })
      for (const number of together) if (!(await counted(number, counting))) failed.add(number)
    }
  }
  return {
    batchItemFailures: messages
      .filter(({ number }) => number === undefined || failed.has(number))
      .map(({ messageId }) => ({ itemIdentifier: messageId })),
  }
})

function tell({ behind, happened }: Awaited<ReturnType<typeof countTickets>>): void {
  count('TicketsCounted', behind)
  const sum = (of: 'met' | 'missed') => happened.reduce((all, one) => all + one[of], 0)
  const created = happened.flatMap((one) => one.created ?? [])
  const resolved = happened.flatMap((one) => one.resolved ?? [])
  count('TicketsCreated', created.length)
  count('TicketsResolved', resolved.length)
  count('ClocksMet', sum('met'))
  count('ClocksMissed', sum('missed'))
  for (const by of dimensions) {
    for (const [value, all] of Map.groupBy(created, (one) => one[by])) divided('TicketsCreated', by, value, all.length)
    for (const [value, all] of Map.groupBy(resolved, (one) => one[by]))
      divided('TicketsResolved', by, value, all.length)
  }
}

/** One that cannot be counted keeps none of the others from it. */
async function counted(number: string, counting: Counting): Promise<boolean> {
  try {
    tell(await countTickets([number], counting))
    return true
  } catch (fault) {
    logger.error('A ticket could not be counted and will come again', { ticket: number, fault: fault as Error })
    return false
  }
}

/** The ticket that a message is about; undefined where it is none of ours. */
function numberIn(body: string): string | undefined {
  try {
    const { subject } = (JSON.parse(body) as BusEvent).detail as Envelope
    return subject.kind === 'ticket' ? subject.id : undefined
  } catch (fault) {
    logger.error('A message is not what a rule of the bus sends', { fault: fault as Error })
    return undefined
  }
}
