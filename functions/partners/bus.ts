import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge'
import { cloudEvent } from '../../events/cloud-event.ts'
import { partnersSource } from '../../events/envelope.ts'
import type { Subscription } from '../../schemas/subscription.ts'
import { environment } from '../platform/environment.ts'
import { patience } from '../platform/patience.ts'
import type { Said } from '../platform/webhooks/handing.ts'

const bus = new EventBridgeClient({ requestHandler: patience })

/** PutEvents takes ten entries. */
const entriesACall = 10

type Sent = Pick<Subscription, 'id' | 'approval' | 'form'>

/** Puts events on the partners' bus, where the rule of the subscription, and no other, takes them. Throws when the bus did not take one. */
export async function putOnBus(
  to: Sent,
  all: readonly Said[],
  { replay }: { replay?: string | undefined },
): Promise<void> {
  for (let at = 0; at < all.length; at += entriesACall) {
    const { FailedEntryCount, Entries = [] } = await bus.send(
      new PutEventsCommand({ Entries: all.slice(at, at + entriesACall).map((said) => entry(to, said, replay)) }),
    )
    const refused = Entries.find(({ ErrorCode }) => ErrorCode)
    if (FailedEntryCount) throw new Error(`The partners' bus did not take ${FailedEntryCount}: ${refused?.ErrorCode}`)
  }
}

/**
 * An entry is for one subscription, since what each may know differs, and for the version in which that was approved: a rule
 * that was deployed for another approval does not take it.
 */
const entry = ({ id, approval, form }: Sent, { type, event }: Said, replay?: string): PutEventsRequestEntry => {
  const marked = replay ? { replay } : {}
  return {
    EventBusName: environment('PARTNERS_BUS_ARN'),
    Source: partnersSource,
    DetailType: type,
    Time: new Date(event.occurredAt),
    Detail: JSON.stringify({
      subscription: id,
      // As text: parameters of CloudFormation, which the rule is made of, are texts.
      approval: String(approval),
      ...marked,
      event: form === 'cloudevents' ? cloudEvent(type, event, marked) : event,
    }),
  }
}
