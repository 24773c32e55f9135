import { clocksOf, counting, ended } from '../../domain/clock.ts'
import { openStatuses, selectionFor } from '../../domain/selection.ts'
import type { Ticket } from '../../domain/ticket.ts'
import type { AtRisk } from '../../schemas/at-risk.ts'
import type { listSlaTracking } from '../../schemas/operations/breaches.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import type { Request } from '../platform/http/edge.ts'
import { planOf } from '../platform/table/list-plan.ts'
import { listKeys, summaryOf } from '../platform/table/lists.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'

const sort = { by: 'due', order: 'asc' } as const

/** A page of the open tickets of a light that the caller may see, next due first: one Query to each shard, and the tickets by their keys. */
export async function atRiskForCaller(request: Request<typeof listSlaTracking>): Promise<StoredAnswer> {
  const { actor, query } = request
  const { light, team, assignee, limit, cursor } = query
  const filter = {
    light: [...new Set(light)],
    open: true,
    ...(team && { team: [team] }),
    ...(assignee && { assignee }),
  }
  const selection = selectionFor(filter, actor)
  const owner = `at risk ${JSON.stringify(filter)} ${actor.role} ${actor.id}`
  const after = cursor && openCursor(cursor, owner)
  // By light, whatever else is asked for: only there are those at risk by themselves.
  const plan = selection && planOf({ status: openStatuses, light: filter.light }, sort)
  if (!selection || !plan) return request.answer({ items: [] })
  const { items, next } = await listKeys(plan, selection, sort, limit, after, shown)
  return request.answer({ items, ...(next && { next: sealCursor(next, owner) }) })
}

function shown(ticket: Ticket): AtRisk {
  const open = clocksOf(ticket).filter(([, clock]) => !ended(clock))
  const furthest = open.toSorted(([, a], [, b]) => b.firedPercent - a.firedPercent).at(0)?.[0]
  const clock = ticket.dueClock ?? furthest
  return {
    ...summaryOf(ticket),
    ...(clock && { clock }),
    paused: !open.some(([, one]) => counting(one)),
    ...(ticket.onHoldUntil && { onHoldUntil: ticket.onHoldUntil }),
  }
}
