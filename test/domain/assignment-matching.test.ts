import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Matched, matches, postalCodeBegins } from '../../domain/assignment-matching.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { type AssignmentConditions, NewAssignmentRule } from '../../schemas/assignment-rule.ts'
import type { Site } from '../../schemas/site.ts'
import { teams } from '../support/people.ts'
import { at, hour } from '../support/time.ts'
import { aTicket, aTicketThatIs } from './support/story.ts'

const id = (prefix: string, last: string) => `${prefix}_${last.padStart(26, '0')}`
const night = id('cal', '1')
const site = (address?: object): Site => ({
  id: id('sit', '1'),
  customer: id('cus', '1'),
  name: 'Main plant',
  version: 1,
  createdAt: at(0),
  updatedAt: at(0),
  ...(address && { address: { line1: '1 Harbour Street', city: 'Northport', country: 'GB', ...address } }),
})

const told: Matched = {
  ticket: {
    ...aTicket().ticket,
    title: 'No power on floor 2',
    priority: 'urgent',
    category: 'network',
    subCategory: 'wifi',
    type: 'issue',
    channel: 'phone',
    brand: 'main',
    tags: ['power', 'floor-2'],
    customer: id('cus', '1'),
    site: id('sit', '1'),
    product: id('prd', '1'),
    team: teams.north,
    custom: { floor: 2, wing: 'east' },
  },
  description: 'Since the Störung last night',
  tier: 'vip',
  criticality: 'critical',
  site: site({ postalCode: 'NP1 2AB' }),
  language: 'de-AT',
  now: at(0),
  isOpen: (calendar) => calendar === 'desk',
}

const judge = (
  conditions: AssignmentConditions,
  { ticket = {}, ...more }: Partial<Omit<Matched, 'ticket'>> & { ticket?: Partial<Ticket> } = {},
) =>
  matches(NewAssignmentRule.parse({ name: 'A rule', conditions, target: { queue: teams.north } }), {
    ...told,
    ...more,
    ticket: { ...told.ticket, ...ticket },
  })

