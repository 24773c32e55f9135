import { expect, test } from 'vitest'
import { all, said, templatesOf } from './templates.ts'

const prod = templatesOf('prod')

const log = (path: string) => `logs:CreateLogStream logs:PutLogEvents on ${path}Log.Arn`
const commands = [
  'dynamodb:BatchGetItem dynamodb:GetItem dynamodb:PutItem dynamodb:Query dynamodb:UpdateItem on TicketsTable.Arn',
]
const reads = [`dynamodb:Query on ${[1, 2, 3, 4, 6, 7, 8].map((n) => `TicketsTable.Arn/index/gsi${n}`).join(' ')}`]
const consume = (queue: string) =>
  `sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:GetQueueAttributes sqs:GetQueueUrl sqs:ReceiveMessage on ${queue}.Arn`
const publish = [
  'dynamodb:UpdateItem on TicketsTable.Arn',
  'events:PutEvents on EventsBus.Arn',
  'sqs:SendMessage on PublicationParking.Arn',
]
const toTimers = 'sqs:SendMessage on SlaTimersQueue.Arn'

const scannerRules =
  'arn:AWS::Partition:events:AWS::Region:AWS::AccountId:rule/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*'

/** Brings a login into line with a record: nothing that reads or sets a password, or takes anybody away. */
const logins =
  'cognito-idp:AdminAddUserToGroup cognito-idp:AdminDisableUser cognito-idp:AdminEnableUser cognito-idp:AdminGetUser cognito-idp:AdminListGroupsForUser cognito-idp:AdminRemoveUserFromGroup cognito-idp:AdminUpdateUserAttributes cognito-idp:AdminUserGlobalSignOut on AccountsPool.Arn'

/** Reads where the desk is reached from outside. */
const link =
  'ssm:GetParameter on arn:AWS::Partition:ssm:AWS::Region:AWS::AccountId:parameter/service-desk/prod/public-url'

const search = ['s3:ListBucket on SearchBucket.Arn', 's3:GetObject on service-desk-prod-data-search/*']

/** Whatever is made for a subscription of a partner, and nothing else of the desk. */
const ofSubscriptions = (service: string, kind: string, region = 'AWS::Region') =>
  `arn:AWS::Partition:${service}:${region}:AWS::AccountId:${kind}service-desk-prod-subscription-*`

