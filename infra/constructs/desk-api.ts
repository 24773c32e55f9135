import { Aws, Duration } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import {
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { Construct } from 'constructs'
import { type Capability, capabilities, operations } from '../../schemas/operations/catalogue.ts'
import { basePath, type Operation } from '../../schemas/operations/operation.ts'
import type { Accounts } from './accounts.ts'
import { acknowledge } from './acknowledge.ts'
import { DeskAlarm, minute } from './alarm.ts'
import { type Desk, DeskLog } from './desk.ts'
import { webhooksReach } from './escalations.ts'
import type { FileStore } from './file-store.ts'
import { DeskFunction } from './function.ts'
import type { SearchStore } from './search-store.ts'
import type { TicketTable } from './ticket-table.ts'

interface DeskApiProps {
  readonly desk: Desk
  readonly tickets: TicketTable
  readonly accounts: Accounts
  readonly store: FileStore
  readonly search: SearchStore
}

const methods = {
  get: HttpMethod.GET,
  post: HttpMethod.POST,
  put: HttpMethod.PUT,
  patch: HttpMethod.PATCH,
  delete: HttpMethod.DELETE,
} as const satisfies Record<Operation['method'], HttpMethod>

const corsMethods = {
  get: CorsHttpMethod.GET,
  post: CorsHttpMethod.POST,
  put: CorsHttpMethod.PUT,
  patch: CorsHttpMethod.PATCH,
  delete: CorsHttpMethod.DELETE,
} as const satisfies Record<Operation['method'], CorsHttpMethod>

/** An answer takes milliseconds; API Gateway itself gives up at 30 s. */
const apiSeconds = 15

/** No address, no agent and no path with a ticket's number: what is left identifies nobody. */
const accessLog = {
  requestId: '$context.requestId',
  requestTime: '$context.requestTime',
  routeKey: '$context.routeKey',
  status: '$context.status',
  responseLength: '$context.responseLength',
  responseLatency: '$context.responseLatency',
  integrationLatency: '$context.integrationLatency',
  integrationStatus: '$context.integrationStatus',
  integrationError: '$context.integrationErrorMessage',
  authorizerError: '$context.authorizer.error',
  error: '$context.error.messageString',
}

/** The HTTP API: one route for each operation, one function for each capability, tokens checked at the door. */
export class DeskApi extends Construct {
  readonly api: HttpApi
  private readonly props: DeskApiProps

  constructor(scope: Construct, id: string, props: DeskApiProps) {
    super(scope, id)
    this.props = props
    const { stage } = props.desk
    this.api = new HttpApi(this, 'Api', {
      apiName: `service-desk-${stage.name}`,
      description: 'The service desk',
      createDefaultStage: false,
      ...(stage.webOrigins.length > 0 && { corsPreflight: cors(stage.webOrigins) }),
    })
    this.routes()
    this.stage()
    new DeskAlarm(this, 'Fails', {
      desk: props.desk,
      paragraph: 'the-api-fails',
      metric: this.api.metricServerError({ period: minute, statistic: 'Sum' }),
      periods: 2,
    })
  }

  /** Without a trailing slash. The emulator's own host names do not resolve everywhere, so there it is a path. */
  get url(): string {
    if (!this.props.desk.stage.isLocal) return this.api.apiEndpoint
    const endpoint = process.env.AWS_ENDPOINT_URL ?? 'http://localhost:4566'
    return `${endpoint.replace(/\/$/, '')}/_aws/execute-api/${this.api.apiId}`
  }

  private routes(): void {
    const authorizer = this.authorizer()
    const open = new HttpNoneAuthorizer()
    const integrations = this.integrations()
    for (const [capability, named] of Object.entries(capabilities)) {
      for (const operation of Object.values<Operation>(named)) {
        const added = this.api.addRoutes({
          path: `${basePath}${operation.path}`,
          methods: [methods[operation.method]],
          integration: integrations[capability as Capability],
          authorizer: operation.roles === 'public' ? open : authorizer,
        })
        if (operation.roles !== 'public') continue
        for (const route of added)
          acknowledge(route, { APIG4: 'Public by its own declaration: it tells how to call the rest.' })
      }
    }
    // Unknown paths and methods: answered with a problem, for which nobody needs a token.
    const anythingElse = new HttpRoute(this, 'AnythingElse', {
      httpApi: this.api,
      routeKey: HttpRouteKey.DEFAULT,
      integration: integrations.documents,
      authorizer: open,
    })
    acknowledge(anythingElse, { APIG4: 'Answers 404 or 405, with nothing behind it.' })
  }

  private authorizer(): IHttpRouteAuthorizer {
    const { issuer, web, partner } = this.props.accounts
    return new HttpJwtAuthorizer('Token', issuer, { jwtAudience: [web.userPoolClientId, partner.userPoolClientId] })
  }

  private integrations(): Record<Capability, HttpLambdaIntegration> {
    const { desk, tickets, search } = this.props
    const api = (capability: Capability, environment: Record<string, string>) => {
      const name = `${capability}-api` as const
      return new DeskFunction(this, name, { desk, name, timeoutSeconds: apiSeconds, environment, memoryMb: 1024 })
    }
    const commander = (capability: Capability, more: Record<string, string> = {}) => {
      const commands = api(capability, { TABLE_NAME: tickets.table.tableName, ...more })
      tickets.letCommand(commands)
      return commands
    }
    const integration = (capability: Capability, handler: DeskFunction) =>
      // One permission for the whole API: a function's policy has room for some sixty single routes.
      new HttpLambdaIntegration(capability, handler, { scopePermissionToRoute: false })
    // Seals the cursors of lists: it ends with an id that no caller of the API is told, and stays with the stack.
    const ticketsApi = commander('tickets', { CURSOR_KEY: Aws.STACK_ID })
    tickets.letRead(ticketsApi)
    // A link or a child that is taken away.
    ticketsApi.may(['dynamodb:DeleteItem'], tickets.table.tableArn)
    const conversationApi = commander('conversation', { CURSOR_KEY: Aws.STACK_ID })
    // Presence only looks that the ticket is there; it, time, macros and the words of a comment can be taken away.
    conversationApi.may(['dynamodb:ConditionCheckItem', 'dynamodb:DeleteItem'], tickets.table.tableArn)
    const findingApi = commander('finding', { CURSOR_KEY: Aws.STACK_ID, ...search.environment })
    search.letSearch(findingApi)
    tickets.letRead(findingApi)
    // A view can be taken away.
    findingApi.may(['dynamodb:DeleteItem'], tickets.table.tableArn)
    const customersApi = commander('customers', { CURSOR_KEY: Aws.STACK_ID })
    tickets.letRead(customersApi)
    // A record can be taken away, and what it had claimed given up.
    customersApi.may(['dynamodb:DeleteItem'], tickets.table.tableArn)
    const jobsApi = commander('jobs', { CURSOR_KEY: Aws.STACK_ID })
    tickets.letRead(jobsApi)
    const settingsApi = commander('settings')
    // Settings look that their calendars are there; a rule can be taken away; trying one may ask for the customer's earlier tickets.
    settingsApi.may(['dynamodb:ConditionCheckItem', 'dynamodb:DeleteItem'], tickets.table.tableArn)
    settingsApi.may(['dynamodb:Query'], tickets.indexArn('gsi2'))
    // Lists what is at risk and what was too late.
    const slaApi = commander('sla', { CURSOR_KEY: Aws.STACK_ID, ...webhooksReach(desk) })
    tickets.letRead(slaApi)
    // A policy can be taken away; one that is saved only looks that its calendar is there.
    slaApi.may(['dynamodb:ConditionCheckItem', 'dynamodb:DeleteItem'], tickets.table.tableArn)
    const calendarsApi = commander('calendars', { CURSOR_KEY: Aws.STACK_ID })
    // A calendar can be taken away, if policies and settings are as they were when nothing in them used it.
    calendarsApi.may(['dynamodb:ConditionCheckItem', 'dynamodb:DeleteItem'], tickets.table.tableArn)
    // Reads the counters, and nothing of any ticket.
    const statisticsApi = api('statistics', { TABLE_NAME: tickets.table.tableName })
    statisticsApi.may(['dynamodb:GetItem', 'dynamodb:Query'], tickets.table.tableArn)
    return {
      tickets: integration('tickets', ticketsApi),
      conversation: integration('conversation', conversationApi),
      attachments: integration('attachments', this.attachments(commander)),
      customers: integration('customers', customersApi),
      finding: integration('finding', findingApi),
      jobs: integration('jobs', jobsApi),
      settings: integration('settings', settingsApi),
      calendars: integration('calendars', calendarsApi),
      statistics: integration('statistics', statisticsApi),
      sla: integration('sla', slaApi),
      documents: integration('documents', api('documents', {})),
    }
  }

  private attachments(commander: (capability: Capability, more: Record<string, string>) => DeskFunction): DeskFunction {
    const { tickets, store } = this.props
    const { bucketName } = store.bucket
    const attachments = commander('attachments', { CURSOR_KEY: Aws.STACK_ID, FILES_BUCKET: bucketName })
    attachments.may(['dynamodb:BatchGetItem'], tickets.table.tableArn)
    // The forms and addresses that it signs can do no more than it may itself.
    store.let(attachments, ['s3:PutObject'], 'incoming')
    store.let(attachments, ['s3:GetObject'], 'files')
    return attachments
  }

  private stage(): void {
    const { stage } = this.props.desk
    const log = new DeskLog(this, 'AccessLog', this.props.desk)
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      detailedMetricsEnabled: true,
      throttle: { rateLimit: stage.throttle.rate, burstLimit: stage.throttle.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(log),
        format: AccessLogFormat.custom(JSON.stringify(accessLog)),
      },
    })
  }
}

const cors = (allowOrigins: readonly string[]) => ({
  allowOrigins: [...allowOrigins],
  allowMethods: [...new Set(Object.values<Operation>(operations).map(({ method }) => corsMethods[method]))].sort(),
  allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match', 'if-none-match'],
  exposeHeaders: [
    'ETag',
    'Location',
    'Retry-After',
    'X-Request-Id',
    'Allow',
    'Idempotent-Replayed',
    'Link',
    'Content-Disposition',
  ],
  maxAge: Duration.hours(1),
})
