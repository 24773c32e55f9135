import type { Ticket } from '../../../domain/ticket.ts'
import { breached, clockFacet, type EndedClock, endedClockIn, policyFacet } from './ended-clocks.ts'
import { everyShard, numberIn } from './keys.ts'
import { filtering } from './list-filter.ts'
import { beforeOf, budget, type Page, pageOfKeys, readMerged } from './lists.ts'
import { loadHeads, readAll } from './tickets.ts'

/** Which breaches: ended from an instant on, and before another; with what their tickets had then. */
export interface WantedBreaches {
  from?: string | undefined
  to?: string | undefined
  clock?: string | undefined
  policy?: string | undefined
  team?: string | undefined
  customer?: string | undefined
  assignee?: string | undefined
}

/**
 * A page of the clocks that were missed, the latest end first: one Query to each shard, and the records by their keys.
 * `maySee`, where not all may be seen, judges the tickets as they are now; what it drops leaves a page short.
 */
export async function listBreaches(
  { from = '0', to = '~', clock, policy, team, customer, assignee }: WantedBreaches,
  limit: number,
  after?: string,
  maySee?: (ticket: Ticket) => boolean,
): Promise<Page<EndedClock>> {
  const range = [from, after ? beforeOf(after) : to] as const
  if (range[0] > range[1]) return { items: [] }
  const facets = [...(clock ? [clockFacet(clock)] : []), ...(policy ? [policyFacet(policy)] : [])]
  const wanted = { ...(team && { team: [team] }), ...(customer && { customer }), ...(assignee && { assignee }) }
  const filter = filtering({ ...wanted, ...(facets.length > 0 && { facets }) }, [])
  const size = filter || maySee ? Math.max(limit, budget) : limit
  const plan = { index: 'gsi6', keys: everyShard(breached) } as const
  const found = await readMerged(plan, { order: 'desc' }, range, filter, size)
  return pageOfKeys(found, plan.index, maySee ? budget : limit, limit, async (looked) => {
    const places = looked.map(({ pk, sk }) => ({ pk, sk }))
    const [items, tickets] = await Promise.all([readAll(places, false), maySee && loadHeads(looked.map(numberIn))])
    const records = new Map(items.map((item) => [`${item.pk} ${item.sk}`, endedClockIn(item)]))
    const seen = (number: string) => {
      const ticket = tickets?.get(number)
      return !maySee || (!!ticket && maySee(ticket))
    }
    return ({ pk, sk }) => {
      const record = records.get(`${pk} ${sk}`)
      return record?.outcome === 'missed' && seen(record.ticket) ? record : undefined
    }
  })
}
