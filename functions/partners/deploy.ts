import { setTimeout as wait } from 'node:timers/promises'
import type { Envelope } from '../../events/envelope.ts'
import { environment } from '../platform/environment.ts'
import { type BusEvent, eachMessage } from '../platform/messages.ts'
import { send } from '../platform/queue.ts'
import { bringAbout } from './deploying.ts'

/** What CloudFormation is at is looked at again, in seconds: a few at first, then by a message of our own. */
const looks = 5
const lookMs = 1000
const againSeconds = 15

/** For an hour: CloudFormation is done long before, or never. */
const mostTries = 240

type Message = BusEvent | { subscription: string; tries: number }

/**
 * Has what is deployed follow what is approved. The event only says which subscription: that itself is read, so it is no
 * matter how often or in which order events come; and after every step it is read again.
 */
export const handler = eachMessage<Message>(async (message) => {
  if ('replay-name' in message && message['replay-name']) return
  const { subscription: id, tries } = 'subscription' in message ? message : { subscription: idIn(message), tries: 0 }
  for (let look = 0; look < looks; look += 1) {
    const came = await bringAbout(id, new Date().toISOString())
    if (came === 'done') return
    if (came === 'failed')
      throw new Error(`${id} could not be deployed: an admin has to approve it anew once it is mended`)
    await wait(lookMs)
  }
  if (tries >= mostTries) throw new Error(`${id} is still not as it should be`)
  await send(environment('DEPLOYMENTS_QUEUE_URL'), [{ subscription: id, tries: tries + 1 }], againSeconds)
})

const idIn = ({ detail }: BusEvent): string => (detail as Envelope).subject.id
