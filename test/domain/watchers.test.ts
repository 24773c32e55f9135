import { describe, expect, it } from 'vitest'
import { partsArrived } from '../../domain/parts.ts'
import { maySee } from '../../domain/visibility.ts'
import { unwatch, watch } from '../../domain/watchers.ts'
import { actors } from '../support/people.ts'
import { hour, minute } from '../support/time.ts'
import { aTicket, aTicketThatIs } from './support/story.ts'

const person = (at: number) => `per_${String(at).padStart(26, '0')}`

describe('watching', () => {
  it('begins and ends once each, however often it is asked for', () => {
    const story = aTicket()
    const { id } = actors.agent
    const versions = [watch(id), watch(id), unwatch(id), unwatch(id)].map(
      (rule) => story.does(minute, 'agent', rule).ticket.version,
    )
    expect(versions).toEqual([2, 2, 3, 3])
    expect(story.all('ticket.watched', 'ticket.unwatched').map(({ type, data }) => [type, data.person])).toEqual([
      ['ticket.watched', id],
      ['ticket.unwatched', id],
    ])
    expect(story.ticket).not.toHaveProperty('watchers')
  })

  it('is for twenty', () => {
    const story = aTicket()
    for (let at = 0; at < 20; at += 1) story.does(0, 'agent', watch(person(at)))
    expect(() => story.does(0, 'agent', watch(person(20)))).toThrow('at most 20')
    story.does(0, 'agent', unwatch(person(0))).does(0, 'agent', watch(person(20)))
    expect(story.ticket.watchers).toHaveLength(20)
  })

  it('gives sight to colleagues of the customer, and to nobody else', () => {
    const { ticket } = aTicket()
      .does(0, 'agent', watch(actors.colleague.id))
      .does(0, 'agent', watch(actors.otherCustomer.id))
    expect(maySee(actors.colleague, aTicket().ticket)).toBe(false)
    expect(maySee(actors.colleague, ticket)).toBe(true)
    expect(maySee(actors.otherCustomer, ticket)).toBe(false)
    // Who has changed to another company sees what is that company's.
    expect(maySee({ ...actors.colleague, customer: actors.otherCustomer.customer }, ticket)).toBe(false)
    const { customer: _, ...ofTheHouse } = ticket
    expect(maySee(actors.colleague, ofTheHouse)).toBe(false)
  })
})

describe('parts that have arrived', () => {
  it('bring a ticket that waits for them back to work: by the desk, on the word of who told it', () => {
    const story = aTicketThatIs('pending_parts', { assignee: 'technician' }).does(hour, 'agent', partsArrived)
    expect(story.ticket.status).toBe('in_progress')
    const [told, moved] = story.events.slice(-2)
    expect(told).toMatchObject({ type: 'ticket.parts-arrived', actor: { id: actors.agent.id } })
    expect(moved).toMatchObject({
      type: 'ticket.status-changed',
      actor: { role: 'system' },
      causationId: `ticket.${story.ticket.number}.${told?.seq}`,
      data: { from: 'pending_parts', to: 'in_progress', reason: 'parts-arrived' },
    })
  })

  it.each(['created', 'assigned', 'in_progress', 'pending_customer', 'resolved', 'closed', 'cancelled'] as const)(
    'are no news to a ticket that is %s',
    (status) => {
      const story = aTicketThatIs(status)
      const { version } = story.ticket
      expect(story.does(minute, 'agent', partsArrived).ticket).toMatchObject({ status, version })
    },
  )
})
