import { giveLink, revokeLinks } from '../../domain/page-links.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { makeTrackLink, revokeLinks as revokeOperation } from '../../schemas/operations/track.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import type { Request } from '../platform/http/edge.ts'
import { expiryOf, pathOf, tokenOf } from '../platform/mail/links.ts'
import { mailSecrets } from '../platform/mail/secrets.ts'
import { publicUrl } from '../platform/public-url.ts'
import { worksHere } from '../platform/table/people.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { change } from '../platform/tickets/command.ts'

/** Makes a link to the page of a ticket, and tells it. What is kept of the answer for its Idempotency-Key has the token sealed. */
export async function giveTrackLink(request: Request<typeof makeTrackLink>): Promise<StoredAnswer> {
  const { actor, now, params } = request
  const [secrets, expiresAt, url] = await Promise.all([mailSecrets(), expiryOf(now), publicUrl()])
  const seal = `track ${actor.id} ${params.id}`
  const answer = await change(
    // What is made is no version of the ticket.
    { ...request, ifMatch: undefined },
    params.id,
    async ({ ticket }) => {
      if (!ticket.contact?.email && (await worksHere(ticket.requester)))
        throw new Refusal('conflict', 'Nobody outside has asked for this ticket: there is nobody to give a link to.')
      return { command: giveLink(ticket.requester) }
    },
    ({ ticket }) => {
      const token = tokenOf(secrets, 'track', ticket, { person: ticket.requester, expiresAt })
      return request.answer({ url: url + pathOf('track', sealCursor(token, seal)), expiresAt })
    },
  )
  return { ...answer, body: answer.body.replace(/(?<=\/track\/)[\w-]+/, (sealed) => openCursor(sealed, seal)) }
}

/** Makes void what was sent up to now. */
export const revokeAll = (request: Request<typeof revokeOperation>): Promise<StoredAnswer> =>
  change(
    { ...request, ifMatch: undefined },
    request.params.id,
    () => ({ command: revokeLinks, evenMerged: true }),
    () => request.nothing(),
  )
