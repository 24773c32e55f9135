import type { EventData, EventType } from '../../events/catalogue.ts'
import type { HistoryEntry } from '../../schemas/history.ts'
import type { Client } from './client.ts'

/** A ticket's whole history, as a manager reads it. */
export async function historyOf({ call }: Client, id: string): Promise<HistoryEntry[]> {
  const { body } = await call('getTicketHistory', 'manager', { id, query: { limit: 500 } })
  return body.items
}

export type Entry<Type extends EventType> = Omit<HistoryEntry, 'data'> & { data: EventData<Type> }

/** What happened of one kind. */
export const ofType = <Type extends EventType>(entries: readonly HistoryEntry[], type: Type): Entry<Type>[] =>
  entries.filter((entry) => entry.type === type) as unknown as Entry<Type>[]

/** Which milestones fired, in their order: `response 80`. */
export const milestones = (entries: readonly HistoryEntry[]): string[] =>
  entries
    .filter(({ type }) => type === 'sla.warned' || type === 'sla.breached')
    .map(({ data }) => `${data.clock} ${data.percent}`)
