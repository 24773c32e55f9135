import type { Room } from '../../../domain/partners/bucket.ts'
import { busy, Refusal } from '../../../domain/refusal.ts'
import type { Operation } from '../../../schemas/operations/operation.ts'
import type { Account } from '../../../schemas/people.ts'
import { lookAtGate, type Passage, passGate } from '../table/partner-gate.ts'
import { deskSettings } from '../table/settings.ts'
import { logger } from '../telemetry.ts'

/** What an answer tells of a limit, by the names of its header fields. */
export type Fields = Record<string, string>

interface Passing {
  /** The client id that the token was given to. */
  key: string
  client: string
  account: Account
  operation: Operation
  now: string
  fields: Fields
}

/**
 * Lets a partner's program through its limit, and counts it. Refuses as `too-many` beyond it, and as `forbidden` where its client,
 * its key or the scope is gone: all as it is in the table now. `fields` gets what the answer says of the limit.
 */
export async function passLimit({ key, client, account, operation, now, fields }: Passing): Promise<void> {
  // A list as CSV is read page by page, by a request for each: it is one call.
  if (fields['ratelimit-policy']) return
  const callsPerMinute = account.callsPerMinute ?? (await deskSettings()).partnerCallsPerMinute
  const passage = await knock({ client, callsPerMinute, group: operation.tag, now })
  if (passage.is === 'gone') throw gone()
  const { gate } = passage
  const held = gate.keys?.find(({ id }) => id === key)
  if (!held || (held.until && held.until <= now)) throw gone()
  if (passage.is !== 'uncounted') Object.assign(fields, fieldsOf(passage.room, callsPerMinute))
  if (passage.is === 'limited') {
    const seconds = Math.max(1, Math.ceil(passage.room.nextInMs / 1000))
    fields['retry-after'] = `${seconds}`
    throw new Refusal('too-many', `Your client may make ${callsPerMinute} calls a minute. Try again in ${seconds} s.`)
  }
  if (operation.scope && !gate.scopes?.includes(operation.scope)) {
    throw new Refusal('forbidden', `This needs the scope desk/${operation.scope}, which your client has no longer.`)
  }
}

const gone = () => new Refusal('forbidden', 'This login does not belong to anybody at the desk any more.')

/**
 * A table that is too busy to count does not: the limit guards the desk from one client, and refusing them all would do what it
 * guards from. The gateway's own throttle still holds. What a client may do is looked up all the same, and where that cannot
 * be read either it is not known, and nobody is let through.
 */
async function knock(passing: Parameters<typeof passGate>[0]): Promise<Passage> {
  try {
    const passage = await passGate(passing)
    if (passage) return passage
    logger.warn('A call of a partner is not counted: too many came in between')
  } catch (fault) {
    logger.warn('A call of a partner is not counted', fault as Error)
  }
  try {
    return await lookAtGate(passing.client)
  } catch (fault) {
    logger.warn('What a partner may do cannot be read: the call is refused', fault as Error)
    throw busy()
  }
}

/** The fields of draft-ietf-httpapi-ratelimit-headers-10: the quota of a minute, what is left of it, and when it is whole again. */
const fieldsOf = ({ remaining, fullInMs }: Room, callsPerMinute: number): Fields => ({
  'ratelimit-policy': `"client";q=${callsPerMinute};w=60`,
  ratelimit: `"client";r=${remaining};t=${Math.ceil(fullInMs / 1000)}`,
})
