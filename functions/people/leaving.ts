import type * as z from 'zod'
import { Refusal } from '../../domain/refusal.ts'
import type { deactivateTechnician, reactivateTechnician } from '../../schemas/operations/people.ts'
import type { Deactivated, KeptTechnician } from '../../schemas/technician.ts'
import type { Instant } from '../../schemas/time.ts'
import type { Request } from '../platform/http/edge.ts'
import { amendRecord } from '../platform/http/record.ts'
import { feedOf, feedWrites } from '../platform/table/feeds.ts'
import { openTicketsOf } from '../platform/table/open-tickets.ts'
import { forgetStaff } from '../platform/table/people.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { teamsNow } from '../platform/table/teams.ts'
import { visitsAheadOf } from '../platform/table/visits.ts'
import { handlingFor, judgeAbove } from './technicians.ts'

/**
 * Makes somebody inactive: with it their account refuses. That they are signed out and their tickets go back to the rules
 * follows from the event (functions/people/follow.ts); the answer names those that are theirs now.
 */
export async function deactivate(request: Request<typeof deactivateTechnician>): Promise<StoredAnswer> {
  const { actor, body, now, params } = request
  let left: Pick<z.output<typeof Deactivated>, 'tickets' | 'visits'> = { tickets: [], visits: [] }
  const judge = async (technician: KeptTechnician) => {
    judgeAbove(actor)(technician)
    if (technician.id === actor.id) throw new Refusal('conflict', 'Nobody deactivates themselves.')
    await judgeLeads(technician.id)
  }
  let feed: string | undefined
  const base = await handlingFor({
    actor,
    answer: (technician, headers) => request.answer({ technician, ...left }, headers),
  })
  const writes: typeof base.writes = (before, after) => [
    ...base.writes(before, after),
    // The link to their calendar is gone with them: it opens nothing when they are back, either.
    ...(feed ? feedWrites(params.id, feed, undefined, now) : []),
  ]
  const answer = await amendRecord(request, { ...base, judge, writes }, params, async (before) => {
    const found = await Promise.all([leftBy(before.id, now), feedOf(before.id)])
    left = found[0]
    feed = found[1]
    return before.active ? { ...before, active: false, left: { at: now, reason: body.reason } } : before
  })
  forgetStaff(params.id)
  return answer
}

/** What is somebody's at this moment. */
async function leftBy(person: string, now: Instant) {
  const [tickets, visits] = await Promise.all([openTicketsOf(person), visitsAheadOf(person, now)])
  return { tickets, visits: visits.map(({ id, ticket, from }) => ({ id, ticket, from })) }
}

/** Whom escalations come to works here: another is to be named first. */
async function judgeLeads(person: string): Promise<void> {
  const led = (await teamsNow()).filter(({ supervisor, manager }) => supervisor === person || manager === person)
  if (led.length === 0) return
  const names = led.map(({ name }) => name).join(', ')
  throw new Refusal('conflict', `They are the supervisor or manager of: ${names}. Name another there first.`)
}

export async function reactivate(request: Request<typeof reactivateTechnician>): Promise<StoredAnswer> {
  const { actor, params } = request
  const handling = { ...(await handlingFor(request)), judge: judgeAbove(actor) }
  const answer = await amendRecord(request, handling, params, (before) => {
    if (before.active) return before
    const { left: _, ...rest } = before
    return { ...rest, active: true }
  })
  forgetStaff(params.id)
  return answer
}
