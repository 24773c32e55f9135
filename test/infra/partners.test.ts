import { describe, expect, test } from 'vitest'
import { partnerTypes } from '../../events/audiences.ts'
import { template } from '../../functions/partners/template.ts'
import { all, said, templatesOf } from './templates.ts'

const prod = templatesOf('prod')
const find = (type: string, id: string) => {
  const found = Object.entries(all(prod, type)).find(([name]) => name.startsWith(id))
  if (!found) throw new Error(`there is no ${type} ${id}`)
  return found[1].Properties
}

describe('the partners’ bus', () => {
  test('is one beside the desk’s, and hears of what partners can ask for only', () => {
    expect(find('AWS::Events::EventBus', 'Bus').Name).toBe('service-desk-prod-partners')
    const { EventPattern, Targets, EventBusName } = find('AWS::Events::Rule', 'RelayForPartners')
    expect(EventPattern).toEqual({ source: ['service-desk'], 'detail-type': [...partnerTypes] })
    expect(said(Targets[0].Arn)).toBe('RelayToldQueue.Arn')
    expect(said(EventBusName)).toMatch(/servicedeskprodbusname/)
  })

  test('is written to by the relay and by nobody else, also of this account', () => {
    const { Statement, EventBusName } = find('AWS::Events::EventBusPolicy', 'OnlyRelays')
    expect(said(EventBusName)).toBe('Bus')
    expect(Statement).toMatchObject({ Effect: 'Deny', Principal: '*', Action: 'events:PutEvents' })
    expect(said(Statement.Resource)).toBe('Bus.Arn')
    expect(Statement.Condition.ArnNotEquals['aws:PrincipalArn'].map(said)).toContain('RelaySendRole.Arn')
  })
})

test('pieces of a replay are done one by one: none waits behind others until it is given out again', () => {
  const mappings = Object.values(all(prod, 'AWS::Lambda::EventSourceMapping')).map(({ Properties }) => Properties)
  const mapping = mappings.find(({ EventSourceArn }) => said(EventSourceArn) === 'WebhooksReplaysQueue.Arn')
  expect(mapping).toMatchObject({ BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } })
})

describe('who deploys what is approved', () => {
  const statements = (id: string) => find('AWS::IAM::Policy', id).PolicyDocument.Statement
  const stating = (id: string, action: string) =>
    statements(id).find(({ Action }: { Action: string | string[] }) => [Action].flat().includes(action))

  test('works on stacks in the name of one role, and passes that on to CloudFormation only', () => {
    const change = stating('SubscriptionsDeployRole', 'cloudformation:CreateStack')
    expect(said(change.Condition.StringEquals['cloudformation:RoleArn'])).toBe('SubscriptionsDeployer.Arn')
    const pass = stating('SubscriptionsDeployRole', 'iam:PassRole')
    expect(pass.Condition).toEqual({ StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } })
  })

  test('makes roles within the boundary only, and gives them to EventBridge only', () => {
    const make = stating('SubscriptionsDeployer', 'iam:CreateRole')
    expect(make.Action).toEqual(['iam:CreateRole', 'iam:PutRolePolicy'])
    expect(said(make.Condition.StringEquals['iam:PermissionsBoundary'])).toBe('SubscriptionsBoundary')
    const pass = stating('SubscriptionsDeployer', 'iam:PassRole')
    expect(pass.Condition).toEqual({ StringEquals: { 'iam:PassedToService': 'events.amazonaws.com' } })
  })

  test('can have events brought to other accounts, and in its own to nothing of the desk', () => {
    const { Statement } = find('AWS::IAM::ManagedPolicy', 'SubscriptionsBoundary').PolicyDocument
    const lines = Statement.map(({ Action, Resource, Condition }: Record<string, never>) => [
      Action,
      said(Resource),
      Condition ? said(Object.values(Object.values(Condition)[0] ?? {})[0]) : 'always',
    ])
    expect(lines).toEqual([
      ['events:PutEvents', 'arn:AWS::Partition:events:*:*:event-bus/*', 'AWS::AccountId'],
      ['sqs:SendMessage', 'arn:AWS::Partition:sqs:AWS::Region:*:*', 'AWS::AccountId'],
      ['events:PutEvents', 'arn:AWS::Partition:events:*:AWS::AccountId:event-bus/partner-*', 'always'],
      ['sqs:SendMessage', 'arn:AWS::Partition:sqs:AWS::Region:AWS::AccountId:partner-*', 'always'],
    ])
    expect(Object.keys(Statement[0].Condition)).toEqual(['StringNotEquals'])
  })
})

describe('what is deployed for a subscription', () => {
  const { Resources } = template

  test('is a rule that takes its events as they are approved, and no others', () => {
    expect(Resources.Rule.Properties.EventPattern).toEqual({
      source: ['service-desk.partners'],
      detail: { subscription: [{ Ref: 'Subscription' }], approval: [{ Ref: 'Approval' }] },
    })
  })

  test('brings them to one target with a role of its own, tries for a day, and keeps what could not be brought', () => {
    expect(Resources.Rule.Properties.Targets).toEqual([
      {
        Id: 'partner',
        Arn: { Ref: 'TargetArn' },
        RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['DeadLetters', 'Arn'] } },
      },
    ])
    const { Policies, PermissionsBoundary } = Resources.Role.Properties
    expect(PermissionsBoundary).toEqual({ Ref: 'Boundary' })
    expect(Policies.map(({ PolicyDocument }) => PolicyDocument.Statement)).toEqual([
      [{ Effect: 'Allow', Action: { Ref: 'TargetAction' }, Resource: { Ref: 'TargetArn' } }],
    ])
  })

  test('is used by that rule alone', () => {
    const [assume] = Resources.Role.Properties.AssumeRolePolicyDocument.Statement
    expect(assume?.Principal).toEqual({ Service: 'events.amazonaws.com' })
    expect(assume?.Condition.ArnEquals).toEqual({
      'aws:SourceArn': {
        'Fn::Join': ['/', [{ Ref: 'RulesArn' }, { 'Fn::Join': ['-', [{ Ref: 'Prefix' }, { Ref: 'Id' }]] }]],
      },
    })
    const [write, plain] = Resources.DeadLettersPolicy.Properties.PolicyDocument.Statement
    expect(write?.Condition).toEqual({ ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': ['Rule', 'Arn'] } } })
    expect(plain).toMatchObject({ Effect: 'Deny', Principal: '*' })
  })

  test('names what the deployer may make, and nothing that another has', () => {
    const name = { 'Fn::Join': ['-', [{ Ref: 'Prefix' }, { Ref: 'Id' }]] }
    expect(Resources.Rule.Properties.Name).toEqual(name)
    expect(Resources.Role.Properties.RoleName).toEqual(name)
    expect(Resources.DeadLetters.Properties.QueueName).toEqual(name)
    expect(Resources.Undelivered.Properties.AlarmName).toEqual(name)
  })
})