/** Everything that each role of ours may do, and on what: more than this is a mistake. */
const allowed: Record<string, string[]> = {
  ApiticketsapiRole: [
    log('Apiticketsapi'),
    ...commands,
    ...reads,
    'dynamodb:ConditionCheckItem dynamodb:DeleteItem on TicketsTable.Arn',
  ],
  ApiconversationapiRole: [
    log('Apiconversationapi'),
    ...commands,
    'dynamodb:ConditionCheckItem dynamodb:DeleteItem on TicketsTable.Arn',
  ],
  ApifindingapiRole: [
    log('Apifindingapi'),
    ...commands,
    ...reads,
    'dynamodb:DeleteItem on TicketsTable.Arn',
    ...search,
  ],
  ApicustomersapiRole: [log('Apicustomersapi'), ...commands, ...reads, 'dynamodb:DeleteItem on TicketsTable.Arn'],
  ApipeopleapiRole: [
    log('Apipeopleapi'),
    ...commands,
    ...reads,
    'dynamodb:ConditionCheckItem dynamodb:DeleteItem on TicketsTable.Arn',
    logins,
    'cognito-idp:AdminCreateUser on AccountsPool.Arn',
  ],
  PeopleFollowRole: [
    log('PeopleFollow'),
    'dynamodb:Query on TicketsTable.Arn/index/gsi3',
    'sqs:SendMessage on PeopleStaffQueue.Arn',
    ...commands,
    logins,
    consume('PeopleStaffQueue'),
  ],
  ApivisitsapiRole: [log('Apivisitsapi'), ...commands, 'dynamodb:ConditionCheckItem on TicketsTable.Arn'],
  ApitrackapiRole: [
    log('Apitrackapi'),
    ...commands,
    's3:GetObject on service-desk-prod-data-files/files/*',
    'secretsmanager:GetSecretValue on MailSecret',
    link,
  ],
  ApisurveysapiRole: [
    log('Apisurveysapi'),
    'dynamodb:BatchGetItem dynamodb:GetItem on TicketsTable.Arn',
    'dynamodb:Query on TicketsTable.Arn/index/gsi6',
  ],
  ApipartnerclientsapiRole: [
    log('Apipartnerclientsapi'),
    ...commands,
    'dynamodb:DeleteItem on TicketsTable.Arn',
    'cognito-idp:CreateUserPoolClient cognito-idp:DeleteUserPoolClient cognito-idp:DescribeUserPoolClient cognito-idp:ListUserPoolClients cognito-idp:UpdateUserPoolClient on AccountsPool.Arn',
    'apigateway:GET on arn:AWS::Partition:apigateway:AWS::Region::/apis/Api/authorizers',
    'apigateway:PATCH on arn:AWS::Partition:apigateway:AWS::Region::/apis/Api/authorizers/*',
  ],
  ApisubscriptionsapiRole: [
    log('Apisubscriptionsapi'),
    ...commands,
    'dynamodb:DeleteItem on TicketsTable.Arn',
    'secretsmanager:GetSecretValue on SubscriptionsSecret',
    'sqs:SendMessage on WebhooksDeliveriesQueue.Arn WebhooksReplaysQueue.Arn',
  ],
  WebhooksDeliverRole: [
    log('WebhooksDeliver'),
    'dynamodb:BatchGetItem dynamodb:GetItem dynamodb:PutItem dynamodb:UpdateItem on TicketsTable.Arn',
    'secretsmanager:GetSecretValue on SubscriptionsSecret',
    'sqs:SendMessage on WebhooksDeliveriesQueue.Arn',
    consume('WebhooksDeliveriesQueue'),
  ],
  WebhooksReplayRole: [
    log('WebhooksReplay'),
    ...commands,
    'dynamodb:Query on TicketsTable.Arn/index/gsi6',
    'sqs:SendMessage on WebhooksDeliveriesQueue.Arn WebhooksReplaysQueue.Arn',
    'events:PutEvents on Bus.Arn',
    consume('WebhooksReplaysQueue'),
  ],
  WebhooksDueRole: [
    log('WebhooksDue'),
    'dynamodb:Query on TicketsTable.Arn/index/gsi5',
    'sqs:SendMessage on WebhooksDeliveriesQueue.Arn WebhooksReplaysQueue.Arn',
  ],
  WebhooksEachMinuteRole: [
    'lambda:InvokeFunction on WebhooksDue.Arn',
    'sqs:SendMessage on WebhooksEachMinuteMissed.Arn',
  ],
  RelaySendRole: [
    log('RelaySend'),
    'dynamodb:GetItem dynamodb:PutItem dynamodb:Query dynamodb:UpdateItem on TicketsTable.Arn',
    'events:PutEvents on Bus.Arn',
    'sqs:SendMessage on WebhooksDeliveriesQueue.Arn',
    consume('RelayToldQueue'),
  ],
  SubscriptionsDeployRole: [
    log('SubscriptionsDeploy'),
    'dynamodb:GetItem dynamodb:PutItem dynamodb:UpdateItem on TicketsTable.Arn',
    `cloudformation:CreateStack cloudformation:DeleteStack cloudformation:DescribeStackEvents cloudformation:DescribeStacks cloudformation:UpdateStack on ${ofSubscriptions('cloudformation', 'stack/')}/*`,
    'iam:PassRole on SubscriptionsDeployer.Arn',
    consume('SubscriptionsDeploymentsQueue'),
    'sqs:SendMessage on SubscriptionsDeploymentsQueue.Arn',
  ],
  SubscriptionsDeployer: [
    `events:DeleteRule events:DescribeRule events:PutRule events:PutTargets events:RemoveTargets on ${ofSubscriptions('events', 'rule/service-desk-prod-partners/')}`,
    `sqs:CreateQueue sqs:DeleteQueue sqs:GetQueueAttributes sqs:SetQueueAttributes on ${ofSubscriptions('sqs', '')}`,
    `iam:CreateRole iam:DeleteRole iam:DeleteRolePolicy iam:GetRole iam:GetRolePolicy iam:PassRole iam:PutRolePolicy on ${ofSubscriptions('iam', 'role/', '')}`,
    `cloudwatch:DeleteAlarms cloudwatch:DescribeAlarms cloudwatch:PutMetricAlarm on ${ofSubscriptions('cloudwatch', 'alarm:')}`,
  ],
  VisitsEndRole: [log('VisitsEnd'), ...commands, consume('VisitsEndedQueue')],
  VisitsSweepRole: [log('VisitsSweep'), ...commands, 'dynamodb:Query on TicketsTable.Arn/index/gsi5'],
  ApiattachmentsapiRole: [
    log('Apiattachmentsapi'),
    ...commands,
    'dynamodb:BatchGetItem on TicketsTable.Arn',
    's3:PutObject on service-desk-prod-data-files/incoming/*',
    's3:GetObject on service-desk-prod-data-files/files/*',
  ],
  ApimailsapiRole: [
    log('Apimailsapi'),
    ...commands,
    'dynamodb:Query on TicketsTable.Arn/index/gsi6',
    's3:ListBucket on MailIntakeInbound.Arn',
    's3:GetObject on service-desk-prod-data-intake/inbound/*',
    // SES has no resource for the one list of the account.
    'ses:DeleteSuppressedDestination on *',
  ],
  AttachmentsTendRole: [
    log('AttachmentsTend'),
    ...commands,
    'dynamodb:BatchGetItem dynamodb:DeleteItem on TicketsTable.Arn',
    consume('AttachmentsFilesQueue'),
    's3:ListBucket on FilesBucket.Arn',
    's3:DeleteObject s3:GetObject on service-desk-prod-data-files/incoming/*',
    's3:DeleteObject s3:GetObjectTagging s3:PutObject on service-desk-prod-data-files/files/*',
  ],
  AssignmentRouteRole: [
    log('AssignmentRoute'),
    ...commands,
    'dynamodb:ConditionCheckItem on TicketsTable.Arn',
    'dynamodb:Query on TicketsTable.Arn/index/gsi5',
    consume('AssignmentRoutingQueue'),
    'sqs:SendMessage on AssignmentRoutingQueue.Arn',
  ],
  AssignmentSweepRole: [
    log('AssignmentSweep'),
    'dynamodb:Query on TicketsTable.Arn/index/gsi5',
    'sqs:SendMessage on AssignmentRoutingQueue.Arn',
  ],
  AssignmentEachMinuteRole: [
    'lambda:InvokeFunction on AssignmentSweep.Arn',
    'sqs:SendMessage on AssignmentEachMinuteMissed.Arn',
  ],
  AttachmentsSweepRole: [
    log('AttachmentsSweep'),
    'dynamodb:Query on TicketsTable.Arn/index/gsi5',
    'sqs:SendMessage on AttachmentsFilesQueue.Arn',
  ],
  VisitsEachMinuteRole: ['lambda:InvokeFunction on VisitsSweep.Arn', 'sqs:SendMessage on VisitsEachMinuteMissed.Arn'],
  AttachmentsEachMinuteRole: [
    'lambda:InvokeFunction on AttachmentsSweep.Arn',
    'sqs:SendMessage on AttachmentsEachMinuteMissed.Arn',
  ],
  FilesScannerRole: [
    `events:DeleteRule events:PutRule events:PutTargets events:RemoveTargets events:DescribeRule events:ListTargetsByRule on ${scannerRules}`,
    's3:GetBucketNotification s3:ListBucket s3:PutBucketNotification on FilesBucket.Arn',
    's3:PutObject on FilesBucket.Arn/malware-protection-resource-validation-object',
    's3:GetObject s3:GetObjectTagging s3:GetObjectVersion s3:GetObjectVersionTagging s3:PutObjectTagging s3:PutObjectVersionTagging on FilesBucket.Arn/files/*',
  ],
  ApisettingsapiRole: [
    log('Apisettingsapi'),
    ...commands,
    'dynamodb:ConditionCheckItem dynamodb:DeleteItem on TicketsTable.Arn',
    'dynamodb:Query on TicketsTable.Arn/index/gsi2',
  ],
  ApiassignmentapiRole: [
    log('Apiassignmentapi'),
    ...commands,
    'dynamodb:ConditionCheckItem dynamodb:DeleteItem on TicketsTable.Arn',
    'dynamodb:Query on TicketsTable.Arn/index/gsi2',
  ],
  ApicalendarsapiRole: [
    log('Apicalendarsapi'),
    ...commands,
    'dynamodb:ConditionCheckItem dynamodb:DeleteItem on TicketsTable.Arn',
  ],
  ApirotaapiRole: [
    log('Apirotaapi'),
    ...commands,
    'dynamodb:ConditionCheckItem dynamodb:DeleteItem on TicketsTable.Arn',
  ],
  ApijobsapiRole: [log('Apijobsapi'), ...commands, ...reads],
  JobsDoRole: [
    log('JobsDo'),
    ...commands,
    ...reads,
    'dynamodb:ConditionCheckItem on TicketsTable.Arn',
    consume('JobsWorkQueue'),
    'sqs:SendMessage on JobsWorkQueue.Arn',
  ],
  CustomerJobsDoRole: [
    log('CustomerJobsDo'),
    ...commands,
    ...reads,
    'dynamodb:DeleteItem on TicketsTable.Arn',
    consume('CustomerJobsWorkQueue'),
    'sqs:SendMessage on CustomerJobsWorkQueue.Arn',
    's3:DeleteObject on service-desk-prod-data-intake/inbound/*',
  ],
  ApidesksapiRole: [
    log('Apidesksapi'),
    'dynamodb:BatchGetItem dynamodb:GetItem dynamodb:Query on TicketsTable.Arn',
    'dynamodb:Query on TicketsTable.Arn/index/gsi3 TicketsTable.Arn/index/gsi4',
  ],
  ApistatisticsapiRole: [
    log('Apistatisticsapi'),
    'dynamodb:GetItem dynamodb:PutItem dynamodb:Query dynamodb:UpdateItem on TicketsTable.Arn',
    'dynamodb:Query on TicketsTable.Arn/index/gsi3 TicketsTable.Arn/index/gsi4',
  ],
  StatisticsCountRole: [
    log('StatisticsCount'),
    'dynamodb:BatchGetItem dynamodb:ConditionCheckItem dynamodb:GetItem dynamodb:PutItem dynamodb:UpdateItem on TicketsTable.Arn',
    consume('StatisticsChangesQueue'),
  ],
  ApislaapiRole: [
    log('Apislaapi'),
    ...commands,
    ...reads,
    'dynamodb:ConditionCheckItem dynamodb:DeleteItem on TicketsTable.Arn',
  ],
  ApidocumentsapiRole: [log('Apidocumentsapi')],
  SlaslaadvanceRole: [log('Slaslaadvance'), ...commands, toTimers],
  SlaslasuperviseRole: [
    log('Slaslasupervise'),
    ...commands,
    consume('SlaTimersQueue'),
    'states:StartExecution on SlaMachine',
    'states:DescribeExecution on arn:AWS::Partition:states:AWS::Region:AWS::AccountId:execution:SlaMachine.Name:*',
  ],
  SlaslasweepRole: [log('Slaslasweep'), 'dynamodb:Query on TicketsTable.Arn/index/gsi5', toTimers],
  PublicationPublishRole: [
    log('PublicationPublish'),
    ...publish,
    'dynamodb:DescribeStream dynamodb:GetRecords dynamodb:GetShardIterator on TicketsTable.StreamArn',
    'dynamodb:ListStreams on service-desk-prod-data-table/stream/*',
  ],
  PublicationReconcileRole: [
    log('PublicationReconcile'),
    ...publish,
    'dynamodb:BatchGetItem on TicketsTable.Arn',
    'dynamodb:Query on TicketsTable.Arn/index/gsi6',
  ],
  NotificationsReleaseRole: [
    log('NotificationsRelease'),
    'dynamodb:Query on TicketsTable.Arn/index/gsi5',
    'sqs:SendMessage on NotificationsNoticesQueue.Arn',
  ],
  NotificationsEachMinuteRole: [
    'lambda:InvokeFunction on NotificationsRelease.Arn',
    'sqs:SendMessage on NotificationsEachMinuteMissed.Arn',
  ],
  EscalationsCallRole: [
    log('EscalationsCall'),
    'dynamodb:GetItem dynamodb:UpdateItem on TicketsTable.Arn',
    'secretsmanager:GetSecretValue on WebhooksSecret',
    'sqs:SendMessage on EscalationsWebhooksDeadLetters.Arn',
    consume('EscalationsWebhooksQueue'),
  ],
  EscalationsOpenRole: [log('EscalationsOpen'), ...commands, consume('EscalationsFollowUpsQueue')],
  NotificationsNotifyRole: [
    log('NotificationsNotify'),
    'ses:SendEmail on arn:AWS::Partition:ses:AWS::Region:AWS::AccountId:identity/desk.example arn:AWS::Partition:ses:AWS::Region:AWS::AccountId:configuration-set/service-desk-prod',
    'secretsmanager:GetSecretValue on MailSecret',
    'dynamodb:Query on TicketsTable.Arn/index/gsi3',
    'sqs:SendMessage on NotificationsNoticesQueue.Arn NotificationsNoticesDeadLetters.Arn',
    ...commands,
    link,
    consume('NotificationsNoticesQueue'),
  ],
  MailOutcomesNoteRole: [log('MailOutcomesNote'), ...commands, consume('MailOutcomesQueue')],
  ReceptionReceiveRole: [
    log('ReceptionReceive'),
    ...commands,
    'dynamodb:BatchGetItem on TicketsTable.Arn',
    ...reads,
    'dynamodb:ConditionCheckItem dynamodb:DeleteItem on TicketsTable.Arn',
    'secretsmanager:GetSecretValue on MailSecret',
    's3:ListBucket on MailIntakeInbound.Arn',
    's3:GetObject on service-desk-prod-data-intake/inbound/*',
    's3:PutObject on service-desk-prod-data-files/incoming/*',
    consume('ReceptionArrivedQueue'),
  ],
  ArchiveStoreRole: [
    log('ArchiveStore'),
    'dynamodb:Query on TicketsTable.Arn',
    's3:PutObject on service-desk-prod-data-archive/tickets/*',
    consume('ArchiveArchivedQueue'),
  ],
  SearchIndexRole: [
    log('SearchIndex'),
    'dynamodb:BatchGetItem dynamodb:PutItem dynamodb:Query on TicketsTable.Arn',
    ...search,
    'sqs:SendMessage on SearchChangesQueue.Arn',
    consume('SearchChangesQueue'),
  ],
  SearchCompactRole: [
    log('SearchCompact'),
    'dynamodb:BatchGetItem dynamodb:Query dynamodb:UpdateItem on TicketsTable.Arn',
    'dynamodb:Query on TicketsTable.Arn/index/gsi6',
    ...search,
    's3:DeleteObject s3:PutObject on service-desk-prod-data-search/*',
    'sqs:SendMessage on SearchChangesQueue.Arn',
  ],
  SearchEachMinuteRole: ['lambda:InvokeFunction on SearchCompact.Arn', 'sqs:SendMessage on SearchEachMinuteMissed.Arn'],
  StandingMeasureRole: [
    log('StandingMeasure'),
    'dynamodb:GetItem on TicketsTable.Arn',
    'dynamodb:Query on TicketsTable.Arn/index/gsi1 TicketsTable.Arn/index/gsi3 TicketsTable.Arn/index/gsi8',
  ],
  StandingEachMinuteRole: [
    'lambda:InvokeFunction on StandingMeasure.Arn',
    'sqs:SendMessage on StandingEachMinuteMissed.Arn',
  ],
  AlarmTicketsOpenRole: [log('AlarmTicketsOpen'), ...commands, consume('AlarmTicketsAlarmsQueue')],
  SlaMachineRole: ['lambda:InvokeFunction on Slaslaadvance.Arn'],
  SlaEachMinuteRole: ['lambda:InvokeFunction on Slaslasweep.Arn', 'sqs:SendMessage on SlaEachMinuteMissed.Arn'],
  PublicationEachMinuteRole: [
    'lambda:InvokeFunction on PublicationReconcile.Arn',
    'sqs:SendMessage on PublicationEachMinuteMissed.Arn',
  ],
}

