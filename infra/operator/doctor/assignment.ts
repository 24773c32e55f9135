import { assignmentRulesNow } from '../../../functions/platform/table/assignment-rules.ts'
import { findAllWaiting, waiting } from '../../../functions/platform/table/routing.ts'
import { techniciansNow } from '../../../functions/platform/table/technicians.ts'
import { counted, type Finding, mostNamed } from './finding.ts'

const overdueAfterMs = 3 * 60_000
const most = 500
const forever = '9999-12-31T23:59:59.999Z'

/** Why tickets find nobody by themselves. */
export async function assignmentFindings(now: number): Promise<Finding[]> {
  const [rules, people, late, mayFit, noRule] = await Promise.all([
    assignmentRulesNow(),
    techniciansNow(),
    waiting('ROUTING', new Date(now - overdueAfterMs).toISOString(), most),
    waiting('ROUTING', forever, most),
    waiting('UNROUTED', forever, most),
  ])
  const complaint = 'assignment'
  const found: Finding[] = []
  const on = rules.filter(({ enabled }) => enabled)
  if (on.length === 0) {
    const says = `No assignment rule is switched on (there are ${rules.length}): nobody is ever chosen.`
    found.push({
      complaint,
      level: 'wrong',
      says,
      fix: 'PATCH /assignment-rules/{id} with `enabled`; docs/assignment.md.',
    })
  }
  const here = people.filter(({ active }) => active)
  const atWork = here.filter(({ status }) => status !== 'off')
  if (atWork.length === 0) {
    const says = `Of ${counted(here.length, 'person', 'people')} who work here all are off.`
    found.push({ complaint, level: 'wrong', says, fix: 'POST /technicians/{id}/status; or `user add`.' })
  }
  if (late.length > 0) {
    const says = `${counted(late.length, 'ticket')} should have been tried again by now: nobody looks for those that wait.`
    const fix = 'Runbook: "Nobody looks for waiting tickets", "Tickets cannot be assigned".'
    found.push({
      complaint,
      level: 'wrong',
      says,
      tickets: late.slice(0, mostNamed),
      figures: { late: late.length },
      fix,
    })
  }
  found.push(...(await unmatched(noRule)), ...(await unfitting(mayFit.filter((number) => !late.includes(number)))))
  return found
}

async function unmatched(numbers: readonly string[]): Promise<Finding[]> {
  if (numbers.length === 0) return []
  const says = `No rule holds for ${counted(numbers.length, 'ticket')}: as the rules and people are, nobody can get ${numbers.length === 1 ? 'it' : 'them'}.`
  const fix = 'GET /tickets/{id}/assignment says why of each; add a rule, or somebody with the skill.'
  return [
    {
      complaint: 'assignment',
      level: 'wrong',
      says,
      tickets: numbers.slice(0, mostNamed),
      figures: { waiting: numbers.length },
      fix,
    },
  ]
}

/** That nobody fits at the moment is how it should be, while all are busy or at home. */
async function unfitting(numbers: readonly string[]): Promise<Finding[]> {
  if (numbers.length === 0) return []
  const known = await findAllWaiting(numbers)
  const why = new Map<string, number>()
  for (const { outcome } of known.values()) {
    const because = outcome?.steps.findLast(({ result }) => result === 'nobody-fits' || result === 'waits')?.result
    const words =
      because === 'nobody-fits' ? 'nobody fits now' : because === 'waits' ? 'the rule lets it wait' : 'not tried yet'
    why.set(words, (why.get(words) ?? 0) + 1)
  }
  const parts = [...why].map(([words, count]) => `${count} ${words}`).join(', ')
  const says = `${counted(numbers.length, 'ticket')} ${numbers.length === 1 ? 'waits' : 'wait'} for somebody: ${parts}.`
  const fix = 'GET /tickets/{id}/assignment says of each who is out, and why.'
  return [
    {
      complaint: 'assignment',
      level: 'note',
      says,
      tickets: numbers.slice(0, mostNamed),
      figures: Object.fromEntries(why),
      fix,
    },
  ]
}
