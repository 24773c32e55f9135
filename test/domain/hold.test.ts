import { describe, expect, it } from 'vitest'
import { comment } from '../../domain/conversation.ts'
import { holdUntil, release } from '../../domain/hold.ts'
import { actors } from '../support/people.ts'
import { at, hour, minute } from '../support/time.ts'
import { promising } from './support/desk.ts'
import { aTicket, aTicketThatIs } from './support/story.ts'

const desk = promising({ resolution: 'PT4H' })
const day = 24 * hour
const said = comment({ id: `com_${'0'.repeat(26)}`, internal: false, length: 1, mentions: [] })
const held = (until = 3 * hour) => aTicket({ desk }).does(hour, 'agent', holdUntil(at(until), 'After the fair'))

describe('a ticket on hold', () => {
  it('has clocks that stand, whatever its status, and is due as if it went on now', () => {
    expect(held().explained('resolution', 2 * hour)).toMatchObject({
      state: 'paused',
      elapsed: 'PT1H',
      dueAt: at(5 * hour),
    })
    expect(held().ticket).not.toHaveProperty('dueAt')
  })

  it('goes on by itself at the end of the hold, however late that is noticed', () => {
    const story = held().wakes(3 * hour + 10 * minute)
    expect(story.explained('resolution', 3 * hour + 10 * minute)).toMatchObject({
      state: 'running',
      elapsed: 'PT1H10M',
      dueAt: at(6 * hour),
    })
    expect(story.all('ticket.hold-ended')[0]?.data).toMatchObject({ reason: 'time', latenessMs: 10 * minute })
    expect(story.all('sla.resumed')[0]?.data).toMatchObject({ at: at(3 * hour) })
    expect(story.ticket).not.toHaveProperty('onHoldUntil')
  })

  it('wakes for the end, and fires after it what comes after it, in order', () => {
    expect(held().ticket.wakeAt).toBe(at(3 * hour))
    const types = held()
      .wakes(7 * hour)
      .all('ticket.hold-ended', 'sla.warned', 'sla.breached')
      .map(({ type }) => type)
    expect(types).toEqual(['ticket.hold-ended', 'sla.warned', 'sla.breached'])
  })

  it('goes on when the customer writes, and when somebody ends it', () => {
    for (const story of [
      held().does(2 * hour, 'customer', said),
      held().does(2 * hour, 'agent', release('They called')),
    ]) {
      expect(story.explained('resolution', 2 * hour).state).toBe('running')
      expect(story.ticket).not.toHaveProperty('onHoldUntil')
    }
  })

  it('that waits for parts goes on only when neither holds any more', () => {
    const both = promising({ resolution: 'PT4H' }, { pauseOn: ['pending_parts'] })
    const story = aTicket({ desk: both })
      .does(0, 'technician', { do: 'start' })
      .does(0, 'technician', { do: 'pause', status: 'pending_parts', reason: 'A fuse' })
      .does(hour, 'agent', holdUntil(at(2 * hour), 'After the fair'))
      .wakes(3 * hour)
    expect(story.explained('resolution', 3 * hour)).toMatchObject({ state: 'paused', elapsed: 'PT0S' })
    expect(story.ticket.course.map(({ standstill }) => standstill)).toEqual(['status', 'status', 'status'])
  })

  it('keeps its hold when it is handed on', () => {
    const story = held().does(2 * hour, 'manager', { do: 'assign', technician: actors.technician.id })
    expect(story.ticket).toMatchObject({ status: 'assigned', onHoldUntil: at(3 * hour) })
    expect(story.explained('resolution', 2 * hour).state).toBe('paused')
  })

  it('loses it when it is resolved', () => {
    const story = held().does(2 * hour, 'technician', { do: 'resolve', resolution: 'Done' })
    expect(story.all('ticket.hold-ended')[0]?.data).toMatchObject({ reason: 'ended' })
    expect(story.ticket).not.toHaveProperty('onHoldUntil')
  })

  it('reminds nobody while it rests', () => {
    const story = aTicketThatIs('pending_customer', { desk }).does(
      hour,
      'agent',
      holdUntil(at(3 * day), 'After the fair'),
    )
    expect(story.wakes(2 * day).all('ticket.reminded')).toEqual([])
    expect(story.wakes(3 * day).all('ticket.reminded')).toHaveLength(1)
  })
})

describe('a hold', () => {
  it.each([
    ['ends in the past', 0],
    ['ends at once', hour],
    ['ends more than 365 days ahead', hour + 365 * day + 1],
  ])('that %s is refused', (_, until) => {
    expect(() => held(until)).toThrow('not valid')
  })

  it('of 365 days is taken, and a later one takes its place', () => {
    const story = held(hour + 365 * day).does(2 * hour, 'agent', holdUntil(at(4 * hour), 'Sooner'))
    expect(story.ticket.onHoldUntil).toBe(at(4 * hour))
  })

  it('is refused on a ticket that has ended, and its end where there is none', () => {
    expect(() => aTicketThatIs('resolved', { desk }).does(hour, 'agent', holdUntil(at(2 * hour), 'No'))).toThrow(
      'resolved',
    )
    expect(() => aTicket({ desk }).does(hour, 'agent', release(undefined))).toThrow('not on hold')
  })
})
