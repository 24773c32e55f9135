import { explainBreach } from '../../domain/breach.ts'
import { breachPercent, clocksOf, ended } from '../../domain/clock.ts'
import { notFound, Refusal } from '../../domain/refusal.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { duration } from '../../domain/time.ts'
import { maySee } from '../../domain/visibility.ts'
import type { Actor } from '../../schemas/actor.ts'
import type { Breach } from '../../schemas/breach.ts'
import type { ClockKind } from '../../schemas/clock.ts'
import type { explainSlaBreach, getSlaBreach, listSlaBreaches } from '../../schemas/operations/breaches.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import type { Request } from '../platform/http/edge.ts'
import { etag, notModified } from '../platform/http/etag.ts'
import { checkIfMatch } from '../platform/http/stale.ts'
import { listBreaches } from '../platform/table/breaches.ts'
import { causeUpdate, type EndedClock, loadEndedClock } from '../platform/table/ended-clocks.ts'
import { keys } from '../platform/table/keys.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { change } from '../platform/tickets/command.ts'
import { ticketFor } from '../platform/tickets/seeing.ts'

/** Which clock an id names. One that names none is not there. */
function named(id: string): { number: string; clock: ClockKind; cycle: number } {
  const [, number, clock, cycle] = /^([A-Za-z0-9-]+)\.(response|nextResponse|resolution)\.(\d{1,9})$/.exec(id) ?? []
  if (!number) throw notFound()
  return { number: number.toUpperCase(), clock: clock as ClockKind, cycle: Number(cycle) }
}

/** A record of a missed clock as the API gives it. */
function shown({ version: _, outcome: __, targetMs = 0, missedByMs = 0, elapsedMs, pauses, ...record }: EndedClock) {
  const { ticket, clock, cycle, endedAt, dueAt = endedAt } = record
  const breach: Breach = {
    ...record,
    id: `${ticket}.${clock}.${cycle}`,
    dueAt,
    promised: duration(targetMs),
    elapsed: duration(elapsedMs),
    missedBy: duration(missedByMs),
    pauses: { count: pauses.count, total: duration(pauses.ms) },
  }
  return breach
}

/** A technician sees the breaches of the tickets that they may see; all others on the desk see every one. */
const sightOf = (actor: Actor) => (actor.role === 'technician' ? (ticket: Ticket) => maySee(actor, ticket) : undefined)

export async function breachesForCaller(request: Request<typeof listSlaBreaches>): Promise<StoredAnswer> {
  const { actor, query } = request
  const { limit, cursor, ...wanted } = query
  const owner = `breaches ${JSON.stringify(wanted)} ${actor.role} ${actor.id}`
  const { items, next } = await listBreaches(wanted, limit, cursor && openCursor(cursor, owner), sightOf(actor))
  return request.answer({ items: items.map(shown), ...(next && { next: sealCursor(next, owner) }) })
}

export async function breachForCaller(request: Request<typeof getSlaBreach>): Promise<StoredAnswer> {
  const { actor, ifNoneMatch, params } = request
  const { number, clock, cycle } = named(params.breach)
  const [, record] = await Promise.all([ticketFor(actor, number), loadEndedClock(number, clock, cycle)])
  if (record?.outcome !== 'missed') throw notFound()
  return notModified(ifNoneMatch, record.version) ?? request.answer(shown(record), { etag: etag(record.version) })
}

/** Says why a promise was not kept: the record and the history entry in one transaction with the ticket. */
export function explainForCaller(request: Request<typeof explainSlaBreach>): Promise<StoredAnswer> {
  const { actor, body, now, params } = request
  const { number, clock, cycle } = named(params.breach)
  let record: EndedClock | undefined
  const cause = { ...body, by: { id: actor.id, role: actor.role }, at: now }
  return change(
    // What is named by the `If-Match` is the breach, not the ticket.
    { ...request, ifMatch: undefined },
    number,
    async ({ ticket }) => {
      record = await loadEndedClock(number, clock, cycle)
      if (record?.outcome !== 'missed') throw notMissed(ticket, clock, cycle)
      await checkIfMatch(request, record.version, keys.ticket(number).pk)
      const { code, note } = record.cause ?? {}
      const before = record
      if (code === body.code && note === body.note) return { command: () => undefined, evenMerged: true }
      return {
        command: explainBreach(clock, cycle, body),
        evenMerged: true,
        writes: (decision) => [causeUpdate(before, cause, decision.ticket.version)],
      }
    },
    ({ ticket, events }) => {
      const told = events.some(({ type }) => type === 'sla.breach-explained')
      const after = told ? { ...(record as EndedClock), cause, version: ticket.version } : (record as EndedClock)
      return request.answer(shown(after), { etag: etag(after.version) })
    },
  )
}

/** Where there is no record: perhaps since the clock, though late, still runs. */
function notMissed(ticket: Ticket, clock: ClockKind, cycle: number): Refusal {
  const runs = clocksOf(ticket).some(
    ([kind, one]) => kind === clock && one.cycle === cycle && !ended(one) && one.firedPercent >= breachPercent,
  )
  return runs ? new Refusal('conflict', 'This clock is late and still runs: say why once it has ended.') : notFound()
}
