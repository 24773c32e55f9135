import * as z from 'zod'
import { AttachmentId, CommentId } from '../schemas/actor.ts'
import { Verdict } from '../schemas/attachment.ts'

const seen = { public: z.boolean().meta({ description: 'Whether customers may see the file' }) }

/** What becomes of a ticket's files: never their names. */
export const attachmentEvents = {
  'ticket.attached': z.strictObject({
    attachment: AttachmentId,
    comment: CommentId.optional(),
    size: z.int().min(0).meta({ description: 'In bytes' }),
    ...seen,
  }),
  'ticket.attachment-refused': z.strictObject({
    attachment: AttachmentId,
    state: Verdict.exclude(['clean']),
    ...seen,
  }),
  'ticket.attachment-removed': z.strictObject({ attachment: AttachmentId, ...seen }),
} as const
