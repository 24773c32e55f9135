import { DeleteSuppressedDestinationCommand, SESv2Client } from '@aws-sdk/client-sesv2'
import { type Suppression as Held, lifted, suppressionOf } from '../../domain/mail/outcome.ts'
import { notFound } from '../../domain/refusal.ts'
import type { liftSuppression, listSuppressions } from '../../schemas/operations/outgoing-mails.ts'
import type { Suppression } from '../../schemas/suppression.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import { type Request, replayed, settled } from '../platform/http/edge.ts'
import { byOf } from '../platform/http/record.ts'
import { clearContact } from '../platform/mail/suppression.ts'
import { patience } from '../platform/patience.ts'
import { untilWon } from '../platform/retry.ts'
import { commitOnce } from '../platform/table/commit-once.ts'
import {
  type Correspondent,
  correspondentPut,
  listSuppressed,
  loadCorrespondent,
} from '../platform/table/correspondents.ts'
import { findRequest } from '../platform/table/requests.ts'

export async function suppressed(request: Request<typeof listSuppressions>) {
  const { actor, query, answer } = request
  const owner = `suppressions ${actor.id}`
  const before = query.cursor && openCursor(query.cursor, owner)
  const { items, next } = await listSuppressed(query.limit, before)
  return answer({ items: items.map(shown), ...(next && { next: sealCursor(next, owner) }) })
}

function shown(correspondent: Correspondent): Suppression {
  const { address, bounced } = correspondent
  return {
    address,
    ...(suppressionOf(correspondent) as Held),
    bounces: bounced?.times ?? 0,
    ...(bounced?.diagnostic && { diagnostic: bounced.diagnostic }),
  }
}

const ses = new SESv2Client({ requestHandler: patience })

/**
 * Has an address written to again. SES comes first, then its contact, and last what the desk lists, with the answer: what
 * crashes in between is still listed, and lifted when it is asked for again.
 */
export async function lift(request: Request<typeof liftSuppression>) {
  const { now, once, params } = request
  // Nothing would be left to lift, before the answer of the first time were found.
  const stored = once && (await findRequest(once))
  if (stored) return replayed(stored, once)
  const wasListed = await unlist(params.address)
  const answer = request.nothing()
  return untilWon(async () => {
    const known = await loadCorrespondent(params.address)
    const isHeld = suppressionOf(known) !== undefined
    if (!isHeld && !wasListed) throw notFound()
    await clearContact(params.address, byOf(request))
    if (!isHeld && !once) return answer
    const writes = isHeld ? [correspondentPut(lifted(known, now))] : []
    return settled(await commitOnce(writes, once, answer), once, answer)
  })
}

/** Takes an address off the account's own list; false where it is not on it. */
async function unlist(EmailAddress: string): Promise<boolean> {
  try {
    await ses.send(new DeleteSuppressedDestinationCommand({ EmailAddress }))
    return true
  } catch (fault) {
    if ((fault as Error).name === 'NotFoundException') return false
    throw fault
  }
}
