import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../../infra/bundle.ts'
import { alarmLevels } from '../../schemas/alarm.ts'
import { all, type Resource, said, templatesOf } from './templates.ts'

const prod = templatesOf('prod', { alarmEmail: 'duty@desk.example' })
const alarms = Object.entries(all(prod, 'AWS::CloudWatch::Alarm'))
const composites = Object.values(all(prod, 'AWS::CloudWatch::CompositeAlarm'))
const every = [...alarms.map(([, alarm]) => alarm), ...composites]

/** Each `##` heading with its text; the anchor as code hosts make it. */
const paragraphs = new Map(
  readFileSync(join(root, 'docs/runbook.md'), 'utf8')
    .split(/^## /m)
    .slice(1)
    .map((text) => {
      const [heading = ''] = text.split('\n')
      return [
        heading
          .toLowerCase()
          .replaceAll(/[^\w -]/g, '')
          .replaceAll(' ', '-'),
        text,
      ] as const
    }),
)

/** What an alarm says of itself: `https://desk.example/runbook.md#the-api-fails (page)`. */
const spoken = ({ Properties }: Resource) => {
  const [, paragraph = '', level = ''] =
    /^https:\/\/desk\.example\/runbook\.md#([\w-]+) \((\w+)\)$/.exec(Properties.AlarmDescription) ?? []
  return { paragraph, level }
}

describe('the runbook', () => {
  test('has a paragraph for each alarm, and an alarm for each paragraph', () => {
    const linked = new Set(every.map((alarm) => spoken(alarm).paragraph))
    expect([...linked].sort()).toEqual([...paragraphs.keys()].sort())
  })

  test.each([...paragraphs])('%s says what it means, where to look, how to fix it, and how to know', (_, text) => {
    for (const part of ['**Meaning.**', '**Look.**', '**Fix.**', '**Fixed when**']) expect(text).toContain(part)
  })
})

interface AlarmMetric {
  Id: string
  Expression?: string
  MetricStat: { Metric: { MetricName: string; Dimensions: { Name: string; Value: unknown }[] } }
}

const topics: Record<string, string> = { page: 'AlarmsTopic', ticket: 'AlarmsTickets', note: 'AlarmsNotes' }

describe('levels', () => {
  test('every alarm has one, by its paragraph, and is called by where it stands', () => {
    const byParagraph = Map.groupBy(every, (alarm) => spoken(alarm).paragraph)
    for (const members of byParagraph.values()) {
      expect(new Set(members.map((alarm) => spoken(alarm).level)).size).toBe(1)
      for (const alarm of members) {
        expect(alarmLevels).toContain(spoken(alarm).level)
        expect(alarm.Properties.AlarmName).toMatch(/^service-desk-prod(-\w+)?\/[\w/-]+$/)
      }
    }
  })

  test('every alarm tells the topic of its level when it goes on and off, or is one of those that another speaks for', () => {
    const members = composites.map(({ Properties }) => String(Properties.AlarmRule)).join()
    for (const alarm of every) {
      const { AlarmName, AlarmActions = [], OKActions = [] } = alarm.Properties
      const isSpokenFor = members.includes(`ALARM("${AlarmName}")`)
      const topic = expect.stringContaining(topics[spoken(alarm).level] ?? '')
      expect(AlarmActions.map(said)).toEqual(isSpokenFor ? [] : [topic])
      expect(OKActions.map(said)).toEqual(isSpokenFor ? [] : [topic])
    }
  })

  test('pages are mailed to whoever is on duty; pages and tickets become tickets of the desk', () => {
    const subscriptions = Object.values(all(prod, 'AWS::SNS::Subscription')).map(({ Properties }) => [
      Properties.Protocol,
      said(Properties.TopicArn),
    ])
    expect(subscriptions.sort()).toEqual([
      ['email', 'AlarmsTopic'],
      ['sqs', 'AlarmsTickets'],
      ['sqs', 'AlarmsTopic'],
    ])
    const unnamed = Object.values(all(templatesOf('prod'), 'AWS::SNS::Subscription'))
    expect(unnamed.map(({ Properties }) => Properties.Protocol)).not.toContain('email')
  })
})

test('each queue of what was put aside has an alarm for its first message', () => {
  const aside = Object.keys(all(prod, 'AWS::SQS::Queue')).filter((id) => /DeadLetters|Missed|Parking/.test(id))
  const watched = alarms
    .filter(([, { Properties }]) => Properties.MetricName === 'ApproximateNumberOfMessagesVisible')
    .map(([, { Properties }]) => {
      expect(Properties).toMatchObject({
        Threshold: 0,
        ComparisonOperator: 'GreaterThanThreshold',
        EvaluationPeriods: 1,
      })
      return said(Properties.Dimensions[0].Value)
    })
  expect(watched.sort()).toEqual(aside.map((id) => `${id.replace(/[0-9A-F]{8}$/, '')}.QueueName`).sort())
})

test('each queue that a function takes from has an alarm for messages that nobody takes, later than they are put aside', () => {
  const queues = Object.values(all(prod, 'AWS::SQS::Queue')).filter(({ Properties }) => Properties.RedrivePolicy)
  const waiting = alarms.filter(([, { Properties }]) => Properties.MetricName === 'ApproximateAgeOfOldestMessage')
  expect(waiting).toHaveLength(queues.length)
  const longest = queues.map(
    ({ Properties }) => Properties.VisibilityTimeout * Properties.RedrivePolicy.maxReceiveCount,
  )
  expect(waiting.map(([, { Properties }]) => Properties.Threshold).sort()).toEqual(
    longest.map((seconds) => Math.max(900, seconds)).sort(),
  )
})

test.each([
  ['PublicationLate', { MetricName: 'IteratorAge', Threshold: 120_000 }],
  ['SlaExecutionsFailed', { MetricName: 'ExecutionsFailed', Threshold: 0 }],
  ['SlaEachMinuteFailing', { MetricName: 'Errors', Threshold: 0 }],
  ['SlaEachMinuteSilent', { MetricName: 'Invocations', Threshold: 1, TreatMissingData: 'breaching' }],
  ['PublicationEachMinuteFailing', { MetricName: 'Errors', Threshold: 0 }],
  ['PublicationEachMinuteSilent', { MetricName: 'Invocations', Threshold: 1, TreatMissingData: 'breaching' }],
  ['LateMilestones', { MetricName: 'BreachLateness', Threshold: 180_000 }],
  ['ApiFails', { MetricName: '5xx', Threshold: 0 }],
  ['SearchLarge', { MetricName: 'SearchBytes', Threshold: 256 * 1024 ** 2 }],
  ['SearchSlow', { MetricName: 'SearchTime', ExtendedStatistic: 'p99', Threshold: 1000 }],
  ['TicketsReadsThrottled', { Threshold: 0, EvaluationPeriods: 3 }],
  ['TicketsWritesThrottled', { Threshold: 0, EvaluationPeriods: 3 }],
  ['TicketsSystemErrors', { Threshold: 0 }],
])('%s watches what it should', (id, properties) => {
  const found = alarms.find(([name]) => name.replace(/[0-9A-F]{8}$/, '') === id)
  expect(found?.[1].Properties).toMatchObject(properties)
})

test.each([
  ['ReadThrottleEvents', 'TicketsReadsThrottled'],
  ['WriteThrottleEvents', 'TicketsWritesThrottled'],
])('%s are watched of the table and of each of its indexes, which the name of the table leaves out', (name, id) => {
  const [, alarm] = alarms.find(([one]) => one.replace(/[0-9A-F]{8}$/, '') === id) ?? []
  const read = (alarm?.Properties.Metrics ?? []).filter(({ MetricStat }: { MetricStat?: unknown }) => MetricStat)
  const [table] = Object.values(all(prod, 'AWS::DynamoDB::Table'))
  const indexes = table?.Properties.GlobalSecondaryIndexes.map(({ IndexName }: { IndexName: string }) => IndexName)
  const watched = read.map(({ Id, MetricStat: { Metric } }: AlarmMetric) => {
    expect(Metric.MetricName).toBe(name)
    const of = Object.fromEntries(Metric.Dimensions.map(({ Name, Value }) => [Name, said(Value)]))
    expect(of.TableName).toBe('TicketsTable')
    expect(alarm?.Properties.Metrics.find(({ Expression }: AlarmMetric) => Expression).Expression).toContain(Id)
    return of.GlobalSecondaryIndexName
  })
  expect(watched).toEqual([undefined, ...indexes])
  // What an alarm on an expression may read at most.
  expect(read.length).toBeLessThanOrEqual(10)
})

describe('one cause raises one alarm', () => {
  const named = (name: string) =>
    composites.find(({ Properties }) => Properties.AlarmName === `service-desk-prod-operations/Causes/${name}`)

  test('for promises of time, whichever of their causes it is', () => {
    const rule = String(named('PromisesAtRisk')?.Properties.AlarmRule)
    for (const cause of [
      'service-desk-prod/Sla/ExecutionsFailed',
      'service-desk-prod/Sla/Timers/DeadLetters/NotEmpty',
      'service-desk-prod/Sla/EachMinute/Silent',
      'service-desk-prod/Publication/Late',
      'service-desk-prod-operations/Late/Sla-Timers/Waiting',
    ]) {
      expect(rule).toContain(`ALARM("${cause}")`)
    }
  })

  test('for a part whose messages wait, fail and are put aside', () => {
    const { AlarmRule, AlarmDescription } = named('Notifications')?.Properties ?? {}
    expect(AlarmRule).toContain('ALARM("service-desk-prod/Notifications/Notices/DeadLetters/NotEmpty")')
    expect(AlarmRule).toContain('ALARM("service-desk-prod-operations/Late/Notifications-Notices/Waiting")')
    expect(AlarmDescription).toContain('(page)')
  })

  test('for the table, while which all the others hold their tongues', () => {
    const table = named('TableIsIll')
    expect(table?.Properties.AlarmRule).toContain('ALARM("service-desk-prod-data/Tickets/WritesThrottled")')
    expect(table?.Properties).not.toHaveProperty('ActionsSuppressor')
    for (const one of composites) {
      if (one !== table) expect(said(one.Properties.ActionsSuppressor)).toBe('CausesTableIsIll.Arn')
    }
  })

  test('and what a composite speaks for is there, and is in no other', () => {
    const members = composites.flatMap(({ Properties }) =>
      [...String(Properties.AlarmRule).matchAll(/ALARM\("([^"]+)"\)/g)].map(([, name]) => name),
    )
    const names = alarms.map(([, { Properties }]) => Properties.AlarmName)
    expect(members.filter((name) => !names.includes(name))).toEqual([])
    expect(new Set(members).size).toBe(members.length)
  })
})
