import type { MailIn } from '../../schemas/mail.ts'
import type { Instant } from '../../schemas/time.ts'

/** An address with the name that stands before it. The address in lower case. */
export interface Mailbox {
  address: string
  name?: string
}

/** A part that is no text of the mail: a file, or a picture that stands in its text. */
export interface Part {
  filename: string
  contentType: string
  size: number
  /** By which the HTML names it (`cid:`), without angle brackets. */
  contentId?: string
  inline: boolean
  content: Uint8Array
}

/** What a report says of one addressee (RFC 3464). */
export interface Delivery {
  address: string
  action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded'
  /** `5.1.1` */
  status?: string
  diagnostic?: string
}

/** A message as it came, taken apart. Ids are without angle brackets, as they are written. */
export interface Incoming {
  messageId?: string
  inReplyTo: readonly string[]
  references: readonly string[]
  from?: Mailbox
  sender?: Mailbox
  replyTo: readonly Mailbox[]
  to: readonly Mailbox[]
  cc: readonly Mailbox[]
  /** To whom it was really delivered, where the headers say so (`Delivered-To`, `X-Original-To`). */
  deliveredTo: readonly string[]
  /** Empty: the null return path of what must not be answered. */
  returnPath?: string
  subject: string
  date?: Instant
  /** All of them in their order, names in lower case. */
  headers: readonly { key: string; value: string }[]
  /** The whole text: derived from the HTML where the message has none. */
  text: string
  html?: string
  parts: readonly Part[]
  /** Of a delivery report: of whom it tells, and of which message of ours. */
  report?: { deliveries: readonly Delivery[]; messageId?: string }
  /** What was not as it should be, as codes: `charset-unknown`, `too-deep` … */
  problems: readonly string[]
}

/** What the servers on its way say of a message: SES writes it into headers. */
export type Verdicts = NonNullable<MailIn['verdicts']>
export type Verdict = Verdicts['spam']

/** What the headers alone say of a message. */
export type Envelope = Omit<Incoming, 'text' | 'html' | 'parts' | 'report' | 'problems'>

/** A message that is not taken apart: it is kept as it came, and shown as such. */
export interface Unread extends Envelope {
  /** Why: beyond a bound (`too-large`, `too-deep`, `too-many-parts`, `too-many-lines`, `headers-too-large`), `empty`, or `unreadable`. */
  unreadable: string
  problems: readonly string[]
}
