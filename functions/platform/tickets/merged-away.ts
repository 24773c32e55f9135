import { Refusal } from '../../../domain/refusal.ts'
import type { Ticket } from '../../../domain/ticket.ts'
import type { Actor } from '../../../schemas/actor.ts'
import { mergingSeen } from '../table/merged.ts'

/**
 * Refuses to change a ticket that was merged into another, with the number of that, if the caller may see it. Not the
 * desk's own hands: what was on its way when they were merged still arrives. `isMove`: as a move that is not allowed.
 */
export async function refuseMerged(ticket: Ticket, actor: Actor, isMove: boolean): Promise<void> {
  if (!ticket.mergedInto || actor.role === 'system') return
  const { mergedInto } = await mergingSeen(ticket, actor)
  const why = `${ticket.number} was merged into ${mergedInto ? `${mergedInto}: write there` : 'another ticket'}.`
  const details = mergedInto ? { mergedInto } : {}
  throw isMove
    ? new Refusal('move-not-allowed', why, { ...details, allowed: [] })
    : new Refusal('conflict', why, details)
}
