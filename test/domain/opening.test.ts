import { describe, expect, it } from 'vitest'
import { actors, customers, teams } from '../support/people.ts'
import { at, hour, minute } from '../support/time.ts'
import { aDesk } from './support/desk.ts'
import { aTicket } from './support/story.ts'

describe('a ticket that is opened', () => {
  it('is nobody’s, new, green, in the desk’s team, and its clocks run from now', () => {
    const { ticket } = aTicket({ priority: 'urgent' })
    expect(ticket).toMatchObject({
      number: 'TKT000001',
      brand: 'main',
      status: 'created',
      light: 'green',
      team: teams.north,
      requester: actors.customer.id,
      escalationLevel: 0,
      version: 1,
      createdAt: at(0),
      updatedAt: at(0),
      dueAt: at(30 * minute),
      wakeAt: at(24 * minute),
    })
    expect(ticket).not.toHaveProperty('assignee')
    expect(ticket.clocks.resolution).toMatchObject({ cycle: 1, startedAt: at(0), countsFrom: at(0), spentMs: 0 })
  })

  it('says first that it was opened and then what it is promised', () => {
    const story = aTicket({ title: 'Secret', description: 'Words' })
    expect(story.events.map(({ type, seq }) => [type, seq])).toEqual([
      ['ticket.created', 1],
      ['sla.policy-chosen', 2],
    ])
    expect(story.events[0]?.actor).toEqual({ id: actors.customer.id, role: 'customer' })
    expect(JSON.stringify(story.events)).not.toMatch(/Secret|Words/)
    expect(story.description).toBe('Words')
    expect(story.ticket).not.toHaveProperty('description')
  })

  it('belongs to the customer it names, else to its opener’s, else to the house', () => {
    expect(aTicket({ by: 'agent', customer: customers.foundry }).ticket.customer).toBe(customers.foundry)
    expect(aTicket({ by: 'customer', customer: undefined }).ticket.customer).toBe(customers.bakery)
    expect(aTicket({ by: 'agent', customer: undefined }).ticket).not.toHaveProperty('customer')
  })

  it.each([
    ['customer', undefined, 'portal'],
    ['agent', undefined, 'api'],
    ['partner', undefined, 'api'],
    ['customer', 'phone', 'phone'],
  ] as const)('by a %s who says the channel %s came by %s', (by, channel, came) => {
    expect(aTicket({ by, ...(channel && { channel }) }).ticket.channel).toBe(came)
  })

  it('is in no team where the desk has none set', () => {
    const desk = aDesk()
    const { defaultTeam: _, ...settings } = desk.settings
    const story = aTicket({ desk: { ...desk, settings } })
    expect(story.ticket).not.toHaveProperty('team')
    expect(story.wakes(8 * hour).all('ticket.escalated')[0]?.data.outcome).toBe('nobody-to-hand-to')
  })
})
