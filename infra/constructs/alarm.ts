import { Duration } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import type { Construct } from 'constructs'
import type { Desk } from './desk.ts'

interface DeskAlarmProps {
  readonly desk: Desk
  /** The paragraph of docs/runbook.md: the heading's anchor. */
  readonly paragraph: string
  readonly metric: IMetric
  /** Alarms above this; 0 by default. */
  readonly above?: number
  /** Alarms below this instead, and when there is no data at all. */
  readonly below?: number
  readonly periods?: number
}

export const minute = Duration.minutes(1)

/** An alarm whose description is the link to its paragraph in the runbook. */
export class DeskAlarm extends Alarm {
  constructor(
    scope: Construct,
    id: string,
    { desk, paragraph, metric, above = 0, below, periods = 1 }: DeskAlarmProps,
  ) {
    super(scope, id, {
      alarmDescription: `${desk.stage.runbook}#${paragraph}`,
      metric,
      threshold: below ?? above,
      comparisonOperator:
        below === undefined ? ComparisonOperator.GREATER_THAN_THRESHOLD : ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData: below === undefined ? TreatMissingData.NOT_BREACHING : TreatMissingData.BREACHING,
    })
    if (!desk.alarms) return
    this.addAlarmAction(new SnsAction(desk.alarms))
    this.addOkAction(new SnsAction(desk.alarms))
  }
}
