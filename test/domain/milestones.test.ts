import { describe, expect, it } from 'vitest'
import { actors } from '../support/people.ts'
import { at, day, hour, minute, second } from '../support/time.ts'
import { promising } from './support/desk.ts'
import { aTicket } from './support/story.ts'

/** Warns of its response after 48 minutes and breaches after 60; of its resolution after 8 hours and 10. */
const promised = () => aTicket({ desk: promising({ response: 'PT1H', resolution: 'PT10H' }) })
const answered = { do: 'resolve', resolution: 'Switched on' } as const

describe('a milestone', () => {
  it('does not fire a millisecond early', () => {
    expect(promised().wakes(48 * minute - 1).fired).toEqual([])
  })

  it('fires at its instant', () => {
    expect(promised().wakes(48 * minute).fired).toEqual([
      { what: 'response 80', planned: 48 * minute, recorded: 48 * minute },
    ])
  })

  it('fires once, however often the ticket wakes', () => {
    const story = promised()
    for (const ms of [48 * minute, 48 * minute, 49 * minute, 55 * minute]) story.wakes(ms)
    expect(story.fired).toHaveLength(1)
  })

  it('of a target of a second fires after 800 milliseconds', () => {
    const story = aTicket({ desk: promising({ response: 'PT1S' }) })
    expect(story.wakes(799).fired).toEqual([])
    expect(story.wakes(800).fired).toMatchObject([{ what: 'response 80', planned: 800 }])
  })

  it('says its target, its planned instant, how late it was recorded, and what was promised until when', () => {
    const story = promised().wakes(50 * minute)
    expect(story.all('sla.warned')[0]).toMatchObject({
      occurredAt: at(50 * minute),
      actor: { id: 'system', role: 'system' },
      data: {
        clock: 'response',
        cycle: 1,
        percent: 80,
        target: 'PT1H',
        plannedAt: at(48 * minute),
        dueAt: at(60 * minute),
        latenessMs: 2 * minute,
        skipped: [],
        policy: story.ticket.policy,
      },
    })
  })

  it('turns the light: yellow at 80 %, red at 100 %, and the ticket shows its worst', () => {
    const story = promised()
    const lights = [1, 48 * minute, 60 * minute, 8 * hour].map((ms) => story.wakes(ms).ticket.light)
    expect(lights).toEqual(['green', 'yellow', 'red', 'red'])
    expect(story.explained('resolution', 8 * hour).light).toBe('yellow')
  })
})

describe('a clock that ends', () => {
  it.each([
    [60 * minute - 1, 'met'],
    [60 * minute, 'missed'],
    [60 * minute + 1, 'missed'],
  ])('after %i ms of an hour is %s', (ms, outcome) => {
    const story = promised().does(ms, 'technician', answered)
    expect(story.all('sla.ended')[0]?.data).toMatchObject({ clock: 'response', outcome, elapsedMs: ms })
    expect(story.explained('response', ms).state).toBe(outcome)
  })

  it('says by how much it was missed, and what it was held against', () => {
    const story = promised().does(75 * minute, 'technician', answered)
    expect(story.all('sla.ended').map(({ data }) => data)).toEqual([
      {
        clock: 'response',
        cycle: 1,
        outcome: 'missed',
        elapsedMs: 75 * minute,
        target: 'PT1H',
        dueAt: at(60 * minute),
        missedByMs: 15 * minute,
      },
      {
        clock: 'resolution',
        cycle: 1,
        outcome: 'met',
        elapsedMs: 75 * minute,
        target: 'PT10H',
        dueAt: at(10 * hour),
      },
    ])
    expect(story.explained('response', 80 * minute)).toMatchObject({ missedBy: 'PT15M', elapsed: 'PT1H15M' })
  })

  it('counts no more, is due no more, and wakes its ticket no more before that is archived', () => {
    const { ticket } = promised()
      .does(minute, 'technician', answered)
      .does(2 * minute, 'customer', {
        do: 'close',
      })
    expect(ticket).not.toHaveProperty('dueAt')
    expect(ticket.wakeAt).toBe(at(2 * minute + 365 * day))
    expect(ticket.light).toBe('green')
  })

  it('by cancelling is stopped, even if it was breached', () => {
    const story = promised()
      .wakes(61 * minute)
      .does(62 * minute, 'manager', { do: 'cancel', reason: 'Twice the same' })
    expect(story.all('sla.ended').map(({ data }) => data.outcome)).toEqual(['stopped', 'stopped'])
    expect(story.all('sla.ended')[0]?.data).not.toHaveProperty('missedByMs')
  })
})

