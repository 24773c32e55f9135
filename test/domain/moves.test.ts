import { describe, expect, it } from 'vitest'
import { decide, type TicketCommand } from '../../domain/lifecycle.ts'
import { allowedMoves } from '../../domain/moves.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Status } from '../../schemas/ticket.ts'
import { moveTo, type Relation, reachable, relations } from '../support/law.ts'
import { actors, type Somebody, teams } from '../support/people.ts'
import { at, day } from '../support/time.ts'
import { aTicketThatIs, type Story } from './support/story.ts'

const commands = (self: string): TicketCommand[] => [
  { do: 'assign', technician: self },
  { do: 'unassign', reason: 'No time' },
  { do: 'start' },
  { do: 'pause', status: 'pending_customer', reason: 'Which oven?' },
  { do: 'pause', status: 'pending_parts', reason: 'A fuse' },
  { do: 'resume' },
  { do: 'resolve', resolution: 'Switched on' },
  { do: 'close' },
  { do: 'reopen', reason: 'Cold again' },
  { do: 'cancel', reason: 'Twice the same' },
]

const callers: readonly Somebody[] = [
  'customer',
  'partner',
  'technician',
  'agent',
  'supervisor',
  'manager',
  'admin',
  'system',
]

function told(status: Status, who: Somebody, relation: Relation): Story {
  if (relation === 'nobody’s') return aTicketThatIs(status)
  return aTicketThatIs(status, { assignee: relation === 'theirs' ? who : 'teammate' })
}

/** What comes of a command: the status it leads to, or the moves that its refusal names. */
function outcome(story: Story, command: TicketCommand, who: Somebody) {
  const before = structuredClone(story.ticket)
  try {
    const { ticket } = decide(story.ticket, command, actors[who], story.desk, at(1))
    return { to: ticket.status }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    expect(error.kind).toBe('move-not-allowed')
    return { allowed: named(error.details.allowed ?? []) }
  } finally {
    expect(story.ticket, 'a decision changes no ticket but its own').toEqual(before)
  }
}

const named = (moves: readonly { move: string; to: string }[]) =>
  moves.map(({ move, to }) => `${move} ${to}`).toSorted()

const cases = (Object.keys(relations) as Status[]).flatMap((status) =>
  callers.flatMap((who) => relations[status].map((relation) => ({ status, who, relation }))),
)

describe('a ticket makes the moves of its life cycle and no other', () => {
  it.each(cases)('$status, $relation, by $who', ({ status, who, relation }) => {
    const story = told(status, who, relation)
    const targets = reachable(status, who, relation)
    const lawful = named(targets.map((to) => ({ move: moveTo(to, status), to })))
    expect(named(allowedMoves(story.ticket, actors[who], story.desk.settings, at(1)))).toEqual(lawful)
    for (const command of commands(actors[who].id)) {
      const to = targets.find(
        (target) => moveTo(target, status) === command.do && (command.do !== 'pause' || command.status === target),
      )
      expect(outcome(story, command, who), command.do).toEqual(to ? { to } : { allowed: lawful })
    }
  })
})

describe('a technician', () => {
  it('takes a ticket that nobody has, but gives none to a colleague', () => {
    const story = aTicketThatIs('created')
    const { technician, teammate } = actors
    expect(outcome(story, { do: 'assign', technician: technician.id }, 'technician')).toEqual({ to: 'assigned' })
    expect(outcome(story, { do: 'assign', technician: teammate.id }, 'technician')).toHaveProperty('allowed')
    expect(outcome(story, { do: 'assign', team: teams.south }, 'technician')).toHaveProperty('allowed')
  })

  it('takes a ticket into a team of their own, and into no other', () => {
    const take = (team: string) => ({ do: 'assign', technician: actors.technician.id, team }) as const
    expect(outcome(aTicketThatIs('created'), take(teams.north), 'technician')).toEqual({ to: 'assigned' })
    expect(outcome(aTicketThatIs('created'), take(teams.south), 'technician')).toHaveProperty('allowed')
    expect(outcome(aTicketThatIs('created'), take(teams.south), 'agent')).toEqual({ to: 'assigned' })
  })

  it('declines a ticket of theirs, which is nobody’s then', () => {
    const story = aTicketThatIs('in_progress', { assignee: 'technician' })
    story.does(1, 'technician', { do: 'unassign', reason: 'Not my trade' })
    expect(story.ticket).toMatchObject({ status: 'created', statusReason: 'Not my trade' })
    expect(story.ticket).not.toHaveProperty('assignee')
    expect(story.all('ticket.unassigned')[0]).toMatchObject({
      data: { previousAssignee: actors.technician.id, reason: 'declined' },
      detail: { reason: 'Not my trade' },
    })
  })

  it('has the ticket that they start without being given it', () => {
    const story = aTicketThatIs('created').does(1, 'technician', { do: 'start' })
    expect(story.ticket).toMatchObject({ status: 'in_progress', assignee: actors.technician.id })
    expect(story.all('ticket.assigned')[0]?.data).toMatchObject({ reason: 'taken' })
  })
})

