import { setTimeout as wait } from 'node:timers/promises'
import type { EventData } from '../../events/catalogue.ts'
import type { Envelope } from '../../events/envelope.ts'
import { environment } from '../platform/environment.ts'
import { type BusEvent, eachMessage } from '../platform/messages.ts'
import { send } from '../platform/queue.ts'
import { bringAbout } from './deploying.ts'

/** What CloudFormation is at is looked at again, in seconds: once right after it began, then by a message of our own. */
const lookMs = 1000
const againSeconds = 5

/** For an hour: CloudFormation is done long before, or never. */
const mostTries = 720

/** As we send it. `version`: which one is to be followed; absent: that there is none any more. */
interface Again {
  subscription: string
  version?: number | undefined
  tries: number
}

/**
 * Has what is deployed follow what is approved. The event only says which subscription, in which version: the record itself
 * is read, so it is no matter how often or in which order events come; and after every step it is read again. Of many
 * changes only the newest is followed, and nobody waits here for what CloudFormation is at: however fast somebody pauses
 * and resumes, the others have their turn.
 */
export const handler = eachMessage<BusEvent | Again>(async (message) => {
  if ('replay-name' in message && message['replay-name']) return
  const { subscription: id, version, tries } = 'subscription' in message ? message : firstOf(message)
  let came = await bringAbout(id, version, new Date().toISOString())
  if (came === 'begun') {
    await wait(lookMs)
    came = await bringAbout(id, version, new Date().toISOString())
  }
  if (came === 'done') return
  if (came === 'failed')
    throw new Error(`${id} could not be deployed: an admin has to approve it anew once it is mended`)
  if (tries >= mostTries) throw new Error(`${id} is still not as it should be`)
  const again: Again = { subscription: id, version, tries: tries + 1 }
  await send(environment('DEPLOYMENTS_QUEUE_URL'), [again], againSeconds)
})

function firstOf({ 'detail-type': type, detail }: BusEvent): Again {
  const { subject, data } = detail as Envelope
  const { version } = data as EventData<'subscription.updated'>
  return { subscription: subject.id, ...(type !== 'subscription.deleted' && { version }), tries: 0 }
}
