import { describe, expect, test } from 'vitest'
import { all, said, templatesOf } from './templates.ts'

const prod = templatesOf('prod', { mailFrom: 'support@help.example', mailDomains: 'desk.example, help.example' })
const local = templatesOf('local')
const find = (type: string, id: string) => {
  const found = Object.entries(all(prod, type)).find(([name]) => name.startsWith(id))
  if (!found) throw new Error(`there is no ${type} ${id}`)
  return found[1].Properties
}

describe('mail from outside', () => {
  const { RuleSetName, Rule } = find('AWS::SES::ReceiptRule', 'ReceptionInbound')
  const name = find('AWS::SES::ReceiptRuleSet', 'ReceptionRules').RuleSetName

  test('is taken in for the domains of the desk, over TLS only, looked at for spam and viruses', () => {
    expect(Rule).toMatchObject({
      Name: 'inbound',
      Enabled: true,
      Recipients: ['help.example', 'desk.example'],
      ScanEnabled: true,
      TlsPolicy: 'Require',
    })
    expect(said(RuleSetName)).toBe('ReceptionRules')
  })

  test('lies in the intake as it came, and nothing else happens to it', () => {
    const [store, stop, ...more] = Rule.Actions
    expect(said(store.S3Action.BucketName)).toBe('MailIntakeInbound')
    // No key of its own: with one, SES would encrypt what it writes so that only its own client can read it.
    expect(store.S3Action).toEqual({ BucketName: store.S3Action.BucketName, ObjectKeyPrefix: 'inbound/' })
    expect(stop).toEqual({ StopAction: { Scope: 'RuleSet' } })
    expect(more).toEqual([])
  })

  test('is written by that very rule of this account, and by nobody else', () => {
    const { Statement } = find('AWS::S3::BucketPolicy', 'MailIntake').PolicyDocument
    const [grant, ...more] = Statement.filter(({ Effect }: { Effect: string }) => Effect === 'Allow')
    expect(more).toEqual([])
    expect(grant).toMatchObject({ Principal: { Service: 'ses.amazonaws.com' }, Action: 's3:PutObject' })
    expect(said(grant.Resource)).toBe('MailIntakeInbound.Arn/inbound/*')
    const { StringEquals } = grant.Condition
    expect(said(StringEquals['aws:SourceAccount'])).toBe('AWS::AccountId')
    expect(said(StringEquals['aws:SourceArn'])).toBe(
      `arn:AWS::Partition:ses:AWS::Region:AWS::AccountId:receipt-rule-set/${name}:receipt-rule/${Rule.Name}`,
    )
  })

  test('is heard of through a queue, once it lies there', () => {
    expect(find('AWS::S3::Bucket', 'MailIntake').NotificationConfiguration).toEqual({
      EventBridgeConfiguration: { EventBridgeEnabled: true },
    })
    const { EventPattern, Targets } = find('AWS::Events::Rule', 'ReceptionIntake')
    expect(EventPattern).toMatchObject({ source: ['aws.s3'], 'detail-type': ['Object Created'] })
    expect(EventPattern.detail.object).toEqual({ key: [{ prefix: 'inbound/' }] })
    expect(said(EventPattern.detail.bucket.name[0])).toBe('MailIntakeInbound')
    expect(Targets.map(({ Arn }: { Arn: unknown }) => said(Arn))).toEqual(['ReceptionArrivedQueue.Arn'])
  })

  test('is taken apart one message at a time, however large, and what never passes waits for a person', () => {
    const mappings = Object.values(all(prod, 'AWS::Lambda::EventSourceMapping')).map(({ Properties }) => Properties)
    const mapping = mappings.find(({ EventSourceArn }) => said(EventSourceArn) === 'ReceptionArrivedQueue.Arn')
    expect(mapping).toMatchObject({
      BatchSize: 1,
      ScalingConfig: { MaximumConcurrency: 20 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    })
    const { RedrivePolicy, VisibilityTimeout } = find('AWS::SQS::Queue', 'ReceptionArrivedQueue')
    expect(said(RedrivePolicy.deadLetterTargetArn)).toBe('ReceptionArrivedDeadLetters.Arn')
    const { Timeout } = find('AWS::Lambda::Function', 'ReceptionReceive')
    expect(VisibilityTimeout).toBe(6 * Timeout)
  })

  test('is told how to come here', () => {
    const outputs = prod.mail.toJSON().Outputs
    expect(said(outputs.MxRecord.Value)).toBe('10 inbound-smtp.AWS::Region.amazonaws.com')
    expect(outputs.ReceiptRuleSet.Value).toBe(name)
  })

  test('comes to the emulator by an SMTP port of our own: it knows no receipt rules', () => {
    expect([all(local, 'AWS::SES::ReceiptRuleSet'), all(local, 'AWS::SES::ReceiptRule')]).toEqual([{}, {}])
    expect(Object.keys(all(local, 'AWS::Lambda::Function')).join()).toContain('ReceptionReceive')
  })
})

describe('what became of mail that went out', () => {
  const set = find('AWS::SES::ConfigurationSet', 'MailOutcomesSet')
  const kinds = ['delivery', 'bounce', 'complaint', 'deliveryDelay', 'reject', 'renderingFailure']

  test("is told by SES on the account's own bus, which is the only one it knows", () => {
    const { ConfigurationSetName, EventDestination } = find(
      'AWS::SES::ConfigurationSetEventDestination',
      'MailOutcomesDestination',
    )
    expect(said(ConfigurationSetName)).toBe('MailOutcomesSet')
    expect(EventDestination).toMatchObject({ Enabled: true, MatchingEventTypes: kinds })
    expect(said(EventDestination.EventBridgeDestination.EventBusArn)).toBe(
      'arn:AWS::Partition:events:AWS::Region:AWS::AccountId:event-bus/default',
    )
  })

  test('is heard of through a queue, of our own mail only', () => {
    const { EventPattern, EventBusName, Targets } = find('AWS::Events::Rule', 'MailOutcomesTold')
    expect(EventBusName).toBeUndefined()
    expect(EventPattern).toEqual({
      source: ['aws.ses'],
      'detail-type': [
        'Email Delivered',
        'Email Bounced',
        'Email Complaint Received',
        'Email Delivery Delayed',
        'Email Rejected',
        'Email Rendering Failed',
      ],
      detail: { mail: { tags: { 'ses:configuration-set': [set.Name] } } },
    })
    expect(Targets.map(({ Arn }: { Arn: unknown }) => said(Arn))).toEqual(['MailOutcomesQueue.Arn'])
  })

  test('keeps SES from writing again to what came back for good or was complained of', () => {
    expect(set).toMatchObject({
      Name: 'service-desk-prod',
      SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    })
  })

  test('alarms before SES would pause the account; the emulator has no such figures', () => {
    const rates = (templates: typeof prod) =>
      Object.values(all(templates, 'AWS::CloudWatch::Alarm'))
        .filter(({ Properties }) => Properties.Namespace === 'AWS/SES')
        .map(({ Properties }) => [Properties.MetricName, Properties.Threshold])
    expect(rates(prod)).toEqual([
      ['Reputation.BounceRate', 0.04],
      ['Reputation.ComplaintRate', 0.0008],
    ])
    expect(rates(local)).toEqual([])
  })
})
