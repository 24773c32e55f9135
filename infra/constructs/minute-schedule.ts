import { Aws } from 'aws-cdk-lib'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler'
import { Construct } from 'constructs'
import { DeskAlarm, minute } from './alarm.ts'
import type { Desk } from './desk.ts'
import type { DeskFunction } from './function.ts'
import { DeadLetterQueue } from './queue.ts'

interface MinuteScheduleProps {
  readonly desk: Desk
  readonly run: DeskFunction
  readonly description: string
  /** Paragraphs of the runbook: runs that could not be started, runs that failed, and no run at all. */
  readonly paragraphs: { readonly undelivered: string; readonly failing: string; readonly silent: string }
}

/** Runs a function once a minute. */
export class MinuteSchedule extends Construct {
  constructor(scope: Construct, id: string, { desk, run, description, paragraphs }: MinuteScheduleProps) {
    super(scope, id)
    // Neither Lambda nor the schedule tries for long: the next run comes in a minute, an older one has nothing to add.
    run.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: minute })
    const missed = new DeadLetterQueue(this, 'Missed', { desk, paragraph: paragraphs.undelivered })
    const role = new Role(this, 'Role', {
      description: `Lets the schedule start ${run.node.id}`,
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    })
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [run.functionArn] }))
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [missed.queueArn] }))
    const schedule = new CfnSchedule(this, 'Schedule', {
      description,
      scheduleExpression: 'rate(1 minute)',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: run.functionArn,
        roleArn: role.roleArn,
        deadLetterConfig: { arn: missed.queueArn },
        retryPolicy: { maximumEventAgeInSeconds: 60, maximumRetryAttempts: 2 },
      },
    })
    // Without its policy the first run would be refused.
    schedule.node.addDependency(role)
    new DeskAlarm(this, 'Failing', {
      desk,
      paragraph: paragraphs.failing,
      metric: run.metricErrors({ period: minute }),
      periods: 3,
    })
    new DeskAlarm(this, 'Silent', {
      desk,
      paragraph: paragraphs.silent,
      metric: run.metricInvocations({ period: minute }),
      below: 1,
      periods: 10,
    })
  }
}
