import { Aws, CrossStackReferences, ReferenceStrength } from 'aws-cdk-lib'
import {
  AlarmRule,
  CompositeAlarm,
  Dashboard,
  GraphWidget,
  type IAlarm,
  type IMetric,
  SingleValueWidget,
} from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'
import type { Desk } from './desk.ts'
import type { DeskApi } from './desk-api.ts'
import type { SlaLifecycle } from './sla-lifecycle.ts'

/** Where alarms are told. */
export class AlarmTopic extends Construct {
  readonly topic: Topic

  constructor(scope: Construct, id: string, { alarmEmail }: { alarmEmail?: string }) {
    super(scope, id)
    this.topic = new Topic(this, 'Topic', { displayName: 'Service desk alarms', enforceSSL: true })
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    )
    if (alarmEmail) this.topic.addSubscription(new EmailSubscription(alarmEmail))
    acknowledge(this.topic, {
      SNS2: 'An alarm says nothing but its name, and the key of AWS would keep CloudWatch from publishing.',
    })
  }
}

interface PromisesProps {
  readonly desk: Desk
  /** Any of these and the desk may miss a promise of time. */
  readonly promises: readonly IAlarm[]
}

/** One alarm for all that puts promises of time at risk. */
export class PromisesAtRisk extends CompositeAlarm {
  constructor(scope: Construct, id: string, { desk, promises }: PromisesProps) {
    super(scope, id, {
      alarmDescription: `${desk.stage.runbook}#promises-are-at-risk`,
      alarmRule: AlarmRule.anyOf(...promises),
    })
    if (desk.alarms) this.addAlarmAction(new SnsAction(desk.alarms))
  }
}

interface DashboardProps {
  readonly desk: Desk
  readonly sla: SlaLifecycle
  readonly api: DeskApi
}

/** What whoever is on duty sees first. */
export class DeskDashboard extends Construct {
  constructor(scope: Construct, id: string, { desk, sla, api }: DashboardProps) {
    super(scope, id)
    // A picture must never keep another stack from replacing what it shows: it reads the names, and holds on to nothing.
    for (const shown of [sla.machine, sla.timers.queue, sla.timers.deadLetters]) {
      CrossStackReferences.of(shown).produce(ReferenceStrength.WEAK)
    }
    new Dashboard(this, 'Dashboard', {
      dashboardName: `service-desk-${desk.stage.name}`,
      widgets: [
        [
          new SingleValueWidget({
            title: 'Now',
            width: 24,
            metrics: [
              sla.machine.metricStarted({ label: 'Executions started' }),
              sla.timers.queue.metricApproximateNumberOfMessagesVisible({ label: 'Timers waiting' }),
              sla.timers.deadLetters.metricApproximateNumberOfMessagesVisible({ label: 'Timers put aside' }),
            ],
          }),
        ],
        [
          graph('Requests', [api.api.metricCount(), api.api.metricClientError(), api.api.metricServerError()]),
          graph('Latency', [api.api.metricLatency({ statistic: 'p50' }), api.api.metricLatency({ statistic: 'p99' })]),
          graph('Executions', [sla.machine.metricSucceeded(), sla.machine.metricFailed(), sla.machine.metricAborted()]),
        ],
      ],
    })
  }
}

const graph = (title: string, left: IMetric[]) => new GraphWidget({ title, left, width: 8 })
