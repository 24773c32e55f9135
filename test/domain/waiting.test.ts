import { describe, expect, it } from 'vitest'
import { actors } from '../support/people.ts'
import { at, day, hour, minute, since } from '../support/time.ts'
import { aDesk, promising } from './support/desk.ts'
import { aTicket, aTicketThatIs } from './support/story.ts'

describe('a customer who must answer', () => {
  const waiting = (settings = {}) =>
    aTicketThatIs('pending_customer', {
      desk: aDesk({ settings: { followUps: { onAssignment: false }, ...settings } }),
    })

  it('is reminded after 24 hours and again after 48, and not a third time', () => {
    const story = waiting()
    const reminded = [24 * hour - 1, 24 * hour, 25 * hour, 48 * hour - 1, 48 * hour, 30 * day].map(
      (ms) => story.wakes(ms).all('ticket.reminded').length,
    )
    expect(reminded).toEqual([0, 1, 1, 1, 2, 2])
    expect(story.all('ticket.reminded').map(({ data }) => data.reminder)).toEqual([1, 2])
    expect(story.ticket).toMatchObject({ status: 'pending_customer' })
    expect(story.ticket).not.toHaveProperty('wakeAt')
  })

  it('is what the ticket wakes for next', () => {
    const story = waiting()
    expect(since(story.ticket.wakeAt ?? '')).toBe(24 * hour)
    expect(since(story.wakes(24 * hour).ticket.wakeAt ?? '')).toBe(48 * hour)
  })

  it('is reminded anew each time the ticket comes to wait', () => {
    const story = waiting().wakes(24 * hour)
    story.does(30 * hour, 'technician', { do: 'resume' })
    expect(story.ticket.reminders).toBe(0)
    story.does(31 * hour, 'technician', { do: 'pause', status: 'pending_customer', reason: 'And now?' })
    expect(story.wakes(54 * hour).all('ticket.reminded')).toHaveLength(1)
    expect(story.wakes(55 * hour).all('ticket.reminded')).toHaveLength(2)
  })

  it('is reminded when the desk’s settings say', () => {
    expect(waiting({ reminderAfter: 'PT1H' }).wakes(hour).all('ticket.reminded')).toHaveLength(1)
  })

  it('is not reminded twice at once by a desk that was asleep', () => {
    const story = waiting().wakes(49 * hour)
    expect(story.all('ticket.reminded').map(({ data }) => data.reminder)).toEqual([2])
    expect(story.ticket).not.toHaveProperty('wakeAt')
  })

  describe('by a desk with open hours', () => {
    // Tests begin on a Saturday at 10:00 UTC.
    const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri']
    const openHours = {
      timeZone: 'Europe/London',
      weekly: Object.fromEntries(weekdays.map((day) => [day, [{ from: '09:00', to: '17:00' }]])),
    }
    const monday = 2 * day - hour

    it('is reminded when so much of its open time has passed, at an open instant', () => {
      const story = waiting({ openHours, reminderAfter: 'PT1H', secondReminderAfter: 'PT8H' })
      expect(since(story.ticket.wakeAt ?? '')).toBe(monday + hour)
      expect(story.wakes(monday + hour - 1).all('ticket.reminded')).toEqual([])
      story.wakes(monday + hour)
      expect(story.all('ticket.reminded')).toHaveLength(1)
      // Eight hours are over as the desk closes: so it is the next morning.
      expect(since(story.ticket.wakeAt ?? '')).toBe(monday + day)
    })

    it('is given up on after so much of its open time, too', () => {
      const story = waiting({ openHours, resolveUnansweredAfter: 'PT12H' })
      expect(story.wakes(monday + day + 4 * hour - 1).ticket.status).toBe('pending_customer')
      expect(story.wakes(monday + day + 4 * hour).ticket.status).toBe('resolved')
    })

    it('is not reminded at night, even where the desk was asleep by day', () => {
      const story = waiting({ openHours, reminderAfter: 'PT1H' })
      story.wakes(monday + 12 * hour)
      expect(story.all('ticket.reminded')).toEqual([])
      expect(since(story.ticket.wakeAt ?? '')).toBe(monday + day)
      expect(story.wakes(monday + day).all('ticket.reminded')).toHaveLength(1)
    })
  })

  it('is not reminded of parts that must come', () => {
    expect(
      aTicketThatIs('pending_parts')
        .wakes(7 * day)
        .all('ticket.reminded'),
    ).toEqual([])
  })
})

