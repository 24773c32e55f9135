import './environment.ts'
import { expect } from 'vitest'
import { noticeEvents } from '../../../events/catalogue.ts'
import { handler } from '../../../functions/notifications/notify.ts'
import { handler as release } from '../../../functions/notifications/release.ts'
import type { Desk } from './desk.ts'
import { batch, context, eventsOf, failures } from './timers.ts'

/** Gives the notifier messages; the places of those that failed. */
export const deliver = async (...messages: unknown[]): Promise<number[]> =>
  failures(await handler(batch(messages), context))

/** An event of a ticket, as the bus gives it. */
export const onBus = (id: string, { type, ...event }: { type: string }): object => ({
  id: 'x',
  source: 'service-desk',
  'detail-type': type,
  detail: { ...event, subject: { kind: 'ticket', id } },
})

/** The events of a ticket that the notifier has not heard of yet, as its rule gives them: from now on it has. */
export function unheard(desk: Desk, id: string, heard: Set<number>): object[] {
  const isFresh = ({ seq, type }: { seq: number; type: string }) =>
    !heard.has(seq) && (noticeEvents as string[]).includes(type)
  const found = eventsOf(desk, id).filter(isFresh)
  for (const { seq } of found) heard.add(seq)
  return found.map((event) => onBus(id, event))
}

/** The minute's run, and the notifier with what that found; how much it was. */
export async function released(desk: Desk): Promise<number> {
  const found = await release(undefined, context)
  const messages = desk.queues.notices ?? []
  desk.queues = {}
  expect(await deliver(...messages)).toEqual([])
  return found.released
}
