import { describe, expect, test } from 'vitest'
import { capabilities } from '../../schemas/operations/catalogue.ts'
import { basePath, type Operation } from '../../schemas/operations/operation.ts'
import { all, said, templatesOf } from './templates.ts'

const prod = templatesOf('prod', { webOrigins: 'https://desk.example.com, https://www.example.com' })
const only = (type: string) => {
  const [resource, ...more] = Object.values(all(prod, type))
  if (!resource || more.length > 0) throw new Error(`there is not one ${type}`)
  return resource.Properties
}

const routes = new Map(
  Object.values(all(prod, 'AWS::ApiGatewayV2::Route')).map(({ Properties }) => [Properties.RouteKey, Properties]),
)
const operations = Object.entries(capabilities).flatMap(([capability, named]) =>
  Object.values<Operation>(named).map((operation) => ({
    capability,
    isPublic: operation.roles === 'public',
    key: `${operation.method.toUpperCase()} ${basePath}${operation.path}`,
  })),
)

function functionOf(target: unknown): string {
  const [, id = ''] = /integrations\/(\w+)/.exec(said(target)) ?? []
  const integration = Object.entries(all(prod, 'AWS::ApiGatewayV2::Integration')).find(([key]) => key.startsWith(id))
  return said(integration?.[1].Properties.IntegrationUri)
}

describe('the routes', () => {
  test('are the operations, and one for everything else', () => {
    expect([...routes.keys()].sort()).toEqual([...operations.map(({ key }) => key), '$default'].sort())
  })

  test.each(operations)('$key goes to $capability, and asks for a token unless it is public', (operation) => {
    const route = routes.get(operation.key)
    expect(route?.AuthorizationType).toBe(operation.isPublic ? 'NONE' : 'JWT')
    if (!operation.isPublic) expect(said(route?.AuthorizerId)).toMatch(/Token/)
    expect(functionOf(route?.Target)).toContain(`Api${operation.capability.replace('-', '')}api`)
  })

  test('what no route is for is answered by the documents function, without a token', () => {
    const anythingElse = routes.get('$default')
    expect(anythingElse?.AuthorizationType).toBe('NONE')
    expect(functionOf(anythingElse?.Target)).toContain('Apidocumentsapi')
  })
})

test("tokens are the pool's, for the web client and nobody else's to begin with, and come in the Authorization header", () => {
  const { AuthorizerType, IdentitySource, JwtConfiguration } = only('AWS::ApiGatewayV2::Authorizer')
  expect(AuthorizerType).toBe('JWT')
  expect(IdentitySource).toEqual(['$request.header.Authorization'])
  expect(said(JwtConfiguration.Issuer)).toMatch(/^https:\/\/cognito-idp\.AWS::Region\.amazonaws\.com\//)
  expect(JwtConfiguration.Audience.map(said)).toEqual([expect.stringContaining('AccountsPoolWeb')])
})

test('browsers at the configured origins may call, and read the headers they need', () => {
  expect(only('AWS::ApiGatewayV2::Api').CorsConfiguration).toEqual({
    AllowOrigins: ['https://desk.example.com', 'https://www.example.com'],
    AllowMethods: ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'],
    AllowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match', 'if-none-match'],
    ExposeHeaders: [
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
    MaxAge: 3600,
  })
})

test('an account that names no origin has no browser calling', () => {
  const [api] = Object.values(all(templatesOf('prod'), 'AWS::ApiGatewayV2::Api'))
  expect(api?.Properties).not.toHaveProperty('CorsConfiguration')
})

test('the stage has no segment in its address, is throttled, and logs nothing that says who', () => {
  const stage = only('AWS::ApiGatewayV2::Stage')
  expect(stage).toMatchObject({
    StageName: '$default',
    AutoDeploy: true,
    DefaultRouteSettings: { ThrottlingRateLimit: 1000, ThrottlingBurstLimit: 2000, DetailedMetricsEnabled: true },
  })
  expect(stage.AccessLogSettings.Format).toContain('$context.requestId')
  expect(stage.AccessLogSettings.Format).not.toMatch(/sourceIp|userAgent|claims|\.path|identity|caller/)
})

test('each function lets this API alone call it', () => {
  const permissions = Object.values(all(prod, 'AWS::Lambda::Permission'))
  expect(permissions).toHaveLength(Object.keys(capabilities).length)
  for (const { Properties } of permissions) {
    expect(Properties.Principal).toBe('apigateway.amazonaws.com')
    expect(said(Properties.SourceArn)).toMatch(/execute-api:.*:Api\/\*\/\*/)
  }
})

test('the address on the emulator is the one that works everywhere', () => {
  const [endpoint, was] = ['http://localhost:4999', process.env.AWS_ENDPOINT_URL]
  process.env.AWS_ENDPOINT_URL = endpoint
  try {
    const { Value } = templatesOf('local').api.findOutputs('ApiUrl').ApiUrl as { Value: unknown }
    expect(said(Value)).toMatch(/^http:\/\/localhost:4999\/_aws\/execute-api\/Api$/)
  } finally {
    if (was === undefined) delete process.env.AWS_ENDPOINT_URL
    else process.env.AWS_ENDPOINT_URL = was
  }
})
