import { Duration, type Stack } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import type { Construct } from 'constructs'
import { type AlarmLevel, describe } from '../../schemas/alarm.ts'
import type { Desk } from './desk.ts'

/** Paragraphs of the runbook whose alarms get somebody up: a promise of time, or something of a customer's, is at stake. */
const pages = [
  'promises-are-at-risk',
  'timers-cannot-be-armed',
  'sleeping-executions-fail',
  'the-sweep-is-silent',
  'milestones-come-late',
  'publishing-is-late',
  'the-reconciler-is-silent',
  'mail-cannot-be-taken-in',
  'notices-cannot-be-sent',
  'the-api-fails',
  'the-table-is-ill',
  'the-table-refuses-requests',
  'the-table-fails',
  'alarms-cannot-open-tickets',
  'a-part-that-cannot-wait-is-ill',
]
/** Those that are looked at when somebody looks: nothing is late by them. */
const notes = ['the-search-index-is-large', 'searches-are-slow', 'nobody-measures-how-the-desk-stands']

/** How loudly the alarms of a paragraph speak: `ticket` unless said otherwise. */
export const levelOf = (paragraph: string): AlarmLevel =>
  pages.includes(paragraph) ? 'page' : notes.includes(paragraph) ? 'note' : 'ticket'

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
  /** The part of the desk that is ill where it is on: the one that it stands in, unless said otherwise. */
  readonly part?: string
}

export const minute = Duration.minutes(1)

/** What an alarm is called: where it stands in the stacks, so that whoever hears of it knows what is ill. */
const alarmName = (scope: Construct, id: string): string => `${scope.node.path}/${id}`

/** What an alarm says of itself: the link to its paragraph in the runbook, and its level. */
export const descriptionOf = ({ stage }: Desk, paragraph: string): string =>
  describe(`${stage.runbook}#${paragraph}`, levelOf(paragraph))

/** An alarm whose description is the link to its paragraph in the runbook. */
export class DeskAlarm extends Alarm {
  readonly level: AlarmLevel
  readonly part: string

  constructor(
    scope: Construct,
    id: string,
    { desk, paragraph, metric, above = 0, below, periods = 1, part }: DeskAlarmProps,
  ) {
    super(scope, id, {
      alarmName: alarmName(scope, id),
      alarmDescription: descriptionOf(desk, paragraph),
      metric,
      threshold: below ?? above,
      comparisonOperator:
        below === undefined ? ComparisonOperator.GREATER_THAN_THRESHOLD : ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData: below === undefined ? TreatMissingData.NOT_BREACHING : TreatMissingData.BREACHING,
    })
    this.level = levelOf(paragraph)
    this.part = part ?? this.node.path.split('/')[1] ?? ''
    if (!desk.alarms) return
    const action = new SnsAction(desk.alarms[this.level])
    this.addAlarmAction(action)
    this.addOkAction(action)
  }

  /** Tells nobody by itself any more: another speaks for it. */
  hush(): void {
    this.alarmActionArns = []
    this.okActionArns = []
  }
}

/** Every alarm of these stacks. */
export const alarmsOf = (stacks: readonly Stack[]): DeskAlarm[] =>
  stacks.flatMap(({ node }) => node.findAll().filter((part) => part instanceof DeskAlarm))
