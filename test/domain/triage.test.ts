import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inOrder, type Judged, lookBack, triage } from '../../domain/triage.ts'
import { defaultRules } from '../../domain/triage-defaults.ts'
import { Settings } from '../../schemas/settings.ts'
import { priorities } from '../../schemas/ticket.ts'
import { NewTriageRule, TriageRule } from '../../schemas/triage.ts'
import { at, day } from '../support/time.ts'

const settings = Settings.parse({ categories: { network: ['wifi'], hardware: [], other: [] } })
const rule = (conditions: object, gives: object, more: object = {}) =>
  NewTriageRule.parse({ name: 'A rule', conditions, gives, ...more })

const told: Judged = {
  title: 'No power on floor 2',
  description: 'Since the storm',
  type: 'issue',
  channel: 'phone',
  brand: 'main',
  tier: 'premium',
  criticality: 'high',
  now: at(0),
}
const judge = (rules: NewTriageRule[], more: Partial<Judged> = {}) => triage(rules, { ...told, ...more }, settings)

describe('a rule', () => {
  it('explains itself by what it gives and why it holds', () => {
    const outcome = judge([rule({ words: ['blackout', 'no power'], tier: ['premium', 'vip'] }, { priority: 'urgent' })])
    expect(outcome).toEqual({
      priority: 'urgent',
      tags: [],
      because: [{ name: 'A rule', gave: ['priority'], explanation: "urgent: 'no power' + customer tier premium" }],
    })
  })

  it.each([
    [{ words: ['storm'] }, { description: 'Sunshine' }],
    [{ tier: ['premium'] }, { tier: 'standard' }],
    [{ tier: ['standard'] }, { tier: undefined }],
    [{ criticality: ['high', 'critical'] }, { criticality: 'low' }],
    [{ channel: ['phone'] }, { channel: 'email' }],
    [{ type: ['issue'] }, { type: 'question' }],
    [{ brand: ['main'] }, { brand: 'repairs' }],
    [{ repeated: { tickets: 2, within: 'P7D' } }, { earlier: [at(-1 * day), at(-8 * day)] }],
  ] as [object, Partial<Judged>][])('holds by %j, and not for %j', (conditions, other) => {
    const rules = [rule(conditions, { tags: ['found'] })]
    const matching = {
      earlier: [at(-1 * day), at(-6 * day)],
      tier: 'tier' in other && !other.tier ? 'standard' : told.tier,
    }
    expect(judge(rules, matching as Partial<Judged>).tags).toEqual(['found'])
    expect(judge(rules, other).tags).toEqual([])
  })

  it('holds only where all its conditions do', () => {
    const both = [rule({ words: ['no power'], channel: ['email'] }, { priority: 'urgent' })]
    expect(judge(both)).toEqual({ tags: [], because: [] })
  })

  it('that is off is not asked', () => {
    expect(judge([rule({ channel: ['phone'] }, { tags: ['found'] }, { enabled: false })]).because).toEqual([])
  })

  it('counts a customer’s earlier tickets to the instant, from the window’s first', () => {
    const rules = [rule({ repeated: { tickets: 1, within: 'P7D' } }, { tags: ['again'] })]
    expect(judge(rules, { earlier: [at(-7 * day)] }).tags).toEqual(['again'])
    expect(judge(rules, { earlier: [at(-7 * day - 1)] }).tags).toEqual([])
  })
})

