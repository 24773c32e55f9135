import { describe, expect, it } from 'vitest'
import { explained } from '../../domain/assignment-explained.ts'
import type { RoutingOutcome } from '../../schemas/routing.ts'
import { people, teams } from '../support/people.ts'
import { at } from '../support/time.ts'
import { aTicketThatIs } from './support/story.ts'

const now = at(1000)
const names = { [people.technician.id]: 'Ada', [people.agent.id]: 'Grace', [teams.north]: 'North' }
const nobody: RoutingOutcome = {
  outcome: 'nobody',
  says: ['No rule holds; of the 2 1 does not match, 1 is off.'],
  steps: [],
  candidates: [],
}
const says = (ticket: Parameters<typeof explained>[0], known: object) =>
  explained(ticket, now, { names, handed: [], ...known }).says

describe('why a ticket is with nobody', () => {
  it('says what the rules say at this moment, and when they are asked again', () => {
    const { ticket } = aTicketThatIs('created')
    expect(says(ticket, { live: nobody })).toEqual([
      `Nobody has it: the rules look for somebody since ${at(0)}.`,
      'No rule holds; of the 2 1 does not match, 1 is off.',
      'It is tried again as soon as rules, people or settings change.',
    ])
    expect(says(ticket, { live: { ...nobody, again: at(60_000) }, waiting: { triedAt: at(500) } })).toEqual([
      `Nobody has it: the rules look for somebody since ${at(0)}, and were last asked at ${at(500)}.`,
      'No rule holds; of the 2 1 does not match, 1 is off.',
      `It is tried again as soon as somebody is free, and within a minute of ${at(60_000)} at the latest.`,
    ])
    expect(says(ticket, { live: { ...nobody, outcome: 'assigned', says: ['Ada gets it.'] } }).at(-1)).toBe(
      'It is about to be placed so.',
    )
  })

  it('says that it has ended', () => {
    expect(says(aTicketThatIs('cancelled').ticket, {})).toEqual(['It is cancelled: nobody is looked for.'])
  })

  it('says who has put it into a queue', () => {
    const story = aTicketThatIs('assigned').does(5, 'supervisor', { do: 'unassign', reason: 'For the meeting' })
    const handed = [
      {
        type: 'ticket.unassigned' as const,
        seq: 9,
        occurredAt: at(5),
        actor: { id: people.agent.id, role: 'agent' as const },
        data: { reason: 'by-hand' },
        detail: { reason: 'For the meeting' },
      },
    ]
    const told = says({ ...story.ticket, team: teams.north }, { handed, live: nobody })
    expect(told).toEqual([
      `Nobody has it: it waits in the queue of North since ${at(5)} for somebody to take it, and the rules are not asked.`,
      'Grace took it from whoever had it.',
      'They gave as reason: For the meeting.',
      'The rules would say: No rule holds; of the 2 1 does not match, 1 is off.',
    ])
  })
})

describe('why a ticket is with somebody', () => {
  const handed = (data: object, more: object = {}) => [
    {
      type: 'ticket.assigned' as const,
      seq: 4,
      occurredAt: at(0),
      actor: { id: people.agent.id, role: 'agent' as const },
      data,
      ...more,
    },
  ]
  const { ticket } = aTicketThatIs('assigned')

  it.each([
    [{ reason: 'by-hand' }, `Ada has it since ${at(0)}: Grace gave it to them.`],
    [{ reason: 'taken' }, `Ada has it since ${at(0)}: they took it themselves.`],
    [{ reason: 'escalated' }, `Ada has it since ${at(0)}: it was escalated to them.`],
    [{ reason: 'rule' }, `Ada has it since ${at(0)}: the rules gave it to them; Grace had asked them.`],
  ])('says how it came to them: %j', (data, sentence) => {
    expect(says(ticket, { handed: handed(data) })).toEqual([sentence])
  })

  it('says what was forced, and what the rules said then', () => {
    expect(says(ticket, { handed: handed({ reason: 'by-hand', forced: ['off', 'no-capacity'] }) })[1]).toBe(
      'It was forced, against: off, no-capacity.',
    )
    const routed = { ...nobody, outcome: 'assigned' as const, says: ['Rule "Network" holds: it was their turn.'] }
    const told = explained(ticket, now, { names, handed: handed({ reason: 'rule' }), routed })
    expect(told).toMatchObject({ state: 'assigned', outcome: routed, says: [expect.any(String), routed.says[0]] })
  })
})
