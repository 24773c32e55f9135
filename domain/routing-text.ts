import type { Candidate, OutReason, RoutingOutcome, RuleStep } from '../schemas/routing.ts'
import type { ChosenBy } from './routing.ts'

/** What each way of choosing says of whoever was chosen: nobody is better by it, which does not say that nobody is as good. */
const chosenBy: Record<ChosenBy, string> = {
  'round-robin': 'it was their turn',
  'least-loaded': 'nobody who fits has less in hand for what they can take',
  'best-skilled': 'nobody who fits is better skilled for it',
  nearest: 'nobody who fits is nearer',
  'best-match': 'nobody who fits has a better score',
  person: 'the rule names them',
  'on-call': 'they are on call',
  preferred: 'the customer prefers them',
}

/** These say by themselves whose it is: nobody is held against others. */
const named: readonly ChosenBy[] = ['person', 'on-call', 'preferred']

/** Who got it, and why they of those who fit. Where one alone fits, that is why: no strategy had anything to choose. */
export function whyChosen(chosen: Candidate, by: ChosenBy, candidates: readonly Candidate[]): string {
  const all = candidates.length
  const fitting = candidates.filter(({ fits }) => fits).length
  const gets = `${chosen.name} gets it, because`
  if (fitting === 1 && !named.includes(by))
    return `${gets} they are the only one who fits${all > 1 ? ` (of ${all})` : ''}`
  return `${gets} ${reasonOf(chosen, by)}${all > 1 ? ` (${fitting} of ${all} fit)` : ''}`
}

function reasonOf({ score, distanceKm }: Candidate, by: ChosenBy): string {
  if (by === 'nearest' && distanceKm === undefined)
    return `nobody's way there is known, and ${chosenBy['least-loaded']}`
  return by === 'best-match' && score !== undefined ? `${chosenBy[by]}: ${score}` : chosenBy[by]
}

/** What keeps people from a ticket, counted. */
const kept: Record<OutReason, [one: string, many: string]> = {
  'not-here': ['does not work here any more', 'do not work here any more'],
  'not-assignable': ['gets nothing by the rules', 'get nothing by the rules'],
  excluded: ['had it before', 'had it before'],
  absent: ['is absent', 'are absent'],
  off: ['is off', 'are off'],
  'outside-hours': ['is not at work', 'are not at work'],
  'no-capacity': ['has no capacity', 'have no capacity'],
  'skill-missing': ['lacks a skill', 'lack a skill'],
  'skill-too-low': ['is not skilled enough', 'are not skilled enough'],
  'skill-expired': ['has a skill that expired', 'have a skill that expired'],
  'certification-missing': ['lacks a certificate', 'lack a certificate'],
  'certification-expired': ['has a certificate that expired', 'have a certificate that expired'],
  'outside-area': ['does not drive there', 'do not drive there'],
}

/** Why nobody of several fits: everyone counted once, by the first thing that keeps them. One alone is told in full. */
export function nobodyFits(candidates: readonly Candidate[]): string {
  const [only] = candidates
  if (!only) return 'there is nobody to give it to'
  if (candidates.length === 1)
    return `${only.name} ${only.out?.map(({ says }) => says).join(' and ') ?? 'does not fit'}`
  const counts = new Map<OutReason, Candidate[]>()
  for (const one of candidates) {
    const first = one.out?.[0]?.reason
    if (first) counts.set(first, [...(counts.get(first) ?? []), one])
  }
  const told = [...counts].map(
    ([reason, those]) => `${those.length} ${kept[reason][those.length === 1 ? 0 : 1]}${numbers(reason, those)}`,
  )
  return `nobody of ${candidates.length} fits: ${told.join(', ')}`
}

/** The numbers, where they are what keeps somebody. */
function numbers(reason: OutReason, those: readonly Candidate[]): string {
  if (reason !== 'no-capacity') return ''
  const points = those.reduce((sum, { workload }) => sum + workload.points, 0)
  const capacity = those.reduce((sum, { workload }) => sum + workload.capacity, 0)
  return ` (${points} of ${capacity} taken)`
}

const results: Partial<Record<RuleStep['result'], [one: string, many: string]>> = {
  off: ['is off', 'are off'],
  'not-yet': ['does not hold yet', 'do not hold yet'],
  over: ['is over', 'are over'],
  'no-match': ['does not match', 'do not match'],
}

/** The whole in sentences: each rule that held, and how many did not. */
export function outcomeSays(outcome: RoutingOutcome['outcome'], steps: readonly RuleStep[]): string[] {
  const held = steps.filter(({ result }) => !(result in results))
  const sentences = held.map(({ name, says }) => `Rule "${name}" ${says}.`)
  if (outcome !== 'nobody') return sentences
  if (steps.length === 0) return ['There are no assignment rules.']
  const others = Object.entries(results).flatMap(([result, [one, many]]) => {
    const count = steps.filter((step) => step.result === result).length
    return count > 0 ? [`${count} ${count === 1 ? one : many}`] : []
  })
  const first = held.length > 0 ? 'No rule found anybody; of the others ' : 'No rule holds: '
  return [others.length > 0 ? `${first}${others.join(', ')}.` : 'No rule found anybody.', ...sentences]
}