describe('an assignment rule', () => {
  it.each([
    [
      { priority: ['high', 'urgent'] },
      'priority urgent',
      { ticket: { priority: 'low' } },
      'its priority is low, not high or urgent',
    ],
    [
      { category: ['network'] },
      'category network',
      { ticket: { category: 'other' } },
      'its category is other, not network',
    ],
    [
      { subCategory: ['wifi'] },
      'sub-category wifi',
      { ticket: { subCategory: undefined } },
      'it has no sub-category, and wifi is asked for',
    ],
    [{ type: ['issue'] }, 'type issue', { ticket: { type: 'question' } }, 'its type is question, not issue'],
    [{ channel: ['phone'] }, 'channel phone', { ticket: { channel: 'email' } }, 'its channel is email, not phone'],
    [{ brand: ['main'] }, 'brand main', { ticket: { brand: 'repairs' } }, 'its brand is repairs, not main'],
    [
      { tags: ['gas', 'power'] },
      'tag power',
      { ticket: { tags: ['floor-2'] } },
      'it does not carry the tag gas or power',
    ],
    [
      { allTags: ['power', 'floor-2'] },
      'tags power and floor-2',
      { ticket: { tags: ['power'] } },
      'it does not carry the tag floor-2',
    ],
    [{ tier: ['vip'] }, 'customer tier vip', { tier: 'standard' }, 'its customer tier is standard, not vip'],
    [{ tier: ['vip'] }, 'customer tier vip', { tier: undefined }, 'it has no customer tier, and vip is asked for'],
    [
      { customer: [id('cus', '1')] },
      `customer ${id('cus', '1')}`,
      { ticket: { customer: undefined } },
      `it has no customer, and ${id('cus', '1')} is asked for`,
    ],
    [
      { site: [id('sit', '1')] },
      `site ${id('sit', '1')}`,
      { ticket: { site: undefined } },
      `it has no site, and ${id('sit', '1')} is asked for`,
    ],
    [
      { product: [id('prd', '1')] },
      `product ${id('prd', '1')}`,
      { ticket: { product: id('prd', '2') } },
      `its product is ${id('prd', '2')}, not ${id('prd', '1')}`,
    ],
    [
      { criticality: ['high', 'critical'] },
      'product criticality critical',
      { criticality: undefined },
      'it has no product criticality, and high or critical is asked for',
    ],
    [{ language: ['de'] }, 'language de-AT', { language: 'den' }, 'its language is den, not de'],
    [{ language: ['fr', 'de-AT'] }, 'language de-AT', { language: 'de' }, 'its language is de, not fr or de-AT'],
    [{ language: ['de'] }, 'language de-AT', { language: undefined }, 'it has no language, and de is asked for'],
    [
      { team: [teams.north] },
      `team ${teams.north}`,
      { ticket: { team: undefined } },
      `it has no team, and ${teams.north} is asked for`,
    ],
    [
      { postalCodes: ['104', 'np12'] },
      'postal code NP1 2AB',
      { site: site({ postalCode: 'NP1 3AB' }) },
      'the postal code NP1 3AB does not begin with 104 or np12',
    ],
    [
      { postalCodes: ['NP1'] },
      'postal code NP1 2AB',
      { site: site() },
      'its site has no postal code, and one that begins with NP1 is asked for',
    ],
    [
      { postalCodes: ['NP1'] },
      'postal code NP1 2AB',
      { site: undefined },
      'it has no site, and one that begins with NP1 is asked for',
    ],
    [{ country: ['GB'] }, 'country GB', { site: site({ country: 'AT' }) }, 'the site is in AT, not GB'],
    [{ country: ['GB'] }, 'country GB', { site: undefined }, 'it has no site, and GB is asked for'],
    [
      { words: ['blackout', 'no power'] },
      "'no power'",
      { ticket: { title: 'No powerful idea' } },
      "neither title nor description has 'blackout' or 'no power'",
    ],
    [{ words: ['STORUNG'] }, "'STORUNG'", { description: 'Entstörung' }, "neither title nor description has 'STORUNG'"],
    [{ custom: { floor: [1, 2] } }, 'floor 2', { ticket: { custom: { floor: '2' } } }, 'its floor is 2, not 1 or 2'],
    [
      { custom: { floor: [2], wing: ['east'] } },
      'floor 2 + wing east',
      { ticket: { custom: { floor: 2 } } },
      'it has no wing, and east is asked for',
    ],
    [{ custom: { floor: [2] } }, 'floor 2', { ticket: { custom: undefined } }, 'it has no floor, and 2 is asked for'],
    [{ reopened: false }, 'never resolved before', { ticket: { status: 'reopened' } }, 'it was resolved before'],
    [
      { time: { is: 'within', calendar: 'desk' } },
      'within the opening hours',
      { isOpen: () => false },
      'it is outside the opening hours',
    ],
    [
      { time: { is: 'outside', calendar: night } },
      `outside the hours of ${night}`,
      { isOpen: () => true },
      `it is within the hours of ${night}`,
    ],
  ] as [AssignmentConditions, string, Parameters<typeof judge>[1], string][])(
    'holds by %j, and says why it does not for another',
    (conditions, because, other, says) => {
      expect(judge(conditions)).toEqual({ holds: true, because: [because] })
      expect(judge(conditions, other)).toEqual({ holds: false, says })
    },
  )

  it('holds only where all its conditions do, and tells of all of them', () => {
    const both: AssignmentConditions = { priority: ['urgent'], category: ['network'], words: ['no power'] }
    expect(judge(both)).toEqual({ holds: true, because: ['priority urgent', 'category network', "'no power'"] })
    expect(judge(both, { ticket: { category: 'other' } })).toMatchObject({ holds: false })
    expect(judge(both, { ticket: { title: 'Floor 2' } })).toMatchObject({ holds: false })
  })

  it('knows of a ticket that is somebody’s again that it was resolved before', () => {
    const again = aTicketThatIs('resolved')
      .does(hour, 'customer', { do: 'reopen', reason: 'Cold again' })
      .does(2 * hour, 'agent', { do: 'assign', technician: id('per', '1') })
    expect(again.ticket.status).toBe('assigned')
    expect(judge({ reopened: true }, { ticket: again.ticket })).toEqual({ holds: true, because: ['resolved before'] })
    expect(judge({ reopened: true })).toEqual({ holds: false, says: 'it was never resolved before' })
  })

  it('never asks a calendar that it does not name', () => {
    const asked: string[] = []
    judge(
      { priority: ['urgent'], time: { is: 'within', calendar: night } },
      { isOpen: (calendar) => asked.push(calendar) > 0 },
    )
    judge({ priority: ['urgent'] }, { isOpen: (calendar) => asked.push(calendar) > 0 })
    expect(asked).toEqual([night])
  })
})

describe('a postal code', () => {
  it('begins with each of its beginnings, whatever blanks and case they are written with', () => {
    const code = fc
      .array(fc.constantFrom('N', 'P', '1', '2', 'a', '-'), { minLength: 1, maxLength: 8 })
      .map((all) => all.join(''))
    fc.assert(
      fc.property(code, fc.nat(7), (whole, cut) => {
        const beginning = [...whole.slice(0, cut + 1)].join(' ').toLowerCase()
        expect(postalCodeBegins(whole, beginning)).toBe(true)
        expect(postalCodeBegins(whole, `${beginning}x`)).toBe(false)
      }),
    )
  })
})
