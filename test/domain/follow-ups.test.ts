import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addFollowUp, endFollowUp } from '../../domain/follow-ups.ts'
import { FollowUpId } from '../../schemas/follow-up.ts'
import { type Priority, priorities } from '../../schemas/ticket.ts'
import { actors } from '../support/people.ts'
import { at, day, hour, minute } from '../support/time.ts'
import { aDesk, promising } from './support/desk.ts'
import { anyLife } from './support/history.ts'
import { live } from './support/life.ts'
import { aTicket, aTicketThatIs, type Story } from './support/story.ts'

const note = 'Ask whether it holds'
const technician = actors.technician.id
/** No clock fires and nothing is set by itself: what is seen here is what somebody asked for. */
const quiet = (settings: object = {}) =>
  promising({}, { settings: { followUps: { onAssignment: false }, ...settings } })

describe('a follow-up', () => {
  it('is due when it says, once, to whoever has the ticket then', () => {
    const story = aTicketThatIs('in_progress', { desk: quiet(), assignee: 'technician' })
    story.does(0, 'agent', addFollowUp({ note, dueAt: at(hour) }))
    expect(story.ticket.wakeAt).toBe(at(hour))
    expect(story.all('ticket.follow-up-added')[0]).toMatchObject({
      actor: { id: actors.agent.id },
      data: { dueAt: at(hour), automatic: false },
      detail: { note },
    })
    story.does(30 * minute, 'agent', { do: 'assign', technician: actors.teammate.id })
    expect(story.wakes(hour - 1).all('ticket.follow-up-due')).toEqual([])
    story.wakes(hour + 5)
    expect(story.all('ticket.follow-up-due').map(({ data }) => data)).toMatchObject([
      { dueAt: at(hour), latenessMs: 5, to: actors.teammate.id },
    ])
    expect(story.ticket.followUps).toMatchObject([{ fired: true }])
    expect(story.ticket).not.toHaveProperty('wakeAt')
    expect(story.wakes(day).all('ticket.follow-up-due')).toHaveLength(1)
  })

  it('tells nobody where the ticket is nobody’s', () => {
    const story = aTicket({ desk: quiet() }).does(0, 'agent', addFollowUp({ note, dueAt: at(hour) }))
    expect(story.wakes(hour).all('ticket.follow-up-due')[0]?.data).not.toHaveProperty('to')
  })

  const after: Record<Priority, number> = { urgent: hour, high: 4 * hour, medium: day, low: 3 * day }
  it.each(priorities)('of a ticket that is %s is due in its time, where nobody says', (priority) => {
    const story = aTicket({ priority, desk: quiet() }).does(minute, 'agent', addFollowUp({ note }))
    expect(story.ticket.followUps?.[0]?.dueAt).toBe(at(minute + after[priority]))
  })

  it('is due when the desk’s settings say', () => {
    const desk = aDesk({ settings: { followUps: { onAssignment: true, after: { medium: 'PT10M' } } } })
    const story = aTicket({ desk }).does(0, 'technician', { do: 'start' })
    expect(story.ticket.followUps).toMatchObject([{ dueAt: at(10 * minute), automatic: true }])
  })

  it('ends by somebody’s word, before it is due or after, and is due no more', () => {
    const story = aTicketThatIs('in_progress', { desk: quiet() })
    story
      .does(0, 'agent', addFollowUp({ note, dueAt: at(hour) }))
      .does(0, 'agent', addFollowUp({ note, dueAt: at(day) }))
    const [first, second] = story.ticket.followUps ?? []
    story.does(minute, 'technician', endFollowUp(second?.id ?? '', 'cancelled'))
    story.wakes(hour).does(2 * hour, 'technician', endFollowUp(first?.id ?? '', 'done'))
    expect(story.all('ticket.follow-up-ended').map(({ data }) => data.outcome)).toEqual(['cancelled', 'done'])
    expect(story.ticket).not.toHaveProperty('followUps')
    expect(story.wakes(2 * day).all('ticket.follow-up-due')).toHaveLength(1)
  })

  it('has an id like every other, and none twice', () => {
    const story = aTicket({ desk: quiet() })
    for (let count = 0; count < 10; count += 1) story.does(0, 'agent', addFollowUp({ note }))
    const ids = story.ticket.followUps?.map(({ id }) => id) ?? []
    expect(new Set(ids).size).toBe(10)
    for (const id of ids) expect(FollowUpId.safeParse(id).success).toBe(true)
    expect(ids).toEqual(ids.toSorted())
  })

  it('is refused to a ticket that has ended, one too many, and one that is not open', () => {
    for (const status of ['resolved', 'closed', 'cancelled'] as const) {
      const ended = aTicketThatIs(status)
      expect(() => ended.does(minute, 'agent', addFollowUp({ note }))).toThrow(`A ticket that is ${status}`)
    }
    const story = aTicket({ desk: quiet() })
    for (let count = 0; count < 10; count += 1) story.does(0, 'agent', addFollowUp({ note }))
    expect(() => story.does(0, 'agent', addFollowUp({ note }))).toThrow('at most 10')
    expect(() => story.does(0, 'agent', endFollowUp('fol_00000000000000000000000000', 'done'))).toThrow('ended already')
  })
})

