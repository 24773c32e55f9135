import { paint } from '../../local/steps.ts'
import type { Ending, Run } from '../line/command.ts'
import { assignmentFindings } from './assignment.ts'
import { type Complaint, complaints, type Finding } from './finding.ts'
import { machineryFindings } from './machinery.ts'
import { mailFindings } from './mail.ts'
import { serviceLevelFindings } from './service-levels.ts'
import { stockFindings } from './stock.ts'
import { examine, type Works } from './works.ts'

/** Everything that is to be said of a desk, complaint by complaint. */
export async function findings(works: Works, now: number): Promise<Finding[]> {
  const all = await Promise.all([
    machineryFindings(works, now),
    assignmentFindings(now),
    serviceLevelFindings(now),
    mailFindings(works, now),
    stockFindings(now),
  ])
  return all.flat()
}

/** Looks at a desk, and says what is wrong with it in sentences; nothing is changed. */
export async function doctor(given: Run): Promise<Ending> {
  const { screen, operands } = given
  const [only] = operands as [Complaint | undefined]
  const resources = await given.resources()
  process.env.STATE_MACHINE_ARN = resources.outputs.StateMachineArn
  const found = (await findings(await examine(resources), Date.now())).filter(
    ({ complaint }) => !only || complaint === only || complaint === 'machinery',
  )
  const wrong = found.filter(({ level }) => level === 'wrong')
  for (const complaint of Object.keys(complaints) as Complaint[]) {
    if (only && complaint !== only && complaint !== 'machinery') continue
    const own = found.filter((one) => one.complaint === complaint)
    const sign = own.some(({ level }) => level === 'wrong') ? paint('red', '✘') : paint('green', '✔')
    screen.say(`${sign} ${complaint}: ${own.length === 0 ? 'nothing found' : complaints[complaint]}`)
    for (const { level, says, tickets = [], fix } of own) {
      screen.say(`    ${level === 'wrong' ? paint('red', '!') : '·'} ${says}`)
      if (tickets.length > 0) screen.say(`      ${tickets.join(', ')}`)
      screen.say(`      → ${fix}`)
    }
  }
  if (!only || only === 'sla')
    screen.say('Whether the counted figures are right says `stats verify`, which reads all tickets.')
  screen.give({ stage: given.stage, well: wrong.length === 0, findings: found })
  return wrong.length > 0 ? 'found' : 'well'
}
