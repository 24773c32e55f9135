import * as z from 'zod'
import { ActorRole, CommentId, PersonId } from '../schemas/actor.ts'
import { CallId } from '../schemas/call.ts'
import { TimeEntryId } from '../schemas/time-entry.ts'

const comment = { comment: CommentId, public: z.boolean().meta({ description: 'Whether customers may read it' }) }
const minutes = z.int().positive()

/** What is said about a ticket, and by whom; the words themselves stay with the ticket. */
export const conversationEvents = {
  'ticket.commented': z.strictObject({
    ...comment,
    role: ActorRole.meta({ description: "The author's" }),
    length: z.int().min(1).meta({ description: 'Of its plain text, in UTF-16 units' }),
    inReplyTo: CommentId.optional(),
  }),
  'ticket.mentioned': z.strictObject({ ...comment, persons: z.array(PersonId).min(1) }),
  'ticket.comment-edited': z.strictObject({
    ...comment,
    version: z.int().min(2),
    length: z.int().min(1),
  }),
  'ticket.comment-redacted': z.strictObject(comment),
  'ticket.call-logged': z.strictObject({
    call: CallId,
    direction: z.enum(['inbound', 'outbound']),
    outcome: z.enum(['reached', 'not_reached', 'voicemail']),
    durationSeconds: z.int().min(0),
  }),
  'ticket.time-logged': z.strictObject({ entry: TimeEntryId, person: PersonId, minutes, billable: z.boolean() }),
  'ticket.time-removed': z.strictObject({ entry: TimeEntryId, person: PersonId, minutes, billable: z.boolean() }),
} as const