describe('a command that comes before any timer woke', () => {
  it('records each milestone in its order, with one breach to a missed clock', () => {
    const story = promised().does(11 * hour, 'technician', answered)
    expect(story.fired).toEqual([
      { what: 'response 80', planned: 48 * minute, recorded: 11 * hour },
      { what: 'response 100', planned: 60 * minute, recorded: 11 * hour },
      { what: 'resolution 80', planned: 8 * hour, recorded: 11 * hour },
      { what: 'resolution 100', planned: 10 * hour, recorded: 11 * hour },
    ])
  })

  it('acts on nothing whose clock it ends, and says so', () => {
    const story = promised().does(11 * hour, 'technician', answered)
    for (const { data } of story.all('sla.warned', 'sla.breached')) {
      expect(data).toMatchObject({ actions: [], notActedOn: { reason: 'ended', at: at(11 * hour) } })
    }
    expect(story.all('ticket.escalated', 'ticket.assigned')).toEqual([])
    expect(story.ticket).not.toHaveProperty('assignee')
  })

  it('says that the clock was stopped where it cancels', () => {
    const story = promised().does(61 * minute, 'manager', { do: 'cancel', reason: 'Twice the same' })
    expect(story.all('sla.breached')[0]?.data.notActedOn).toEqual({ reason: 'stopped', at: at(61 * minute) })
  })

  it('is followed by what the milestone asks for where the clock goes on', () => {
    const story = promised().does(61 * minute, 'technician', { do: 'start' })
    expect(story.all('sla.breached')[0]?.data).not.toHaveProperty('notActedOn')
    expect(story.ticket).toMatchObject({ status: 'assigned', assignee: actors.supervisor.id })
    // The technician who took it with this very command is the one who had it.
    expect(story.all('ticket.assigned').at(-1)?.data).toMatchObject({ previousAssignee: actors.technician.id })
  })

  it('changes nothing at all when it is refused', () => {
    const story = promised()
    expect(() => story.does(61 * minute, 'customer', { do: 'start' })).toThrow()
    expect(story.fired).toEqual([])
    expect(story.wakes(61 * minute).fired).toHaveLength(2)
  })
})

describe('time on a ticket', () => {
  it('never runs backwards: an earlier clock is taken for the last event’s', () => {
    const story = promised()
      .does(10 * minute, 'agent', { do: 'start' })
      .does(5 * minute, 'agent', {
        do: 'pause',
        status: 'pending_customer',
        reason: 'Which oven?',
      })
    expect(story.events.at(-1)?.occurredAt).toBe(at(10 * minute))
    expect(story.ticket.updatedAt).toBe(at(10 * minute))
    expect(story.clock('response').spentMs).toBe(10 * minute)
  })

  it('does not advance a ticket to which nothing happens', () => {
    const story = promised()
    const { ticket } = story
    expect(story.decided(30 * minute, 'system', { do: 'catch-up' })).toEqual({ ticket, events: [] })
  })
})

