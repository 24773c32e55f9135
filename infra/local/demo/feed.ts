import type { HistoryEntry } from '../../../schemas/history.ts'
import { getTicketHistory } from '../../../schemas/operations/tickets.ts'
import type { Call } from './api.ts'

/** An event of a ticket, and when this run first saw it in the ticket's history. */
export interface Entry extends HistoryEntry {
  ticket: string
  seenAt: string
}

export interface Feed {
  /** Says that something was done with a ticket, so that the next round reads it. */
  touch(number: string): void
  /** A ticket that the desk moves by itself: read in every round. */
  follow(number: string): void
  /** Reads on in the histories: what is new, in the order in which it happened. */
  round(): Promise<Entry[]>
  entriesOf(number: string): readonly Entry[]
}

const pageSize = 20
const atOnce = 4

/** Reads histories only, so it takes nothing from another reader of the desk's events. */
export function feedOf(call: Call): Feed {
  const places = new Map<string, { cursor?: string; entries: Entry[] }>()
  const touched = new Set<string>()
  const followed = new Set<string>()

  async function readOn(ticket: string): Promise<Entry[]> {
    const place = places.get(ticket) ?? { entries: [] }
    places.set(ticket, place)
    const known = place.entries.length
    for (;;) {
      const { answer } = await call('agent', getTicketHistory, {
        params: { id: ticket },
        query: { limit: pageSize, cursor: place.cursor },
      })
      const seenAt = new Date().toISOString()
      // The last page has no cursor to the next one: it is read again, and what is known of it passed over.
      const last = place.entries.at(-1)?.seq ?? 0
      place.entries.push(...answer.items.filter(({ seq }) => seq > last).map((item) => ({ ...item, ticket, seenAt })))
      if (!answer.next) return place.entries.slice(known)
      place.cursor = answer.next
    }
  }

  return {
    touch: (number) => touched.add(number),
    follow: (number) => followed.add(number),
    async round() {
      const due = [...new Set([...touched, ...followed])]
      touched.clear()
      const fresh: Entry[] = []
      for (let from = 0; from < due.length; from += atOnce)
        fresh.push(...(await Promise.all(due.slice(from, from + atOnce).map(readOn))).flat())
      return fresh.toSorted(
        (a, b) =>
          a.occurredAt.localeCompare(b.occurredAt) ||
          a.ticket.localeCompare(b.ticket, 'en', { numeric: true }) ||
          a.seq - b.seq,
      )
    },
    entriesOf: (number) => places.get(number)?.entries ?? [],
  }
}
