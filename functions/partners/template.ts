import { partnersSource } from '../../events/envelope.ts'

/** Two weeks, in seconds: as every dead-letter queue of the desk (infra/constructs/queue.ts). */
const keptSeconds = 14 * 24 * 60 * 60
/** The longest that EventBridge tries, and as often as it does in that time. */
const retries = { MaximumEventAgeInSeconds: 24 * 60 * 60, MaximumRetryAttempts: 185 }

const text = { Type: 'String' } as const
const ref = (Ref: string) => ({ Ref })
const named = { 'Fn::Join': ['-', [ref('Prefix'), ref('Id')]] }
const arnOf = (resource: string) => ({ 'Fn::GetAtt': [resource, 'Arn'] })

/** What differs from one subscription to another: the values are all texts. */
export interface Parameters {
  /** What the names of all that is made begin with; the id without its `sub_`. */
  Prefix: string
  Id: string
  Subscription: string
  /** In which version it was approved. */
  Approval: string
  Bus: string
  TargetArn: string
  TargetAction: 'events:PutEvents' | 'sqs:SendMessage'
  /** Of the rules on that bus: `arn:…:rule/<bus>`. */
  RulesArn: string
  /** No role that is made here can do more than this policy. */
  Boundary: string
  /** Who is told of alarms; empty: nobody. */
  AlarmTopic: string
  AlarmDescription: string
  State: 'ENABLED' | 'DISABLED'
}

const parameters: Record<keyof Parameters, typeof text> = {
  ...{
    Prefix: text,
    Id: text,
    Subscription: text,
    Approval: text,
    Bus: text,
    RulesArn: text,
    TargetArn: text,
    TargetAction: text,
  },
  ...{ Boundary: text, AlarmTopic: text, AlarmDescription: text, State: text },
}

/** A dead-letter queue that the rule alone can write to, and an alarm as soon as anything is in it. */
const deadLetters = {
  DeadLetters: {
    Type: 'AWS::SQS::Queue',
    Properties: { QueueName: named, SqsManagedSseEnabled: true, MessageRetentionPeriod: keptSeconds },
  },
  DeadLettersPolicy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [ref('DeadLetters')],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: arnOf('DeadLetters'),
            Condition: { ArnEquals: { 'aws:SourceArn': arnOf('Rule') } },
          },
          {
            Effect: 'Deny',
            Principal: '*',
            Action: 'sqs:*',
            Resource: arnOf('DeadLetters'),
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        ],
      },
    },
  },
  Undelivered: {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: named,
      AlarmDescription: ref('AlarmDescription'),
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': ['DeadLetters', 'QueueName'] } }],
      Statistic: 'Maximum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions: { 'Fn::If': ['IsHeard', [ref('AlarmTopic')], []] },
      OKActions: { 'Fn::If': ['IsHeard', [ref('AlarmTopic')], []] },
    },
  },
}

/**
 * What is deployed for an approved subscription of a bus or a queue (docs/adr/0038): a rule that takes its events and no
 * others, a role that may do nothing but bring them to that one target, and a place for those that could not be brought.
 */
export const template = {
  AWSTemplateFormatVersion: '2010-09-09',
  Description: 'A subscription of a partner of the service desk',
  Parameters: parameters,
  Conditions: { IsHeard: { 'Fn::Not': [{ 'Fn::Equals': [ref('AlarmTopic'), ''] }] } },
  Resources: {
    ...deadLetters,
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: named,
        PermissionsBoundary: ref('Boundary'),
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'events.amazonaws.com' },
              Action: 'sts:AssumeRole',
              Condition: {
                StringEquals: { 'aws:SourceAccount': ref('AWS::AccountId') },
                ArnEquals: {
                  'aws:SourceArn': { 'Fn::Join': ['/', [ref('RulesArn'), named]] },
                },
              },
            },
          ],
        },
        Policies: [
          {
            PolicyName: 'deliver',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', Action: ref('TargetAction'), Resource: ref('TargetArn') }],
            },
          },
        ],
      },
    },
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        Name: named,
        EventBusName: ref('Bus'),
        State: ref('State'),
        EventPattern: {
          source: [partnersSource],
          detail: { subscription: [ref('Subscription')], approval: [ref('Approval')] },
        },
        Targets: [
          {
            Id: 'partner',
            Arn: ref('TargetArn'),
            RoleArn: arnOf('Role'),
            RetryPolicy: retries,
            DeadLetterConfig: { Arn: arnOf('DeadLetters') },
          },
        ],
      },
    },
  },
}
