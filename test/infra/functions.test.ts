import { describe, expect, test } from 'vitest'
import { functionNames, standInNames } from '../../infra/bundle.ts'
import { stages } from '../../infra/stages.ts'
import { all, said, templatesOf } from './templates.ts'

const prod = templatesOf('prod')
const local = templatesOf('local')
type Templates = typeof prod

function environments(templates: Templates): Map<string, Record<string, unknown>> {
  const functions = Object.values(all(templates, 'AWS::Lambda::Function'))
  return new Map(
    functions.map(({ Properties }) => {
      const { Variables } = Properties.Environment
      return [Variables.POWERTOOLS_SERVICE_NAME, Variables]
    }),
  )
}

test('every function of the bundle is deployed, and no other; stand-ins on the emulator only', () => {
  const everywhere = functionNames.filter((name) => !standInNames.includes(name))
  expect([...environments(prod).keys()].sort()).toEqual(everywhere.sort())
  expect([...environments(local).keys()].sort()).toEqual([...functionNames].sort())
})

test.each(Object.entries(all(prod, 'AWS::Lambda::Function')))(
  '%s has its settings said explicitly',
  (id, { Properties }) => {
    expect(Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      MemorySize: expect.any(Number),
      Timeout: expect.any(Number),
      TracingConfig: { Mode: 'PassThrough' },
    })
    const group = all(prod, 'AWS::Logs::LogGroup')[Properties.LoggingConfig.LogGroup.Ref]
    expect(group?.Properties.RetentionInDays).toBe(stages.prod.logRetentionDays)
    expect(said(Properties.Role)).toBe(`${id.replace(/[0-9A-F]{8}$/, '')}Role.Arn`)
  },
)

