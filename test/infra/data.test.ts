import { describe, expect, test } from 'vitest'
import { roles } from '../../schemas/actor.ts'
import { TicketSummary } from '../../schemas/ticket.ts'
import { all, type Resource, said, templatesOf } from './templates.ts'

const prod = templatesOf('prod')
const dev = templatesOf('dev')
const local = templatesOf('local')

/** The one resource of a type, or of those the one whose id begins so. */
function one(templates: typeof prod, type: string, id = ''): Resource {
  const [found, ...more] = Object.entries(all(templates, type)).filter(([name]) => name.startsWith(id))
  if (!found || more.length > 0) throw new Error(`there is not one ${type} ${id}`)
  return found[1]
}

describe('what holds data', () => {
  const kept = ['AWS::DynamoDB::Table', 'AWS::Cognito::UserPool', 'AWS::S3::Bucket']

  test.each(kept)('%s outlives its stack in production, and goes with it elsewhere', (type) => {
    const policies = (templates: typeof prod) => [
      ...new Set(Object.values(all(templates, type)).map(({ DeletionPolicy }) => DeletionPolicy)),
    ]
    expect(policies(prod)).toEqual(['Retain'])
    expect(policies(dev)).toEqual(['Delete'])
    expect(policies(local)).toEqual(['Delete'])
  })

  test('refuses to be deleted in production', () => {
    expect(one(prod, 'AWS::DynamoDB::Table').Properties.DeletionProtectionEnabled).toBe(true)
    expect(one(prod, 'AWS::Cognito::UserPool').Properties.DeletionProtection).toBe('ACTIVE')
  })

  test('is in a stack of its own', () => {
    for (const type of kept) {
      for (const other of [prod.desk, prod.api]) expect(other.findResources(type)).toEqual({})
    }
  })
})

describe('the table', () => {
  const { Properties } = one(prod, 'AWS::DynamoDB::Table')

  test('is on demand, can be restored to any second, streams new images and forgets what has expired', () => {
    expect(Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    })
  })

  test('has eight indexes from the first day, and projects what a list shows and is filtered by', () => {
    const listed = [...Object.keys(TicketSummary.shape), 'facets'].sort()
    for (const [at, { IndexName, KeySchema, Projection }] of Properties.GlobalSecondaryIndexes.entries()) {
      expect(IndexName).toBe(`gsi${at + 1}`)
      expect(KeySchema.map(({ AttributeName }: { AttributeName: string }) => AttributeName)).toEqual([
        `${IndexName}pk`,
        `${IndexName}sk`,
      ])
      if (['gsi5', 'gsi7', 'gsi8'].includes(IndexName)) expect(Projection).toEqual({ ProjectionType: 'KEYS_ONLY' })
      else expect([...Projection.NonKeyAttributes].sort()).toEqual(listed)
    }
    expect(Properties.GlobalSecondaryIndexes).toHaveLength(8)
  })

  test("keeps to DynamoDB's 100 projected attributes", () => {
    const projected = Properties.GlobalSecondaryIndexes.flatMap(
      ({ Projection }: { Projection: { NonKeyAttributes?: string[] } }) => Projection.NonKeyAttributes ?? [],
    )
    expect(projected.length).toBeLessThanOrEqual(100)
  })
})

describe('accounts', () => {
  const clients = (templates: typeof prod) =>
    Object.values(all(templates, 'AWS::Cognito::UserPoolClient')).map(({ Properties }) => Properties)
  const programs = (templates: typeof prod) => clients(templates).filter(({ GenerateSecret }) => GenerateSecret)
  const web = (templates: typeof prod) => clients(templates).find(({ GenerateSecret }) => !GenerateSecret)

  test('are made by the desk, never by themselves, with a strong password and a second factor for who wants it', () => {
    expect(one(prod, 'AWS::Cognito::UserPool').Properties).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      Policies: { PasswordPolicy: { MinimumLength: 12, RequireSymbols: true, RequireNumbers: true } },
    })
  })

  test('are in groups that are the roles; a partner is a program, not a person', () => {
    const groups = Object.values(all(prod, 'AWS::Cognito::UserPoolGroup')).map(({ Properties }) => Properties.GroupName)
    expect(groups.sort()).toEqual(roles.filter((role) => role !== 'partner').sort())
  })

  test('sign in by SRP alone in production, and with a password as it is elsewhere', () => {
    expect(web(prod)?.ExplicitAuthFlows).toEqual(['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'])
    expect(web(dev)?.ExplicitAuthFlows).toContain('ALLOW_USER_PASSWORD_AUTH')
    expect(web(local)?.ExplicitAuthFlows).toContain('ALLOW_USER_PASSWORD_AUTH')
  })

  test("a partner's program gets a token for its scopes by its secret, and by nothing else", () => {
    const [partner] = programs(local)
    expect(partner?.AllowedOAuthFlows).toEqual(['client_credentials'])
    expect(partner?.AllowedOAuthScopes.map((scope: unknown) => said(scope).replace(/^.*\//, '')).sort()).toEqual([
      'client.read',
      'subscriptions.read',
      'subscriptions.write',
      'tickets.read',
      'tickets.write',
    ])
    expect(one(prod, 'AWS::Cognito::UserPoolResourceServer').Properties.Identifier).toBe('desk')
    expect(Object.keys(all(prod, 'AWS::Cognito::UserPoolDomain'))).toHaveLength(1)
  })

  test('that no record knows, and no limit holds, are of no program but that of the demonstration', () => {
    expect([programs(local), programs(dev), programs(prod)].map(({ length }) => length)).toEqual([1, 0, 0])
    const authorizer = one(prod, 'AWS::ApiGatewayV2::Authorizer').Properties
    expect(authorizer.JwtConfiguration.Audience).toHaveLength(1)
  })
})

test('mail is kept encrypted, private, over TLS only, and not for ever', () => {
  const { Properties } = one(prod, 'AWS::S3::Bucket', 'MailIntake')
  expect(Properties).toMatchObject({
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    LifecycleConfiguration: { Rules: [{ ExpirationInDays: 90, Status: 'Enabled' }] },
  })
  const encryption = Properties.BucketEncryption.ServerSideEncryptionConfiguration
  expect(encryption).toEqual([{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }])
  const [statement] = one(prod, 'AWS::S3::BucketPolicy', 'MailIntake').Properties.PolicyDocument.Statement
  expect(statement).toMatchObject({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })
})

test('what is archived is kept encrypted, private and for ever; what was replaced is gone after a month', () => {
  const { Properties } = one(prod, 'AWS::S3::Bucket', 'Archive')
  expect(Properties).toMatchObject({
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
    },
    PublicAccessBlockConfiguration: { BlockPublicPolicy: true, RestrictPublicBuckets: true },
    VersioningConfiguration: { Status: 'Enabled' },
    LifecycleConfiguration: {
      Rules: [
        {
          Status: 'Enabled',
          NoncurrentVersionExpiration: { NoncurrentDays: 30 },
          Transitions: [{ StorageClass: 'GLACIER_IR', TransitionInDays: 30 }],
        },
      ],
    },
  })
  expect(Properties.LifecycleConfiguration.Rules[0]).not.toHaveProperty('ExpirationInDays')
  const [statement] = one(prod, 'AWS::S3::BucketPolicy', 'Archive').Properties.PolicyDocument.Statement
  expect(statement).toMatchObject({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })
})

test('an unknown stage is refused by name', () => {
  expect(() => templatesOf('staging')).toThrow('There is no stage "staging": -c stage=local|dev|prod')
})
