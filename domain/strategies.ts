import type { Strategy } from '../schemas/assignment-rule.ts'
import type { Candidate, TermName } from '../schemas/routing.ts'
import { turnOf } from './candidates.ts'
import { loadOf, type Staff } from './staff.ts'

/** A number by which the lower comes first. */
type Measure = (candidate: Candidate) => number

const termOf = ({ terms }: Candidate, name: TermName): number => terms?.find(({ term }) => term === name)?.value ?? 0

/**
 * Those who fit in the order of a strategy; where it does not tell them apart: the smaller share of their capacity, then whose
 * turn was longer ago, then the id. So the same input gives the same answer.
 */
export function inOrderOf(
  staff: Staff,
  strategy: Strategy,
  group: string,
  candidates: readonly Candidate[],
): Candidate[] {
  const turn: Measure = ({ technician }) => turnOf(loadOf(staff, technician), group)
  const share: Measure = ({ workload: { points, capacity } }) => (capacity === 0 ? 1 : points / capacity)
  const measures: Record<Strategy, Measure[]> = {
    'round-robin': [turn],
    'least-loaded': [share],
    'best-skilled': [(one) => -termOf(one, 'skill')],
    nearest: [({ distanceKm = Number.POSITIVE_INFINITY }) => distanceKm],
    'best-match': [({ score = 0 }) => -score],
  }
  const order = [...measures[strategy], share, turn]
  return candidates.filter(({ fits }) => fits).toSorted((a, b) => compared(order, a, b))
}

function compared(order: readonly Measure[], a: Candidate, b: Candidate): number {
  for (const measure of order) {
    const [first, second] = [measure(a), measure(b)]
    if (first !== second) return first < second ? -1 : 1
  }
  return a.technician < b.technician ? -1 : 1
}
