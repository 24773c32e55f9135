import * as z from 'zod'
import { ActorReference, PersonId, prefixed } from './actor.ts'
import { PhoneNumber } from './contact.ts'
import { text } from './text.ts'
import { TicketNumber } from './ticket.ts'
import { Instant } from './time.ts'

export const CallId = prefixed('cal', 'a call').meta({ id: 'CallId', example: 'cal_01JD00000000000000000CA111' })

const direction = z.enum(['inbound', 'outbound'])
const outcome = z
  .enum(['reached', 'not_reached', 'voicemail'])
  .meta({ description: '`reached`: somebody of the customer was spoken to, which is an answer' })
/** A day is long enough for any call. */
const durationSeconds = z
  .int()
  .min(0)
  .max(24 * 60 * 60)

export const NewCall = z
  .strictObject({
    direction,
    outcome,
    number: PhoneNumber,
    durationSeconds: durationSeconds.default(0),
    summary: text(4000).default('').meta({ description: 'For staff' }),
    person: PersonId.optional().meta({ description: 'Who was spoken to, where that is known' }),
    startedAt: Instant.optional().meta({ description: 'Now, less its duration, where left out; never in the future' }),
  })
  .meta({
    id: 'NewCall',
    example: {
      direction: 'outbound',
      outcome: 'reached',
      number: '+441632960001',
      durationSeconds: 240,
      summary: 'Asked to switch the printer off and on: prints again',
    },
  })
export type NewCall = z.infer<typeof NewCall>

export const Call = z
  .strictObject({
    id: CallId,
    ticket: TicketNumber,
    direction,
    outcome,
    number: z.string(),
    durationSeconds,
    summary: z.string(),
    person: PersonId.optional(),
    startedAt: Instant,
    by: ActorReference,
    createdAt: Instant,
  })
  .meta({ id: 'Call', description: 'A phone call about a ticket' })
export type Call = z.infer<typeof Call>
