import { Duration } from 'aws-cdk-lib'
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
import { acknowledge } from './acknowledge.ts'
import { DeskAlarm, minute } from './alarm.ts'
import { type ApiProps, apiFunctions } from './api-functions.ts'
import { DeskLog } from './desk.ts'

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
  private readonly props: Omit<ApiProps, 'api'>

  constructor(scope: Construct, id: string, props: Omit<ApiProps, 'api'>) {
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
          acknowledge(route, {
            APIG4: 'Public by its own declaration: it tells how to call the rest, or its address is the secret.',
          })
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
    const { issuer, own } = this.props.accounts
    return new HttpJwtAuthorizer('Token', issuer, { jwtAudience: own })
  }

  private integrations(): Record<Capability, HttpLambdaIntegration> {
    const made = Object.entries(apiFunctions(this, { ...this.props, api: this.api })).map(([capability, handler]) => [
      capability,
      // One permission for the whole API: a function's policy has room for some sixty single routes.
      new HttpLambdaIntegration(capability, handler, { scopePermissionToRoute: false }),
    ])
    return Object.fromEntries(made)
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
    'RateLimit',
    'RateLimit-Policy',
  ],
  maxAge: Duration.hours(1),
})