describe('want of an answer', () => {
  const desk = aDesk({ settings: { resolveUnansweredAfter: 'P3D' } })

  it('resolves nothing unless the desk is set so', () => {
    expect(aTicketThatIs('pending_customer').wakes(30 * day).ticket.status).toBe('pending_customer')
  })

  it('resolves the ticket where it is', () => {
    const story = aTicketThatIs('pending_customer', { desk }).wakes(3 * day - 1)
    expect(story.ticket.status).toBe('pending_customer')
    story.wakes(3 * day)
    expect(story.ticket).toMatchObject({ status: 'resolved', resolvedAt: at(3 * day) })
    expect(story.events.at(-1)).toMatchObject({
      type: 'ticket.status-changed',
      actor: { role: 'system' },
      data: { from: 'pending_customer', to: 'resolved', reason: 'no-word-from-customer' },
    })
    expect(story.all('sla.ended').map(({ data }) => [data.clock, data.outcome])).toEqual([
      ['response', 'met'],
      ['resolution', 'met'],
    ])
  })

  it('ends clocks that do not stand meanwhile when it was due, however late the desk notices', () => {
    const counting = promising(
      { resolution: 'PT100H' },
      { pauseOn: [], settings: { resolveUnansweredAfter: 'P3D', secondReminderAfter: 'PT30H' } },
    )
    const story = aTicketThatIs('pending_customer', { desk: counting }).wakes(7 * day)
    expect(story.explained('resolution', 7 * day)).toMatchObject({
      state: 'met',
      elapsed: 'PT72H',
      endedAt: at(3 * day),
    })
    expect(story.fired).toEqual([])
    // The customer hears of it now, so they have their time to object from now.
    expect(story.ticket).toMatchObject({ resolvedAt: at(3 * day), updatedAt: at(7 * day), wakeAt: at(10 * day) })
  })

  it('never ends a clock before what it has already done', () => {
    const desk = promising({ resolution: 'PT10H' }, { pauseOn: [] })
    const story = aTicketThatIs('pending_customer', { desk }).wakes(10 * hour)
    story.desk = promising({ resolution: 'PT10H' }, { pauseOn: [], settings: { resolveUnansweredAfter: 'PT1H' } })
    story.wakes(11 * hour)
    expect(story.all('sla.ended').at(-1)?.data).toMatchObject({
      outcome: 'missed',
      missedByMs: 0,
      elapsedMs: 10 * hour,
    })
  })
})

describe('a resolved ticket', () => {
  it('closes after 72 hours without a word', () => {
    const story = aTicketThatIs('resolved').wakes(72 * hour - 1)
    expect(story.ticket.status).toBe('resolved')
    story.wakes(72 * hour)
    expect(story.ticket).toMatchObject({ status: 'closed', closedAt: at(72 * hour) })
    expect(story.all('ticket.status-changed').at(-1)?.data.reason).toBe('no-word-from-customer')
    expect(story.ticket.wakeAt).toBe(at(72 * hour + 365 * day))
  })

  it('that the customer reopens does not close', () => {
    const story = aTicketThatIs('resolved').does(71 * hour, 'customer', { do: 'reopen', reason: 'Cold again' })
    expect(story.wakes(80 * hour).ticket.status).toBe('reopened')
  })

  it('that nobody looked at in time is closed first, so that reopening finds it closed', () => {
    const story = aTicketThatIs('resolved').does(80 * hour, 'customer', { do: 'reopen', reason: 'Cold again' })
    expect(story.all('ticket.status-changed').map(({ data }) => data.to)).toEqual(['resolved', 'closed', 'reopened'])
  })

  it('closes when the desk’s settings say', () => {
    const desk = aDesk({ settings: { autoCloseAfter: 'PT1H' } })
    expect(aTicketThatIs('resolved', { desk }).wakes(hour).ticket.status).toBe('closed')
  })
})

describe('the ticket’s next wake', () => {
  it('is the first of all that is due by itself', () => {
    const settings = { followUps: { onAssignment: false } }
    const story = aTicket({ desk: promising({ response: 'PT1H', resolution: 'PT2H' }, { settings }) })
    const wakes = [0, 48, 60, 96, 120].map((minutes) => story.wakes(minutes * minute).ticket.wakeAt)
    expect(wakes).toEqual([...[48, 60, 96, 120].map((minutes) => at(minutes * minute)), undefined])
  })

  it('is told anew when a setting has changed, though nothing has happened', () => {
    const story = aTicketThatIs('resolved')
    story.desk = aDesk({ settings: { autoCloseAfter: 'PT1H' } })
    const { ticket, events } = story.decided(minute, 'system', { do: 'catch-up' })
    expect(events).toEqual([])
    expect(ticket.wakeAt).toBe(at(hour))
  })

  it('is none for a ticket that promises nothing', () => {
    const story = aTicket({ desk: promising({}) })
    expect(story.ticket).not.toHaveProperty('wakeAt')
    expect(story.explained('response', hour)).toMatchObject({ state: 'untargeted', elapsed: 'PT1H' })
    expect(story.wakes(30 * day).does(31 * day, 'technician', { do: 'start' }).fired).toEqual([])
    expect(story.ticket.assignee).toBe(actors.technician.id)
  })
})
