import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { describe, expect, test } from 'vitest'
import { bundling, entries, root } from '../../infra/bundle.ts'
import { awsMetrics } from '../../infra/constructs/dashboards/metrics.ts'
import { type MetricLine, type ReadMetric, widgetsOf } from '../../infra/pictures/body.ts'
import { evaluate } from '../../infra/pictures/evaluate.ts'
import { linesOf } from '../../infra/pictures/lines.ts'
import { type MeasureName, measureOf, measures } from '../../schemas/measures.ts'
import { channels, priorities } from '../../schemas/ticket.ts'
import { all, templatesOf } from './templates.ts'

const prod = templatesOf('prod')
const boards = new Map(
  Object.values(all(prod, 'AWS::CloudWatch::Dashboard')).map(({ Properties }) => [
    String(Properties.DashboardName),
    widgetsOf(Properties.DashboardBody),
  ]),
)
const widgets = [...boards.values()].flat()
const isRead = (metric: MetricLine): metric is ReadMetric => 'name' in metric
const shown = widgets.flatMap(({ metrics }) => metrics.filter(isRead))

interface AlarmMetric {
  Namespace: string
  MetricName: string
  Dimensions?: { Name: string; Value: unknown }[]
}
/** What the alarms read: of one metric, or in an expression of several. */
const alarmed = Object.values(all(prod, 'AWS::CloudWatch::Alarm')).flatMap(({ Properties }): AlarmMetric[] =>
  Properties.Metrics
    ? Properties.Metrics.flatMap(({ MetricStat }: { MetricStat?: { Metric: AlarmMetric } }) => MetricStat?.Metric ?? [])
    : [Properties as AlarmMetric],
)
const read = [
  ...shown.map(({ namespace, name, dimensions }) => ({ namespace, name, service: dimensions.service })),
  ...alarmed.map(({ Namespace, MetricName, Dimensions = [] }) => ({
    namespace: Namespace,
    name: MetricName,
    service: Dimensions.find(({ Name }) => Name === 'service')?.Value as string | undefined,
  })),
]
const names = Object.keys(measures) as MeasureName[]

/** Which functions hold which of our sources, as esbuild leaves out what is not used. */
const { metafile } = await build({
  ...bundling,
  entryPoints: Object.entries(entries).map(([name, file]) => ({ in: file, out: name })),
  outdir: join(root, '.build/none'),
  packages: 'external',
  metafile: true,
  write: false,
})
const sources = globSync('functions/**/*.ts', { cwd: root })
  .map((file) => [file, readFileSync(join(root, file), 'utf8')] as const)
  .filter(([, text]) => text.includes('telemetry.ts') || text.includes('export const count = '))
