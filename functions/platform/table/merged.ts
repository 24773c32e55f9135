import type { Ticket } from '../../../domain/ticket.ts'
import { fromOutside, maySee } from '../../../domain/visibility.ts'
import type { Actor } from '../../../schemas/actor.ts'
import { loadHeads } from './tickets.ts'

/**
 * The tickets whose comments, files, calls and times are read with a ticket's own: itself, and those that are merged into
 * it; for callers from outside only those that they may see. No request, but for callers from outside where any are merged.
 */
export async function readTogether(ticket: Ticket, actor: Actor): Promise<[string, ...string[]]> {
  const { number, merged = [] } = ticket
  if (merged.length === 0 || !fromOutside(actor)) return [number, ...merged]
  const heads = await loadHeads(merged)
  return [number, ...merged.filter((one) => seen(heads.get(one), actor))]
}

const seen = (ticket: Ticket | undefined, actor: Actor): boolean => !!ticket && maySee(actor, ticket)

/** What a caller from outside is told about a ticket's merging: the numbers of those that they may see, and no others. */
export async function mergingSeen(
  { mergedInto, merged = [] }: Ticket,
  actor: Actor,
): Promise<{ mergedInto?: string; merged?: string[] }> {
  if (!mergedInto && merged.length === 0) return {}
  const heads = await loadHeads([...merged, ...(mergedInto ? [mergedInto] : [])])
  const shown = merged.filter((one) => seen(heads.get(one), actor))
  return {
    ...(mergedInto && seen(heads.get(mergedInto), actor) && { mergedInto }),
    ...(shown.length > 0 && { merged: shown }),
  }
}
