import { createHash } from 'node:crypto'
import { notFound } from '../../domain/refusal.ts'
import { dayMs, plus } from '../../domain/time.ts'
import type { readCalendarFeed } from '../../schemas/operations/rota.ts'
import type { Request } from '../platform/http/edge.ts'
import { sameTag } from '../platform/http/etag.ts'
import { feedOwner } from '../platform/table/feeds.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { worker } from '../platform/table/workers.ts'
import { icalendarOf } from './icalendar.ts'
import { taken } from './taken.ts'

const daysBack = 30
const daysAhead = 120

/** Somebody's calendar for whoever has the link. What does not open one, and that of somebody who has left, is not there. */
export async function publishedFeed({
  params,
  now,
  ifNoneMatch,
}: Request<typeof readCalendarFeed>): Promise<StoredAnswer> {
  const owner = await feedOwner(params.secret)
  const technician = owner === undefined ? undefined : await worker(owner)
  if (!technician) throw notFound()
  // Whole days, so that it stays the same for a day where nothing changes.
  const today = `${now.slice(0, 10)}T00:00:00.000Z`
  const time = await taken(technician, plus(today, -daysBack * dayMs), plus(today, (daysAhead + 1) * dayMs))
  const body = icalendarOf(technician, time)
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  const headers = { 'content-type': 'text/calendar; charset=utf-8', etag }
  return sameTag(ifNoneMatch, etag) ?? { status: 200, headers, body }
}
