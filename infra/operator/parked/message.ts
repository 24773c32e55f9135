import type { Message } from '@aws-sdk/client-sqs'
import type { Parked } from './place.ts'

type Body = Record<string, unknown>
const inside = (value: unknown): Body => (value && typeof value === 'object' ? (value as Body) : {})
const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined)

/** A message's body as data; what is no JSON is said as it is. */
export function bodyOf({ Body = '' }: Message): unknown {
  try {
    return JSON.parse(Body)
  } catch {
    return Body
  }
}

/** What a message is, which ticket it is about and why it waits, as far as it says so itself. */
export function parkedOf(message: Message): Parked {
  const body = inside(bodyOf(message))
  const detail = inside(body.detail)
  const attributes = message.MessageAttributes ?? {}
  const because =
    text(body.because) ??
    text(body.reason) ??
    text(body.parkedBecause) ??
    text(attributes.ERROR_MESSAGE?.StringValue) ??
    text(inside(body.requestContext).condition)
  const ticket = ticketOf(body, detail)
  const sent = Number(message.Attributes?.SentTimestamp)
  return {
    id: message.MessageId ?? '',
    what: whatOf(body, detail),
    ...(sent && { since: new Date(sent).toISOString() }),
    ...(ticket && { ticket }),
    ...(because && { because }),
  }
}

function ticketOf(body: Body, detail: Body): string | undefined {
  const subject = inside(detail.subject)
  if (subject.kind === 'ticket') return text(subject.id)
  const aboutExecution = body.source === 'aws.states' ? text(detail.name)?.replace(/-\d+$/, '') : undefined
  const partition = text(body.pk) ?? text(inside(body.key).pk)
  return (
    text(body.number) ??
    text(body.ticket) ??
    aboutExecution ??
    (partition?.startsWith('TICKET#') ? partition.slice('TICKET#'.length) : undefined)
  )
}

function whatOf(body: Body, detail: Body): string {
  if (body.DDBStreamBatchInfo) return 'a batch of the stream'
  if (body.source === 'aws.states') return `an execution that is ${text(detail.status) ?? 'over'}`
  const object = inside(inside(body.object).key ? body.object : inside(detail.object))
  const job = text(body.job)
  return (
    text(body['detail-type']) ??
    text(body.type) ??
    (job && `a piece of ${job}`) ??
    (text(object.key) && `a file, ${text(object.key)}`) ??
    (text(body.key) && `a file, ${text(body.key)}`) ??
    (text(body.number) ? 'a ticket to look after' : 'a message')
  )
}
