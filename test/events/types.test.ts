import { expect, expectTypeOf, it } from 'vitest'
import { type EventType, eventTypes } from '../../events/catalogue.ts'
import { cloudEvent } from '../../events/cloud-event.ts'
import type { Envelope } from '../../events/envelope.ts'
import { eventExamples } from '../../events/examples.ts'
import type * as Published from '../../events/generated/index.d.ts'

it('types are published for each event, and told apart by their names', () => {
  expectTypeOf<Published.EventType>().toEqualTypeOf<EventType>()
  const told = (event: Published.WebhookEvent): string =>
    event.type === 'ticket.status-changed'
      ? event.data.to
      : event.type === 'visit.moved'
        ? event.data.previous.from
        : ''
  const event = eventExamples['ticket.status-changed'] as Envelope & Published.TicketStatusChanged
  expect(told({ type: 'ticket.status-changed', timestamp: event.occurredAt, ...event })).toBe('assigned')
})

it('the types of CloudEvents are those that are made', () => {
  const made = cloudEvent('ticket.assigned', eventExamples['ticket.assigned'])
  expectTypeOf<Omit<typeof made, 'data' | 'type'>>().toExtend<Omit<Published.CloudEvent, 'data' | 'type'>>()
  expect(Object.keys(eventTypes)).toContain(made.type)
})

it('a list of values may grow without a program ceasing to compile', () => {
  expectTypeOf<'a value of tomorrow'>().toExtend<Published.Priority>()
})
