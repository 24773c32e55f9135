import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ArnFormat, Aws, Stack } from 'aws-cdk-lib'
import { Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { type CfnStateMachine, DefinitionBody, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions'
import { Construct } from 'constructs'
import { wakeEvents } from '../../events/catalogue.ts'
import { root } from '../bundle.ts'
import { acknowledge, wildcard } from './acknowledge.ts'
import { DeskAlarm, minute } from './alarm.ts'
import type { PartProps } from './desk.ts'
import { DeskFunction } from './function.ts'
import { MinuteSchedule } from './minute-schedule.ts'
import { EventQueue } from './queue.ts'

const definitionFile = join(root, 'statemachines/sla-lifecycle.asl.json')

const superviseSeconds = 20

/** Everything that wakes a ticket: the machine that waits, the supervisor that arms it, the sweep that finds what was lost. */
export class SlaLifecycle extends Construct {
  readonly timers: EventQueue
  readonly machine: StateMachine
  private readonly props: PartProps

  constructor(scope: Construct, id: string, props: PartProps) {
    super(scope, id)
    this.props = props
    const { desk, bus } = props
    this.timers = new EventQueue(this, 'Timers', {
      desk,
      paragraph: 'timers-cannot-be-armed',
      consumerTimeoutSeconds: superviseSeconds,
    })
    bus.route('Wakes', wakeEvents, this.timers.queue)
    // Where a policy is chosen for another reason, one of those comes with it.
    bus.route('Reapplied', ['sla.policy-chosen'], this.timers.queue, { reapplied: [true] })
    this.machine = this.machineOf(this.advancer())
    this.rearm()
    this.supervise()
    this.sweep()
  }

  private make(name: 'sla-supervise' | 'sla-advance' | 'sla-sweep', timeoutSeconds: number, more = {}): DeskFunction {
    const { desk, tickets } = this.props
    const environment = {
      TABLE_NAME: tickets.table.tableName,
      HORIZON_SECONDS: String(desk.stage.horizonSeconds),
      ...more,
    }
    return new DeskFunction(this, name, { desk, name, timeoutSeconds, environment })
  }

  private advancer(): DeskFunction {
    const advance = this.make('sla-advance', 30, { TIMERS_QUEUE_URL: this.timers.queue.queueUrl })
    this.props.tickets.letCommand(advance)
    return advance.may(['sqs:SendMessage'], this.timers.queue.queueArn)
  }

  private machineOf(advance: DeskFunction): StateMachine {
    const role = new Role(this, 'MachineRole', {
      description: 'Lets a sleeping execution bring its ticket up to now',
      assumedBy: new ServicePrincipal('states.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    })
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [advance.functionArn] }))
    const machine = new StateMachine(this, 'Machine', {
      stateMachineType: StateMachineType.STANDARD,
      comment: "A ticket's next wake",
      definitionBody: DefinitionBody.fromString(readFileSync(definitionFile, 'utf8')),
      definitionSubstitutions: { AdvanceFunctionArn: advance.functionArn },
      role,
    })
    acknowledge(machine, {
      SF1: 'A Standard execution keeps its own history for 90 days; delivering it again needs permissions on every log group.',
      SF2: 'What an execution does is wait: its one function is seen in its own log, by the ticket and the execution.',
    })
    new DeskAlarm(this, 'ExecutionsFailed', {
      desk: this.props.desk,
      paragraph: 'sleeping-executions-fail',
      metric: machine.metricFailed({ period: minute }),
    })
    return machine
  }

  /** An execution that ends other than by itself has its ticket armed again at once. */
  private rearm(): void {
    new Rule(this, 'Lost', {
      description: 'Executions that were lost',
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: { status: ['FAILED', 'TIMED_OUT', 'ABORTED'], stateMachineArn: [this.machine.stateMachineArn] },
      },
      targets: [new SqsQueue(this.timers.queue)],
    })
  }

  private supervise(): void {
    const { stateMachineArn, stateMachineName } = this.machine
    const supervise = this.make('sla-supervise', superviseSeconds, { STATE_MACHINE_ARN: stateMachineArn })
    this.props.tickets.letCommand(supervise)
    const executions = Stack.of(this).formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${stateMachineName}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    })
    supervise.may(['states:StartExecution'], stateMachineArn).may(['states:DescribeExecution'], executions)
    const named = Stack.of(this).getLogicalId(this.machine.node.defaultChild as CfnStateMachine)
    acknowledge(supervise.role as NonNullable<typeof supervise.role>, {
      [wildcard(`arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:<${named}.Name>:*`)]:
        "The executions of this machine, whose names are the tickets'.",
    })
    this.timers.feed(supervise)
  }

  private sweep(): void {
    const { desk, tickets } = this.props
    const sweep = this.make('sla-sweep', 50, { TIMERS_QUEUE_URL: this.timers.queue.queueUrl })
      .may(['dynamodb:Query'], tickets.indexArn('gsi5'))
      .may(['sqs:SendMessage'], this.timers.queue.queueArn)
    new MinuteSchedule(this, 'EachMinute', {
      desk,
      run: sweep,
      description: 'Finds tickets whose wake is overdue or not armed',
      paragraphs: {
        undelivered: 'a-minute-run-was-not-started',
        failing: 'the-sweep-fails',
        silent: 'the-sweep-is-silent',
      },
    })
  }
}
