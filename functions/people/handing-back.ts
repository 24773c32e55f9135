import { handBack } from '../../domain/handing-back.ts'
import { decide } from '../../domain/lifecycle.ts'
import { fromMs } from '../../domain/time.ts'
import { system } from '../../schemas/actor.ts'
import { untilWon } from '../platform/retry.ts'
import { commitChange } from '../platform/table/commit.ts'
import { deskOf } from '../platform/table/desk.ts'
import { openTicketsOf } from '../platform/table/open-tickets.ts'
import { loadTicket } from '../platform/table/tickets.ts'
import { count } from '../platform/telemetry.ts'

/** So many in one run, a few requests each: well within its time. */
const most = 100

/** Hands back what somebody has, ticket by ticket: a run that ends on the way is gone on with by the next. */
export async function handBackAll(person: string, correlationId: string): Promise<'done' | 'more-left'> {
  const numbers = await openTicketsOf(person)
  for (const number of numbers.slice(0, most)) await handBackOne(number, person, correlationId)
  return numbers.length > most ? 'more-left' : 'done'
}

/** Hands one back, if it is theirs still and open: the index may not know yet. */
async function handBackOne(number: string, person: string, correlationId: string): Promise<void> {
  const done = await untilWon(async () => {
    const { loaded } = await loadTicket(number)
    if (!loaded || loaded.ticket.assignee !== person) return 'not-theirs'
    const desk = await deskOf(loaded.ticket)
    const decision = decide(loaded.ticket, handBack(person), system, desk, fromMs(Date.now()))
    if (decision.events.length === 0) return 'ended'
    const { is } = await commitChange(loaded, { decision, correlationId })
    return is === 'committed' ? 'handed-back' : undefined
  })
  if (done === 'handed-back') count('TicketsHandedBack')
}
