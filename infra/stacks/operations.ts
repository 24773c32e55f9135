import { type App, Stack, type StackProps } from 'aws-cdk-lib'
import { alarmsOf } from '../constructs/alarm.ts'
import { AlarmTickets } from '../constructs/alarm-tickets.ts'
import { Causes } from '../constructs/causes.ts'
import { drawBoard } from '../constructs/dashboards/board.ts'
import { costBoard } from '../constructs/dashboards/cost-board.ts'
import { deskBoard } from '../constructs/dashboards/desk-board.ts'
import { flowBoard } from '../constructs/dashboards/flow-board.ts'
import { mailBoard } from '../constructs/dashboards/mail-board.ts'
import { watch } from '../constructs/dashboards/watched.ts'
import { LateAlarms } from '../constructs/late-alarms.ts'
import { Standing } from '../constructs/standing.ts'
import type { ApiStack } from './api.ts'
import type { DataStack } from './data.ts'
import type { DeskStack } from './desk.ts'

interface OperationsProps extends StackProps {
  readonly data: DataStack
  readonly desk: DeskStack
  readonly api: ApiStack
  /** Every other stack: what is in them is watched. */
  readonly others: readonly Stack[]
}

/** What whoever runs the desk looks at, and what wakes them: stands on the other stacks, and holds on to none. */
export class OperationsStack extends Stack {
  constructor(app: App, id: string, { data, desk: behind, api, others, ...props }: OperationsProps) {
    super(app, id, props)
    const { desk, tickets, topics } = data
    new Standing(this, 'Standing', { desk, tickets })
    new AlarmTickets(this, 'AlarmTickets', { desk, tickets, topics })
    // The emulator has neither alarms of several alarms nor dashboards.
    if (desk.stage.isLocal) return
    const stacks = [data, behind, api, ...others]
    for (const stack of stacks) this.addStackDependency(stack)
    const watched = watch([...stacks, this], {
      table: tickets.table,
      indexes: tickets.indexNames,
      api: api.api.api,
      machine: behind.sla.machine,
    })
    new LateAlarms(this, 'Late', { desk, watched })
    const causes = new Causes(this, 'Causes', { desk, alarms: alarmsOf([...stacks, this]) })
    for (const board of [
      deskBoard(watched, causes.composites),
      flowBoard(watched),
      mailBoard(watched),
      costBoard(watched),
    ]) {
      drawBoard(this, board)
    }
  }
}