describe('a paused ticket', () => {
  const paused = () =>
    promised()
      .does(10 * minute, 'technician', { do: 'start' })
      .does(30 * minute + 1, 'technician', { do: 'pause', status: 'pending_customer', reason: 'Which oven?' })

  it('counts nothing, is not due, and fires nothing', () => {
    const story = paused().wakes(9 * hour)
    expect(story.fired).toEqual([])
    expect(story.ticket).not.toHaveProperty('dueAt')
    expect(story.explained('response', 9 * hour)).toMatchObject({
      state: 'paused',
      paused: true,
      elapsed: 'PT30M0.001S',
    })
  })

  it('would be due, if it resumed now, by what is left', () => {
    expect(paused().explained('response', 9 * hour).dueAt).toBe(at(9 * hour + 30 * minute - 1))
  })

  it('goes on to the millisecond where it stood', () => {
    const story = paused().does(9 * hour, 'technician', { do: 'resume' })
    expect(story.ticket.dueAt).toBe(at(9 * hour + 30 * minute - 1))
    expect(story.wakes(10 * hour).fired).toMatchObject([
      { what: 'response 80', planned: 9 * hour + 18 * minute - 1 },
      { what: 'response 100', planned: 9 * hour + 30 * minute - 1 },
    ])
  })

  it('says when its clocks stand and when they go on', () => {
    const story = paused().does(9 * hour, 'technician', { do: 'resume' })
    expect(story.all('sla.paused', 'sla.resumed').map(({ type, data }) => [type, data.status])).toEqual([
      ['sla.paused', 'pending_customer'],
      ['sla.resumed', 'in_progress'],
    ])
  })

  it('is one whose status its policy pauses on, and no other', () => {
    const waits = { do: 'pause', status: 'pending_parts', reason: 'A fuse' } as const
    const counting = promised().does(0, 'technician', { do: 'start' }).does(minute, 'technician', waits)
    expect(counting.wakes(hour).fired).toHaveLength(2)
    const desk = promising({ response: 'PT1H' }, { pauseOn: ['pending_parts'] })
    const standing = aTicket({ desk }).does(0, 'technician', { do: 'start' }).does(minute, 'technician', waits)
    expect(standing.wakes(hour).fired).toEqual([])
  })

  it('can be breached all the same, and is both', () => {
    const story = promised()
      .does(61 * minute, 'technician', { do: 'start' })
      .does(62 * minute, 'manager', { do: 'pause', status: 'pending_customer', reason: 'Which oven?' })
    expect(story.explained('response', 2 * hour)).toMatchObject({ state: 'breached', paused: true, dueAt: at(hour) })
  })
})

describe('reopening', () => {
  const reopened = () =>
    promised()
      .does(9 * hour, 'technician', answered)
      .does(30 * hour, 'customer', { do: 'reopen', reason: 'Cold again' })

  it('takes the end of the resolution back: the time spent goes on, the time resolved does not count', () => {
    const story = reopened()
    expect(story.clock('resolution')).toMatchObject({ cycle: 1, spentMs: 9 * hour })
    expect(story.explained('resolution', 30 * hour)).toMatchObject({ state: 'running', elapsed: 'PT9H' })
    expect(story.ticket.dueAt).toBe(at(31 * hour))
  })

  it('leaves the answer given: the response stays as it ended', () => {
    expect(reopened().explained('response', 31 * hour)).toMatchObject({ state: 'missed', endedAt: at(9 * hour) })
  })

  it('fires nothing again, only what is still ahead', () => {
    const story = reopened().wakes(40 * hour)
    expect(story.fired.slice(3)).toEqual([{ what: 'resolution 100', planned: 31 * hour, recorded: 40 * hour }])
  })

  it('goes on missing a target that was missed', () => {
    const story = promised()
      .does(11 * hour, 'technician', answered)
      .does(20 * hour, 'customer', { do: 'reopen', reason: 'Cold again' })
    expect(story.explained('resolution', 20 * hour)).toMatchObject({ state: 'breached', dueAt: at(10 * hour) })
    story.does(20 * hour + second, 'technician', answered)
    expect(story.all('sla.ended').at(-1)?.data).toMatchObject({
      clock: 'resolution',
      cycle: 1,
      outcome: 'missed',
      missedByMs: hour + second,
    })
    expect(story.fired.filter(({ what }) => what === 'resolution 100')).toHaveLength(1)
  })
})
