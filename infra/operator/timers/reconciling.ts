import { Trouble } from '../../local/trouble.ts'
import type { Ending, Run } from '../line/command.ts'
import { sendAll } from '../parked/queues.ts'
import { variablesOf } from '../resources.ts'

/** Has everything put right that is late, or that nothing sleeps for. */
export async function reconcile(given: Run, most: number): Promise<Ending> {
  const { screen, dryRun } = given
  const resources = await given.resources()
  const variables = await variablesOf(resources, 'Slaslasupervise')
  if (!variables) throw new Trouble('This desk has no timers.', 'Deploy it again: docs/deploying.md.')
  process.env.STATE_MACHINE_ARN = variables.STATE_MACHINE_ARN
  const { wakesUntil } = await import('../../../functions/platform/table/wakes.ts')
  const { brokenSleeps } = await import('./sleeps.ts')
  const now = Date.now()
  const nowAt = new Date(now).toISOString()
  const horizon = new Date(now + Number(variables.HORIZON_SECONDS) * 1000).toISOString()
  const [unarmed, late] = await Promise.all([wakesUntil('UNARMED', horizon), wakesUntil('ARMED', nowAt)])
  const progress = screen.progress('executions')
  const { looked, broken } = await brokenSleeps(now, most, (so) => progress.at(so))
  progress.end()
  const numbers = [...new Set([...unarmed, ...late])]
  screen.table(
    ['ticket', 'execution', 'should wake', 'is'],
    broken.map((one) => [one.number, one.execution, one.wakeAt, one.status]),
  )
  screen.say(
    `${unarmed.length} without an execution within the horizon, ${late.length} past their wake; of ${looked} that should sleep ${broken.length} do not.`,
  )
  const found = numbers.length + broken.length
  if (!dryRun && found > 0) {
    const queue = String(resources.outputs.TimersQueueUrl)
    await sendAll(queue, [
      ...numbers.map((number) => ({ number })),
      // As the rule for changes of executions would have told it.
      ...broken.map(({ execution }) => ({ source: 'aws.states', detail: { name: execution, status: 'ABORTED' } })),
    ])
    screen.say('They are on the queue of timers; `sla reconcile --dry-run` says in a minute whether that has helped.')
  }
  screen.give({ dryRun, unarmed, late, looked, broken })
  return dryRun && found > 0 ? 'found' : 'well'
}
