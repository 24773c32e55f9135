import * as z from 'zod'
import { ActorReference, CommentId, PersonId } from './actor.ts'
import { MailId } from './ids.ts'
import { text, words } from './text.ts'
import { TicketNumber } from './ticket.ts'
import { Instant } from './time.ts'

/** As large as the text of a comment may be, in bytes of UTF-8. */
export const maxBodyBytes = 64 * 1024
/** For so long its author may change a comment: 15 minutes. */
export const editWithinMs = 15 * 60 * 1000
/** So many times a comment can be edited: each version is kept. */
export const mostEdits = 20
const mostMentions = 20

export const bodyFormats = ['markdown', 'html'] as const
export const BodyFormat = z.enum(bodyFormats).meta({ id: 'BodyFormat' })
export type BodyFormat = z.infer<typeof BodyFormat>

const visible = /[\p{L}\p{N}\p{P}\p{S}]/u
const bytesOf = (given: string) => new TextEncoder().encode(given).length

/** What somebody writes to others, before it is made safe to show. */
export const BodySource = text(maxBodyBytes)
  .refine((given) => visible.test(given), {
    message: 'has nothing to see in it',
    params: { expected: 'at least one visible character' },
  })
  .refine((given) => given.length > maxBodyBytes || bytesOf(given) <= maxBodyBytes, {
    message: 'is too much',
    params: { expected: `at most ${maxBodyBytes} bytes in UTF-8` },
  })
  .meta({ example: 'Could you check the cable behind the **grey** cabinet?' })

const Mentions = z
  .array(PersonId)
  .max(mostMentions)
  .meta({ description: 'Who shall be told: people who may see the ticket. `@` and an id in the text does the same' })

export const NewComment = z
  .strictObject({
    body: BodySource,
    format: BodyFormat.default('markdown'),
    internal: z
      .boolean()
      .default(false)
      .meta({ description: 'For staff only: customers and partners never learn of it. Only staff may say so' }),
    inReplyTo: CommentId.optional().meta({ description: 'A comment of this ticket' }),
    mentions: Mentions.default([]),
  })
  .meta({ id: 'NewComment' })
export type NewComment = z.infer<typeof NewComment>

export const CommentChange = z
  .strictObject({ body: BodySource, format: BodyFormat.default('markdown'), mentions: Mentions.default([]) })
  .meta({ id: 'CommentChange' })
export type CommentChange = z.infer<typeof CommentChange>

export const Redaction = z
  .strictObject({ reason: words(1000) })
  .meta({ id: 'Redaction', example: { reason: 'Held a password' } })

const shown = {
  html: z.string().optional().meta({
    description:
      'Safe to show: of an allow-list of tags, without scripts, styles, images and strange links. `<span data-attachment="att_…">` stands where a picture of a mail stood: that attachment of the ticket can be shown in its place',
  }),
  text: z.string().optional().meta({ description: 'The same as plain text; never empty' }),
}

/** What a comment said before it was edited. */
const Version = z
  .strictObject({ version: z.int().positive(), ...shown, from: Instant, until: Instant })
  .meta({ id: 'CommentVersion' })

export const Comment = z
  .strictObject({
    id: CommentId,
    ticket: TicketNumber.meta({ description: 'The ticket that it was written on: one that was merged, perhaps' }),
    internal: z.boolean(),
    author: ActorReference,
    ...shown,
    format: BodyFormat.optional().meta({ description: 'For its author' }),
    source: z.string().optional().meta({ description: 'As it was written. For its author, to edit it. Never show it' }),
    mentions: z.array(PersonId).optional(),
    inReplyTo: CommentId.optional(),
    createdAt: Instant,
    version: z.int().positive().meta({ description: 'Counts up with each edit' }),
    editedAt: Instant.optional(),
    redacted: z
      .strictObject({
        at: Instant,
        by: ActorReference,
        reason: z.string().optional().meta({ description: 'For staff' }),
      })
      .optional()
      .meta({ description: 'Its words were taken away; this mark stays' }),
    mail: MailId.optional().meta({ description: 'The mail that it came by. For staff' }),
    splitInto: TicketNumber.optional().meta({ description: 'The ticket that was made of it. For staff' }),
    versions: z
      .array(Version)
      .optional()
      .meta({ description: 'What it said before, oldest first. For staff, where one comment is read' }),
  })
  .meta({ id: 'Comment', description: 'What somebody has said about a ticket' })
export type Comment = z.infer<typeof Comment>
