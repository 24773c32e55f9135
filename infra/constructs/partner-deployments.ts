import { Aws } from 'aws-cdk-lib'
import { Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { Effect, ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Construct, type IConstruct } from 'constructs'
import type { EventType } from '../../events/catalogue.ts'
import { eventSource } from '../../events/envelope.ts'
import { acknowledge, wildcard } from './acknowledge.ts'
import { descriptionOf } from './alarm.ts'
import type { Desk } from './desk.ts'
import { DeskFunction } from './function.ts'
import { partnersBusName } from './partner-bus.ts'
import type { PartnerProps } from './partner-relay.ts'
import { EventQueue } from './queue.ts'

/** Two looks at what CloudFormation is at, a second apart. */
const deploySeconds = 30

const heard: readonly EventType[] = ['subscription.updated', 'subscription.deleted']

const arn = (service: string, resource: string, region: string = Aws.REGION, account: string = Aws.ACCOUNT_ID) =>
  `arn:${Aws.PARTITION}:${service}:${region}:${account}:${resource}`

/** What the names of all that is made for a subscription begin with; nothing else of the desk's is called so. */
const prefixOf = ({ stage }: Desk): string => `service-desk-${stage.name}-subscription`

/** The same, as cdk-nag names it. */
const inWords = (resource: string): string =>
  resource
    .replaceAll(Aws.PARTITION, '<AWS::Partition>')
    .replaceAll(Aws.REGION, '<AWS::Region>')
    .replaceAll(Aws.ACCOUNT_ID, '<AWS::AccountId>')

/** Lets resources end in a wildcard, for one reason. */
const acknowledgeAll = (where: IConstruct, resources: readonly string[], why: string): void =>
  acknowledge(where, Object.fromEntries(resources.map((resource) => [wildcard(inWords(resource)), why])))

const allow = (actions: string[], resources: string[], conditions?: PolicyStatement['conditions']) =>
  new PolicyStatement({ effect: Effect.ALLOW, actions, resources, ...(conditions && { conditions }) })

/**
 * Has what is deployed follow what is approved: for each subscription of a bus or a queue a stack of its own
 * (docs/adr/0038). Three locks, one behind the other: the function may only work on stacks of these names, with one role;
 * that role may only make what has these names; and what it makes can do nothing but bring events to somebody else.
 */
export class PartnerDeployments extends Construct {
  constructor(scope: Construct, id: string, { desk, tickets, deskBus, partnersBus }: PartnerProps) {
    super(scope, id)
    const prefix = prefixOf(desk)
    const deployments = new EventQueue(this, 'Deployments', {
      desk,
      paragraph: 'subscriptions-cannot-be-deployed',
      consumerTimeoutSeconds: deploySeconds,
    })
    new Rule(this, 'Changed', {
      description: heard.join(', '),
      eventBus: deskBus,
      eventPattern: { source: [eventSource], detailType: [...heard] },
      targets: [new SqsQueue(deployments.queue)],
    })
    const boundary = this.boundary(prefix)
    const deployer = this.deployer(prefix, partnersBusName(desk), boundary)
    const stacks = arn('cloudformation', `stack/${prefix}-*/*`)
    const { tableName, tableArn } = tickets.table
    const deploy = new DeskFunction(this, 'Deploy', {
      desk,
      name: 'partners-deploy',
      timeoutSeconds: deploySeconds,
      environment: {
        TABLE_NAME: tableName,
        DEPLOYMENTS_QUEUE_URL: deployments.queue.queueUrl,
        DEPLOYER_ROLE_ARN: deployer.roleArn,
        BOUNDARY_ARN: boundary.managedPolicyArn,
        PARTNERS_BUS_ARN: partnersBus.eventBusArn,
        SUBSCRIPTION_PREFIX: prefix,
        ALARM_DESCRIPTION: descriptionOf(desk, 'partners-cannot-be-told'),
        ...(desk.alarms && { ALARM_TOPIC_ARN: desk.alarms.ticket.topicArn }),
      },
    })
      .may(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], tableArn)
      .may(['cloudformation:DescribeStackEvents', 'cloudformation:DescribeStacks'], stacks)
    const changing = ['cloudformation:CreateStack', 'cloudformation:DeleteStack', 'cloudformation:UpdateStack']
    deploy.addToRolePolicy(allow(changing, [stacks], { StringEquals: { 'cloudformation:RoleArn': deployer.roleArn } }))
    deploy.addToRolePolicy(
      allow(['iam:PassRole'], [deployer.roleArn], {
        StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' },
      }),
    )
    deploy.may(['sqs:SendMessage'], deployments.queue.queueArn)
    acknowledgeAll(deploy.role as NonNullable<typeof deploy.role>, [stacks], 'Nothing else of the desk is named so.')
    deployments.feed(deploy, { batchSize: 1, maxConcurrency: 2 })
  }

  /** What the role of a subscription can do at the most, whatever is written into it. */
  private boundary(prefix: string): ManagedPolicy {
    const elsewhere = { StringNotEquals: { 'aws:ResourceAccount': Aws.ACCOUNT_ID } }
    const [anyBus, anyQueue] = [arn('events', 'event-bus/*', '*', '*'), arn('sqs', '*', Aws.REGION, '*')]
    // In the account of the desk, what is a partner's is named so (functions/subscriptions/asking.ts).
    const [bus, queue] = [arn('events', 'event-bus/partner-*', '*'), arn('sqs', 'partner-*')]
    const boundary = new ManagedPolicy(this, 'Boundary', {
      managedPolicyName: `${prefix}-boundary`,
      description: 'What is deployed for a subscription may bring events to others, and to nothing of the desk',
      statements: [
        allow(['events:PutEvents'], [anyBus], elsewhere),
        allow(['sqs:SendMessage'], [anyQueue], elsewhere),
        allow(['events:PutEvents'], [bus]),
        allow(['sqs:SendMessage'], [queue]),
      ],
    })
    const why = 'A boundary, not a grant: each role names its one target, which is not known beforehand.'
    acknowledgeAll(boundary, [anyBus, anyQueue, bus, queue], why)
    return boundary
  }

  /** In whose name CloudFormation makes, changes and takes away what is deployed for a subscription. */
  private deployer(prefix: string, busName: string, boundary: ManagedPolicy): Role {
    const role = new Role(this, 'Deployer', {
      description: 'Makes what is deployed for the subscriptions of partners',
      assumedBy: new ServicePrincipal('cloudformation.amazonaws.com'),
    })
    const rules = arn('events', `rule/${busName}/${prefix}-*`)
    const queues = arn('sqs', `${prefix}-*`)
    const roles = arn('iam', `role/${prefix}-*`, '')
    const alarms = arn('cloudwatch', `alarm:${prefix}-*`)
    const bound = { StringEquals: { 'iam:PermissionsBoundary': boundary.managedPolicyArn } }
    const toEvents = { StringEquals: { 'iam:PassedToService': 'events.amazonaws.com' } }
    for (const statement of [
      allow(
        ['DeleteRule', 'DescribeRule', 'PutRule', 'PutTargets', 'RemoveTargets'].map((it) => `events:${it}`),
        [rules],
      ),
      allow(
        ['CreateQueue', 'DeleteQueue', 'GetQueueAttributes', 'SetQueueAttributes'].map((it) => `sqs:${it}`),
        [queues],
      ),
      allow(['iam:CreateRole', 'iam:PutRolePolicy'], [roles], bound),
      allow(['iam:DeleteRole', 'iam:DeleteRolePolicy', 'iam:GetRole', 'iam:GetRolePolicy'], [roles]),
      allow(['iam:PassRole'], [roles], toEvents),
      allow(
        ['DeleteAlarms', 'DescribeAlarms', 'PutMetricAlarm'].map((it) => `cloudwatch:${it}`),
        [alarms],
      ),
    ]) {
      role.addToPolicy(statement)
    }
    acknowledgeAll(role, [rules, queues, roles, alarms], 'Nothing else of the desk is named so.')
    return role
  }
}
