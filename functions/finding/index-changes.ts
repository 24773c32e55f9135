import { environment } from '../platform/environment.ts'
import { type BusEvent, eachMessage } from '../platform/messages.ts'
import { send } from '../platform/queue.ts'
import { readDocument } from '../platform/search/reading.ts'
import { type SearchFilters, searchIndex } from '../platform/search/search-index.ts'
import { keys } from '../platform/table/keys.ts'
import { readAll } from '../platform/table/tickets.ts'
import { count, logger } from '../platform/telemetry.ts'

/** An event of the bus, or a ticket whose place in the index is in doubt. */
type Message = BusEvent | { ticket: string }

/** What has changed is read anew, whatever the event says of it: so events may come twice, and in any order. */
export const handler = eachMessage<Message>(async (message) => {
  if ('ticket' in message) return indexTicket(message.ticket)
  const { kind, id } = (message.detail as { subject: { kind: string; id: string } }).subject
  if (kind === 'ticket') return indexTicket(id)
  if (kind === 'customer') return enqueueAll({ customer: [id] })
  if (kind === 'contact') return enqueueAll({ requester: await everybodyWhoIs(id) })
  logger.warn('Nothing is indexed of it', { kind })
})

async function indexTicket(number: string): Promise<void> {
  await searchIndex().apply([await readDocument(number)])
  count('TicketsIndexed')
}

/** A contact, and those who turned out to be them. */
async function everybodyWhoIs(id: string): Promise<string[]> {
  const [contact] = await readAll([keys.person(id)])
  const { mergedFrom = [] } = (contact ?? {}) as { mergedFrom?: string[] }
  return [id, ...mergedFrom]
}

const pageSize = 100

/** A name has changed: the tickets that it is found by are indexed again. Those to come are read with the new name anyway. */
async function enqueueAll(filters: SearchFilters): Promise<void> {
  const queue = environment('CHANGES_QUEUE_URL')
  let after: string | undefined
  do {
    const { hits, next } = await searchIndex().search(
      { kind: 'everything' },
      {
        filters: { ...filters, archived: true },
        sort: { by: 'created', order: 'desc' },
        limit: pageSize,
        ...(after && { after }),
      },
    )
    await send(
      queue,
      hits.map(({ number }) => ({ ticket: number })),
    )
    after = next
  } while (after)
}
