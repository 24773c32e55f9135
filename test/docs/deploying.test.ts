import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../../infra/bundle.ts'
import { assumed } from '../../infra/scale/life.ts'
import { measures } from '../../schemas/measures.ts'
import { channels, priorities } from '../../schemas/ticket.ts'
import { all, templatesOf } from '../infra/templates.ts'

const page = readFileSync(join(root, 'docs/deploying.md'), 'utf8')
const prod = templatesOf('prod')
const count = (type: string) => Object.keys(all(prod, type)).length
const stackOf = { desk: 'service-desk-prod' } as Record<string, string>
const stacks = Object.keys(prod).map((name) => stackOf[name] ?? `service-desk-prod-${name}`)

const alarmed = Object.values(all(prod, 'AWS::CloudWatch::Alarm')).reduce(
  (sum, { Properties }) =>
    sum + (Properties.Metrics?.filter(({ MetricStat }: { MetricStat?: unknown }) => MetricStat).length ?? 1),
  0,
)
/** Each measure by the function that writes it, once more for each value of a dimension; of faults there are few. */
const own = Object.entries(measures)
  .filter(([name]) => name !== 'ApiFaults')
  .reduce((sum, [, measure]) => {
    const values = 'of' in measure ? channels.length + priorities.length : 0
    return sum + (measure.by === 'every' ? count('AWS::Lambda::Function') : measure.by.length) * (1 + values)
  }, 0)

describe('docs/deploying.md', () => {
  it.each([
    [/\| (\d+) functions that run each minute/, count('AWS::Scheduler::Schedule')],
    [/\| ([\d,]+) invocations/, count('AWS::Scheduler::Schedule') * 30 * 24 * 60],
    // One mapping is of the stream.
    [/\| (\d+) queues that Lambda polls/, count('AWS::Lambda::EventSourceMapping') - 1],
    [/\| alarms \| (\d+) over/, count('AWS::CloudWatch::Alarm')],
    [/\| alarms \| \d+ over (\d+) metrics/, alarmed],
    [/, and (\d+) of several alarms/, count('AWS::CloudWatch::CompositeAlarm')],
    [/\| up to (\d+) \(\[ADR 46/, own],
    [/\| dashboards \| (\d+) \|/, count('AWS::CloudWatch::Dashboard')],
  ])('says as many as there are: %s', (pattern, there) => {
    expect(Number(pattern.exec(page)?.[1]?.replaceAll(',', ''))).toBe(there)
  })

  it('and so does the arithmetic of what a desk costs', () => {
    expect(assumed).toMatchObject({ alarms: alarmed, metrics: own })
  })

  it('counts stacks and indexes in words', () => {
    const [table] = Object.values(all(prod, 'AWS::DynamoDB::Table'))
    const words = ['', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten']
    expect(page).toContain(`${words[table?.Properties.GlobalSecondaryIndexes.length]} are there; use them`)
    expect(page).toContain(`In \`prod\` all ${words[stacks.length]?.toLowerCase()} stacks refuse to be deleted`)
  })

  it('rolls back every stack but that of the data', () => {
    const [, command = ''] = /## Rolling back[\s\S]*?(npx cdk deploy[\s\S]*?)```/.exec(page) ?? []
    expect(new Set(command.match(/service-desk-prod[\w-]*/g))).toEqual(
      new Set(stacks.filter((name) => name !== 'service-desk-prod-data')),
    )
  })

  it('names outputs that there are, by their stacks', () => {
    const [, said = ''] = /The outputs are in (.*?)\. /.exec(page) ?? []
    for (const part of said.split(/;|stacks:/).filter((one) => one.includes('` in `'))) {
      const [stack = '', ...names] = [...part.matchAll(/`([\w<>-]+)`/g)].map(([, name = '']) => name).reverse()
      const name = stack.replace('service-desk-<stage>', '').replace('-', '') || 'desk'
      const outputs = Object.keys(prod[name as keyof typeof prod].findOutputs('*'))
      expect(outputs).toEqual(expect.arrayContaining(names))
    }
  })
})