describe('handing on', () => {
  it('to a team takes the ticket from its assignee and puts it into that team’s queue', () => {
    const story = aTicketThatIs('in_progress', { assignee: 'technician' })
    story.does(1, 'agent', { do: 'assign', team: teams.south, reason: 'Their machine' })
    expect(story.ticket).toMatchObject({ status: 'created', team: teams.south })
    expect(story.ticket).not.toHaveProperty('assignee')
  })

  it('leaves an assigned ticket with its assignee when another starts it for them', () => {
    const story = aTicketThatIs('assigned', { assignee: 'technician' }).does(1, 'supervisor', { do: 'start' })
    expect(story.ticket.assignee).toBe(actors.technician.id)
  })

  it('counts a pending ticket’s time again', () => {
    const story = aTicketThatIs('pending_customer')
    expect(story.explained('resolution', 1)).toMatchObject({ paused: true })
    story.does(1, 'agent', { do: 'assign', technician: actors.teammate.id })
    expect(story.ticket).toMatchObject({ status: 'assigned', assignee: actors.teammate.id })
    expect(story.explained('resolution', 1)).toMatchObject({ paused: false })
  })
})

describe('what people say with a move', () => {
  it('stands on the ticket until it moves again', () => {
    const story = aTicketThatIs('pending_parts')
    expect(story.ticket.statusReason).toBe('A fuse')
    story.does(1, 'technician', { do: 'resume' })
    expect(story.ticket).not.toHaveProperty('statusReason')
  })

  it('is kept in the history and never published', () => {
    const story = aTicketThatIs('cancelled').all('ticket.status-changed')
    expect(story[0]?.detail).toEqual({ reason: 'Twice the same' })
    expect(JSON.stringify(story.map(({ data }) => data))).not.toContain('Twice')
  })

  it('is the resolution, until the ticket is reopened', () => {
    const story = aTicketThatIs('resolved')
    expect(story.ticket).toMatchObject({ resolution: 'Switched on', resolvedAt: at(0), firstResponseAt: at(0) })
    story.does(1, 'customer', { do: 'reopen', reason: 'Cold again' })
    expect(story.ticket).not.toHaveProperty('resolution')
    expect(story.ticket).not.toHaveProperty('resolvedAt')
    expect(story.ticket).toMatchObject({ statusReason: 'Cold again', firstResponseAt: at(0) })
    story.does(2, 'technician', { do: 'resolve', resolution: 'A new fuse' })
    expect(story.ticket).toMatchObject({ resolution: 'A new fuse', resolvedAt: at(2), firstResponseAt: at(0) })
  })
})

describe('a closed ticket', () => {
  const closed = () => aTicketThatIs('closed', { assignee: 'technician' })

  it.each(['customer', 'technician', 'admin'] as const)('is reopened by the %s up to 14 days after closing', (who) => {
    expect(outcome(closed(), { do: 'reopen', reason: 'Cold again' }, who)).toEqual({ to: 'reopened' })
    const reopened = closed().does(14 * day, who, { do: 'reopen', reason: 'Cold again' })
    expect(reopened.ticket).toMatchObject({ status: 'reopened', assignee: actors.technician.id })
    expect(reopened.ticket).not.toHaveProperty('closedAt')
  })

  it('cannot be reopened a millisecond later, by anybody', () => {
    for (const who of callers) {
      expect(() => closed().does(14 * day + 1, who, { do: 'reopen', reason: 'Cold again' })).toThrow(Refusal)
      expect(allowedMoves(closed().ticket, actors[who], closed().desk.settings, at(14 * day + 1))).toEqual([])
    }
  })
})

describe('a refusal', () => {
  it('says who may not do what from where', () => {
    const refused = () =>
      aTicketThatIs('created').does(1, 'customer', { do: 'pause', status: 'pending_parts', reason: '' })
    expect(refused).toThrow('A customer may not pause to pending_parts a ticket that is created.')
  })
})
