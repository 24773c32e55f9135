import { type BetterDay, betterDay } from '../../domain/better-day.ts'
import { type Booked, inTheWay } from '../../domain/day-book.ts'
import type { WorkSpan } from '../../domain/day-stops.ts'
import { decide } from '../../domain/lifecycle.ts'
import { sends } from '../../domain/people.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Rule } from '../../domain/rule.ts'
import { minuteMs, plus, toMs } from '../../domain/time.ts'
import { toldKm } from '../../domain/travel.ts'
import { allowVisit, reminderOf } from '../../domain/visit.ts'
import { visitMoved } from '../../domain/visit-rules.ts'
import type { DayOrder } from '../../schemas/day-plan.ts'
import type { optimiseTechnicianDay } from '../../schemas/operations/days.ts'
import type { Settings } from '../../schemas/settings.ts'
import type { Instant } from '../../schemas/time.ts'
import type { Visit } from '../../schemas/visit.ts'
import { type Request, settled } from '../platform/http/edge.ts'
import { untilWon } from '../platform/retry.ts'
import { askerOf } from '../platform/table/asker.ts'
import { changeWrites } from '../platform/table/commit.ts'
import { commitOnce } from '../platform/table/commit-once.ts'
import { deskOf } from '../platform/table/desk.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { deskSettings } from '../platform/table/settings.ts'
import { loadTicket } from '../platform/table/tickets.ts'
import type { Write } from '../platform/table/transaction.ts'
import { bookedIn, booksMoved, visitsOfTicket, visitWrites } from '../platform/table/visits.ts'
import { bookedAs } from './booking.ts'
import { type KnownDay, knownDay, shownDay } from './day.ts'
import { deskHours } from './planning.ts'

type Asked = Request<typeof optimiseTechnicianDay>

/** A transaction takes 100 items, one of them for the idempotency key. */
const mostWrites = 99

/** A better order of somebody's day; with `apply`, all its visits are moved in one transaction, or none. */
export async function orderDay(request: Asked): Promise<StoredAnswer> {
  const { actor, params, query, body, now, once } = request
  return untilWon(async () => {
    const known = await knownDay(actor, params.id, query.date, now)
    if (body.apply) await refuseUnlessPlanner(request, known)
    const date = { from: toMs(known.span.from), to: toMs(known.span.to) }
    const better = betterDay(known.day, {
      date,
      work: await timesFor(known, date),
      now: toMs(now),
      moveConfirmed: body.moveConfirmed,
    })
    const answer = request.answer(await shownOrder(known, better, body.apply))
    const writes = body.apply ? await movingWrites(request, known, better) : []
    if (writes.length === 0 && !once) return answer
    if (writes.length > mostWrites) {
      throw new Refusal(
        'conflict',
        `${better.moves.length} visits are too many to be moved at once: move some of them one by one.`,
      )
    }
    return settled(await commitOnce(writes, once, answer), once, answer)
  })
}

/**
 * When visits may be put: while they work. Of somebody who works round the clock, while the desk is open; where that never
 * closes either, as early and as late as they are booked on this day. Nobody is woken for a shorter way.
 */
async function timesFor({ day, settings }: KnownDay, date: WorkSpan): Promise<readonly WorkSpan[]> {
  const [only] = day.work
  if (!only || only.from > date.from || only.to < date.to) return day.work
  const hours = await deskHours(settings)
  if (hours) return [...hours.stretches(date.from, date.to)].filter(({ open }) => open)
  const from = Math.min(...day.visits.map((visit) => toMs(visit.from) - visit.travelMinutes * minuteMs))
  return [{ from, to: Math.max(...day.visits.map(({ until }) => toMs(until))) }]
}

/** Technicians go where they are sent: others plan. */
async function refuseUnlessPlanner({ actor }: Asked, { technician }: KnownDay): Promise<void> {
  if (sends(await askerOf(actor), technician)) return
  throw new Refusal('forbidden', 'A technician may ask for a better order; dispatchers and their supervisors apply it.')
}

async function shownOrder(known: KnownDay, found: BetterDay, applied: boolean): Promise<DayOrder> {
  const { booked, better, exact, moves, kept, late } = found
  const [was, is] = [booked.totals, better.totals]
  return {
    technician: known.technician.id,
    date: known.date,
    applied,
    exact,
    booked: was,
    better: is,
    saves: {
      travelMinutes: was.travelMinutes - is.travelMinutes,
      km: toldKm(was.km - is.km),
      lateMinutes: was.lateMinutes - is.lateMinutes,
    },
    ...{ moves, kept, late },
    plan: await shownDay(known, better),
  }
}

/** A visit as it becomes: what was told as a window still holds; what the customer had confirmed they are asked again. */
function movedTo(visit: Visit, from: Instant, travelMinutes: number, settings: Settings, now: Instant): Visit {
  const remindAt = reminderOf(from, settings, now)
  const { confirmedAt: _, remindAt: __, remindedAt: ___, ...rest } = visit
  return {
    ...rest,
    from,
    until: plus(from, visit.durationMinutes * minuteMs),
    travelMinutes,
    ...(remindAt && { remindAt }),
    version: visit.version + 1,
    updatedAt: now,
  }
}

/** All that moves, as one transaction's writes: each ticket with its history, each visit, and the books of the days. */
async function movingWrites(request: Asked, known: KnownDay, { better, moves }: BetterDay): Promise<Write[]> {
  const { actor, now, requestId } = request
  const moved = new Map<string, { before: Visit; after: Visit }>()
  for (const { visit: before, from, travel } of better.visits) {
    if (!moves.some(({ visit }) => visit === before.id)) continue
    allowVisit(before, 'move', actor)
    const settings = await deskSettings(known.tickets.get(before.ticket)?.brand)
    moved.set(before.id, { before, after: movedTo(before, from, travel?.minutes ?? 0, settings, now) })
  }
  if (moved.size === 0) return []
  const booked = [...moved.values()].map(({ after }) => bookedAs(after, known.sites.get(after.id)))
  refuseBusy(known, booked)
  const numbers = [...new Set([...moved.values()].map(({ after }) => after.ticket))]
  const ofTickets = await Promise.all(
    numbers.map(async (number) => {
      const [{ loaded }, visits] = await Promise.all([loadTicket(number), visitsOfTicket(number)])
      if (!loaded) throw new Error(`The ticket of a visit is gone: ${number}`)
      const mine = [...moved.values()].filter(({ after }) => after.ticket === number)
      const become = visits.map((visit) => moved.get(visit.id)?.after ?? visit)
      const rule: Rule = (draft, by) =>
        mine.flatMap(({ before, after }) => visitMoved(before, after, become)(draft, by) ?? [])
      const decision = decide(loaded.ticket, rule, actor, await deskOf(loaded.ticket), now)
      const writes = mine.flatMap(({ before, after }) => visitWrites(before, after))
      return changeWrites(loaded, { decision, correlationId: requestId, writes })
    }),
  )
  return [...ofTickets.flat(), ...booksMoved(known.books, booked)]
}

/** Refuses what would come too near to another visit, also one of the day before or after. */
function refuseBusy({ books, settings }: KnownDay, moved: readonly Booked[]): void {
  const ids = new Set(moved.map(({ id }) => id))
  const all = [...bookedIn(books).filter(({ id }) => !ids.has(id)), ...moved]
  const blocked = moved.find((visit) => inTheWay(visit, all, settings.assignment.speedKmh))
  if (!blocked) return
  throw new Refusal(
    'conflict',
    `The visit of ${blocked.ticket} would come too near to another one of theirs: move that one by hand first.`,
  )
}
