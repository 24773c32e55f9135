import { setTimeout as wait } from 'node:timers/promises'
import { dateIn } from '../../../domain/number.ts'
import type { HistoryEntry } from '../../../schemas/history.ts'
import { listSites } from '../../../schemas/operations/belongings.ts'
import { getTechnicianDay } from '../../../schemas/operations/days.ts'
import type { Operation } from '../../../schemas/operations/operation.ts'
import { acceptTicket, declineTicket, explainAssignment } from '../../../schemas/operations/routing.ts'
import { createTicket, getTicket, getTicketHistory } from '../../../schemas/operations/tickets.ts'
import { bookVisit, listSlots } from '../../../schemas/operations/visits.ts'
import { customerIds, type Player } from './cast.ts'
import type { Claim } from './claims.ts'
import type { Stage } from './performance.ts'
import { moveOperations } from './story.ts'

/** Somebody whom the rules gave the ticket. */
interface Given {
  person: string
  rule?: string
  /** So long after it wanted somebody. */
  afterMs: number
}

/** What came of a ticket that the rules gave to somebody, who declined it, and then to another, who goes there. */
export interface RightPerson {
  number: string
  given: Given[]
  /** Why the desk says that it is with the second of them. */
  why: string[]
  visit?: { id: string; technician?: string; from: string }
  /** The second one's day of that visit: its visits in their order, and the same in sentences. */
  day: { visits: { visit: string; from: string }[]; text: string }
}

const patienceMs = 15_000
/** The issue's own figure for a desk that is not under load; here a laptop does everything else, too. */
const latestMs = 10_000

/** A ticket finds its person by a rule, is declined, goes to the next, and a visit is booked for it. */
export async function playRightPerson({ call, read, cast, feed, stop, run }: Stage): Promise<RightPerson> {
  let step = 0
  const key = () => `demo-${run}-person-${++step}`
  const at = (id: string) => ({ params: { id }, key: key() })
  /** Whoever has it other than somebody; undefined where that takes too long. */
  const holder = async (id: string, not?: string): Promise<string | undefined> => {
    for (const end = Date.now() + patienceMs; Date.now() < end; ) {
      const { assignee } = (await call('agent', getTicket, { params: { id } })).answer
      if (assignee && assignee !== not) return assignee
      await wait(100, undefined, { signal: stop })
    }
    return undefined
  }
  const by = (person: string) => cast.nameOf(person) as Player

  const customer = customerIds.customer
  const { items: sites } = (await call('agent', listSites, { params: { id: customer } })).answer
  const site = sites[0] && { site: sites[0].id }
  const body = {
    title: 'No handheld in the hall finds the network',
    priority: 'urgent',
    category: 'network',
    customer,
    ...site,
  }
  const { number } = (await call('agent', createTicket, { body, key: key() })).answer
  feed.touch(number)

  const first = await holder(number)
  feed.touch(number)
  if (first) await call(by(first), declineTicket, { ...at(number), body: { reason: 'I am up a mast until tonight' } })
  const second = first && (await holder(number, first))
  feed.touch(number)
  const why = (await call('agent', explainAssignment, { params: { id: number } })).answer.says
  let visit: RightPerson['visit']
  let day: RightPerson['day'] = { visits: [], text: '' }
  if (second) {
    await call(by(second), acceptTicket, at(number))
    // Whoever has it is asked first, and a day is enough to get there from anywhere.
    const from = new Date(Date.now() + 86_400_000).toISOString()
    const { items: slots } = (await call('customer', listSlots, { query: { ticket: number, from } })).answer
    if (slots[0]) {
      const { id } = (await call('customer', bookVisit, { body: { ticket: number, from: slots[0].from }, key: key() }))
        .answer
      feed.touch(number)
      visit = { id, from: slots[0].from }
      day = await dayOf(second, slots[0].from)
    }
  }
  const { items: history } = (await call('agent', getTicketHistory, { params: { id: number } })).answer
  // Their hands are free for the next demonstration, and so is the time of the visit.
  const solve: Operation = moveOperations.resolve
  await call('agent', solve, { ...at(number), body: { resolution: 'The access point was restarted from afar.' } })
  feed.touch(number)
  return { number, given: givenIn(history), why, ...(visit && { visit }), day }

  async function dayOf(id: string, from: string) {
    const today = (await call('agent', getTechnicianDay, { params: { id } })).answer
    const query = { date: dateIn(today.timeZone, from) }
    const { visits } = (await call('agent', getTechnicianDay, { params: { id }, query })).answer
    const text = await read('agent', getTechnicianDay, { params: { id }, query: { ...query, format: 'text' } })
    return { visits: visits.map(({ visit, from }) => ({ visit, from })), text }
  }
}

/** Each time a rule gave it to somebody, and how long after it was to be given. */
function givenIn(history: readonly HistoryEntry[]): Given[] {
  const ofRules = history.filter(({ type, data }) => type === 'ticket.assigned' && data.reason === 'rule')
  return ofRules.map(({ data, seq, occurredAt }) => {
    const since = history.findLast((it) => it.seq < seq && ['ticket.created', 'ticket.unassigned'].includes(it.type))
    return {
      person: String(data.assignee),
      ...(data.rule !== undefined && { rule: String(data.rule) }),
      afterMs: Date.parse(occurredAt) - Date.parse(String(since?.occurredAt)),
    }
  })
}

/** What this chapter shows, and everything that speaks against it. */
export const rightPersonClaims = ({ number, given, why, visit, day }: RightPerson): Claim[] => {
  const [first, second] = given
  const late = given.filter(({ afterMs }) => afterMs > latestMs)
  return [
    {
      says: `${number} found somebody by a rule, and somebody else once they had declined it`,
      wrong:
        first?.rule && second?.rule && given.length === 2 && first.person !== second.person
          ? []
          : [
              `it was given ${given.length} times: ${given.map(({ person }) => person).join(', ') || 'to nobody'}`,
              ...why,
            ],
    },
    {
      says: `Each time within seconds: ${given.map(({ afterMs }) => `${afterMs} ms`).join(', ')}`,
      wrong: late.map(({ afterMs }) => `${afterMs} ms`),
    },
    {
      says: 'The customer booked a visit, and it stands in the day of whoever has the ticket',
      wrong:
        visit &&
        day.visits.some((one) => one.visit === visit.id && one.from === visit.from) &&
        day.text.includes(number)
          ? []
          : [
              `${visit?.id ?? 'no visit'} at ${visit?.from}; their day has ${day.visits.map((one) => one.visit).join(', ') || 'none'}`,
            ],
    },
  ]
}
