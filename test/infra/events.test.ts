import { describe, expect, test } from 'vitest'
import { noticeEvents, wakeEvents } from '../../events/catalogue.ts'
import { all, said, templatesOf } from './templates.ts'

const prod = templatesOf('prod')
const local = templatesOf('local')

const ruleTo = (target: string) =>
  Object.values(all(prod, 'AWS::Events::Rule')).filter(({ Properties }) =>
    said(Properties.Targets[0].Arn).includes(target),
  )

describe('the bus', () => {
  test('wakes the supervisor by the events after which a wake may be another, and by lost executions', () => {
    const [lost, wakes] = ruleTo('SlaTimersQueue').toSorted((a) => (a.Properties.EventBusName ? 1 : -1))
    expect(wakes?.Properties.EventPattern).toEqual({ source: ['service-desk'], 'detail-type': [...wakeEvents] })
    expect(lost?.Properties).not.toHaveProperty('EventBusName')
    expect(lost?.Properties.EventPattern).toMatchObject({
      source: ['aws.states'],
      'detail-type': ['Step Functions Execution Status Change'],
      detail: { status: ['FAILED', 'TIMED_OUT', 'ABORTED'] },
    })
    expect(lost?.Properties.EventPattern.detail.stateMachineArn.map(said)).toEqual(['SlaMachine'])
  })

  test('tells the notifier what asks for people', () => {
    expect(ruleTo('NotificationsNotices').map(({ Properties }) => Properties.EventPattern)).toEqual([
      { source: ['service-desk'], 'detail-type': [...noticeEvents] },
    ])
  })

  test.each([
    ['Webhooks', 'webhook'],
    ['FollowUps', 'follow-up'],
  ])('tells %s of milestones only that have such an action', (queue, action) => {
    expect(ruleTo(`Escalations${queue}`).map(({ Properties }) => Properties.EventPattern)).toEqual([
      {
        source: ['service-desk'],
        'detail-type': ['sla.warned', 'sla.breached'],
        detail: { data: { actions: { action: [action] } } },
      },
    ])
  })

  test('keeps a log and an archive of everything', () => {
    const [log] = ruleTo('log-group')
    expect(log?.Properties.EventPattern).toEqual({ source: ['service-desk'] })
    const [archive] = Object.values(all(prod, 'AWS::Events::Archive'))
    expect(archive?.Properties).toMatchObject({ EventPattern: { source: ['service-desk'] }, RetentionDays: 90 })
  })

  test('lets no other account in: whoever is outside subscribes', () => {
    expect(prod.desk.findResources('AWS::Events::EventBusPolicy')).toEqual({})
  })

  test('on the emulator has a queue to look at, and nothing that the emulator refuses', () => {
    expect(Object.keys(local.desk.findOutputs('EventLogQueueUrl'))).toHaveLength(1)
    for (const refused of ['AWS::Events::Archive', 'AWS::Events::EventBusPolicy', 'AWS::CloudWatch::CompositeAlarm']) {
      expect(all(local, refused)).toEqual({})
    }
  })
})

describe('queues', () => {
  const queues = all(prod, 'AWS::SQS::Queue')
  const functions = all(prod, 'AWS::Lambda::Function')
  const mappings = Object.values(all(prod, 'AWS::Lambda::EventSourceMapping'))
  const fromQueues = mappings.filter(({ Properties }) => Properties.EventSourceArn['Fn::GetAtt'])

  test('every one that a function reads has a dead-letter queue, time for six tries, and partial failures', () => {
    expect(fromQueues.length).toBeGreaterThan(2)
    for (const { Properties } of fromQueues) {
      const queue = queues[Properties.EventSourceArn['Fn::GetAtt'][0]]?.Properties
      const consumer = functions[Properties.FunctionName.Ref]?.Properties
      expect(queue?.VisibilityTimeout).toBeGreaterThanOrEqual(6 * consumer?.Timeout)
      // What is somebody else's to mend is tried for an hour.
      const tries = /EscalationsWebhooks/.test(Properties.EventSourceArn['Fn::GetAtt'][0]) ? 20 : 5
      expect(queue?.RedrivePolicy).toMatchObject({ maxReceiveCount: tries })
      expect(Properties).toMatchObject({ FunctionResponseTypes: ['ReportBatchItemFailures'] })
    }
  })

  test('every one is encrypted and refuses what comes without TLS', () => {
    const guarded = Object.values(all(prod, 'AWS::SQS::QueuePolicy')).flatMap(({ Properties }) =>
      Properties.PolicyDocument.Statement.filter(({ Effect }: { Effect: string }) => Effect === 'Deny').map(() =>
        said(Properties.Queues[0]),
      ),
    )
    expect(guarded).toHaveLength(Object.keys(queues).length)
    for (const { Properties } of Object.values(queues)) expect(Properties.SqsManagedSseEnabled).toBe(true)
  })

  test('what is put aside is kept for two weeks', () => {
    const aside = Object.entries(queues).filter(([id]) => /DeadLetters|Missed|Parking/.test(id))
    expect(aside.length).toBeGreaterThan(5)
    for (const [, { Properties }] of aside) expect(Properties.MessageRetentionPeriod).toBe(14 * 24 * 60 * 60)
  })
})

describe('the publisher', () => {
  const [stream] = Object.values(all(prod, 'AWS::Lambda::EventSourceMapping')).filter(({ Properties }) =>
    said(Properties.EventSourceArn).includes('StreamArn'),
  )

  test('hears new events of the outbox only, and never gives one up before the stream does', () => {
    const { Filters } = stream?.Properties.FilterCriteria ?? {}
    expect(Filters.map(({ Pattern }: { Pattern: string }) => JSON.parse(Pattern))).toEqual([
      {
        eventName: ['INSERT'],
        dynamodb: {
          Keys: { sk: { S: [{ prefix: 'EVENT#' }] } },
          NewImage: { gsi6pk: { S: [{ prefix: 'OUTBOX#' }] } },
        },
      },
    ])
    expect(stream?.Properties).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      ParallelizationFactor: 4,
      BisectBatchOnFunctionError: true,
      MaximumRecordAgeInSeconds: 24 * 60 * 60,
    })
    expect(stream?.Properties).not.toHaveProperty('MaximumRetryAttempts')
    expect(stream?.Properties).not.toHaveProperty('FunctionResponseTypes')
  })

  test('has what fails for a day parked', () => {
    expect(said(stream?.Properties.DestinationConfig.OnFailure.Destination)).toBe('PublicationParking.Arn')
  })
})

test('what runs each minute does so with a role and a dead-letter queue of their own', () => {
  const schedules = Object.values(all(prod, 'AWS::Scheduler::Schedule')).map(({ Properties }) => Properties)
  expect(schedules.map(({ Target }) => said(Target.Arn)).sort()).toEqual([
    'AssignmentSweep.Arn',
    'AttachmentsSweep.Arn',
    'NotificationsRelease.Arn',
    'PublicationReconcile.Arn',
    'SearchCompact.Arn',
    'Slaslasweep.Arn',
    'StandingMeasure.Arn',
    'VisitsSweep.Arn',
    'WebhooksDue.Arn',
  ])
  expect(new Set(schedules.map(({ Target }) => said(Target.RoleArn))).size).toBe(schedules.length)
  for (const { ScheduleExpression, Target } of schedules) {
    expect(ScheduleExpression).toBe('rate(1 minute)')
    expect(said(Target.DeadLetterConfig.Arn)).toMatch(/Missed/)
  }
})
