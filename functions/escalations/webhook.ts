import { actionsAt } from '../../domain/escalation-rules.ts'
import type { EventData } from '../../events/catalogue.ts'
import type { Envelope } from '../../events/envelope.ts'
import { environment } from '../platform/environment.ts'
import { type BusEvent, eachMessage } from '../platform/messages.ts'
import { send } from '../platform/queue.ts'
import { claimTelling, giveUpTelling, saveDropped, saveTold } from '../platform/table/notices.ts'
import { policyVersion } from '../platform/table/policies.ts'
import { count, logger } from '../platform/telemetry.ts'
import type { Reach } from '../platform/webhooks/address.ts'
import { post, Undeliverable } from '../platform/webhooks/post.ts'
import { signed } from '../platform/webhooks/signature.ts'
import { signingSecrets } from './secrets.ts'

/** A message on the webhooks queue: a milestone's event. One that was put aside and brought back says which call it is about. */
type WebhooksMessage = BusEvent & { webhook?: { place: number; round: number } }

/**
 * Calls the webhooks that a milestone's rule names: each at least once, with an id by which a receiver knows it again.
 * What may pass comes again by the queue; what never will is put aside for a person at once.
 */
export const handler = eachMessage<WebhooksMessage>(async (message) => {
  if (message['replay-name']) return
  const { data } = message.detail as Envelope
  const { actions } = data as EventData<'sla.warned'>
  const places = actions.flatMap(({ action, place }) => (action === 'webhook' && place !== undefined ? [place] : []))
  const asked = message.webhook ? [message.webhook.place] : places
  const outcomes = await Promise.allSettled(asked.map((place) => callOnce(message, place)))
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failed) throw failed.reason
})

async function callOnce(message: WebhooksMessage, place: number): Promise<void> {
  const envelope = message.detail as Envelope
  const round = message.webhook?.round ?? 0
  const who = `webhook.${place}${round ? `.${round}` : ''}`
  const claim = await claimTelling(envelope.id, who, Date.now())
  if (claim === 'taken') throw new Error(`${envelope.id}: this webhook is being called at this moment`)
  if (claim !== 'ours') return
  try {
    await call(message['detail-type'], envelope, place)
    await saveTold(envelope.id, who, new Date().toISOString())
    count('WebhooksDelivered')
  } catch (fault) {
    if (!(fault instanceof Undeliverable)) {
      await giveUpTelling(envelope.id, who)
      throw fault
    }
    await park({ ...message, webhook: { place, round: round + 1 } }, fault.message)
    await saveDropped(envelope.id, who, new Date().toISOString(), fault.message)
  }
}

async function call(type: string, envelope: Envelope, place: number): Promise<void> {
  const data = envelope.data as EventData<'sla.warned'>
  const policy = await policyVersion(data.policy.id, data.policy.version)
  const action = actionsAt(policy, data)[place]
  if (action?.action !== 'webhook') throw new Undeliverable('The rule of the policy has no webhook there')
  // Full stops divide what is signed, so the id has none.
  const id = `${envelope.id}.${place}`.replaceAll('.', '_')
  const body = JSON.stringify({ type, timestamp: envelope.occurredAt, ...envelope })
  const headers = signed(id, Math.floor(Date.now() / 1000), body, await signingSecrets())
  const { status } = await post(action.url, headers, body, environment('WEBHOOKS_REACH') as Reach)
  if (status >= 200 && status < 300) return
  const mayPass = status >= 500 || status === 408 || status === 429
  throw new (mayPass ? Error : Undeliverable)(`The receiver answered ${status}`)
}

/** Puts a call aside, with an alarm: once a person has seen to its cause, it is brought back as it is. */
async function park(message: WebhooksMessage, because: string): Promise<void> {
  const { id } = message.detail as Envelope
  await send(environment('PARKED_WEBHOOKS_URL'), [{ ...message, because }])
  count('WebhooksParked')
  logger.warn('A webhook can never be delivered as it is', { event: id, place: message.webhook?.place, because })
}
