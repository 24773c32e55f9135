import { decide } from '../../domain/lifecycle.ts'
import type { Rule } from '../../domain/rule.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { mostVisits } from '../../domain/visit-rules.ts'
import { system } from '../../schemas/actor.ts'
import type { Instant } from '../../schemas/time.ts'
import type { Visit } from '../../schemas/visit.ts'
import { untilWon } from '../platform/retry.ts'
import { commitChange } from '../platform/table/commit.ts'
import { deskOf } from '../platform/table/desk.ts'
import { loadTicket } from '../platform/table/tickets.ts'
import type { Write } from '../platform/table/transaction.ts'
import { visitsOfTicket } from '../platform/table/visits.ts'

interface Seen {
  ticket: Ticket
  visits: readonly Visit[]
  now: Instant
}

/** What is to be done with one visit; undefined: nothing more. */
type Tend = (seen: Seen) => Promise<{ rule: Rule; writes: Write[] } | undefined>

/**
 * Does with the visits of a ticket what is to be done by itself, one after the other, each in a transaction with the ticket as
 * it is; gives how many. A duplicate finds nothing more to do. Throws where others are faster five times.
 */
export async function tendVisits(number: string, correlationId: string, tend: Tend): Promise<number> {
  for (let done = 0; done < mostVisits; done += 1) {
    const more = await untilWon(async () => {
      const { loaded } = await loadTicket(number)
      if (!loaded || loaded.ticket.archivedAt) return 'nothing'
      const now = new Date().toISOString()
      const { ticket } = loaded
      const asked = await tend({ ticket, visits: await visitsOfTicket(number), now })
      if (!asked) return 'nothing'
      const decision = decide(ticket, asked.rule, system, await deskOf(ticket), now)
      const committed = await commitChange(loaded, { decision, correlationId, writes: asked.writes })
      return committed.is === 'committed' ? 'done' : undefined
    })
    if (more === 'nothing') return done
  }
  return mostVisits
}
