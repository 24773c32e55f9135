import { describe, expect, it } from 'vitest'
import { builtInPolicies, choosePolicy, chosen, defaultPolicy, inOrder, premiumPolicy } from '../../domain/policy.ts'
import type { PolicyConditions } from '../../schemas/sla-policy.ts'
import type { Priority } from '../../schemas/ticket.ts'
import { customers } from '../support/people.ts'
import { aDesk, aPolicy } from './support/desk.ts'
import { aTicket } from './support/story.ts'

const ticket = {
  brand: 'main',
  customer: customers.bakery,
  priority: 'high',
  category: 'hardware',
  type: 'issue',
  channel: 'phone',
  tags: ['oven', 'plant-floor'],
} as const
const judged = { ...ticket, tags: [...ticket.tags] }

const holds = (conditions: PolicyConditions) =>
  choosePolicy([aPolicy({ conditions })], judged, { tier: 'premium' }) !== defaultPolicy

describe('a policy holds', () => {
  it.each<[string, boolean, PolicyConditions]>([
    ['without conditions, for every ticket', true, {}],
    ['for its brand', true, { brand: ['main'] }],
    ['not for another brand', false, { brand: ['outlet'] }],
    ['for its customers', true, { customer: [customers.foundry, customers.bakery] }],
    ['not for another customer', false, { customer: [customers.foundry] }],
    ["for its customer's tier", true, { tier: ['vip', 'premium'] }],
    ['not for another tier', false, { tier: ['standard'] }],
    ['for one of its priorities', true, { priority: ['urgent', 'high'] }],
    ['not for another priority', false, { priority: ['urgent'] }],
    ['for its category', true, { category: ['hardware'] }],
    ['not for another category', false, { category: ['network'] }],
    ['for its type', true, { type: ['issue'] }],
    ['not for another type', false, { type: ['question'] }],
    ['for its channel', true, { channel: ['phone'] }],
    ['not for another channel', false, { channel: ['email'] }],
    ['where the ticket carries one of its tags', true, { tags: ['freezer', 'oven'] }],
    ['not where it carries none of them', false, { tags: ['freezer'] }],
    ['where all its conditions hold', true, { brand: ['main'], priority: ['high'], tags: ['oven'] }],
    ['not by the order where it must be agreed', false, { agreed: true }],
    ['not where one of them fails', false, { brand: ['main'], priority: ['low'], tags: ['oven'] }],
  ])('%s', (_, expected, conditions) => {
    expect(holds(conditions)).toBe(expected)
  })

  it('for no ticket of the house where it names customers', () => {
    const { customer: _, ...house } = judged
    expect(choosePolicy([aPolicy({ conditions: { customer: [customers.bakery] } })], house)).toBe(defaultPolicy)
    expect(choosePolicy([premiumPolicy], house)).toBe(defaultPolicy)
  })
})

describe('among policies that hold', () => {
  it('the first in order is chosen', () => {
    const first = aPolicy({ name: 'first' })
    expect(choosePolicy([aPolicy({ conditions: { tags: ['no'] } }), first, aPolicy()], judged)).toBe(first)
  })

  it('the one that was agreed with the customer goes before all, whatever its conditions', () => {
    const agreed = aPolicy({ id: 'pol_agreed', conditions: { tags: ['no'], agreed: true } })
    const customer = { tier: 'vip', policy: 'pol_agreed' } as const
    expect(choosePolicy([aPolicy(), premiumPolicy, agreed], judged, customer)).toBe(agreed)
    expect(choosePolicy([aPolicy()], judged, { ...customer, policy: 'pol_default' })).toBe(defaultPolicy)
  })

  it('one that names the customer waits its turn like any other', () => {
    const named = aPolicy({ conditions: { customer: [customers.bakery] } })
    const first = aPolicy({ name: 'first' })
    expect(choosePolicy([first, named], judged)).toBe(first)
  })

  it('the first is chosen where the agreed one is gone, and the history says so', () => {
    const customer = { tier: 'vip', policy: 'pol_gone' } as const
    expect(choosePolicy([premiumPolicy], judged, customer)).toBe(premiumPolicy)
    expect(chosen(premiumPolicy, judged, { customer }).reason).toEqual({
      code: 'conditions-hold',
      conditions: ['tier'],
      agreed: 'pol_gone',
    })
  })

  it('the order is by position; among equals the newest comes first, then by id', () => {
    const named = (id: string, position: number, createdAt: string) => ({ ...aPolicy({ id, createdAt }), position })
    const policies = [
      named('pol_default', 0, '2026-09-01T00:00:00.000Z'),
      named('d', 20, '2026-03-01T00:00:00.000Z'),
      named('c', 10, '2026-01-01T00:00:00.000Z'),
      named('b', 10, '2026-02-01T00:00:00.000Z'),
      named('a', 10, '2026-01-01T00:00:00.000Z'),
    ]
    expect(inOrder(policies).map(({ id }) => id)).toEqual(['b', 'a', 'c', 'd', 'pol_default'])
    expect(policies[1]?.id, 'the list that was given stays as it is').toBe('d')
  })
})

describe('the default policy', () => {
  it.each<[Priority, string, string]>([
    ['urgent', 'PT30M', 'PT4H'],
    ['high', 'PT2H', 'PT8H'],
    ['medium', 'PT8H', 'P2D'],
    ['low', 'PT24H', 'P5D'],
  ])('promises for %s a response in %s and a resolution in %s', (priority, response, resolution) => {
    const story = aTicket({ priority })
    expect(story.clock('response').target).toBe(response)
    expect(story.clock('resolution').target).toBe(resolution)
    expect(story.ticket.policy).toEqual({ id: 'pol_default', version: 1 })
  })

  it("is the desk's own, where somebody has replaced it, and asks for nothing", () => {
    const replaced = { ...defaultPolicy, version: 2, targets: { high: { response: 'PT1M' } } }
    expect(choosePolicy([aPolicy({ conditions: { tags: ['no'] } }), replaced], judged)).toBe(replaced)
  })

  it('has the same targets as that of premium customers', () => {
    expect(builtInPolicies.map(({ targets }) => targets)).toEqual([defaultPolicy.targets, defaultPolicy.targets])
    for (const tier of ['premium', 'vip'] as const)
      expect(choosePolicy(builtInPolicies, judged, { tier })).toBe(premiumPolicy)
    expect(choosePolicy(builtInPolicies, judged, { tier: 'standard' })).toBe(defaultPolicy)
  })

  it('pauses while the customer must answer, and not for parts', () => {
    expect(aTicket().ticket.pauseOn).toEqual(['pending_customer'])
  })
})

describe('the history says what was chosen, and why', () => {
  it('the default, since nothing else holds', () => {
    expect(chosen(defaultPolicy, judged)).toEqual({
      policy: { id: 'pol_default', version: 1 },
      reason: { code: 'default' },
      targets: { response: 'PT2H', resolution: 'PT8H' },
    })
  })

  it('a policy, by the conditions that it has; a target that it does not give is not named', () => {
    const policy = aPolicy({
      version: 3,
      conditions: { tags: ['oven'], brand: ['main'] },
      targets: { high: { resolution: 'PT1H' } },
    })
    const story = aTicket({ desk: aDesk({ policies: [policy] }), priority: 'high', tags: ['oven'] })
    expect(story.all('sla.policy-chosen')[0]?.data).toEqual({
      policy: { id: policy.id, version: 3 },
      reason: { code: 'conditions-hold', conditions: ['brand', 'tags'] },
      targets: { resolution: 'PT1H' },
    })
  })
})
