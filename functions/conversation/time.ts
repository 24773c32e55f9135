import { removeTime, logTime as timeRule } from '../../domain/conversation.ts'
import { invalid, notFound, Refusal } from '../../domain/refusal.ts'
import type { listTimeEntries, logTime, removeTimeEntry } from '../../schemas/operations/conversation.ts'
import type { TimeEntry } from '../../schemas/time-entry.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import type { Request } from '../platform/http/edge.ts'
import { readTogether } from '../platform/table/merged.ts'
import { worksHere } from '../platform/table/people.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { listTime, loadTime, timeDelete, timePut } from '../platform/table/worked.ts'
import { change } from '../platform/tickets/command.ts'
import { placedId } from '../platform/tickets/placed-id.ts'
import { ticketFor } from '../platform/tickets/seeing.ts'

export async function timeForCaller(request: Request<typeof listTimeEntries>): Promise<StoredAnswer> {
  const { actor, params, query } = request
  const ticket = await ticketFor(actor, params.id)
  const { limit, order, cursor } = query
  const owner = `time ${ticket.number} ${order} ${actor.id}`
  const { items, next } = await listTime(await readTogether(ticket, actor), {
    limit,
    order,
    after: cursor && openCursor(cursor, owner),
  })
  const totals = ticket.loggedMinutes ?? { billable: 0, other: 0 }
  return request.answer({ items, totals, ...(next && { next: sealCursor(next, owner) }) })
}

export async function writeDownTime(request: Request<typeof logTime>): Promise<StoredAnswer> {
  const { actor, body, now, params } = request
  const person = body.person ?? actor.id
  await checkWorker(request, person)
  const workedAt = body.workedAt ?? now
  if (workedAt > now) throw invalid('workedAt', 'is in the future', 'an instant that has passed')
  let entry: TimeEntry | undefined
  return change(
    request,
    params.id,
    ({ ticket }) => {
      entry = {
        ...body,
        id: placedId('tim', ticket, now),
        ticket: ticket.number,
        person,
        workedAt,
        by: { id: actor.id, role: actor.role },
        createdAt: now,
      }
      const logged = entry
      return { command: timeRule(logged), writes: () => [timePut(logged)] }
    },
    () => request.answer(entry as TimeEntry),
  )
}

async function checkWorker({ actor }: Request<typeof logTime>, person: string): Promise<void> {
  if (person === actor.id) return
  if (actor.role === 'technician') throw new Refusal('forbidden', 'A technician logs their own time only.')
  if (!(await worksHere(person))) throw invalid('person', 'is not known', 'somebody who works here')
}

export const takeBackTime = (request: Request<typeof removeTimeEntry>): Promise<StoredAnswer> =>
  change(
    request,
    request.params.id,
    async ({ ticket }) => {
      const entry = await loadTime(ticket.number, request.params.entry)
      if (!entry) throw notFound()
      return { command: removeTime(entry), writes: () => [timeDelete(entry)] }
    },
    () => request.nothing(),
  )
