import type { NewCause } from '../schemas/breach.ts'
import type { ClockKind } from '../schemas/clock.ts'
import { record } from './draft.ts'
import type { Rule } from './rule.ts'

/** Writes down that somebody has said why a clock was missed; the note stays with the ticket. */
export const explainBreach =
  (clock: ClockKind, cycle: number, { code, note }: NewCause): Rule =>
  (draft, actor) => {
    record(draft, 'sla.breach-explained', { clock, cycle, cause: code }, { actor, ...(note && { detail: { note } }) })
    return undefined
  }
