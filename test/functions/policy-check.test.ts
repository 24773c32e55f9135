import './support/environment.ts'
import { describe, expect, it, vi } from 'vitest'
import { customers, people, teams } from '../support/people.ts'
import { aDesk } from './support/desk.ts'
import { aCalendar, ids, nobody, promise, replace, wrong } from './support/policies.ts'

const desk = aDesk()

describe('what a policy names must be there', () => {
  const rule = (action: object) => ({ escalation: [{ clock: 'response', atPercent: 50, actions: [action] }] })
  const known = 'escalation.0.actions.0'
  it.each([
    [{ conditions: { brand: ['main', 'outlet'] } }, ['conditions.brand.1']],
    [{ conditions: { category: ['network', 'cooking'] } }, ['conditions.category.1']],
    [{ conditions: { customer: [customers.bakery, `cus_${nobody}`] } }, ['conditions.customer.1']],
    [{ conditions: { colour: ['red'] } }, ['conditions.colour']],
    [{ calendar: `cal_${nobody}` }, ['calendar']],
    [
      {
        escalation: [10, 20, 30].map((atPercent) => ({
          clock: 'response',
          atPercent,
          actions: Array(10).fill({ action: 'follow-up', note: 'é'.repeat(900) }),
        })),
      },
      ['escalation'],
    ],
    [{ targets: {} }, ['targets']],
    [{ targets: { high: { response: 'P1DT4H' } } }, ['targets.high.response']],
    [rule({ action: 'notify', team: `tea_${nobody}` }), [`${known}.team`]],
    [rule({ action: 'assign', team: `tea_${nobody}` }), [`${known}.team`]],
    [rule({ action: 'assign', person: `per_${nobody}` }), [`${known}.person`]],
    [rule({ action: 'assign', person: people.customer.id }), [`${known}.person`]],
    [rule({ action: 'webhook', url: 'http://hooks.example/sla' }), [`${known}.url`]],
    [rule({ action: 'webhook', url: 'ftp://hooks.example/sla' }), [`${known}.url`]],
    [rule({ action: 'webhook', url: 'https://hooks.example/sla\r\nX-More: 1' }), [`${known}.url`]],
  ] as [object, string[]][])('%.200j', async (given, paths) => {
    const before = desk.table.items
    expect(wrong(await promise(given))).toEqual([400, paths])
    expect(wrong(await replace('pol_premium', given))).toEqual([400, paths])
    expect((await ids()).length).toBe(2)
    expect(desk.table.items.filter(({ sk }) => sk !== 'pol_premium')).toEqual(before)
  })

  it('and then it is taken', async () => {
    const calendar = await aCalendar()
    const { status, text } = await promise({
      calendar,
      conditions: { brand: ['main'], customer: [customers.bakery], tier: ['vip'] },
      escalation: [
        {
          clock: 'nextResponse',
          atPercent: 120,
          actions: [
            { action: 'notify', team: teams.south },
            { action: 'assign', person: people.technician.id },
            { action: 'webhook', url: 'https://hooks.example/sla' },
          ],
        },
      ],
    })
    expect([status, text]).toEqual([201, text])
  })

  it.each([
    ['P9999D', 400],
    ['PT999999H', 400],
    ['P500D', 201],
  ])('a target of %s on a calendar of one minute a week', async (resolution, status) => {
    const calendar = await aCalendar({ mon: [{ from: '09:00', to: '09:01' }] })
    const answer = await promise({ calendar, targets: { low: { response: 'PT1S', resolution } } })
    expect(answer.status).toBe(status)
    if (status === 400) expect(wrong(answer)[1]).toEqual(['targets.low.resolution'])
  })

  it("a webhook that is not encrypted, but on a desk on one's own machine", async () => {
    vi.stubEnv('WEBHOOKS_REACH', 'loopback')
    expect((await promise(rule({ action: 'webhook', url: 'http://127.0.0.1:9000/hook' }))).status).toBe(201)
    vi.unstubAllEnvs()
  })
})
