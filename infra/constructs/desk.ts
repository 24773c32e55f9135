import { RemovalPolicy } from 'aws-cdk-lib'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import type { AlarmLevel } from '../../schemas/alarm.ts'
import type { Stage } from '../stage.ts'
import type { DeskBus } from './event-bus.ts'
import type { TicketTable } from './ticket-table.ts'

/** What every construct of a desk is told: its stage, where the bundles are, and who hears alarms. */
export interface Desk {
  readonly stage: Stage
  readonly bundles: string
  readonly alarms?: Readonly<Record<AlarmLevel, ITopic>>
}

/** What a part of the desk stands on that works with tickets and hears or tells of them. */
export interface PartProps {
  readonly desk: Desk
  readonly tickets: TicketTable
  readonly bus: DeskBus
}

/** Whether what holds data stays when its stack is deleted. */
export const removalPolicyOf = ({ isProtected }: Stage): RemovalPolicy =>
  isProtected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY

/** A log that is kept as long as the stage says. */
export class DeskLog extends LogGroup {
  constructor(scope: Construct, id: string, { stage }: Desk, logGroupName?: string) {
    super(scope, id, {
      ...(logGroupName && { logGroupName }),
      retention: stage.logRetentionDays,
      removalPolicy: removalPolicyOf(stage),
    })
  }
}
