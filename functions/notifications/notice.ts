import type { Ticket } from '../../domain/ticket.ts'
import type { EventData, EventType } from '../../events/catalogue.ts'
import type { Envelope } from '../../events/envelope.ts'
import type { Settings } from '../../schemas/settings.ts'
import type { Recipient } from './recipients.ts'
import type { Alone, Single, Telling, Tellings } from './tellings.ts'

/** What is known of a ticket that people hear of. */
export interface Known {
  ticket: Ticket
  settings: Settings
}

/** What has happened. */
export interface Told<Type extends EventType = EventType> {
  type: Type
  event: Envelope
  data: EventData<Type>
}

interface Addressed extends Known {
  to: Recipient
  /** It only reminds: where they have hours of their own, it waits for them. */
  mayWait?: true
  /** `reply`: what a person wrote. `auto-reply`: answers a mail of theirs. Absent: a machine says it of its own accord. */
  nature?: 'reply' | 'auto-reply'
}

/** Who is told what. */
export type Notice = Addressed & Single
/** The same, of several things at once as well. */
export type Message = Addressed & Exclude<Telling, Alone>

/** A notice for somebody; none where there is nobody. */
export function notice<Kind extends Single['kind']>(
  { ticket, settings }: Known,
  to: Recipient | undefined,
  kind: Kind,
  said: Tellings[Kind],
  more: Pick<Addressed, 'mayWait' | 'nature'> = {},
): Notice[] {
  return to ? [{ ticket, settings, to, kind, said, ...more } as unknown as Notice] : []
}
