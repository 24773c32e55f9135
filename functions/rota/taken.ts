import { duties } from '../../domain/on-call.ts'
import type { Duty, Rotation, Shift } from '../../schemas/on-call.ts'
import type { Absence, KeptTechnician } from '../../schemas/technician.ts'
import type { Instant } from '../../schemas/time.ts'
import type { Visit } from '../../schemas/visit.ts'
import { rotationsNow } from '../platform/table/rotations.ts'
import { shiftsOf } from '../platform/table/shifts.ts'
import { visitsOf } from '../platform/table/visits.ts'

/** All that takes somebody's time in `[from, to)`, whole where it reaches beyond. */
export interface Taken {
  absences: Absence[]
  shifts: Shift[]
  onCall: (Duty & { by: Rotation })[]
  visits: Visit[]
}

/** What somebody's time between two instants goes to: four requests. */
export async function taken(technician: KeptTechnician, from: Instant, to: Instant): Promise<Taken> {
  const { id } = technician
  const [shifts, rotations, visits] = await Promise.all([
    shiftsOf([id], from, to),
    rotationsNow(),
    visitsOf(id, from, to),
  ])
  const inIt = rotations.filter(({ members, overrides }) =>
    [...members, ...overrides.map(({ person }) => person)].includes(id),
  )
  return {
    absences: technician.absences.filter((absence) => absence.from < to && from < absence.until),
    shifts,
    onCall: inIt
      .flatMap((by) => duties(by, from, to).map((duty) => ({ ...duty, by })))
      .filter(({ person }) => person === id)
      .toSorted((a, b) => (a.from < b.from ? -1 : 1)),
    visits,
  }
}
