import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../../infra/bundle.ts'
import { all, said, templatesOf } from './templates.ts'

const prod = templatesOf('prod', { alarmEmail: 'duty@desk.example' })
const alarms = Object.entries(all(prod, 'AWS::CloudWatch::Alarm'))
const composites = Object.values(all(prod, 'AWS::CloudWatch::CompositeAlarm'))
const linked = new Set(
  [...alarms.map(([, alarm]) => alarm), ...composites].map(({ Properties }) => Properties.AlarmDescription as string),
)

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

describe('the runbook', () => {
  test('has a paragraph for each alarm, and an alarm for each paragraph', () => {
    expect([...linked].sort()).toEqual([...paragraphs.keys()].map((anchor) => `docs/runbook.md#${anchor}`).sort())
  })

  test.each([...paragraphs])('%s says what it means, where to look, how to fix it, and how to know', (_, text) => {
    for (const part of ['**Meaning.**', '**Look.**', '**Fix.**', '**Fixed when**']) expect(text).toContain(part)
  })
})

test('every alarm tells the topic, and the topic whoever is on duty', () => {
  for (const [, { Properties }] of alarms) {
    expect(Properties.AlarmActions.map(said)).toEqual([expect.stringContaining('AlarmsTopic')])
  }
  const [subscription] = Object.values(all(prod, 'AWS::SNS::Subscription'))
  expect(subscription?.Properties).toMatchObject({ Protocol: 'email', Endpoint: 'duty@desk.example' })
  expect(all(templatesOf('prod'), 'AWS::SNS::Subscription')).toEqual({})
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

test.each([
  ['PublicationLate', { MetricName: 'IteratorAge', Threshold: 120_000 }],
  ['SlaExecutionsFailed', { MetricName: 'ExecutionsFailed', Threshold: 0 }],
  ['SlaEachMinuteFailing', { MetricName: 'Errors', Threshold: 0 }],
  ['SlaEachMinuteSilent', { MetricName: 'Invocations', Threshold: 1, TreatMissingData: 'breaching' }],
  ['PublicationEachMinuteFailing', { MetricName: 'Errors', Threshold: 0 }],
  ['PublicationEachMinuteSilent', { MetricName: 'Invocations', Threshold: 1, TreatMissingData: 'breaching' }],
  ['ApiFails', { MetricName: '5xx', Threshold: 0 }],
  ['SearchLarge', { MetricName: 'SearchBytes', Threshold: 256 * 1024 ** 2 }],
  ['SearchSlow', { MetricName: 'SearchTime', ExtendedStatistic: 'p99', Threshold: 1000 }],
  ['TicketsReadsThrottled', { MetricName: 'ReadThrottleEvents', Threshold: 0 }],
  ['TicketsWritesThrottled', { MetricName: 'WriteThrottleEvents', Threshold: 0 }],
  ['TicketsSystemErrors', { Threshold: 0 }],
])('%s watches what it should', (id, properties) => {
  const found = alarms.find(([name]) => name.replace(/[0-9A-F]{8}$/, '') === id)
  expect(found?.[1].Properties).toMatchObject(properties)
})

test('what an alarm reads of our own, the code writes', () => {
  const own = alarms.filter(([, { Properties }]) => Properties.Namespace === 'ServiceDesk')
  const code = globSync('functions/**/*.ts', { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8'))
  expect(own.length).toBeGreaterThan(0)
  for (const [, { Properties }] of own) {
    expect(code.some((text) => new RegExp(`(count|milliseconds)\\('${Properties.MetricName}'`).test(text))).toBe(true)
  }
})

test('one alarm says that promises are at risk, whichever of their causes it is', () => {
  const [atRisk] = composites
  const rule = said(atRisk?.Properties.AlarmRule)
  for (const cause of [
    'SlaExecutionsFailed',
    'SlaTimersDeadLettersNotEmpty',
    'SlaEachMinuteSilent',
    'PublicationLate',
  ]) {
    expect(rule).toContain(`ALARM("${cause}.Arn")`)
  }
})
