import * as z from 'zod'
import type { Outcome } from '../../domain/mail/outcome.ts'
import { oneLine } from '../platform/markup/characters.ts'

/** What is read of SES's events (its developer guide, "Contents of event data"); whatever else stands in them is left alone. */
const Reader = z.object({
  emailAddress: z.string(),
  status: z.string().optional(),
  diagnosticCode: z.string().optional(),
})
const Base = z.object({
  mail: z.object({
    messageId: z.string(),
    timestamp: z.string(),
    destination: z.array(z.string()).default([]),
    tags: z.record(z.string(), z.array(z.string())).default({}),
  }),
})
const stamp = { timestamp: z.string() }
export const SesEvent = z.discriminatedUnion('eventType', [
  Base.extend({ eventType: z.literal('Delivery'), delivery: z.object(stamp) }),
  Base.extend({
    eventType: z.literal('Bounce'),
    bounce: z.object({
      ...stamp,
      bounceType: z.string(),
      bounceSubType: z.string().optional(),
      bouncedRecipients: z.array(Reader).default([]),
    }),
  }),
  Base.extend({
    eventType: z.literal('Complaint'),
    complaint: z.object({
      ...stamp,
      complaintSubType: z.string().nullish(),
      complaintFeedbackType: z.string().optional(),
      complainedRecipients: z.array(Reader).default([]),
    }),
  }),
  Base.extend({
    eventType: z.literal('DeliveryDelay'),
    deliveryDelay: z.object({
      ...stamp,
      delayType: z.string().optional(),
      delayedRecipients: z.array(Reader).default([]),
    }),
  }),
  Base.extend({ eventType: z.literal('Reject'), reject: z.object({ reason: z.string().optional() }).default({}) }),
  Base.extend({
    eventType: z.literal('Rendering Failure'),
    failure: z.object({ errorMessage: z.string().optional() }).default({}),
  }),
])
export type SesEvent = z.infer<typeof SesEvent>

/** What SES did not try to deliver, since it or the account has the address on a list. */
const listed = ['Suppressed', 'OnAccountSuppressionList', 'UnsubscribedRecipient']

const instant = (text: string) => new Date(text).toISOString()
const codeIn = (text: string | undefined) => /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(text ?? '')?.[0]

/** In the words of SES and of the server behind it: at most 500 characters. */
const said = (...words: (string | null | undefined)[]) => {
  const diagnostic = oneLine(words.filter((word) => word).join(': '), 500)
  return diagnostic ? { diagnostic } : {}
}

/** What an event says became of a mail. */
export function outcomeOf(event: SesEvent): Outcome {
  switch (event.eventType) {
    case 'Delivery':
      return { state: 'delivered', at: instant(event.delivery.timestamp) }
    case 'DeliveryDelay': {
      const { timestamp, delayType, delayedRecipients } = event.deliveryDelay
      return { state: 'delayed', at: instant(timestamp), ...said(delayType, delayedRecipients[0]?.diagnosticCode) }
    }
    case 'Bounce':
      return bounced(event.bounce)
    case 'Complaint': {
      const { timestamp, complaintSubType: subtype, complaintFeedbackType: kind } = event.complaint
      return { state: 'complained', at: instant(timestamp), ...said(subtype, kind) }
    }
    // The message, not its reader, is what SES found fault with. It says no other time than that of the mail.
    case 'Reject':
      return { state: 'failed', at: instant(event.mail.timestamp), ...said('Reject', event.reject.reason) }
    case 'Rendering Failure':
      return { state: 'failed', at: instant(event.mail.timestamp), ...said('Rendering', event.failure.errorMessage) }
  }
}

type Bounce = Extract<SesEvent, { eventType: 'Bounce' }>['bounce']

function bounced({ bounceType, bounceSubType: subtype = '', bouncedRecipients: [reader], timestamp }: Bounce): Outcome {
  const status = codeIn(reader?.status) ?? codeIn(reader?.diagnosticCode)
  const told = { at: instant(timestamp), ...(status && { status }), ...said(subtype, reader?.diagnosticCode) }
  if (listed.includes(subtype)) return { state: 'suppressed', permanent: true, ...told }
  // An out-of-office reply looks like this too (SES's "Bounce types"): as long as no server said more, it may have come.
  if (bounceType === 'Transient' && subtype === 'General' && !status) return { state: 'delayed', ...told }
  return { state: 'bounced', permanent: bounceType === 'Permanent', ...told }
}

/** To whom an event's mail went, of those whom it tells of; all where it names none. */
export function readersOf(event: SesEvent): string[] {
  const named =
    event.eventType === 'Bounce'
      ? event.bounce.bouncedRecipients
      : event.eventType === 'Complaint'
        ? event.complaint.complainedRecipients
        : []
  const addresses = named.map(({ emailAddress }) => emailAddress)
  return addresses.length > 0 ? addresses : event.mail.destination
}
