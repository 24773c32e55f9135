import type { Draft } from './draft.ts'

/**
 * The rules are to find somebody for the ticket from now on. Whoever declined it, or had it taken from them, never gets it by
 * them again; by hand they may.
 */
export function letRulesFind({ ticket, now }: Draft, without?: string): void {
  if (without && !ticket.passedOver?.includes(without)) ticket.passedOver = [...(ticket.passedOver ?? []), without]
  ticket.routing = { since: now, ...(ticket.passedOver && { excluded: ticket.passedOver }) }
}