describe('a ticket that comes into somebody’s hands', () => {
  const automatic = (story: Story) => story.ticket.followUps?.filter((one) => one.automatic).length ?? 0

  it('gets a follow-up by itself, once', () => {
    const story = aTicket()
    expect(automatic(story)).toBe(0)
    story.does(minute, 'agent', { do: 'assign', technician })
    expect(automatic(story)).toBe(1)
    expect(story.all('ticket.follow-up-added')[0]).toMatchObject({
      actor: { role: 'system' },
      data: { automatic: true },
    })
    story.does(2 * minute, 'manager', { do: 'assign', technician: actors.teammate.id })
    story.does(3 * minute, 'supervisor', { do: 'unassign', reason: 'Ill' })
    story.does(4 * minute, 'technician', { do: 'start' })
    expect(automatic(story)).toBe(1)
  })

  it('by escalation gets one too', () => {
    const story = aTicket({ desk: promising({ response: 'PT1H' }) }).wakes(hour)
    expect(story.ticket.assignee).toBe(actors.supervisor.id)
    expect(automatic(story)).toBe(1)
  })

  it('gets none where the desk does not want it', () => {
    expect(automatic(aTicket({ desk: quiet() }).does(0, 'technician', { do: 'start' }))).toBe(0)
  })

  it('needs no following up once it has ended', () => {
    for (const command of [
      { do: 'resolve', resolution: 'Switched on' },
      { do: 'cancel', reason: 'Twice the same' },
    ] as const) {
      const story = aTicket().does(0, 'technician', { do: 'start' }).does(minute, 'manager', command)
      expect(story.all('ticket.follow-up-ended').map(({ data }) => data.outcome)).toEqual(['ticket-ended'])
      expect(story.ticket).not.toHaveProperty('followUps')
      expect(story.wakes(5 * day).all('ticket.follow-up-due')).toEqual([])
    }
  })
})

it('whatever happens: one open follow-up of the desk’s own at most, none on what has ended, and each added one ends once', () => {
  void fc.assert(
    fc.property(anyLife, (life) => {
      const { story, turns } = live(life)
      for (const { after } of turns) {
        const open = after.followUps ?? []
        expect(open.filter(({ automatic }) => automatic).length).toBeLessThanOrEqual(1)
        if (['resolved', 'closed', 'cancelled'].includes(after.status)) expect(open).toEqual([])
      }
      const ids = (type: 'ticket.follow-up-added' | 'ticket.follow-up-ended') =>
        story.all(type).map(({ data }) => data.followUp)
      const ended = ids('ticket.follow-up-ended')
      expect(new Set(ended).size).toBe(ended.length)
      const stillOpen = story.ticket.followUps?.map(({ id }) => id) ?? []
      expect([...ended, ...stillOpen].toSorted()).toEqual(ids('ticket.follow-up-added').toSorted())
    }),
    { numRuns: 200 },
  )
})
