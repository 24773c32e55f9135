import { invalid } from '../../domain/refusal.ts'
import { NewShift, type Shift } from '../../schemas/on-call.ts'
import type { changeShift, deleteShift, getShift, listShifts } from '../../schemas/operations/rota.ts'
import type { Request } from '../platform/http/edge.ts'
import { patchRecord, readRecord, removeRecord } from '../platform/http/record.ts'
import { staffChanged } from '../platform/table/loads.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { type ShiftBook, shiftBookWrites, shifts, shiftsBetween, shiftsOf } from '../platform/table/shifts.ts'
import { everybody } from '../platform/table/technicians.ts'
import { worker } from '../platform/table/workers.ts'
import { booksAround, judgePlanned } from './planning.ts'

/** Shifts of everybody, of a person, or of a team's people as they are now. */
export async function shiftsForStaff({ query, answer }: Request<typeof listShifts>): Promise<StoredAnswer> {
  const { from, to, technician, team } = query
  const found = technician ? await shiftsOf([technician], from, to) : await shiftsBetween(from, to)
  if (!team) return answer({ items: found })
  const people = (await everybody()).filter(({ teams }) => teams.includes(team))
  const inTeam = new Set(people.map(({ id }) => id))
  return answer({ items: found.filter((shift) => inTeam.has(shift.technician)) })
}

export const shiftForStaff = (request: Request<typeof getShift>): Promise<StoredAnswer> =>
  readRecord(request, { records: shifts, answer: request.answer }, { id: request.params.shift })

/** Moves a shift, or gives it to somebody else. Refuses who does not work here, and what overlaps another of theirs. */
export async function moveShift(request: Request<typeof changeShift>): Promise<StoredAnswer> {
  let books: ShiftBook[] = []
  const complete = async (after: Shift, before: Shift | undefined) => {
    if (after.technician !== before?.technician && !(await worker(after.technician)))
      throw invalid('technician', 'does not work here', 'the id of somebody who does')
    books = await booksAround(before ? [before, after] : [after])
    judgePlanned([after], books, () => 'from')
    return after
  }
  const writes = (before: Shift | undefined, after: Shift | undefined) => {
    const [gone, added] = [before ? [before] : [], after ? [after] : []]
    return [
      ...shiftBookWrites(books, gone, added),
      ...staffChanged(...[...gone, ...added].map((one) => one.technician)),
    ]
  }
  const handling = { records: shifts, answer: request.answer, complete, writes }
  return patchRecord(request, handling, { id: request.params.shift }, request.body, NewShift)
}

export async function dropShift(request: Request<typeof deleteShift>): Promise<StoredAnswer> {
  let books: ShiftBook[] = []
  const judge = async (shift: Shift) => {
    books = await booksAround([shift])
  }
  const writes = (before: Shift | undefined) => {
    const gone = before ? [before] : []
    return [...shiftBookWrites(books, gone, []), ...staffChanged(...gone.map((one) => one.technician))]
  }
  return removeRecord(request, { records: shifts, judge, writes }, { id: request.params.shift })
}
