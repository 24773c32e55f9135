import { record } from './draft.ts'
import { otherWay } from './moves.ts'
import type { Rule } from './rule.ts'
import { setStatus } from './status.ts'
import { eventId } from './ticket.ts'

/**
 * Says that the parts are there: a ticket that waits for them goes back to work by itself. To one that does not wait (any
 * more) it is no news, so that whoever delivers may say it twice.
 */
export const partsArrived: Rule = (draft, actor) => {
  const to = otherWay('parts-arrived', draft.ticket.status)
  if (!to) return undefined
  const { seq } = record(draft, 'ticket.parts-arrived', { status: draft.ticket.status }, { actor })
  setStatus(draft, to, 'parts-arrived', { causationId: eventId(draft.ticket, seq) })
  return undefined
}
