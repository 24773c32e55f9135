import { type Actor, system } from '../schemas/actor.ts'
import { type FollowUpEnd, mostOpenFollowUps } from '../schemas/follow-up.ts'
import type { Instant } from '../schemas/time.ts'
import { type Draft, record } from './draft.ts'
import { Refusal } from './refusal.ts'
import type { Rule } from './rule.ts'
import { isOpen } from './selection.ts'
import { between, plus, targetMs } from './time.ts'

/** Crockford's base 32, as in every other id. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

function base32(value: number, length: number): string {
  let rest = value
  let text = ''
  for (let at = 0; at < length; at += 1) {
    text = `${alphabet[rest % 32]}${text}`
    rest = Math.floor(rest / 32)
  }
  return text
}

/** The id of what the next event adds: an instant and the event's number, so that nothing random is needed. Unique in its ticket. */
const nextId = ({ ticket, now }: Draft): string => `fol_${base32(Date.parse(now), 10)}${base32(ticket.seq + 1, 16)}`

/** What somebody wants to be seen to: without a due instant, as soon as the ticket's priority asks for. */
export interface NewFollowUp {
  note?: string | undefined
  dueAt?: Instant | undefined
  /** Whose it is, where not whoever has the ticket. */
  for?: string | undefined
}

const byPriority = ({ ticket, desk, now }: Draft): Instant =>
  plus(now, targetMs(desk.settings.followUps.after[ticket.priority]))

function add(
  draft: Draft,
  { note, dueAt = byPriority(draft), for: whose }: NewFollowUp,
  actor?: Actor,
  causationId?: string,
): void {
  const { ticket } = draft
  const automatic = actor === undefined
  const theirs = whose && { for: whose }
  const followUp = { id: nextId(draft), dueAt, ...(automatic && { automatic }), ...theirs }
  ticket.followUps = [...(ticket.followUps ?? []), followUp]
  record(
    draft,
    'ticket.follow-up-added',
    { followUp: followUp.id, dueAt, automatic, ...theirs },
    { ...(actor && { actor }), ...(causationId && { causationId }), ...(note && { detail: { note } }) },
  )
}

function end(draft: Draft, id: string, outcome: FollowUpEnd, actor?: Actor): void {
  const { ticket } = draft
  const left = ticket.followUps?.filter((followUp) => followUp.id !== id) ?? []
  if (left.length > 0) ticket.followUps = left
  else delete ticket.followUps
  record(draft, 'ticket.follow-up-ended', { followUp: id, outcome }, actor ? { actor } : {})
}

/**
 * Sets a task for whoever has the ticket when it is due; `causationId` names the event that asks for it. Refuses: the ticket
 * has ended, or has too many open ones.
 */
export const addFollowUp =
  (given: NewFollowUp, causationId?: string): Rule =>
  (draft, actor) => {
    const { status, followUps = [] } = draft.ticket
    if (!isOpen(status)) {
      throw new Refusal('conflict', `A ticket that is ${status} needs no following up: reopen it first.`)
    }
    if (followUps.length >= mostOpenFollowUps) {
      throw new Refusal('conflict', `A ticket has at most ${mostOpenFollowUps} open follow-ups.`)
    }
    add(draft, given, actor, causationId)
    return undefined
  }

/**
 * Sets a task that outlives the end of its ticket: of one that has ended already, for somebody who looks after its customer.
 * None where there are too many: what asks for it must not fail for that.
 */
export function followUpAfterwards(draft: Draft, given: NewFollowUp, causationId: string): void {
  if ((draft.ticket.followUps ?? []).length < mostOpenFollowUps) add(draft, given, system, causationId)
}

/** Ends a task. Refuses one that is not open (any more). */
export const endFollowUp =
  (id: string, outcome: 'done' | 'cancelled'): Rule =>
  (draft, actor) => {
    if (!draft.ticket.followUps?.some((followUp) => followUp.id === id)) {
      throw new Refusal('conflict', 'This follow-up has ended already.')
    }
    end(draft, id, outcome, actor)
    return undefined
  }

/** A ticket has come into somebody's hands out of nobody's: they are to follow it up, unless they are already. */
export function followUpOnAssignment(draft: Draft): void {
  const { ticket, desk } = draft
  const open = ticket.followUps ?? []
  if (!desk.settings.followUps.onAssignment || open.length >= mostOpenFollowUps) return
  if (!open.some(({ automatic }) => automatic)) add(draft, {})
}

/** What has ended needs no following up. */
export function endFollowUps(draft: Draft): void {
  for (const { id } of draft.ticket.followUps ?? []) end(draft, id, 'ticket-ended')
}

/** Says that a task is due; it stays open until somebody has seen to it. */
export function fallDue(draft: Draft, id: string, dueAt: Instant): void {
  const { ticket, now } = draft
  const to = ticket.followUps?.find((followUp) => followUp.id === id)?.for ?? ticket.assignee
  ticket.followUps = ticket.followUps?.map((followUp) =>
    followUp.id === id ? { ...followUp, fired: true } : followUp,
  ) as NonNullable<typeof ticket.followUps>
  record(draft, 'ticket.follow-up-due', {
    followUp: id,
    dueAt,
    latenessMs: between(dueAt, now),
    ...(to && { to }),
  })
}
