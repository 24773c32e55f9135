import type { EventType } from './catalogue.ts'
import type { Envelope } from './envelope.ts'
import { recordKinds } from './record-events.ts'

type Kind = Envelope['subject']['kind']
const ofThemselves: readonly string[] = ['job', ...recordKinds]

/** Of what an event tells: what its name begins with; clocks, visits, mails and surveys are a ticket's. */
export function subjectKind(type: EventType): Kind {
  const kind = type.slice(0, type.indexOf('.'))
  return ofThemselves.includes(kind) ? (kind as Kind) : 'ticket'
}
