import type { Ticket } from '../../../domain/ticket.ts'
import { breached, clockFacet, type EndedClock, endedClockIn, policyFacet } from './ended-clocks.ts'
import { everyShard, numberIn } from './keys.ts'
import { filtering } from './list-filter.ts'
import { beforeOf, type Page, readMerged } from './lists.ts'
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

/** Items that one page looks at where some may be dropped. */
const budget = 100

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
  const { items, frontier } = await readMerged(plan, { order: 'desc' }, range, filter, size)
  const looked = items.slice(0, maySee ? budget : limit)
  const [records, tickets] = await Promise.all([
    readAll(
      looked.map(({ pk, sk }) => ({ pk, sk })),
      false,
    ),
    maySee && loadHeads(looked.map(numberIn)),
  ])
  const seen = (number: string) => {
    const ticket = tickets?.get(number)
    return !maySee || (!!ticket && maySee(ticket))
  }
  const found = new Map(records.map((record) => [`${record.pk} ${record.sk}`, endedClockIn(record)]))
  const fitting = looked.flatMap((item) => {
    const record = found.get(`${item.pk} ${item.sk}`)
    return record?.outcome === 'missed' && seen(record.ticket) ? [{ record, place: String(item.gsi6sk) }] : []
  })
  const shown = fitting.slice(0, limit)
  const rest = looked.length < items.length ? String(looked.at(-1)?.gsi6sk) : frontier
  const next = fitting.length > limit ? shown.at(-1)?.place : rest
  return { items: shown.map(({ record }) => record), ...(next && { next }) }
}
