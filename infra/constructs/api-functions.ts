import { Aws } from 'aws-cdk-lib'
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import type { Construct } from 'constructs'
import { type Capability, capabilities } from '../../schemas/operations/catalogue.ts'
import type { Accounts } from './accounts.ts'
import { acknowledge, wildcard } from './acknowledge.ts'
import type { Desk } from './desk.ts'
import { webhooksReach } from './escalations.ts'
import type { FileStore } from './file-store.ts'
import { DeskFunction } from './function.ts'
import type { MailIntake } from './mail-intake.ts'
import { letUnlist } from './mail-outcomes.ts'
import { partnersBusArn } from './partner-bus.ts'
import type { PartnerDeliveries } from './partner-deliveries.ts'
import { letLink } from './public-url.ts'
import type { SearchStore } from './search-store.ts'
import type { SigningSecret } from './signing-secret.ts'
import type { Index, TicketTable } from './ticket-table.ts'

/** What the API stands on. */
export interface ApiProps {
  readonly desk: Desk
  readonly api: HttpApi
  readonly tickets: TicketTable
  readonly accounts: Accounts
  readonly store: FileStore
  readonly search: SearchStore
  readonly mail: { readonly intake: MailIntake; readonly secret: SigningSecret['secret'] }
  /** What webhooks of partners go by, and what their secrets are derived from. */
  readonly webhooks: PartnerDeliveries
  readonly subscriptions: SigningSecret
}

/** What a capability's function is given beyond its own log. */
interface Needs {
  /**
   * `commands`: loads, decides and commits. `pages`: gives lists page by page, with cursors. `lists`: so it does with
   * lists of tickets.
   */
  readonly does?: readonly ('commands' | 'pages' | 'lists')[]
  /** What else it does with items of the table. */
  readonly items?: readonly (
    | 'BatchGetItem'
    | 'ConditionCheckItem'
    | 'DeleteItem'
    | 'GetItem'
    | 'PutItem'
    | 'Query'
    | 'UpdateItem'
  )[]
  /** Indexes that it queries beside those of the lists of tickets. */
  readonly indexes?: readonly Index[]
  readonly environment?: Readonly<Record<string, string>>
  /** What it may do beyond the table. */
  readonly beyond?: (handler: DeskFunction) => void
}

