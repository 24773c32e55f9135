import * as z from 'zod'
import { AttachmentId, CommentId, PersonId } from './actor.ts'
import { MailId } from './ids.ts'
import { MailLanguage } from './mail-settings.ts'
import { TicketNumber } from './ticket.ts'
import { Instant } from './time.ts'

const MailVerdict = z.enum(['pass', 'fail', 'gray', 'none', 'failed-to-check']).meta({ id: 'MailVerdict' })

const MailVerdicts = z
  .strictObject({
    spam: MailVerdict,
    virus: MailVerdict,
    spf: MailVerdict,
    dkim: MailVerdict,
    dmarc: MailVerdict,
    aligned: z.boolean().meta({
      description: 'SPF or a signature passed for the very domain that the mail says it is from',
    }),
  })
  .meta({ id: 'MailVerdicts', description: 'What the servers on its way say of a mail' })

const RefusedFile = z
  .strictObject({
    name: z.string(),
    size: z.int().nonnegative().meta({ description: 'In bytes' }),
    why: z.enum(['too-large', 'empty', 'too-many']),
  })
  .meta({ id: 'RefusedFile', description: 'A file of a mail that is not attached to its ticket' })

const anyMail = {
  id: MailId,
  ticket: TicketNumber.meta({ description: 'The ticket that it belongs to: one that was merged, perhaps' }),
  at: Instant,
  subject: z.string(),
  version: z.int().positive(),
}

const incoming = {
  ...anyMail,
  direction: z.literal('in'),
  state: z.enum(['joined', 'opened', 'noted', 'kept']).meta({
    description:
      '`joined`: it is a comment of the ticket. `opened`: the ticket began with it. `noted`: a machine wrote it; it is known here and does nothing. `kept`: it could not be read, and lies as it came',
  }),
  kind: z.enum(['person', 'auto-reply', 'bounce', 'report', 'list', 'desk']).optional().meta({
    description: 'What has sent it',
  }),
  because: z.string().optional().meta({ description: 'By what it is known to be of that kind' }),
  from: z.string().optional().meta({ description: 'As it says itself: whether that is so, `verdicts` tell' }),
  person: PersonId.optional().meta({ description: 'Whom the desk takes its sender for' }),
  messageId: z.string().optional(),
  comment: CommentId.optional().meta({ description: 'What it became' }),
  verdicts: MailVerdicts.optional(),
  unanswered: z.literal(true).optional().meta({ description: 'Nothing automatic follows it' }),
  marked: z.array(z.string()).optional().meta({
    description:
      'Why staff should look twice, as codes: `not-believed`, `spam`, `virus`, `unreadable`, `files-refused` …',
  }),
  files: z.int().nonnegative().optional().meta({ description: 'How many of its files are attached to the ticket' }),
  refused: z
    .array(RefusedFile)
    .optional()
    .meta({ description: 'Its files that are not: the mail as it came has them' }),
  problems: z.array(z.string()).optional().meta({
    description: 'What was not as it should be, as codes: `charset-unknown`, `too-deep`, `file-too-large` …',
  }),
}

/** In these somebody should look: it did not come, or was not wanted. */
export const MailTrouble = z.enum(['failed', 'bounced', 'complained', 'suppressed'])
export type MailTrouble = z.infer<typeof MailTrouble>

const outgoing = {
  ...anyMail,
  direction: z.literal('out'),
  state: z
    .enum(['sending', 'sent', 'delivered', 'delayed', 'bounced', 'complained', 'suppressed', 'failed'])
    .meta({ description: 'What is known to have become of it. `suppressed`: it did not go; `diagnostic` says why' }),
  to: z.string(),
  person: PersonId.optional(),
  event: z.string().optional().meta({ description: 'The event that it tells of' }),
  notice: z.string().optional().meta({ description: 'Which letter it is' }),
  language: MailLanguage.optional(),
  messageId: z.string().optional(),
  sesId: z.string().optional().meta({ description: 'By which SES knows it' }),
  stateAt: Instant.optional(),
  diagnostic: z.string().optional().meta({ description: 'What a server, or the desk itself, says of why it is so' }),
  resentOf: MailId.optional(),
  resentAs: MailId.optional(),
}

const MailIn = z.strictObject(incoming).meta({ id: 'MailIn' })
export type MailIn = z.infer<typeof MailIn>
export const MailOut = z.strictObject(outgoing).meta({ id: 'MailOut' })
export type MailOut = z.infer<typeof MailOut>

/** A mail of a ticket, in or out. */
export const Mail = z
  .discriminatedUnion('direction', [MailIn, MailOut])
  .meta({ id: 'Mail', description: 'A mail of a ticket, that came in or went out' })
export type Mail = z.infer<typeof Mail>

const Mailbox = z.strictObject({ address: z.string(), name: z.string().optional() }).meta({ id: 'Mailbox' })

const words = {
  text: z.string().optional().meta({ description: 'All of it, with what it quotes' }),
  html: z.string().optional().meta({
    description:
      'The same, safe to show, as that of a comment; `<span data-attachment="att_…">` stands where a picture stood',
  }),
}

const WholeMailIn = z
  .strictObject({
    ...incoming,
    isKept: z.boolean().meta({
      description:
        'Whether it still lies as it came. The desk keeps that for some time only; what it says ends with it',
    }),
    to: z.array(Mailbox).optional(),
    cc: z.array(Mailbox).optional(),
    ...words,
    isCut: z.literal(true).optional().meta({
      description: 'It says more than is shown here: the mail as it came has the rest',
    }),
    attachments: z.array(AttachmentId).optional().meta({ description: 'The files of the ticket that came with it' }),
    headers: z
      .array(z.strictObject({ name: z.string(), value: z.string() }))
      .optional()
      .meta({ description: 'Those that tell where it is from, whom it answers, and what others think of it' }),
  })
  .meta({ id: 'WholeMailIn' })

const WholeMailOut = z.strictObject({ ...outgoing, ...words }).meta({ id: 'WholeMailOut' })

/** A mail of a ticket with all that it says. */
export const WholeMail = z.discriminatedUnion('direction', [WholeMailIn, WholeMailOut]).meta({
  id: 'WholeMail',
  description: 'A mail of a ticket with all that it says',
})
export type WholeMail = z.infer<typeof WholeMail>

/** Where the mail as it came can be fetched for some minutes, by whoever has the address. */
export const RawMail = z.strictObject({ url: z.url(), expiresAt: Instant }).meta({ id: 'RawMail' })
