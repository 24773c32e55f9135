import './support/environment.ts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { hour } from '../support/time.ts'

// Read when the functions are loaded: so they come after it.
vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false')
vi.stubEnv('POWERTOOLS_DEV', 'true')
const { aDesk, pass } = await import('./support/desk.ts')
const { aTicket, call } = await import('./support/gateway.ts')
const { batch, context, changed } = await import('./support/timers.ts')
const { handler: measure } = await import('../../functions/operations/measure.ts')
const { handler: countAll } = await import('../../functions/statistics/count.ts')
const { measures } = await import('../../schemas/measures.ts')

aDesk()

interface Embedded {
  _aws: { CloudWatchMetrics: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string }[] }[] }
  [name: string]: unknown
}
let written: Embedded[] = []
beforeEach(() => {
  written = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void written.push(JSON.parse(line)))
})
afterEach(() => vi.restoreAllMocks())

/** What was written of a metric, by its dimensions beside the function's name: `channel=phone`. */
function of(name: string): Record<string, unknown> {
  const found = written.flatMap((line) =>
    line._aws.CloudWatchMetrics.flatMap(({ Dimensions: [dimensions = []], Metrics }) =>
      Metrics.some(({ Name }) => Name === name) ? [[dimensions, line] as const] : [],
    ),
  )
  return Object.fromEntries(
    found.map(([dimensions, line]) => {
      const more = dimensions.filter((one) => one !== 'service').map((one) => `${one}=${line[one]}`)
      return [more.join(), line[name]]
    }),
  )
}

const counted = (...numbers: string[]) => countAll(batch(numbers.map((number) => changed(number))), context)
const measured = () => measure(undefined, context)

describe('each minute', () => {
  it('the desk says how many are open, by channel and by priority', async () => {
    const phone = await aTicket({ channel: 'phone', priority: 'urgent' }, 'agent')
    const portal = await aTicket({ channel: 'portal', priority: 'urgent' }, 'agent')
    await counted(phone, portal)
    written = []
    await measured()
    expect(of('TicketsOpen')).toEqual({
      '': 2,
      'channel=phone': 1,
      'channel=portal': 1,
      'priority=urgent': 2,
      'priority=high': 0,
      'priority=medium': 0,
      'priority=low': 0,
    })
    expect(of('TicketsUnassigned')).toEqual({ '': 2 })
  })

  it('the desk says how old the oldest is that is open', async () => {
    const old = await aTicket()
    pass(3 * hour)
    await aTicket()
    await measured()
    expect(of('OldestOpenHours')).toEqual({ '': 3 })
    written = []
    await call('cancelTicket', { id: old, as: 'manager', body: { reason: 'A duplicate' } })
    await measured()
    expect(of('OldestOpenHours')).toEqual({ '': 0 })
  })

  it('an empty desk is said to be empty', async () => {
    await measured()
    for (const name of ['TicketsOpen', 'TicketsUnassigned', 'TicketsAtRisk', 'TicketsBreached', 'OldestOpenHours']) {
      expect(of(name)['']).toBe(0)
    }
  })
})

describe('what has happened since a ticket was counted', () => {
  it('is told once, however often its events come', async () => {
    const number = await aTicket({ channel: 'phone', priority: 'low' }, 'agent')
    await counted(number)
    expect(of('TicketsCreated')).toEqual({ '': 1, 'channel=phone': 1, 'priority=low': 1 })
    written = []
    await counted(number)
    expect(of('TicketsCreated')).toEqual({ '': 0 })
  })

  it('has what was answered and resolved, in time or not', async () => {
    const number = await aTicket({ channel: 'phone', priority: 'low' }, 'agent')
    await counted(number)
    written = []
    await call('assignTicket', { id: number, as: 'agent', body: { assignee: 'me' } })
    await call('resolveTicket', { id: number, as: 'manager', body: { resolution: 'Mended' } })
    await counted(number)
    expect(of('TicketsResolved')).toEqual({ '': 1, 'channel=phone': 1, 'priority=low': 1 })
    expect(of('ClocksMet')).toEqual({ '': 2 })
    expect(of('ClocksMissed')).toEqual({ '': 0 })
  })
})

it('has no dimension but the function and those that the list names, and no value of a person or customer', async () => {
  await counted(await aTicket())
  await measured()
  for (const line of written) {
    for (const { Namespace, Dimensions, Metrics } of line._aws.CloudWatchMetrics) {
      expect(Namespace).toBe('ServiceDesk')
      for (const { Name } of Metrics) {
        const { of: allowed = [] } = measures[Name as 'TicketsOpen']
        for (const one of Dimensions.flat()) expect(['service', ...allowed]).toContain(one)
      }
    }
    expect(JSON.stringify(line)).not.toMatch(/(per|cus|tea)_[0-9A-Z]{20}/)
  }
})
