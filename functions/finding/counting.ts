import { busy } from '../../domain/refusal.ts'
import type { Selection } from '../../domain/selection.ts'
import type { Actor } from '../../schemas/actor.ts'
import type { Sort } from '../../schemas/selection.ts'
import type { Count } from '../../schemas/view.ts'
import { countTickets } from '../platform/table/lists.ts'
import { logger } from '../platform/telemetry.ts'
import { searchedCount } from './searched.ts'

/** Counting ends here: what is more than can be looked through need not be told exactly. */
const most = 1000

/** How many tickets a selection has, up to a thousand. */
export async function counted(actor: Actor, selection: Selection | undefined, sort: Sort): Promise<Count> {
  if (!selection) return { count: 0, more: false }
  const found = await countUpTo(most + 1, actor, selection, sort)
  return { count: Math.min(found, most), more: found > most }
}

/** By the search index, which counts without reading what it counts; by the table's where it does not answer. */
async function countUpTo(limit: number, actor: Actor, selection: Selection, sort: Sort): Promise<number> {
  try {
    return await searchedCount(actor, selection, limit)
  } catch (fault) {
    logger.warn('The search index did not answer: counted in the table', { error: fault as Error })
    const found = await countTickets(selection, sort, limit)
    if (found === undefined) throw busy()
    return found
  }
}
