import type { Ticket } from '../../../domain/ticket.ts'
import { duration } from '../../../domain/time.ts'

/** A ticket as it was from an instant on. */
export interface Seen {
  at: string
  status: string
  assignee?: string | undefined
  team?: string | undefined
}

/** A ticket as it is in the end, all that it was, and the records of its ended clocks. */
export interface Lived {
  ticket: Ticket
  seen: readonly Seen[]
  ended: readonly { clock: string; cycle: number; outcome: string; target?: string; endedAt: string }[]
}

const isOpen = (status: string) => !['resolved', 'closed', 'cancelled'].includes(status)
const over = ['met', 'missed']

/** What metrics should be, worked out the long way: from everything that was seen, with lists instead of counters. */
export function plainMetrics(
  lives: readonly Lived[],
  isTheirs: (holder: { assignee?: string | undefined; team?: string | undefined }) => boolean,
  { from, to, zone, now }: { from: string; to: string; zone: string; now: string },
) {
  const date = (at: string | number) => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date(at))
  const within = (at: string) => date(at) >= from && date(at) <= to
  const then = ({ seen }: Lived, at: string): Seen => seen.findLast((one) => one.at <= at) ?? (seen[0] as Seen)
  const mine = lives.filter(({ ticket }) => isTheirs(ticket))
  const resolved = lives.filter((life) => {
    const { resolvedAt } = life.ticket
    return resolvedAt && within(resolvedAt) && isTheirs(then(life, resolvedAt))
  })
  const answered = lives.filter((life) => {
    const { firstResponseAt } = life.ticket
    return firstResponseAt && within(firstResponseAt) && isTheirs(then(life, firstResponseAt))
  })
  const moves = lives.flatMap((life) =>
    life.seen.map((one, place) => ({ one, before: life.seen[place - 1], at: one.at })).filter(({ at }) => within(at)),
  )
  const ends = lives.flatMap((life) =>
    life.ended
      .filter(({ clock, cycle }) => life.ticket.clocks[clock as 'response']?.cycle !== cycle || isEnded(life, clock))
      .filter(({ endedAt }) => within(endedAt) && isTheirs(then(life, endedAt)))
      .map((end) => ({ ...end, status: life.ticket.status })),
  )
  const kept = (kind: string) => {
    const of = ends.filter(({ clock }) => clock === kind)
    const count = (wanted: string) => of.filter(({ outcome }) => outcome === wanted).length
    return {
      met: count('met'),
      missed: count('missed'),
      promised: of.filter((one) => over.includes(one.outcome)).length,
    }
  }
  const days: { day: string; created: number; resolved: number; backlog?: number }[] = []
  for (let at = Date.parse(`${from}T12:00:00Z`); ; at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10)
    if (day > to) break
    const state = (life: Lived) => life.seen.findLast((one) => date(one.at) <= day)
    const backlog = lives.filter((life) => {
      const one = state(life)
      return one && isOpen(one.status) && isTheirs(one)
    }).length
    days.push({
      day,
      created: mine.filter(({ ticket }) => date(ticket.createdAt) === day).length,
      resolved: resolved.filter(({ ticket }) => date(ticket.resolvedAt as string) === day).length,
      ...(day <= date(now) && { backlog }),
    })
  }
  const hours = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0))
  for (const { ticket } of mine.filter(({ ticket }) => within(ticket.createdAt))) {
    const text = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'short',
      hour: '2-digit',
      hourCycle: 'h23',
    })
    const parts = Object.fromEntries(text.formatToParts(new Date(ticket.createdAt)).map((one) => [one.type, one.value]))
    const row = hours[['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(parts.weekday ?? '')] as number[]
    row[Number(parts.hour)] = (row[Number(parts.hour)] ?? 0) + 1
  }
  return {
    from,
    to,
    openTickets: lives.filter(({ ticket }) => isOpen(ticket.status) && isTheirs(ticket)).length,
    response: spread(answered, 'response', 'firstResponseAt'),
    resolution: spread(resolved, 'resolution', 'resolvedAt'),
    resolved: resolved.length,
    reopened: moves.filter(({ one, before }) => {
      return one.status === 'reopened' && before && !isOpen(before.status) && isTheirs(one)
    }).length,
    taken: moves.filter(({ one, before }) => one.assignee && one.assignee !== before?.assignee && isTheirs(one)).length,
    compliance: { response: kept('response'), nextResponse: kept('nextResponse'), resolution: kept('resolution') },
    days,
    peakHours: hours,
  }
}

const isEnded = ({ ticket }: Lived, clock: string) =>
  ticket.clocks[clock as 'response'].endedAt !== undefined &&
  (clock !== 'resolution' || ticket.resolvedAt !== undefined)

function spread(lives: readonly Lived[], clock: 'response' | 'resolution', when: 'firstResponseAt' | 'resolvedAt') {
  if (lives.length === 0) return undefined
  const business = lives.map(({ ticket }) => ticket.clocks[clock].spentMs)
  const calendar = lives.map(({ ticket }) => Date.parse(ticket[when] as string) - Date.parse(ticket.createdAt))
  return { tickets: lives.length, business: middle(business), calendar: middle(calendar) }
}

function middle(values: readonly number[]) {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  const median =
    sorted.length % 2 === 1 ? sorted[Math.floor(half)] : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2
  const p90 = sorted.find((value) => sorted.filter((one) => one <= value).length >= 0.9 * sorted.length)
  return {
    average: duration(sorted.reduce((sum, value) => sum + value, 0) / sorted.length),
    median: duration(median ?? 0),
    p90: duration(p90 ?? 0),
  }
}
