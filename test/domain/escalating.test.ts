import { describe, expect, it } from 'vitest'
import { escalate } from '../../domain/escalating.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Team } from '../../domain/ticket.ts'
import type { GivenEscalation } from '../../schemas/escalation.ts'
import { type Status, statuses } from '../../schemas/ticket.ts'
import { people, type Somebody, teams } from '../support/people.ts'
import { at, minute } from '../support/time.ts'
import { aDesk, north } from './support/desk.ts'
import { aTicketThatIs, type Story } from './support/story.ts'

const { technician, teammate, supervisor, manager } = people
const south: Team = { id: teams.south, supervisor: people.otherTechnician.id }
const desk = { ...aDesk(), teams: { [teams.north]: north, [teams.south]: south } }
const lonely = (team: Partial<Team>) => ({ ...desk, teams: { [teams.north]: { id: teams.north, ...team } } })
const open: readonly Status[] = ['created', 'assigned', 'in_progress', 'pending_customer', 'pending_parts', 'reopened']

const to = (goal?: GivenEscalation['to']) => escalate({ reason: 'Too hard', ...(goal && { to: goal }) })
const escalated = (story: Story, goal?: GivenEscalation['to'], who: Somebody = 'agent') =>
  story.decided(minute, who, to(goal))

const refused = (story: Story, goal?: GivenEscalation['to'], who: Somebody = 'agent'): string => {
  try {
    escalated(story, goal, who)
  } catch (refusal) {
    if (refusal instanceof Refusal && refusal.kind === 'conflict') return refusal.message
    throw refusal
  }
  throw new Error('It was not refused')
}

describe('escalating by hand', () => {
  it('to nobody in particular goes up the ladder: supervisor, then manager, then no further', () => {
    const story = aTicketThatIs('in_progress', { desk, assignee: 'technician' })
    expect(escalated(story).ticket).toMatchObject({ assignee: supervisor.id, escalationLevel: 1, status: 'assigned' })
    expect(escalated(story).ticket).toMatchObject({ assignee: manager.id, escalationLevel: 2 })
    expect(refused(story)).toContain('with the highest of its team already')
  })

  it('passes over a level at which there is nobody', () => {
    const story = aTicketThatIs('assigned', { desk: lonely({ manager: manager.id }) })
    expect(escalated(story).ticket).toMatchObject({ assignee: manager.id, escalationLevel: 2 })
  })

  it.each([
    [1, supervisor.id],
    [2, manager.id],
  ])('to level %d goes to whom the team has there', (level, person) => {
    const story = aTicketThatIs('assigned', { desk })
    expect(escalated(story, { level }).ticket).toMatchObject({ assignee: person, escalationLevel: level })
  })

  it('says why and to whom: the words stay in the history, and what follows names it as its cause', () => {
    const story = aTicketThatIs('in_progress', { desk, assignee: 'technician' })
    const rule = escalate({ reason: 'They cancel', notes: 'Call today', to: { person: teammate.id } })
    const { events, ticket } = story.decided(minute, 'agent', rule)
    const cause = `ticket.TKT000001.${events[0]?.seq}`
    expect(events).toMatchObject([
      {
        type: 'ticket.escalated',
        actor: { id: people.agent.id, role: 'agent' },
        data: { level: 1, outcome: 'handed-over', to: teammate.id, from: technician.id },
        detail: { reason: 'They cancel', notes: 'Call today' },
      },
      {
        type: 'ticket.assigned',
        causationId: cause,
        data: { assignee: teammate.id, previousAssignee: technician.id, reason: 'escalated' },
      },
      { type: 'ticket.status-changed', causationId: cause, data: { from: 'in_progress', to: 'assigned' } },
    ])
    expect(events[0]?.data).not.toHaveProperty('clock')
    expect(JSON.stringify(events.map(({ data }) => data))).not.toMatch(/cancel|Call/)
    expect(ticket.assignments?.at(-1)).toMatchObject({ assignee: technician.id, until: at(minute) })
  })

  it('to a team puts it into their queue', () => {
    const story = aTicketThatIs('pending_customer', { desk, assignee: 'technician' })
    const { ticket, events } = escalated(story, { team: teams.south })
    expect(ticket).toMatchObject({ team: teams.south, status: 'created', escalationLevel: 1 })
    expect(ticket).not.toHaveProperty('assignee')
    expect(events[0]?.data).toEqual({ level: 1, outcome: 'handed-over', team: teams.south, from: technician.id })
  })

  it('counts up, however often and to whomever', () => {
    const story = aTicketThatIs('assigned', { desk })
    for (const person of [teammate.id, technician.id, teammate.id]) escalated(story, { person })
    expect(story.ticket.escalationLevel).toBe(3)
  })

  it.each(['response', 'resolution'] as const)('moves no clock: %s is due when it was', (kind) => {
    const story = aTicketThatIs('assigned', { desk })
    const before = structuredClone(story.clock(kind))
    escalated(story)
    expect(story.clock(kind)).toEqual(before)
  })

  it('lets a ticket that waited for the customer count again', () => {
    const story = aTicketThatIs('pending_customer', { desk, assignee: 'technician' })
    expect(escalated(story).events.map(({ type }) => type)).toContain('sla.resumed')
  })

  it.each(statuses.filter((status) => !open.includes(status)))('is refused for a ticket that is %s', (status) => {
    expect(refused(aTicketThatIs(status, { desk }))).toContain(`A ticket that is ${status} is not escalated`)
  })

  it.each<[string, Story, GivenEscalation['to'], string]>([
    ['whoever has it already', aTicketThatIs('assigned', { desk }), { person: technician.id }, 'They have it already'],
    ['the team that has it', aTicketThatIs('assigned', { desk }), { team: teams.north }, 'with this team already'],
    [
      'a level that nobody is at',
      aTicketThatIs('assigned', { desk: lonely({ supervisor: supervisor.id }) }),
      { level: 2 },
      'has no manager',
    ],
    ['nobody at all', aTicketThatIs('assigned', { desk: lonely({}) }), undefined, 'no supervisor and no manager'],
    [
      'a team without a supervisor',
      aTicketThatIs('assigned', { desk: { ...desk, teams: { ...desk.teams, [teams.south]: { id: teams.south } } } }),
      { team: teams.south },
      'This team has no supervisor',
    ],
  ])('to %s is refused', (_, story, goal, why) => {
    const before = structuredClone(story.ticket)
    expect(refused(story, goal)).toContain(why)
    expect(story.ticket).toEqual(before)
  })

  it('is for a technician where the ticket is theirs or their team’s', () => {
    expect(escalated(aTicketThatIs('assigned', { desk }), undefined, 'teammate').ticket.assignee).toBe(supervisor.id)
    const theirs = aTicketThatIs('assigned', { desk, assignee: 'otherTechnician' })
    expect(escalated(theirs, undefined, 'otherTechnician').ticket.assignee).toBe(supervisor.id)
    const nobodys = aTicketThatIs('created', { desk })
    delete nobodys.ticket.team
    expect(refused(nobodys, { person: supervisor.id }, 'technician')).toContain('take it first')
  })
})