describe('several rules', () => {
  const high = rule({ words: ['power'] }, { priority: 'high', tags: ['power', 'floor'] })
  const low = rule(
    { channel: ['phone'] },
    { priority: 'low', category: 'network', subCategory: 'wifi', tags: ['power', 'call'] },
  )

  it('choose by their order: the first the priority, the first the category, all of them tags', () => {
    expect(judge([high, low])).toMatchObject({
      priority: 'high',
      category: 'network',
      subCategory: 'wifi',
      tags: ['power', 'floor', 'call'],
      because: [{ gave: ['priority', 'tags'] }, { gave: ['category', 'subCategory', 'tags'] }],
    })
    expect(judge([low, high]).priority).toBe('low')
  })

  it('choose nothing that somebody has chosen', () => {
    const outcome = judge([high, low], { priority: 'medium', category: 'other', tags: ['power'] })
    expect(outcome).toMatchObject({ tags: ['floor', 'call'], because: [{ gave: ['tags'] }, { gave: ['tags'] }] })
    expect(outcome).not.toHaveProperty('priority')
    expect(outcome).not.toHaveProperty('category')
  })

  it('that hold and have nothing left to give are named, with nothing', () => {
    const outcome = judge([high, rule({ channel: ['phone'] }, { priority: 'urgent' })])
    expect(outcome.because[1]).toEqual({ name: 'A rule', gave: [], explanation: 'nothing more: channel phone' })
  })

  it('pass over a category that the settings do not have', () => {
    expect(judge([rule({ channel: ['phone'] }, { category: 'facilities', tags: ['call'] })])).toMatchObject({
      tags: ['call'],
    })
    expect(judge([rule({ channel: ['phone'] }, { category: 'constructor' })])).not.toHaveProperty('category')
  })

  it('never add more tags than a ticket holds', () => {
    const many = Array.from({ length: 30 }, (_, place) => rule({ channel: ['phone'] }, { tags: [`tag-${place}`] }))
    expect(judge(many, { tags: ['one', 'two'] }).tags).toHaveLength(18)
  })

  it('are asked by position, then by age, whatever order they are read in', () => {
    const kept = [3, 1, 2].map((place) =>
      TriageRule.parse({
        ...rule({ channel: ['phone'] }, { priority: 'low' }, { position: place > 1 ? 50 : 10 }),
        id: `tri_${String(place).padStart(26, '0')}`,
        version: 1,
        createdAt: at(place),
        updatedAt: at(place),
      }),
    )
    expect(inOrder(kept).map(({ createdAt }) => createdAt)).toEqual([at(1), at(2), at(3)])
  })

  it('decide alike each time, whatever is said', () => {
    const words = fc.array(fc.constantFrom('fire', 'Stromausfall', 'wifi', 'urgent', 'a', '火災', 'no', 'power'))
    fc.assert(
      fc.property(words, fc.constantFrom('standard', 'premium', 'vip', undefined), (said, tier) => {
        const judged = { ...told, title: said.join(' ') || '-', tier } as Judged
        const once = triage(defaultRules, judged, settings)
        expect(triage(defaultRules, judged, settings)).toEqual(once)
        expect([...priorities, undefined]).toContain(once.priority)
      }),
    )
  })
})

describe('how far back rules look', () => {
  it('is as far as the widest that is on, and for as many as the most', () => {
    const rules = [
      rule({ repeated: { tickets: 2, within: 'P7D' } }, { tags: ['a'] }),
      rule({ repeated: { tickets: 9, within: 'PT1H' } }, { tags: ['b'] }),
      rule({ repeated: { tickets: 20, within: 'P99D' } }, { tags: ['c'] }, { enabled: false }),
    ]
    expect(lookBack(rules)).toEqual({ ms: 7 * day, tickets: 9 })
  })

  it('is nowhere where no rule asks, as the desk comes', () => {
    expect(lookBack(defaultRules)).toBeUndefined()
  })
})

describe('the rules that a desk comes with', () => {
  const judged = (title: string, more: Partial<Judged> = {}) =>
    triage(
      defaultRules,
      { ...told, tier: 'standard', criticality: 'medium', title, ...more, description: '' },
      settings,
    )

  it('are rules, in their order, each once', () => {
    for (const one of defaultRules) expect(TriageRule.parse(one)).toEqual(one)
    expect(inOrder(defaultRules)).toEqual(defaultRules)
    expect(new Set(defaultRules.map(({ id }) => id)).size).toBe(defaultRules.length)
  })

  it.each([
    ['There is smoke in the server room', {}, 'urgent'],
    ['Brandgeruch im Lager', {}, 'urgent'],
    ['Stromausfall', {}, 'high'],
    ['No power', { tier: 'premium' }, 'urgent'],
    ['No power', { criticality: 'critical' }, 'urgent'],
    ['Where is the manual?', { tier: 'vip' }, 'high'],
    ['Please answer ASAP', {}, 'high'],
    ['A feature request', {}, 'low'],
    ['Where is the manual?', {}, undefined],
    ['The firewall smokes no more', {}, undefined],
  ] as [string, Partial<Judged>, string | undefined][])('judge %j of %j as %s', (title, more, priority) => {
    expect(judged(title, more).priority).toBe(priority)
  })
})
