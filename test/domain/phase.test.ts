import { describe, expect, it } from 'vitest'
import { holdUntil } from '../../domain/hold.ts'
import { phaseOf } from '../../domain/phase.ts'
import { at, hour, minute } from '../support/time.ts'
import { promising } from './support/desk.ts'
import { aTicket, aTicketThatIs } from './support/story.ts'

const desk = promising({ response: 'PT1H', resolution: 'PT10H' })

describe('the phase that a sleeping execution shows', () => {
  it.each([
    [0, 'running'],
    [48 * minute, 'warned'],
    [hour, 'escalated'],
  ])('after %i ms is %s', (ms, phase) => {
    expect(phaseOf(aTicket({ desk }).wakes(ms).ticket)).toBe(phase)
  })

  it('is paused while the clocks stand, and resolved once it is', () => {
    expect(phaseOf(aTicketThatIs('pending_customer', { desk }).ticket)).toBe('paused')
    expect(phaseOf(aTicketThatIs('pending_parts', { desk }).ticket)).toBe('running')
    expect(phaseOf(aTicketThatIs('resolved', { desk }).ticket)).toBe('resolved')
  })

  it('is on hold while it rests, also where its status pauses too, and what it was before at the end', () => {
    const hold = holdUntil(at(3 * hour), 'Away')
    expect(phaseOf(aTicket({ desk }).does(minute, 'agent', hold).ticket)).toBe('on-hold')
    expect(phaseOf(aTicketThatIs('pending_customer', { desk }).does(2 * hour, 'agent', hold).ticket)).toBe('on-hold')
    expect(
      phaseOf(
        aTicket({ desk })
          .does(minute, 'agent', hold)
          .wakes(3 * hour).ticket,
      ),
    ).toBe('running')
  })

  it('is by the clocks that still go: a response that was missed and given escalates no more', () => {
    const story = aTicket({ desk }).does(2 * hour, 'agent', { do: 'resolve', resolution: 'Switched on' })
    story.does(3 * hour, 'customer', { do: 'reopen', reason: 'Cold again' })
    expect(phaseOf(story.ticket)).toBe('running')
  })
})
