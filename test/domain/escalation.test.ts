import { describe, expect, it } from 'vitest'
import type { Team } from '../../domain/ticket.ts'
import { actors, type Somebody, teams } from '../support/people.ts'
import { at, hour, minute } from '../support/time.ts'
import { north, promising } from './support/desk.ts'
import { aTicket, type Story } from './support/story.ts'

const { supervisor, manager, technician } = actors
const nobodys: Team = { id: teams.north }
const withoutSupervisor: Team = { id: teams.north, manager: manager.id }
const withoutManager: Team = { id: teams.north, supervisor: supervisor.id }
const both: Team = { id: teams.north, supervisor: supervisor.id, manager: supervisor.id }

/** A ticket whose answer is due after an hour. */
function told(team: Team = north, assignee?: Somebody): Story {
  const story = aTicket({ desk: promising({ response: 'PT1H', resolution: 'PT10H' }, { team }) })
  return assignee ? story.does(0, 'manager', { do: 'assign', technician: actors[assignee].id }) : story
}

describe('a response that was not given in time hands the ticket to the next above', () => {
  it.each<[string, Team, Somebody | undefined, string | undefined, string]>([
    ['nobody’s: to the supervisor', north, undefined, supervisor.id, 'handed-over'],
    ['a technician’s: to the supervisor', north, 'technician', supervisor.id, 'handed-over'],
    ['an agent’s: to the supervisor', north, 'agent', supervisor.id, 'handed-over'],
    ['the supervisor’s: to the manager', north, 'supervisor', manager.id, 'handed-over'],
    ['the manager’s: it stays theirs', north, 'manager', manager.id, 'already-theirs'],
    ['without a supervisor: to the manager', withoutSupervisor, 'technician', manager.id, 'handed-over'],
    ['the supervisor’s, without a manager: it stays', withoutManager, 'supervisor', supervisor.id, 'already-theirs'],
    ['one person in both offices: it stays theirs', both, 'supervisor', supervisor.id, 'already-theirs'],
    ['without anybody above: it stays', nobodys, 'technician', technician.id, 'nobody-to-hand-to'],
    ['nobody’s, without anybody above: it stays nobody’s', nobodys, undefined, undefined, 'nobody-to-hand-to'],
  ])('%s', (_, team, assignee, to, outcome) => {
    const story = told(team, assignee).wakes(hour)
    expect(story.ticket.assignee).toBe(to)
    expect(story.all('ticket.escalated').map(({ data }) => data.outcome)).toEqual([outcome])
  })

  it('and says so, as caused by the breach', () => {
    const story = told(north, 'technician').wakes(hour)
    const [breach] = story.all('sla.breached')
    const causationId = `ticket.TKT000001.${breach?.seq}`
    expect(story.events.slice(-2)).toMatchObject([
      {
        type: 'ticket.escalated',
        causationId,
        actor: { role: 'system' },
        data: {
          level: 1,
          clock: 'response',
          percent: 100,
          outcome: 'handed-over',
          to: supervisor.id,
          from: technician.id,
        },
      },
      {
        type: 'ticket.assigned',
        causationId,
        data: { assignee: supervisor.id, previousAssignee: technician.id, reason: 'escalated' },
      },
    ])
  })

  it('at the manager’s level where there is no supervisor', () => {
    expect(told(withoutSupervisor).wakes(hour).ticket.escalationLevel).toBe(2)
    expect(told(nobodys).wakes(hour).ticket.escalationLevel).toBe(0)
  })
})

describe('the status of a ticket that is handed over', () => {
  const pause = (status: 'pending_customer' | 'pending_parts') => ({ do: 'pause', status, reason: 'Which?' }) as const

  it.each(['created', 'in_progress'] as const)('is assigned where it was %s', (status) => {
    const story = told()
    if (status === 'in_progress') story.does(0, 'technician', { do: 'start' })
    expect(story.wakes(hour).ticket.status).toBe('assigned')
    expect(story.all('ticket.status-changed').at(-1)?.data).toEqual({
      from: status,
      to: 'assigned',
      reason: 'escalated',
    })
  })

  it('stays assigned where it was, without a further event', () => {
    const story = told(north, 'technician').wakes(hour)
    expect(story.ticket.status).toBe('assigned')
    expect(story.all('ticket.status-changed')).toHaveLength(1)
  })

  it('stays pending: only a person’s reassigning makes it count again', () => {
    const story = told()
      .does(0, 'technician', { do: 'start' })
      .does(0, 'technician', pause('pending_parts'))
      .wakes(hour)
    expect(story.ticket).toMatchObject({ status: 'pending_parts', assignee: supervisor.id, statusReason: 'Which?' })
  })

  it('stays paused where the late command itself paused it', () => {
    const story = told().does(0, 'technician', { do: 'start' }).does(hour, 'technician', pause('pending_customer'))
    expect(story.ticket).toMatchObject({ status: 'pending_customer', assignee: supervisor.id })
    expect(story.explained('response', hour)).toMatchObject({ state: 'breached', paused: true })
  })
})

describe('the default escalation rules', () => {
  const asked = (story: Story, type: 'sla.warned' | 'sla.breached', clock: string) =>
    story.all(type).find(({ data }) => data.clock === clock)?.data.actions
  const notify = (who: string, person?: string) => ({ action: 'notify', who, ...(person && { person }) })

  it('response 80 %: the supervisor is told', () => {
    expect(asked(told().wakes(48 * minute), 'sla.warned', 'response')).toEqual([notify('supervisor', supervisor.id)])
  })

  it('response 100 %: the ticket goes to the supervisor; they, the manager and who had it are told', () => {
    expect(asked(told(north, 'technician').wakes(hour), 'sla.breached', 'response')).toEqual([
      notify('assignee', technician.id),
      notify('supervisor', supervisor.id),
      notify('manager', manager.id),
      { action: 'assign', who: 'supervisor', person: supervisor.id },
    ])
  })

  it('resolution 80 %: the manager is told', () => {
    expect(asked(told().wakes(8 * hour), 'sla.warned', 'resolution')).toEqual([notify('manager', manager.id)])
  })

  it('resolution 100 %: the ticket is marked escalated, supervisor and manager are told', () => {
    const story = told(nobodys).wakes(10 * hour)
    expect(asked(story, 'sla.breached', 'resolution')).toEqual([
      { action: 'mark-escalated' },
      notify('supervisor'),
      notify('manager'),
    ])
    expect(story.ticket.escalationLevel).toBe(1)
    expect(story.all('ticket.escalated').at(-1)?.data).toMatchObject({ clock: 'resolution', outcome: 'marked' })
  })

  it('never lower the level that a ticket was escalated to', () => {
    expect(told(north, 'supervisor').wakes(10 * hour).ticket.escalationLevel).toBe(2)
  })

  it('move no clock', () => {
    const story = told(north, 'technician').wakes(hour)
    expect(story.explained('resolution', hour)).toMatchObject({ state: 'running', dueAt: at(10 * hour) })
  })
})
