import { describe, expect, test } from 'vitest'
import { all, said, templatesOf } from './templates.ts'

const prod = templatesOf('prod', { webOrigins: 'https://desk.example.com' })
const local = templatesOf('local')
const find = (templates: typeof prod, type: string, id: string) => {
  const found = Object.entries(all(templates, type)).find(([name]) => name.startsWith(id))
  if (!found) throw new Error(`there is no ${type} ${id}`)
  return found[1].Properties
}

describe('the store of files', () => {
  const bucket = find(prod, 'AWS::S3::Bucket', 'FilesBucket')

  test('is private, encrypted, and tells EventBridge what arrives', () => {
    expect(bucket).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    })
  })

  test('lets browsers send and fetch from the web client and nowhere else', () => {
    expect(bucket.CorsConfiguration.CorsRules).toMatchObject([
      { AllowedOrigins: ['https://desk.example.com'], AllowedMethods: ['POST', 'GET'] },
    ])
    expect(find(templatesOf('prod'), 'AWS::S3::Bucket', 'FilesBucket').CorsConfiguration).toBeUndefined()
  })

  test('throws away what nobody has taken in, and nothing else', () => {
    const rules = bucket.LifecycleConfiguration.Rules
    expect(rules).toMatchObject([
      { Prefix: 'incoming/', ExpirationInDays: 30 },
      { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
    ])
    expect(rules[1]).not.toHaveProperty('ExpirationInDays')
  })

  const { Statement: statements } = find(prod, 'AWS::S3::BucketPolicy', 'FilesBucket').PolicyDocument

  test('is reached over TLS only', () => {
    expect(statements[0]).toMatchObject({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })
  })

  test('gives out no file that the scan has not called clean, to nobody but the scanner', () => {
    const [statement] = statements.filter(({ Sid }: { Sid?: string }) => Sid === 'NothingButCleanFiles')
    expect(statement).toMatchObject({
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: ['s3:GetObject', 's3:GetObjectVersion'],
      Condition: { StringNotEquals: { 's3:ExistingObjectTag/GuardDutyMalwareScanStatus': 'NO_THREATS_FOUND' } },
    })
    expect(said(statement.Resource)).toBe('FilesBucket.Arn/files/*')
    expect(said(statement.Condition.ArnNotEquals['aws:PrincipalArn'])).toBe('FilesScannerRole.Arn')
  })

  test('lets nobody but the scanner say what is clean', () => {
    const [statement] = statements.filter(({ Sid }: { Sid?: string }) => Sid === 'OnlyTheScannerTags')
    expect(statement).toMatchObject({ Effect: 'Deny', Principal: { AWS: '*' } })
    expect(statement.Action).toContain('s3:PutObjectTagging')
    expect(said(statement.Condition.ArnNotEquals['aws:PrincipalArn'])).toBe('FilesScannerRole.Arn')
  })
})

describe('what is kept', () => {
  test('is scanned and tagged by GuardDuty', () => {
    expect(find(prod, 'AWS::GuardDuty::MalwareProtectionPlan', 'FilesPlan')).toMatchObject({
      ProtectedResource: { S3Bucket: { ObjectPrefixes: ['files/'] } },
      Actions: { Tagging: { Status: 'ENABLED' } },
    })
    const { AssumeRolePolicyDocument } = find(prod, 'AWS::IAM::Role', 'FilesScannerRole')
    expect(AssumeRolePolicyDocument.Statement[0].Principal).toEqual({
      Service: 'malware-protection-plan.guardduty.amazonaws.com',
    })
  })

  test('is scanned on the emulator by a stand-in, which has no place in production', () => {
    expect(all(local, 'AWS::GuardDuty::MalwareProtectionPlan')).toEqual({})
    const names = (templates: typeof prod) => Object.keys(all(templates, 'AWS::Lambda::Function')).join()
    expect(names(local)).toContain('AttachmentsCheck')
    expect(names(prod)).not.toContain('AttachmentsCheck')
  })
})

test.each([
  ['AttachmentsArrived', 'aws.s3', { object: { key: [{ prefix: 'incoming/' }] } }],
  ['AttachmentsScanned', 'aws.guardduty', {}],
])('what %s hears goes to the queue of files', (id, source, detail) => {
  const rule = find(prod, 'AWS::Events::Rule', id)
  expect(rule.EventPattern).toMatchObject({ source: [source], detail })
  expect(rule.Targets.map(({ Arn }: { Arn: unknown }) => said(Arn))).toEqual(['AttachmentsFilesQueue.Arn'])
})