const needs = ({
  desk,
  api,
  store,
  search,
  accounts,
  mail,
  webhooks,
  subscriptions: { secret },
}: ApiProps): Record<Capability, Needs> => ({
  // A link or a child can be taken away; whoever gets a ticket must be as they were looked at.
  tickets: { does: ['commands', 'lists'], items: ['ConditionCheckItem', 'DeleteItem'] },
  // Presence only looks that the ticket is there; it, time, macros and the words of a comment can be taken away.
  conversation: { does: ['commands', 'pages'], items: ['ConditionCheckItem', 'DeleteItem'] },
  attachments: {
    does: ['commands', 'pages'],
    environment: { FILES_BUCKET: store.bucket.bucketName },
    // The forms and addresses that it signs can do no more than it may itself.
    beyond: (attachments) => {
      store.let(attachments, ['s3:PutObject'], 'incoming')
      store.let(attachments, ['s3:GetObject'], 'files')
    },
  },
  // A mail is sent again as a command of its ticket; mails in trouble and suppressed addresses are found by when it was.
  mails: {
    does: ['commands', 'pages'],
    indexes: ['gsi6'],
    environment: { INTAKE_BUCKET: mail.intake.bucket.bucketName },
    beyond: (mails) => {
      // What came in is read anew; the addresses that it signs can do no more.
      mail.intake.let(mails, ['s3:GetObject'])
      letUnlist(mails)
    },
  },
  // A record can be taken away, and what it had claimed given up.
  customers: { does: ['commands', 'lists'], items: ['DeleteItem'] },
  // A team can be taken away, and an address given up; what they name is looked at. Logins are made in the pool, and nowhere else.
  people: {
    does: ['commands', 'lists'],
    items: ['ConditionCheckItem', 'DeleteItem'],
    environment: { USER_POOL_ID: accounts.pool.userPoolId },
    beyond: (people) => accounts.letInvite(people),
  },
  // A view can be taken away.
  finding: {
    does: ['commands', 'lists'],
    items: ['DeleteItem'],
    environment: search.environment,
    beyond: (finding) => search.letSearch(finding),
  },
  jobs: { does: ['commands', 'lists'] },
  // Settings look that their calendars are there; a rule can be taken away; trying one may ask for the customer's earlier tickets.
  settings: { does: ['commands'], items: ['ConditionCheckItem', 'DeleteItem'], indexes: ['gsi2'] },
  // A rule can be taken away; one that is saved only looks that its calendar is there.
  assignment: { does: ['commands'], items: ['ConditionCheckItem', 'DeleteItem'], indexes: ['gsi2'] },
  // A calendar can be taken away, if policies and settings are as they were when nothing in them used it.
  calendars: { does: ['commands', 'pages'], items: ['ConditionCheckItem', 'DeleteItem'] },
  // A rotation, a shift and a link can be taken away; a shift is planned on the books as they were read.
  rota: { does: ['commands', 'pages'], items: ['ConditionCheckItem', 'DeleteItem'] },
  // Reads people, their loads and visits, and what is open in their hands.
  desks: { items: ['BatchGetItem', 'GetItem', 'Query'], indexes: ['gsi3', 'gsi4'] },
  // Reads the counters, and how old is what is open in somebody's hands; a partner's call is counted.
  statistics: { items: ['GetItem', 'PutItem', 'Query', 'UpdateItem'], indexes: ['gsi3', 'gsi4'] },
  // Lists what is at risk. A policy can be taken away; one that is saved only looks that its calendar is there.
  sla: {
    does: ['commands', 'lists'],
    items: ['ConditionCheckItem', 'DeleteItem'],
    environment: webhooksReach(desk),
  },
  // Plans on the books as they were read; lists are its own.
  visits: {
    does: ['commands', 'pages'],
    items: ['ConditionCheckItem'],
    ...(desk.stage.routingUrl && { environment: { ROUTING_URL: desk.stage.routingUrl } }),
  },
  // Counts who comes by, keeps an answer, takes an address off; a file is given out as a signed address.
  track: {
    does: ['commands', 'pages'],
    environment: { MAIL_SECRET_ARN: mail.secret.secretArn, FILES_BUCKET: store.bucket.bucketName },
    beyond: (track) => {
      store.let(track, ['s3:GetObject'], 'files')
      track.may(['secretsmanager:GetSecretValue'], mail.secret.secretArn)
      letLink(track, desk)
    },
  },
  // A client can be taken away, with its keys: those are app clients of the pool, which the gateway is told to let in.
  'partner-clients': {
    does: ['commands'],
    items: ['DeleteItem'],
    environment: {
      USER_POOL_ID: accounts.pool.userPoolId,
      API_ID: api.apiId,
      OWN_CLIENT_IDS: accounts.own.join(','),
    },
    beyond: (clients) => {
      accounts.letKeys(clients)
      const authorizers = `arn:${Aws.PARTITION}:apigateway:${Aws.REGION}::/apis/${api.apiId}/authorizers`
      clients.may(['apigateway:GET'], authorizers).may(['apigateway:PATCH'], `${authorizers}/*`)
      acknowledge(clients.role as NonNullable<typeof clients.role>, {
        [wildcard('arn:<AWS::Partition>:apigateway:<AWS::Region>::/apis/<ApiCD79AAA0>/authorizers/*')]:
          'The one authorizer of the API, whose id only the API itself knows.',
      })
    },
  },
  // What is asked for is kept, changed and taken away; a target of the desk's own account is told by the account of the bus.
  subscriptions: {
    does: ['commands', 'pages'],
    items: ['DeleteItem'],
    environment: {
      PARTNERS_BUS_ARN: partnersBusArn(desk),
      SUBSCRIPTION_SECRET_ARN: secret.secretArn,
      DELIVERIES_QUEUE_URL: webhooks.deliveries.queueUrl,
      REPLAYS_QUEUE_URL: webhooks.replays.queueUrl,
      ...webhooksReach(desk),
    },
    // Tells a partner their secret; what is to be sent again, or for a test, is put on its way.
    beyond: (subscriptions) => {
      subscriptions
        .may(['secretsmanager:GetSecretValue'], secret.secretArn)
        .may(['sqs:SendMessage'], webhooks.deliveries.queueArn, webhooks.replays.queueArn)
    },
  },
  surveys: { does: ['pages'], items: ['BatchGetItem', 'GetItem'], indexes: ['gsi6'] },
  documents: {},
})

/** An answer takes milliseconds; API Gateway itself gives up at 30 s. */
const apiSeconds = 15

/** A function for each capability of the API, with the rights that its operations need. */
export function apiFunctions(scope: Construct, props: ApiProps): Record<Capability, DeskFunction> {
  const needed = needs(props)
  const made = (Object.keys(capabilities) as Capability[]).map((capability) => [
    capability,
    apiFunction(scope, props, capability, needed[capability]),
  ])
  return Object.fromEntries(made)
}

function apiFunction(
  scope: Construct,
  { desk, tickets }: ApiProps,
  capability: Capability,
  { does = [], items = [], indexes = [], environment, beyond }: Needs,
): DeskFunction {
  const name = `${capability}-api` as const
  const pages = does.includes('pages') || does.includes('lists')
  const handler = new DeskFunction(scope, name, {
    desk,
    name,
    timeoutSeconds: apiSeconds,
    memoryMb: 1024,
    environment: {
      ...((does.length > 0 || items.length > 0) && { TABLE_NAME: tickets.table.tableName }),
      // Seals the cursors of lists: it ends with an id that no caller of the API is told, and stays with the stack.
      ...(pages && { CURSOR_KEY: Aws.STACK_ID }),
      ...environment,
    },
  })
  if (does.includes('commands')) tickets.letCommand(handler)
  if (does.includes('lists')) tickets.letRead(handler)
  const actions = items.map((action) => `dynamodb:${action}`)
  if (actions.length > 0) handler.may(actions, tickets.table.tableArn)
  if (indexes.length > 0) handler.may(['dynamodb:Query'], ...indexes.map((index) => tickets.indexArn(index)))
  beyond?.(handler)
  return handler
}
