import { breachPercent, clocksOf, ended, warnPercent } from '../../domain/clock.ts'
import { explain, type HeldBy } from '../../domain/explain.ts'
import { tell } from '../../domain/explain-text.ts'
import { decide } from '../../domain/lifecycle.ts'
import { notFound } from '../../domain/refusal.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { duration } from '../../domain/time.ts'
import { fromOutside, maySee } from '../../domain/visibility.ts'
import { system } from '../../schemas/actor.ts'
import type { ClockReport, EarlierCycle, SlaTracking } from '../../schemas/clock.ts'
import type { getSlaTracking } from '../../schemas/operations/sla.ts'
import type { Request } from '../platform/http/edge.ts'
import { calendarVersion } from '../platform/table/calendars.ts'
import { deskOf } from '../platform/table/desk.ts'
import { type EndedClock, endedClockIn } from '../platform/table/ended-clocks.ts'
import { keys } from '../platform/table/keys.ts'
import { policyVersion } from '../platform/table/policies.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { loadTicket, readAll } from '../platform/table/tickets.ts'

/** Judged at this instant, whether or not a timer has got to it yet; nothing is written. */
export async function trackingForCaller(request: Request<typeof getSlaTracking>): Promise<StoredAnswer> {
  const { actor, now, params, query } = request
  const { loaded } = await loadTicket(params.ticket_id)
  if (!loaded || !maySee(actor, loaded.ticket)) throw notFound()
  const tracking = await trackingOf(loaded.ticket, now)
  const shown = fromOutside(actor) ? forOutside(tracking) : tracking
  if (query.format === 'json') return request.answer(shown)
  return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: tell(shown) }
}

async function trackingOf(before: Ticket, now: string): Promise<SlaTracking> {
  const desk = await deskOf(before)
  const { ticket } = decide(before, { do: 'catch-up' }, system, desk, now)
  const [calendar, records] = await Promise.all([
    ticket.calendar && calendarVersion(ticket.calendar),
    endedClocks(ticket),
  ])
  const clocks = clocksOf(ticket).map(async ([kind, { cycle }]) => {
    const record = records.find((one) => one.clock === kind && one.cycle === cycle)
    return explain(ticket, kind, desk, now, record && (await heldBy(record)))
  })
  const earlier = records.filter(
    ({ clock, cycle }) => clock === 'nextResponse' && cycle !== ticket.clocks.nextResponse?.cycle,
  )
  return {
    ticket: ticket.number,
    at: now,
    policy: ticket.policy,
    ...(calendar && {
      calendar: { id: calendar.id, version: calendar.version, name: calendar.name, timeZone: calendar.timeZone },
    }),
    clocks: await Promise.all(clocks),
    ...(earlier.length > 0 && { earlier: earlier.map(shownEarlier) }),
  }
}

/** So many of the next responses that were owed before are told. */
const mostEarlier = 20

/**
 * The records of ended clocks that the ticket itself does not tell: of earlier cycles, and of what ended under a policy or
 * priority that it has left. One request, where there are any.
 */
async function endedClocks(ticket: Ticket): Promise<EndedClock[]> {
  const { number, clocks } = ticket
  const left = clocksOf(ticket).flatMap(([kind, clock]) =>
    ended(clock) && clock.onRestart ? [[kind, clock.cycle] as const] : [],
  )
  const cycles = (clocks.nextResponse?.cycle ?? 1) - 1
  const earlier = Array.from(
    { length: Math.min(cycles, mostEarlier) },
    (_, at) => ['nextResponse', cycles - at] as const,
  )
  const wanted = [...left, ...earlier].map(([kind, cycle]) => keys.endedClock(number, kind, cycle))
  const found = wanted.length > 0 ? await readAll(wanted) : []
  return found.map(endedClockIn).toSorted((a, b) => a.cycle - b.cycle)
}

const heldBy = async ({ policy, priority }: EndedClock): Promise<HeldBy> => ({
  policy,
  priority,
  name: (await policyVersion(policy.id, policy.version)).name,
})

const shownEarlier = ({
  clock,
  cycle,
  outcome,
  target,
  startedAt,
  dueAt,
  endedAt,
  elapsedMs,
  missedByMs,
}: EndedClock) => {
  const cycleOf: EarlierCycle = {
    clock,
    cycle,
    state: outcome,
    ...(target && { target }),
    startedAt,
    ...(dueAt && { dueAt }),
    endedAt,
    elapsed: duration(elapsedMs),
    ...(missedByMs !== undefined && { missedBy: duration(missedByMs) }),
  }
  return cycleOf
}

/** What was promised, and how it stands; not what the desk calls it, nor what it does about it among its own. */
function forOutside({ calendar, clocks, ...tracking }: SlaTracking): SlaTracking {
  const { name: _, ...zone } = calendar ?? {}
  return {
    ...tracking,
    ...(calendar && { calendar: zone as typeof calendar }),
    clocks: clocks.map(clockForOutside),
  }
}

const promised = [warnPercent, breachPercent]

function clockForOutside({ from, milestones, firedPercent, ...clock }: ClockReport): ClockReport {
  const { name: _, ...source } = from ?? {}
  return {
    ...clock,
    ...(from && { from: source as typeof from }),
    firedPercent: Math.max(0, ...promised.filter((percent) => percent <= firedPercent)),
    milestones: milestones
      .filter(({ percent }) => promised.includes(percent))
      .map(({ percent, at }) => ({ percent, at })),
  }
}