interface Statement {
  Effect: string
  Action: string | string[]
  Resource: unknown
  Condition?: unknown
}

/** One action and one resource a line, so that it is no matter how the CDK merges statements. */
function grantsOf(statements: Statement[]): string[] {
  return statements
    .flatMap(({ Action, Resource }) =>
      [Action].flat().flatMap((action) => [Resource].flat().map((resource) => `${action} on ${said(resource)}`)),
    )
    .sort()
}

const expanded = (lines: string[]) => {
  const grants = lines.flatMap((line) => {
    const [actions = '', resources = ''] = line.split(' on ')
    return actions.split(' ').flatMap((action) => resources.split(' ').map((resource) => `${action} on ${resource}`))
  })
  return [...new Set(grants)].sort()
}

function grantsByRole(): Record<string, string[]> {
  const roles = Object.keys(all(prod, 'AWS::IAM::Role'))
  const policies = Object.values(all(prod, 'AWS::IAM::Policy'))
  const grants = (role: string) =>
    policies
      .filter(({ Properties }) => Properties.Roles.some(({ Ref }: { Ref: string }) => Ref === role))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Statement[])
  return Object.fromEntries(roles.map((role) => [role.replace(/[0-9A-F]{8}$/, ''), grantsOf(grants(role))]))
}

const given = grantsByRole()

test('there are no roles but those in the table', () => {
  expect(Object.keys(given).sort()).toEqual(Object.keys(allowed).sort())
})

test.each(Object.entries(allowed))('%s may do just this', (role, lines) => {
  expect(given[role]).toEqual(expanded(lines))
})

/** What SES knows no resource for: the one suppression list of the account. */
const ofTheAccount = 'ses:DeleteSuppressedDestination'

test('nothing is allowed on every resource, nor every action', () => {
  const statements = Object.values(all(prod, 'AWS::IAM::Policy')).flatMap(
    ({ Properties }) => Properties.PolicyDocument.Statement as Statement[],
  )
  for (const { Action, Resource } of statements) {
    if (Action !== ofTheAccount) expect([Resource].flat()).not.toContain('*')
    expect([Action].flat().filter((action) => action.includes('*'))).toEqual([])
  }
})

test('no role has a policy that somebody else may change', () => {
  for (const { Properties } of Object.values(all(prod, 'AWS::IAM::Role'))) {
    expect(Properties).not.toHaveProperty('ManagedPolicyArns')
  }
})
