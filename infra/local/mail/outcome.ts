import { randomUUID } from 'node:crypto'
import { region } from '../environment.ts'
import { readOutputs } from '../outputs.ts'
import { noteOutcome, type SentMail } from './outbox.ts'

const account = '000000000000'
const arn = `arn:aws:ses:${region}:${account}`
/** The set that the desk sends with, of a mail that does not say. */
const ownSet = 'service-desk-local'
const refused = { action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' }
const full = { action: 'failed', status: '4.2.2', diagnosticCode: 'smtp; 452 4.2.2 mailbox full' }

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
      bouncedRecipients: recipients.map((emailAddress) => ({ emailAddress, ...why })),
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
  suppressed: bounce('Permanent', 'OnAccountSuppressionList', {
    diagnosticCode:
      'Amazon SES did not send the message to this address because it is on the suppression list for your account.',
  }),
  rejected: () => ({ type: 'Email Rejected', eventType: 'Reject', reject: { reason: 'Bad content' } }),
  delayed: ({ recipients }, timestamp) => ({
    type: 'Email Delivery Delayed',
    eventType: 'DeliveryDelay',
    deliveryDelay: {
      timestamp,
      delayType: 'MailboxFull',
      expirationTime: new Date(Date.parse(timestamp) + 14 * 60 * 60 * 1000).toISOString(),
      delayedRecipients: recipients.map((emailAddress) => ({
        emailAddress,
        status: full.status,
        diagnosticCode: full.diagnosticCode,
      })),
    },
  }),
} satisfies Record<string, Detail>

export type Outcome = keyof typeof outcomes
export const outcomeNames = Object.keys(outcomes) as Outcome[]
export const isOutcome = (word: unknown): word is Outcome => outcomeNames.includes(word as Outcome)

/** Says it, as SES would, and notes that it was said. */
export async function play(mail: SentMail, outcome: Outcome, at = new Date().toISOString()): Promise<void> {
  const { type, ...detail } = outcomes[outcome](mail, at)
  const about = mailOf(mail)
  const Resources = about.tags['ses:configuration-set'].map((set) => `${arn}:configuration-set/${set}`)
  const Detail = JSON.stringify({ ...detail, mail: about })
  // Not by PutEvents: that refuses what only AWS itself may say (ses_outcomes.py).
  await ask('POST', 'outcomes', { Entries: [{ Source: 'aws.ses', DetailType: type, Resources, Detail }] })
  const Reason = suppressing[outcome]
  for (const EmailAddress of Reason ? mail.recipients : []) {
    await ask('PUT', 'suppression/addresses', { EmailAddress, Reason })
  }
  noteOutcome(mail.id, outcome)
}

/** After which SES writes to an address no more, until it is told to. */
const suppressing: Partial<Record<Outcome, string>> = {
  bounced: 'BOUNCE',
  suppressed: 'BOUNCE',
  complained: 'COMPLAINT',
}

/** Errors of SendEmail: the first two pass by themselves, the last is for this mail alone. */
export const refusalCodes = [
  'TooManyRequestsException',
  'InternalServiceErrorException',
  'SendingPausedException',
  'MessageRejected',
] as const
type RefusalCode = (typeof refusalCodes)[number]
export const isRefusalCode = (word: unknown): word is RefusalCode => refusalCodes.includes(word as RefusalCode)

/** Lets SES refuse the next mails, so many times. */
export const refuse = (times: number, code: RefusalCode): Promise<void> => ask('POST', 'refusals', { times, code })

async function ask(method: string, path: string, body: object): Promise<void> {
  const url = `${readOutputs().endpoint}/v2/email/${path}`
  const answer = await fetch(url, { method, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`The emulator has refused it: ${answer.status} ${await answer.text()}`)
  const { FailedEntryCount } = (await answer.json()) as { FailedEntryCount?: number }
  if (FailedEntryCount) throw new Error('The bus has refused the event.')
}

/** A mailbox as people read it. */
export const named = ({ name, address }: { name?: string; address: string }) =>
  name ? `${name} <${address}>` : address

/** What every event says of the mail. */
function mailOf({ id, at, from, to, subject, messageId, recipients, headers, ...mail }: SentMail) {
  const own = ['return-path', 'delivered-to', 'x-ses-configuration-set', 'x-ses-message-tags']
  const value = (key: string) => headers.find((header) => header.key === key)?.value
  const sets = [value('x-ses-configuration-set') ?? ownSet]
  const tags = (value('x-ses-message-tags') ?? '').split(', ').flatMap((tag): [string, string[]][] => {
    const [name, ...words] = tag.split('=')
    return name ? [[name, [words.join('=')]]] : []
  })
  return {
    timestamp: at,
    source: mail.returnPath || from.address,
    sourceArn: `${arn}:identity/${from.address.split('@').at(-1)}`,
    sendingAccountId: account,
    messageId: id,
    destination: recipients,
    headersTruncated: false,
    headers: headers.filter(({ key }) => !own.includes(key)).map(({ key, value }) => ({ name: written(key), value })),
    commonHeaders: { from: [named(from)], to: to.map(named), messageId, subject },
    tags: { ...Object.fromEntries(tags), 'ses:configuration-set': sets },
  }
}

const written = (key: string) => key.replace(/(^|-)\w/g, (letter) => letter.toUpperCase())
