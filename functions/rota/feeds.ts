import { randomBytes } from 'node:crypto'
import { minds } from '../../domain/people.ts'
import { notFound, Refusal } from '../../domain/refusal.ts'
import { basePath } from '../../schemas/operations/operation.ts'
import type { makeCalendarFeed, revokeCalendarFeed } from '../../schemas/operations/rota.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import { type Request, settled } from '../platform/http/edge.ts'
import { unchanged } from '../platform/http/record.ts'
import { untilWon } from '../platform/retry.ts'
import { askerOf } from '../platform/table/asker.ts'
import { commitOnce } from '../platform/table/commit-once.ts'
import { feedOf, feedWrites } from '../platform/table/feeds.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { worker } from '../platform/table/workers.ts'

type Asked = Request<typeof makeCalendarFeed> | Request<typeof revokeCalendarFeed>

const secretBytes = 32

/** Whose link it is. Refuses, as not found, who does not work here; as forbidden, whoever does not mind them. */
async function ownerIn({ actor, params }: Asked): Promise<string> {
  const technician = await worker(params.id === 'me' ? actor.id : params.id)
  if (!technician) throw notFound()
  if (!minds(await askerOf(actor), technician))
    throw new Refusal('forbidden', 'That is for themselves, the supervisors of their teams, and managers.')
  return technician.id
}

/** Makes a link, and tells it. What is kept of the answer for its Idempotency-Key has the secret sealed. */
export async function makeFeed(request: Request<typeof makeCalendarFeed>): Promise<StoredAnswer> {
  const { now, once, actor } = request
  const technician = await ownerIn(request)
  const seal = `feed ${actor.id} ${technician}`
  const secret = randomBytes(secretBytes).toString('base64url')
  const told = (secret: string) => request.answer({ path: `${basePath}/calendar-feeds/${secret}`, createdAt: now })
  const kept = told(sealCursor(secret, seal))
  return untilWon(async () => {
    const writes = feedWrites(technician, await feedOf(technician), secret, now)
    const done = settled(await commitOnce(writes, once, kept), once, kept)
    if (done === kept) return told(secret)
    return done && { ...done, body: unsealed(done.body, seal) }
  })
}

/** An answer that was given before, as it was. */
const unsealed = (body: string, seal: string): string =>
  body.replace(/(?<=calendar-feeds\/)[\w-]+/, (sealed) => openCursor(sealed, seal))

/** Revokes the link. Where there is none, there is none afterwards. */
export async function revokeFeed(request: Request<typeof revokeCalendarFeed>): Promise<StoredAnswer> {
  const { now, once } = request
  const technician = await ownerIn(request)
  return untilWon(async () => {
    const had = await feedOf(technician)
    const done = request.nothing()
    if (had === undefined) return unchanged(once, done)
    return settled(await commitOnce(feedWrites(technician, had, undefined, now), once, done), once, done)
  })
}
