import { describe, expect, it } from 'vitest'
import { moves } from '../../domain/moves.ts'
import { type Status, statuses } from '../../schemas/ticket.ts'
import { moveTo, type Relation, reachable, relations } from '../support/law.ts'
import { type Caller, people } from '../support/people.ts'
import { aDesk } from './support/desk.ts'
import { type Answer, aTicket, call, kindOf, type OperationName, operationCalled } from './support/gateway.ts'

aDesk()

type Step = [name: OperationName, body: object]
const start: Step = ['startTicket', {}]
const resolve: Step = ['resolveTicket', { resolution: 'On' }]

/** The way to each status from an opened ticket, by the manager's hand. */
const ways: Record<Status, readonly Step[]> = {
  created: [],
  assigned: [],
  in_progress: [start],
  pending_customer: [start, ['pauseTicket', { status: 'pending_customer', reason: 'Which?' }]],
  pending_parts: [start, ['pauseTicket', { status: 'pending_parts', reason: 'A fuse' }]],
  resolved: [resolve],
  closed: [resolve, ['closeTicket', {}]],
  reopened: [resolve, ['reopenTicket', { reason: 'Again' }]],
  cancelled: [['cancelTicket', { reason: 'Twice' }]],
}

async function aTicketThatIs(status: Status, who: Caller, relation: Relation): Promise<string> {
  const id = await aTicket({}, 'customer')
  if (relation !== 'nobody’s') {
    const technician = people[relation === 'theirs' ? who : 'teammate'].id
    expect((await call('assignTicket', { id, as: 'manager', body: { technician } })).status).toBe(200)
  }
  for (const [name, body] of ways[status]) {
    expect((await call(name, { id, as: 'manager', body })).status).toBe(200)
  }
  return id
}

/** Every move as a request; a technician gives a ticket to themselves, others to a teammate. */
const requests = (who: Caller): readonly (Step & { to?: string })[] => [
  ['assignTicket', { technician: who === 'technician' ? people.technician.id : people.teammate.id }],
  ['unassignTicket', { reason: 'No time' }],
  start,
  ['pauseTicket', { status: 'pending_customer', reason: 'Which?' }],
  ['pauseTicket', { status: 'pending_parts', reason: 'A fuse' }],
  ['resumeTicket', {}],
  resolve,
  ['closeTicket', {}],
  ['reopenTicket', { reason: 'Again' }],
  ['cancelTicket', { reason: 'Twice' }],
]
const named = (name: OperationName) => name.replace('Ticket', '')

const callers = ['customer', 'partner', 'technician', 'agent', 'supervisor', 'manager', 'admin'] as const
/** Only people who work here have tickets. */
const worksHere = (who: Caller) => !['customer', 'partner'].includes(people[who].role)
const cases = (Object.keys(relations) as Status[]).flatMap((status) =>
  callers.flatMap((who) =>
    relations[status]
      .filter((relation) => relation !== 'theirs' || worksHere(who))
      .map((relation) => ({ status, who, relation })),
  ),
)

/** What came of a request, in the words of the law. */
function outcome(answer: Answer): string {
  if (answer.status === 200) return answer.body.status
  if (kindOf(answer) === 'forbidden') return 'forbidden'
  expect(kindOf(answer)).toBe('move-not-allowed')
  return 'refused'
}

describe('over HTTP a ticket makes the moves of its life cycle and no other', () => {
  it.each(cases)('$status, $relation, by $who', async ({ status, who, relation }) => {
    const targets = reachable(status, who, relation)
    const lawful = targets.map((to) => `${moveTo(to, status)} ${to}`).toSorted()
    let id: string | undefined
    for (const [name, body] of requests(who)) {
      // A refused move leaves the ticket where it is.
      id ??= await aTicketThatIs(status, who, relation)
      const answer = await call(name, { id, as: who, body })
      const to = targets.find(
        (target) =>
          moveTo(target, status) === named(name) && (!('status' in body) || !body.status || body.status === target),
      )
      const { roles } = operationCalled(name)
      const otherwise = roles !== 'public' && roles.includes(people[who].role) ? 'refused' : 'forbidden'
      expect(outcome(answer), name).toBe(to ?? otherwise)
      if (to) id = undefined
      if (otherwise === 'forbidden' || to) continue
      const allowed = answer.body.allowed.map(({ move, to }: { move: string; to: string }) => `${move} ${to}`)
      expect(allowed.toSorted(), name).toEqual(lawful)
    }
  })
})

it('every status has a way to it and its rows, and every move its operation', () => {
  expect(Object.keys(relations).toSorted()).toEqual([...statuses].toSorted())
  for (const { move } of moves)
    expect(operationCalled(`${move}Ticket` as OperationName).path).toBe(`/tickets/{id}/${move}`)
})
