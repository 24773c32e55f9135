import { describe, expect, it } from 'vitest'
import { Refusal } from '../../domain/refusal.ts'
import type { TicketReplacement } from '../../schemas/ticket.ts'
import { actors, type Somebody } from '../support/people.ts'
import { minute } from '../support/time.ts'
import { aDesk } from './support/desk.ts'
import { aTicket, aTicketThatIs, type Story } from './support/story.ts'

const contact = { email: 'bakery@example.com' }
const settings = {
  categories: { hardware: [], network: [], other: ['oven'] },
  customFields: { floor: { label: 'Floor', type: 'number', customers: 'set' } },
}
const told = () =>
  aTicket({
    desk: aDesk({ settings }),
    title: 'Cold',
    description: 'The oven',
    tags: ['oven'],
    contact,
    by: 'customer',
  })

/** Everything as `told` has it. */
const same = {
  title: 'Cold',
  description: 'The oven',
  priority: 'medium',
  type: 'issue',
  category: 'other',
  tags: ['oven'],
  contact,
} as const satisfies TicketReplacement

const replace = (story: Story, who: Somebody, given: TicketReplacement) =>
  story.decided(minute, who, { do: 'replace', with: given, description: story.description })

/** The fields that a refusal names. */
function refusedFields(story: Story, who: Somebody, given: TicketReplacement): string[] {
  try {
    replace(story, who, given)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    expect(error.kind).toBe('invalid')
    return (error.details.errors ?? []).map(({ path }) => path)
  }
  return []
}

const outsiders = ['customer', 'partner'] as const
const staff = ['technician', 'agent', 'supervisor', 'manager', 'admin'] as const
const news: Partial<TicketReplacement>[] = [
  { title: 'Icy' },
  { description: 'The other oven' },
  { contact: { phone: '+441632960001' } },
  { priority: 'urgent' },
  { type: 'question' },
  { category: 'hardware' },
  { tags: ['oven', 'north-wall'] },
  { subCategory: 'oven' },
  { language: 'de' },
  { site: `sit_${'1'.padStart(26, '0')}` },
  { product: `prd_${'1'.padStart(26, '0')}` },
  { serialNumber: 'SN 1' },
  { warranty: 'in_warranty' },
  { contract: `ctr_${'1'.padStart(26, '0')}` },
  { custom: { floor: 2 } },
]
/** As schemas/ticket.ts tells the callers. */
const outsidersMay = ['title', 'description', 'contact', 'language', 'site', 'product', 'serialNumber', 'custom']

describe('who may change what', () => {
  const cases = [...outsiders, ...staff].flatMap((who) =>
    news.map((change) => {
      const [field = ''] = Object.keys(change)
      const may = (staff as readonly string[]).includes(who) || outsidersMay.includes(field)
      return { who, field, change, may, verb: may ? 'may' : 'may not' }
    }),
  )

  it.each(cases)('$who $verb change the $field', ({ who, field, change, may }) => {
    const story = told()
    const given = { ...same, ...change }
    if (!may) {
      expect(refusedFields(story, who, given)).toEqual([field])
      expect(story.events).toHaveLength(2)
      return
    }
    const { description } = replace(story, who, given)
    if (field === 'description') expect(description).toBe('The other oven')
    else expect(story.ticket).toMatchObject(change)
    expect(story.all('ticket.updated')).toMatchObject([
      { actor: { id: actors[who].id }, data: { fields: [field === 'custom' ? 'custom.floor' : field] } },
    ])
  })

  it.each(outsiders)('%s leave out what they may not change, and it stays', (who) => {
    const story = told()
    replace(story, who, { title: 'Icy', description: 'The oven', contact })
    expect(story.ticket).toMatchObject({ title: 'Icy', priority: 'medium', tags: ['oven'] })
  })

  it('names every field that the caller may not change at once', () => {
    const given: TicketReplacement = { ...same, priority: 'urgent', category: 'network', tags: [] }
    expect(refusedFields(told(), 'customer', given)).toEqual(['priority', 'category', 'tags'])
  })

  it('asks staff by name for what must be there', () => {
    expect(refusedFields(told(), 'agent', { title: 'Icy', description: '' })).toEqual(['priority', 'type', 'category'])
  })
})

describe('a replacement', () => {
  it.each([...outsiders, ...staff])('that changes nothing leaves the ticket as it is, by %s', (who) => {
    const story = told()
    const { ticket } = story
    expect(replace(story, who, same)).toEqual({ ticket, events: [] })
  })

  it('empties what is left out and optional', () => {
    const story = told()
    const { contact: _, tags: __, ...rest } = same
    replace(story, 'agent', rest)
    expect(story.ticket.tags).toEqual([])
    expect(story.ticket).not.toHaveProperty('contact')
    expect(story.all('ticket.updated')[0]?.data.fields.toSorted()).toEqual(['contact', 'tags'])
  })

  it('takes a contact away where a customer leaves it out', () => {
    const story = told()
    replace(story, 'customer', { title: 'Cold', description: 'The oven' })
    expect(story.ticket).not.toHaveProperty('contact')
  })

  it('keeps old and new text in the history, and publishes codes only', () => {
    const story = told()
    replace(story, 'agent', { ...same, title: 'Icy', description: 'The other oven', priority: 'high' })
    const [updated] = story.all('ticket.updated')
    expect(updated?.data).toEqual({
      fields: ['title', 'description', 'priority'],
      priority: { from: 'medium', to: 'high' },
    })
    expect(updated?.detail?.changes).toEqual({
      title: { from: 'Cold', to: 'Icy' },
      description: { from: 'The oven', to: 'The other oven' },
      priority: { from: 'medium', to: 'high' },
    })
    expect(story.ticket).not.toHaveProperty('description')
  })

  it('first catches the ticket up, though it changes nothing itself', () => {
    const story = told()
    const day = { do: 'replace', with: same, description: 'The oven' } as const
    expect(story.decided(8 * 60 * minute, 'agent', day).events.map(({ type }) => type)).toContain('sla.breached')
  })

  it('has the policy chosen anew where a condition may read what changed, and only there', () => {
    const chosen = (change: Partial<TicketReplacement>) => {
      const story = told()
      replace(story, 'agent', { ...same, ...change })
      return story.all('sla.policy-chosen').length - 1
    }
    expect(news.map((change) => [Object.keys(change)[0], chosen(change)])).toEqual([
      ['title', 0],
      ['description', 0],
      ['contact', 0],
      ['priority', 1],
      ['type', 1],
      ['category', 1],
      ['tags', 1],
      ...['subCategory', 'language', 'site', 'product', 'serialNumber', 'warranty', 'contract', 'custom'].map(
        (field) => [field, 0],
      ),
    ])
  })

  it.each(['closed', 'cancelled'] as const)(
    'is refused for a ticket that is %s, with the moves that are allowed',
    (status) => {
      const story = aTicketThatIs(status)
      const change = () => story.changes(minute, 'agent', { category: 'hardware' })
      const allowed = status === 'closed' ? [{ move: 'reopen', to: 'reopened' }] : []
      expect(change).toThrow(expect.objectContaining({ kind: 'move-not-allowed', details: { allowed } }))
      expect(story.ticket).toMatchObject({ status, category: 'other' })
    },
  )
})
