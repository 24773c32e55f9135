import { Refusal } from '../../../domain/refusal.ts'
import { allowVisit, visitAfter } from '../../../domain/visit.ts'
import { visitConfirmed } from '../../../domain/visit-rules.ts'
import type { Actor } from '../../../schemas/actor.ts'
import type { Instant } from '../../../schemas/time.ts'
import type { Visit } from '../../../schemas/visit.ts'
import { visitWrites } from '../table/visits.ts'

/** The customer says that a visit suits them, or a dispatcher for them. Refuses what they may not, and what was confirmed before. */
export function confirmed(visit: Visit, actor: Actor, now: Instant) {
  allowVisit(visit, 'confirm', actor)
  if (visit.confirmedAt) throw new Refusal('conflict', `It was confirmed before (${visit.confirmedAt}).`)
  const after = visitAfter(visit, now, { confirmedAt: now })
  return { after, rule: visitConfirmed(after), writes: () => visitWrites(visit, after) }
}
