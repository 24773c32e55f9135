import { businessTime, never } from '../../../domain/business-time.ts'
import { calendarsNow } from '../../../functions/platform/table/calendars.ts'
import { generationsNow } from '../../../functions/platform/table/recount.ts'
import { wakesUntil } from '../../../functions/platform/table/wakes.ts'
import { brokenSleeps } from '../timers/sleeps.ts'
import { counted, type Finding, mostNamed } from './finding.ts'

/** The sweep looks once a minute: what it has not found after three is not being looked for. */
const overdueAfterMs = 3 * 60_000
/** A calendar that opens at no time within so long is one that somebody has forgotten. */
const longestClosedMs = 60 * 24 * 60 * 60_000

/** Why clocks, milestones or figures are not what people expect. */
export async function serviceLevelFindings(now: number): Promise<Finding[]> {
  return [...(await timers(now)), ...(await closedCalendars(now)), ...(await figures())]
}

async function timers(now: number): Promise<Finding[]> {
  const until = new Date(now - overdueAfterMs).toISOString()
  const [unarmed, armed, sleeps] = await Promise.all([
    wakesUntil('UNARMED', until),
    wakesUntil('ARMED', until),
    brokenSleeps(now),
  ])
  const overdue = [...new Set([...unarmed, ...armed])]
  const found: Finding[] = []
  if (overdue.length > 0) {
    const says = `${counted(overdue.length, 'ticket')} should have been looked at by now: warnings, breaches or closings are not on record yet.`
    const fix = '`sla reconcile` brings them up to now; runbook: "The sweep fails", "The sweep is silent".'
    const figures = { unarmed: unarmed.length, armed: armed.length }
    found.push({ complaint: 'sla', level: 'wrong', says, tickets: overdue.slice(0, mostNamed), figures, fix })
  }
  if (sleeps.broken.length > 0) {
    const says = `Of ${sleeps.looked} executions that should sleep for tickets ${sleeps.broken.length} do not: their milestones would come by the sweep, up to two minutes late.`
    const tickets = sleeps.broken.slice(0, mostNamed).map(({ number }) => number)
    const figures = { looked: sleeps.looked, broken: sleeps.broken.length }
    found.push({ complaint: 'sla', level: 'wrong', says, tickets, figures, fix: '`sla reconcile` arms them again.' })
  }
  return found
}

async function closedCalendars(now: number): Promise<Finding[]> {
  const found: Finding[] = []
  for (const calendar of await calendarsNow()) {
    const next = businessTime(calendar).nextOpening(now)
    if (next - now < longestClosedMs) continue
    const when = next >= never ? 'never opens again' : `opens no sooner than ${new Date(next).toISOString()}`
    const says = `The calendar "${calendar.name}" ${when}: clocks by it stand still.`
    found.push({ complaint: 'sla', level: 'wrong', says, fix: `PATCH /calendars/${calendar.id}; docs/calendars.md.` })
  }
  return found
}

async function figures(): Promise<Finding[]> {
  const { serving, filling } = await generationsNow()
  if (serving === filling) {
    return []
  }
  const says = 'A recount of the statistics is under way, or was cut off: everything is counted twice meanwhile.'
  return [{ complaint: 'sla', level: 'note', says, figures: { serving, filling }, fix: '`stats rebuild` ends it.' }]
}
