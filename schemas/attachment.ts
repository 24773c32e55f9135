import * as z from 'zod'
import { ActorReference, AttachmentId, CommentId } from './actor.ts'
import { words } from './text.ts'
import { TicketNumber } from './ticket.ts'
import { Instant } from './time.ts'

/** 25 MB, as the requirements say it. */
export const maxAttachmentBytes = 25 * 1024 * 1024
export const maxAttachments = 50
export const maxOpenUploads = 10

const attachmentStates = ['awaiting', 'scanning', 'clean', 'infected', 'unscannable', 'removed'] as const
export const AttachmentState = z.enum(attachmentStates).meta({
  id: 'AttachmentState',
  description:
    '`awaiting`: its upload was prepared and nothing has arrived yet. `scanning`: it is here and being looked at. Only what is `clean` is ever given out: neither `infected` nor `unscannable` files are. `removed`: the file is gone, this mark of it stays',
})
export type AttachmentState = z.infer<typeof AttachmentState>

/** What a scan can find. */
export const Verdict = AttachmentState.extract(['clean', 'infected', 'unscannable'])
export type Verdict = z.infer<typeof Verdict>

const FileName = words(255)
  .refine((name) => !/[\r\n\t]/.test(name), { message: 'has line ends or tabs', params: { expected: 'one line' } })
  .meta({
    description: 'What the file is called: kept as it is and never used as a path',
    example: 'label printer.jpg',
  })
const Bytes = z.int().min(1).max(maxAttachmentBytes).meta({ description: 'In bytes', example: 482_133 })

/** RFC 9110, 8.3.1: a type and a subtype; parameters are of no use here. */
const MediaType = z
  .string()
  .max(100)
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/, 'must be a media type: image/jpeg')

/** What a caller gives to attach a file: the file itself goes straight to the store. */
export const NewAttachment = z
  .strictObject({
    name: FileName,
    type: MediaType.meta({ description: 'What the file says it is; what it really is, is looked up in its bytes' }),
    size: Bytes,
    comment: CommentId.optional().meta({ description: 'The comment that it belongs to, if it does to one' }),
    internal: z.boolean().optional().meta({
      description:
        "Kept from customers and partners; only staff may say so. With a comment it is the comment's, whatever is said here",
    }),
  })
  .meta({ id: 'NewAttachment', example: { name: 'label printer.jpg', type: 'image/jpeg', size: 482_133 } })
export type NewAttachment = z.infer<typeof NewAttachment>

/** A file of a ticket, or what is left of one. */
export const Attachment = z
  .strictObject({
    id: AttachmentId,
    ticket: TicketNumber,
    state: AttachmentState,
    name: FileName.optional().meta({ description: 'Absent once it is removed' }),
    size: Bytes,
    type: MediaType.meta({
      description: 'By its bytes once it has arrived; `application/octet-stream` where they tell nothing',
    }),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional()
      .meta({ description: 'Of its bytes, in hex; once it has arrived' }),
    comment: CommentId.optional(),
    internal: z.boolean().meta({ description: 'Kept from customers and partners' }),
    by: ActorReference,
    createdAt: Instant.meta({ description: 'When its upload was prepared' }),
    arrivedAt: Instant.optional(),
    removedAt: Instant.optional(),
    removedBy: ActorReference.optional(),
  })
  .meta({ id: 'Attachment' })
export type Attachment = z.infer<typeof Attachment>

/** How the file is sent: one `multipart/form-data` request with these fields, and the file as the last, called `file`. */
export const Upload = z
  .strictObject({
    attachment: Attachment,
    upload: z.strictObject({
      url: z.url(),
      fields: z.record(z.string(), z.string()).meta({ description: 'To be sent as they are, before `file`' }),
      expiresAt: Instant,
    }),
  })
  .meta({ id: 'Upload' })
export type Upload = z.infer<typeof Upload>

/** Where a clean file can be fetched for a few minutes, by whoever has the address. */
export const Download = z
  .strictObject({ url: z.url(), expiresAt: Instant, size: Bytes, type: z.string(), sha256: z.string() })
  .meta({ id: 'Download' })
export type Download = z.infer<typeof Download>
