import type { Actor } from '../schemas/actor.ts'
import { mostWatchers } from '../schemas/ticket.ts'
import { undoWindow } from './archive.ts'
import { clocksOf, ended } from './clock.ts'
import { type Draft, record } from './draft.ts'
import { endTicket, restart } from './ending.ts'
import { allowedMoves, otherWay } from './moves.ts'
import { invalid, Refusal } from './refusal.ts'
import type { Rule } from './rule.ts'
import { letClocksFollow, setStatus } from './status.ts'
import type { Ticket } from './ticket.ts'
import { between, plus, targetMs } from './time.ts'
import { letRulesFind } from './wanting.ts'
import { unwatch, watch } from './watchers.ts'

/** So many tickets may be merged into one: their conversations are read together, each by a request of its own. */
const mostMerged = 20

/**
 * Merges a ticket into another: it is cancelled with a pointer, its clocks stop, and what undoing needs is kept. By
 * reference: nothing is copied, so one level deep, and only within one customer. `watchers` are those of its own who come to
 * watch the target by it. `takeIn` is the other half.
 */
export const mergeInto =
  (target: Ticket, reason: string, watchers: readonly string[] = []): Rule =>
  (draft, actor) => {
    const { ticket, now } = draft
    refuseSource(draft, target, actor)
    const { status, statusAt, reminders, onHoldUntil } = ticket
    const running = clocksOf(ticket).flatMap(([kind, clock]) => (ended(clock) ? [] : [kind]))
    const fired = endTicket(draft, 'cancelled', { actor })
    ticket.mergedInto = target.number
    ticket.merge = {
      at: now,
      status,
      statusAt,
      reminders,
      ...(onHoldUntil && { onHoldUntil }),
      ...(ticket.routing && { wanted: true as const }),
      clocks: running,
      watchers: [...watchers],
      counts: countsOf(ticket),
    }
    record(draft, 'ticket.merged', { into: target.number }, { actor, detail: { reason } })
    setStatus(draft, 'cancelled', 'merged', { actor, detail: { reason } })
    return fired
  }

/** Those of the source's watchers who do not watch the target yet, as far as there is room. */
export const newWatchers = (source: Ticket, { watchers = [] }: Ticket): string[] =>
  (source.watchers ?? []).filter((person) => !watchers.includes(person)).slice(0, mostWatchers - watchers.length)

/** The other half: the conversation of `source` is read with this ticket's from here on, and counted with it. */
export const takeIn =
  (source: Ticket, watchers: readonly string[] = []): Rule =>
  (draft, actor) => {
    const { ticket } = draft
    refuseTarget(ticket, source)
    ticket.merged = [...(ticket.merged ?? []), source.number]
    count(ticket, countsOf(source), 1)
    record(draft, 'ticket.merge-taken', { from: source.number }, { actor })
    for (const person of watchers) watch(person)(draft, actor)
    return undefined
  }

function refuseSource({ ticket, desk, now }: Draft, target: Ticket, actor: Actor): void {
  if (ticket.number === target.number) throw invalid('into', 'is this ticket itself', 'the number of another ticket')
  if (!otherWay('merge', ticket.status)) {
    throw new Refusal('move-not-allowed', `A ticket that is ${ticket.status} cannot be merged into another.`, {
      allowed: allowedMoves(ticket, actor, desk.settings, now),
    })
  }
  if (ticket.merged?.length) {
    throw new Refusal('conflict', `Others are merged into ${ticket.number}: undo that first, or merge each of them.`)
  }
  if (ticket.children) throw new Refusal('conflict', `${ticket.number} has tickets that are part of it: it must stay.`)
}

function refuseTarget(target: Ticket, source: Ticket): void {
  const { number, status, mergedInto, archivedAt, merged = [] } = target
  if (mergedInto) throw new Refusal('conflict', `${number} is itself merged into ${mergedInto}: name that.`)
  if (status === 'closed' || status === 'cancelled' || archivedAt) {
    throw new Refusal('conflict', `${number} is ${archivedAt ? 'archived' : status}: nothing can be merged into it.`)
  }
  if (target.customer !== source.customer) {
    throw new Refusal(
      'conflict',
      `${number} is of another customer: its conversation would be read by the wrong people.`,
    )
  }
  if (merged.length >= mostMerged) {
    throw new Refusal('conflict', `${number} has ${mostMerged} merged into it already; for more, make it their parent.`)
  }
}

/**
 * Undoes a merge within its window: the ticket is again where it was, and the time between counts as paused. Follow-ups
 * that ended with it stay ended. `letGo` is the other half.
 */
export const undoMerge =
  (reason: string): Rule =>
  (draft, actor) => {
    const { ticket, now } = draft
    const { merge, mergedInto } = ticket
    if (!merge || !mergedInto) throw new Refusal('conflict', `${ticket.number} is not merged into another.`)
    const until = plus(merge.at, targetMs(undoWindow))
    if (now >= until)
      throw new Refusal('conflict', `A merge can be undone for 24 hours: this one could until ${until}.`)
    delete ticket.merge
    delete ticket.mergedInto
    record(draft, 'ticket.unmerged', { from: mergedInto }, { actor, detail: { reason } })
    setStatus(draft, merge.status, 'unmerged', { actor, detail: { reason } })
    ticket.statusAt = plus(merge.statusAt, between(merge.at, now))
    ticket.reminders = merge.reminders
    for (const kind of merge.clocks) restart(draft, kind, actor)
    if (merge.onHoldUntil && merge.onHoldUntil > now) {
      ticket.onHoldUntil = merge.onHoldUntil
      record(draft, 'ticket.held', { until: merge.onHoldUntil }, { actor })
    }
    if (merge.wanted) letRulesFind(draft)
    letClocksFollow(draft, { actor })
    return undefined
  }

/** The other half: what was merged into this ticket goes on by itself. */
export const letGo =
  (source: Ticket): Rule =>
  (draft, actor) => {
    const { ticket } = draft
    const rest = (ticket.merged ?? []).filter((number) => number !== source.number)
    if (rest.length > 0) ticket.merged = rest
    else delete ticket.merged
    count(ticket, source.merge?.counts ?? countsOf(source), -1)
    record(draft, 'ticket.merge-undone', { from: source.number }, { actor })
    for (const person of source.merge?.watchers ?? []) unwatch(person)(draft, actor)
    return undefined
  }

/** What is counted on a ticket, and read with another's once it is merged into that. */
export interface Counted {
  comments: number
  attachments: number
  billable: number
  other: number
}

function countsOf({ counts, loggedMinutes }: Ticket): Counted {
  const { comments = 0, attachments = 0 } = counts ?? {}
  return { comments, attachments, billable: loggedMinutes?.billable ?? 0, other: loggedMinutes?.other ?? 0 }
}

function count(ticket: Ticket, more: Counted, sign: 1 | -1): void {
  const own = countsOf(ticket)
  const sum = (name: keyof Counted) => Math.max(0, own[name] + sign * more[name])
  ticket.counts = { comments: sum('comments'), attachments: sum('attachments') }
  if (sum('billable') + sum('other') > 0) ticket.loggedMinutes = { billable: sum('billable'), other: sum('other') }
  else delete ticket.loggedMinutes
}
