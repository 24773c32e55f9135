import { describe, expect, it } from 'vitest'
import { comment } from '../../domain/conversation.ts'
import { hour, minute } from '../support/time.ts'
import { promising } from './support/desk.ts'
import { aTicket } from './support/story.ts'

const desk = promising({ response: 'PT1H', nextResponse: 'PT2H', resolution: 'PT8H' })
const said = comment({ id: `com_${'0'.repeat(26)}`, internal: false, length: 1, mentions: [] })
const noted = comment({ id: `com_${'0'.repeat(26)}`, internal: true, length: 1, mentions: [] })
const answered = () => aTicket({ desk }).does(10 * minute, 'agent', said)
const asked = () => answered().does(hour, 'customer', said)

describe('the clock of the next response', () => {
  it('does not run before the first answer, nor by it', () => {
    expect(aTicket({ desk }).does(minute, 'customer', said).ticket.clocks).not.toHaveProperty('nextResponse')
    expect(answered().ticket.clocks).not.toHaveProperty('nextResponse')
  })

  it('starts with the customer’s next message; later ones change nothing', () => {
    const story = asked().does(90 * minute, 'customer', said)
    expect(story.explained('nextResponse', 2 * hour)).toMatchObject({ cycle: 1, state: 'running', elapsed: 'PT1H' })
    expect(story.all('sla.started')).toHaveLength(1)
  })

  it('ends with the next answer, not with a note, and starts again as a cycle of its own', () => {
    const story = asked()
      .does(90 * minute, 'agent', noted)
      .does(2 * hour, 'agent', said)
    expect(story.all('sla.ended').at(-1)?.data).toMatchObject({ clock: 'nextResponse', cycle: 1, outcome: 'met' })
    story.does(3 * hour, 'customer', said)
    expect(story.explained('nextResponse', 3 * hour)).toMatchObject({ cycle: 2, state: 'running', elapsed: 'PT0S' })
  })

  it('warns and breaches once a cycle', () => {
    const story = asked()
      .wakes(4 * hour)
      .does(4 * hour, 'agent', said)
      .does(5 * hour, 'customer', said)
      .wakes(8 * hour)
    const fired = story.fired.filter(({ what }) => what.startsWith('nextResponse')).map(({ what }) => what)
    expect(fired).toEqual(['nextResponse 80', 'nextResponse 100', 'nextResponse 80', 'nextResponse 100'])
  })

  it('ends with the ticket, and starts when the customer reopens it', () => {
    const story = asked().does(2 * hour, 'technician', { do: 'resolve', resolution: 'Done' })
    expect(story.clock('nextResponse').outcome).toBe('met')
    story.does(3 * hour, 'customer', said)
    expect(story.clock('nextResponse')).toMatchObject({ cycle: 2, startedAt: story.ticket.updatedAt })
  })

  it('is untargeted where nothing is promised: it counts, and is outside compliance', () => {
    const silent = aTicket({ desk: promising({ response: 'PT1H' }) })
      .does(minute, 'agent', said)
      .does(hour, 'customer', said)
    expect(silent.explained('nextResponse', 2 * hour)).toMatchObject({ state: 'untargeted', elapsed: 'PT1H' })
    silent.does(2 * hour, 'agent', said)
    expect(silent.clock('nextResponse').outcome).toBe('stopped')
  })
})