describe('the environment', () => {
  const timers = ['HORIZON_SECONDS', 'TIMERS_QUEUE_URL']
  const publishing = ['BUS_NAME', 'PARKING_QUEUE_URL']
  const beyond: Record<string, string[]> = {
    'tickets-api': ['CURSOR_KEY'],
    'finding-api': ['CURSOR_KEY', 'SEARCH_BUCKET', 'SEARCH_ENGINE'],
    'people-api': ['CURSOR_KEY', 'USER_POOL_ID'],
    'people-follow': ['STAFF_QUEUE_URL', 'USER_POOL_ID'],
    'jobs-api': ['CURSOR_KEY'],
    'jobs-work': ['JOBS_QUEUE_URL'],
    'customers-api': ['CURSOR_KEY'],
    'customers-work': ['INTAKE_BUCKET', 'JOBS_QUEUE_URL'],
    'attachments-api': ['CURSOR_KEY', 'FILES_BUCKET'],
    'attachments-tend': ['FILES_BUCKET'],
    'attachments-sweep': ['FILES_QUEUE_URL'],
    'settings-api': [],
    'assignment-api': [],
    'assignment-route': ['ROUTING_QUEUE_URL'],
    'assignment-sweep': ['ROUTING_QUEUE_URL'],
    'calendars-api': ['CURSOR_KEY'],
    'rota-api': ['CURSOR_KEY'],
    'mails-api': ['CURSOR_KEY', 'INTAKE_BUCKET'],
    'desks-api': [],
    'statistics-api': [],
    'statistics-count': [],
    'sla-api': ['CURSOR_KEY', 'WEBHOOKS_REACH'],
    'sla-supervise': ['HORIZON_SECONDS', 'STATE_MACHINE_ARN'],
    'sla-advance': timers,
    'sla-sweep': timers,
    'events-publish': publishing,
    'events-reconcile': publishing,
    'notifications-notify': [
      'MAIL_CONFIGURATION_SET',
      'MAIL_FROM',
      'MAIL_SECRET_ARN',
      'NOTICES_QUEUE_URL',
      'PARKED_NOTICES_URL',
      'PUBLIC_URL_PARAMETER',
    ],
    'notifications-release': ['NOTICES_QUEUE_URL'],
    'escalations-webhook': ['PARKED_WEBHOOKS_URL', 'UV_THREADPOOL_SIZE', 'WEBHOOKS_REACH', 'WEBHOOK_SECRET_ARN'],
    'escalations-follow-up': [],
    'finding-index': ['CHANGES_QUEUE_URL', 'SEARCH_BUCKET', 'SEARCH_ENGINE'],
    'finding-compact': ['CHANGES_QUEUE_URL', 'SEARCH_BUCKET', 'SEARCH_ENGINE'],
    'visits-api': ['CURSOR_KEY'],
    'track-api': ['CURSOR_KEY', 'FILES_BUCKET', 'MAIL_SECRET_ARN', 'PUBLIC_URL_PARAMETER'],
    'surveys-api': ['CURSOR_KEY'],
    'partner-clients-api': ['API_ID', 'OWN_CLIENT_IDS', 'USER_POOL_ID'],
    'subscriptions-api': [
      'CURSOR_KEY',
      'DELIVERIES_QUEUE_URL',
      'PARTNERS_BUS_ARN',
      'REPLAYS_QUEUE_URL',
      'SUBSCRIPTION_SECRET_ARN',
      'WEBHOOKS_REACH',
    ],
    'partners-deliver': ['DELIVERIES_QUEUE_URL', 'SUBSCRIPTION_SECRET_ARN', 'UV_THREADPOOL_SIZE', 'WEBHOOKS_REACH'],
    'partners-due': ['DELIVERIES_QUEUE_URL', 'REPLAYS_QUEUE_URL'],
    'partners-replay': ['DELIVERIES_QUEUE_URL', 'PARTNERS_BUS_ARN', 'REPLAYS_QUEUE_URL'],
    'partners-relay': ['DELIVERIES_QUEUE_URL', 'PARTNERS_BUS_ARN'],
    'partners-deploy': [
      'ALARM_DESCRIPTION',
      'ALARM_TOPIC_ARN',
      'BOUNDARY_ARN',
      'DEPLOYER_ROLE_ARN',
      'DEPLOYMENTS_QUEUE_URL',
      'PARTNERS_BUS_ARN',
      'SUBSCRIPTION_PREFIX',
    ],
    'visits-end': [],
    'visits-sweep': [],
    'archive-store': ['ARCHIVE_BUCKET'],
    'email-outcome': [],
    'operations-measure': [],
    'operations-alarm': ['OWN_ALARMS'],
    'email-receive': ['FILES_BUCKET', 'INTAKE_BUCKET', 'MAIL_FROM', 'MAIL_SECRET_ARN'],
  }
  const common = [
    'AWS_SDK_UA_APP_ID',
    'CACHE_SECONDS',
    'NODE_OPTIONS',
    'POWERTOOLS_LOG_LEVEL',
    'POWERTOOLS_METRICS_NAMESPACE',
    'POWERTOOLS_SERVICE_NAME',
  ]

  test.each(Object.entries(beyond))('of %s', (name, more) => {
    expect(Object.keys(environments(prod).get(name) ?? {}).sort()).toEqual([...common, 'TABLE_NAME', ...more].sort())
  })

  test('of the documents function names no table', () => {
    expect(Object.keys(environments(prod).get('documents-api') ?? {}).sort()).toEqual(common)
  })

  test.each(['sla-api', 'subscriptions-api', 'escalations-webhook', 'partners-deliver'])(
    "lets webhooks of %s go to the machine itself only where that is one's own",
    (name) => {
      expect(environments(prod).get(name)?.WEBHOOKS_REACH).toBe('public')
      expect(environments(local).get(name)?.WEBHOOKS_REACH).toBe('loopback')
    },
  )

  test.each(['escalations-webhook', 'partners-deliver'])(
    'gives %s more threads than a few batches of names that nobody answers for hold',
    (name) => expect(Number(environments(prod).get(name)?.UV_THREADPOOL_SIZE)).toBeGreaterThanOrEqual(64),
  )

  test('gives the horizon of the stage', () => {
    expect(environments(prod).get('sla-supervise')?.HORIZON_SECONDS).toBe(String(30 * 24 * 60 * 60))
    expect(environments(local).get('sla-supervise')?.HORIZON_SECONDS).toBe('600')
  })
})

test('runs of each minute are not tried again by Lambda: the next one comes', () => {
  const settings = Object.values(all(prod, 'AWS::Lambda::EventInvokeConfig')).map(({ Properties }) => Properties)
  expect(settings.map(({ FunctionName }) => said(FunctionName)).sort()).toEqual([
    'AssignmentSweep',
    'AttachmentsSweep',
    'NotificationsRelease',
    'PublicationReconcile',
    'SearchCompact',
    'Slaslasweep',
    'StandingMeasure',
    'VisitsSweep',
    'WebhooksDue',
  ])
  for (const { MaximumRetryAttempts } of settings) expect(MaximumRetryAttempts).toBe(0)
})