const writers = (name: MeasureName): string[] => {
  const files = sources.filter(([, text]) => text.includes(`'${name}'`)).map(([file]) => file)
  return Object.entries(metafile.outputs)
    .filter(([, { inputs }]) => files.some((file) => (inputs[file]?.bytesInOutput ?? 0) > 0))
    .map(([output]) => output.replace(/^.*\//, '').replace(/\.mjs(\.map)?$/, ''))
}

describe('every metric that the code writes', () => {
  test.each(names)('%s is written by the functions that the list says', (name) => {
    const { by } = measureOf(name)
    const found = writers(name)
    expect(found.length).toBeGreaterThan(0)
    if (by !== 'every') expect(by.filter((service) => !found.includes(service))).toEqual([])
  })

  test.each(names)('%s is on a dashboard, of each function that writes it', (name) => {
    const { by } = measureOf(name)
    const services = new Set(shown.filter((metric) => metric.name === name).map(({ dimensions }) => dimensions.service))
    expect(services.size).toBeGreaterThan(0)
    if (by !== 'every') expect([...services].sort()).toEqual([...by].sort())
  })
})

test('every metric that is written once more by a dimension is shown by each of its values', () => {
  for (const name of names) {
    for (const by of measureOf(name).of ?? []) {
      const values = shown.filter((metric) => metric.name === name).flatMap(({ dimensions }) => dimensions[by] ?? [])
      expect(new Set(values), `${name} by ${by}`).toEqual(new Set({ channel: channels, priority: priorities }[by]))
    }
  }
})

describe('every metric that is read', () => {
  test('of our own is one of those that the code writes, from a function that writes it', () => {
    const own = read.filter(({ namespace }) => namespace === 'ServiceDesk')
    expect(own.length).toBeGreaterThan(0)
    for (const { name, service } of own) {
      expect(names).toContain(name)
      const { by } = measureOf(name as MeasureName)
      expect(by === 'every' ? Object.keys(entries) : by).toContain(service)
    }
  })

  test("of the platform's is one that there is", () => {
    for (const { namespace, name } of read.filter((one) => one.namespace !== 'ServiceDesk')) {
      expect(awsMetrics[namespace as keyof typeof awsMetrics], `${namespace} ${name}`).toContain(name)
    }
  })

  test('has no dimension but of resources, and of channels and priorities', () => {
    const dimensions = new Set(shown.flatMap(({ dimensions: these }) => Object.keys(these)))
    expect([...dimensions].sort()).toEqual([
      'ApiId',
      'FunctionName',
      'GlobalSecondaryIndexName',
      'Operation',
      'QueueName',
      'StateMachineArn',
      'TableName',
      'channel',
      'priority',
      'service',
    ])
  })
})

describe('the dashboards', () => {
  test('are four', () => {
    expect([...boards.keys()].sort()).toEqual(
      ['cost', 'desk', 'flow', 'mail'].map((name) => `service-desk-prod-${name}`),
    )
  })

  test.each([...boards])('%s fills its rows, and each widget says what it shows and in what', (_, own) => {
    for (const widget of own) {
      if (widget.view !== 'text') expect(widget.title).not.toBe('')
      if (widget.view === 'timeSeries') expect(widget.unit).toBeTruthy()
      expect(widget.x + widget.width).toBeLessThanOrEqual(24)
    }
  })

  test('every line has a name, and every expression is one that can be computed', () => {
    for (const widget of widgets) {
      for (const { label } of linesOf(widget)) expect(label, widget.title).not.toBe('')
    }
    expect(() => evaluate('all / created', new Map())).toThrow('There is no metric "all"')
    expect(() => evaluate('SEARCH("x")', new Map())).toThrow()
  })

  test('every function and every queue with what it put aside is on them', () => {
    const of = (namespace: string, dimension: string) =>
      new Set(shown.filter((one) => one.namespace === namespace).map(({ dimensions }) => dimensions[dimension]))
    const { length: functions } = Object.keys(all(prod, 'AWS::Lambda::Function'))
    const ours = Object.keys(all(prod, 'AWS::SQS::Queue')).length
    expect(of('AWS/Lambda', 'FunctionName').size - 1).toBe(functions)
    expect(of('AWS/SQS', 'QueueName').size).toBe(ours)
  })

  test.each(['ReadThrottleEvents', 'WriteThrottleEvents', 'ConsumedReadCapacityUnits', 'ConsumedWriteCapacityUnits'])(
    '%s are of the table and of each of its indexes, wherever they are shown',
    (name) => {
      const [table] = Object.values(all(prod, 'AWS::DynamoDB::Table'))
      const indexes = table?.Properties.GlobalSecondaryIndexes.map(({ IndexName }: { IndexName: string }) => IndexName)
      const panels = (boards.get('service-desk-prod-flow') ?? []).map(({ metrics }) =>
        metrics.filter(isRead).filter((metric) => metric.name === name),
      )
      expect(panels.some((lines) => lines.length > 0)).toBe(true)
      for (const lines of panels.filter(({ length }) => length > 0)) {
        expect(lines.map(({ dimensions }) => dimensions.GlobalSecondaryIndexName)).toEqual([undefined, ...indexes])
      }
    },
  )

  test.each(['desk', 'flow', 'mail', 'cost'])('the picture of %s shows every widget of the template', (name) => {
    const picture = readFileSync(join(root, `docs/pictures/dashboard-${name}.svg`), 'utf8')
    for (const { title } of boards.get(`service-desk-prod-${name}`) ?? []) {
      expect(picture).toContain(`>${title.replaceAll('&', '&amp;')}</text>`)
    }
    expect(picture).toContain('prefers-color-scheme:dark')
  })
})
