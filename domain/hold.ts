import type { EventData } from '../events/catalogue.ts'
import type { Actor } from '../schemas/actor.ts'
import type { Instant } from '../schemas/time.ts'
import { type Draft, record } from './draft.ts'
import { invalid, Refusal } from './refusal.ts'
import type { Rule } from './rule.ts'
import { isOpen } from './selection.ts'
import { letClocksFollow } from './status.ts'
import { between, plus, targetMs } from './time.ts'

/** So far ahead a customer may ask for a delay (docs/sla.md, "Pausing"). */
const longest = 'P365D'

/**
 * Lets a ticket rest until an instant, because its customer asked for it: its clocks stand, whatever its status. Another
 * instant moves the end of a hold that there is. Refuses: a ticket that has ended; an end in the past, or over a year ahead.
 */
export const holdUntil =
  (until: Instant, reason: string): Rule =>
  (draft, actor) => {
    const { ticket, now } = draft
    if (!isOpen(ticket.status)) {
      throw new Refusal('conflict', `A ticket that is ${ticket.status} cannot rest: reopen it first.`)
    }
    const latest = plus(now, targetMs(longest))
    if (until <= now) throw invalid('until', 'is not in the future', `an instant after ${now}`)
    if (until > latest) throw invalid('until', 'is too far ahead', `an instant up to ${latest}`)
    ticket.onHoldUntil = until
    record(draft, 'ticket.held', { until }, { actor, detail: { reason } })
    letClocksFollow(draft, { actor })
    return undefined
  }

/** Ends a hold before its time. Refuses where there is none. */
export const release =
  (reason: string | undefined): Rule =>
  (draft, actor) => {
    if (!draft.ticket.onHoldUntil) throw new Refusal('conflict', `${draft.ticket.number} is not on hold.`)
    endHold(draft, 'by-hand', { actor, ...(reason && { detail: { reason } }) })
    letClocksFollow(draft, { actor })
    return undefined
  }

/** The end of a hold has come: the clocks have gone on since then, whenever it is noticed. */
export function holdEnds(draft: Draft, until: Instant): void {
  endHold(draft, 'time', {}, between(until, draft.now))
  letClocksFollow(draft, {}, until)
}

/** Takes the hold away and says why; the clocks follow with what else the command does. */
export function endHold(
  draft: Draft,
  reason: EventData<'ticket.hold-ended'>['reason'],
  by: { actor?: Actor; causationId?: string; detail?: { reason: string } },
  latenessMs?: number,
): void {
  const { ticket } = draft
  const until = ticket.onHoldUntil
  if (!until) return
  delete ticket.onHoldUntil
  record(draft, 'ticket.hold-ended', { until, reason, ...(latenessMs !== undefined && { latenessMs }) }, by)
}
