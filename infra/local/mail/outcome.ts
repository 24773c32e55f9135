import { randomUUID } from 'node:crypto'
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { clientFor, region } from '../environment.ts'
import { readOutputs } from '../outputs.ts'
import { noteOutcome, type SentMail } from './outbox.ts'

const account = '000000000000'
const refused = { status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' }
const full = { status: '4.2.2', diagnosticCode: 'smtp; 452 4.2.2 mailbox full' }

type Detail = (mail: SentMail, at: string) => { type: string; eventType: string } & Record<string, unknown>

const bounce =
  (bounceType: string, bounceSubType: string, why: object): Detail =>
  ({ recipients }, timestamp) => ({
    type: 'Email Bounced',
    eventType: 'Bounce',
    bounce: {
      feedbackId: `0100${randomUUID()}-000000`,
      bounceType,
      bounceSubType,
      bouncedRecipients: recipients.map((emailAddress) => ({ emailAddress, action: 'failed', ...why })),
      timestamp,
      reportingMTA: 'dns; mx.localhost',
    },
  })

/**
 * What SES says on the default bus of what became of a mail:
 * docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html (the `detail`) and
 * docs.aws.amazon.com/eventbridge/latest/ref/events-ref-ses.html (the `detail-type`).
 */
const outcomes = {
  delivered: ({ recipients }, timestamp) => ({
    type: 'Email Delivered',
    eventType: 'Delivery',
    delivery: {
      timestamp,
      processingTimeMillis: 500,
      recipients,
      smtpResponse: '250 2.6.0 Message received',
      remoteMtaIp: '127.0.0.1',
      reportingMTA: 'mx.localhost',
    },
  }),
  bounced: bounce('Permanent', 'General', refused),
  'bounced-for-now': bounce('Transient', 'MailboxFull', full),
  complained: ({ recipients, at }, timestamp) => ({
    type: 'Email Complaint Received',
    eventType: 'Complaint',
    complaint: {
      feedbackId: `0100${randomUUID()}-000000`,
      complaintSubType: null,
      complainedRecipients: recipients.map((emailAddress) => ({ emailAddress })),
      timestamp,
      userAgent: 'a mail program',
      complaintFeedbackType: 'abuse',
      arrivalDate: at,
    },
  }),
  delayed: ({ recipients }, timestamp) => ({
    type: 'Email Delivery Delayed',
    eventType: 'DeliveryDelay',
    deliveryDelay: {
      timestamp,
      delayType: 'MailboxFull',
      expirationTime: new Date(Date.parse(timestamp) + 14 * 60 * 60 * 1000).toISOString(),
      delayedRecipients: recipients.map((emailAddress) => ({ emailAddress, ...full })),
    },
  }),
} satisfies Record<string, Detail>

export type Outcome = keyof typeof outcomes
export const outcomeNames = Object.keys(outcomes) as Outcome[]
export const isOutcome = (word: unknown): word is Outcome => outcomeNames.includes(word as Outcome)

/** Says it, as SES would, and notes that it was said. */
export async function play(mail: SentMail, outcome: Outcome, at = new Date().toISOString()): Promise<void> {
  const { type, ...detail } = outcomes[outcome](mail, at)
  const bus = new EventBridgeClient(clientFor(readOutputs().endpoint))
  const entry = {
    Source: 'aws.ses',
    DetailType: type,
    Resources: [`arn:aws:ses:${region}:${account}:identity/${domainOfSender(mail)}`],
    Detail: JSON.stringify({ ...detail, mail: mailOf(mail) }),
  }
  const { FailedEntryCount, Entries } = await bus.send(new PutEventsCommand({ Entries: [entry] }))
  if (FailedEntryCount) throw new Error(`The bus has refused the event: ${Entries?.[0]?.ErrorMessage}`)
  noteOutcome(mail.id, outcome)
}

const domainOfSender = ({ from }: SentMail) => from.address.split('@').at(-1)

const named = ({ name, address }: { name?: string; address: string }) => (name ? `${name} <${address}>` : address)

/** What every event says of the mail. */
function mailOf({ id, at, from, to, subject, messageId, recipients, headers, ...mail }: SentMail) {
  const own = ['return-path', 'delivered-to', 'x-ses-configuration-set', 'x-ses-message-tags']
  const value = (key: string) => headers.find((header) => header.key === key)?.value
  const set = value('x-ses-configuration-set')
  const tags = (value('x-ses-message-tags') ?? '').split(', ').flatMap((tag) => {
    const [name, ...words] = tag.split('=')
    return name ? [[name, [words.join('=')]]] : []
  })
  return {
    timestamp: at,
    source: mail.returnPath || from.address,
    sourceArn: `arn:aws:ses:${region}:${account}:identity/${from.address.split('@').at(-1)}`,
    sendingAccountId: account,
    messageId: id,
    destination: recipients,
    headersTruncated: false,
    headers: headers.filter(({ key }) => !own.includes(key)).map(({ key, value }) => ({ name: written(key), value })),
    commonHeaders: { from: [named(from)], to: to.map(named), messageId, subject },
    tags: { ...(set && { 'ses:configuration-set': [set] }), ...Object.fromEntries(tags) },
  }
}

const written = (key: string) => key.replace(/(^|-)\w/g, (letter) => letter.toUpperCase())
