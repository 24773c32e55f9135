import { decide } from '../../domain/lifecycle.ts'
import { notFound } from '../../domain/refusal.ts'
import { selectionFor } from '../../domain/selection.ts'
import type { Decision } from '../../domain/ticket.ts'
import { maySee } from '../../domain/visibility.ts'
import { type Bulk, mostMatched } from '../../schemas/bulk.ts'
import type { Became, Doing, Work } from '../platform/jobs.ts'
import type { KeptJob } from '../platform/table/jobs.ts'
import { listTickets } from '../platform/table/lists.ts'
import { deskFor } from '../platform/table/people.ts'
import { loadTicket } from '../platform/table/tickets.ts'
import { change } from '../platform/tickets/command.ts'
import { ruleOf, teamsOf } from '../platform/tickets/actions.ts'

/** How much is gathered in one piece of work: a filter may match few among many. */
const mostPages = 10
const mostAtOnce = 500

type Asked = Omit<Bulk, 'tickets'>
const askedOf = ({ request }: KeptJob) => request as Asked

/** Many tickets, each by its own rules, as who asked for it. */
export const bulkTickets: Doing<string> = {
  most: mostMatched,

  async gather(job, after) {
    const selection = selectionFor(askedOf(job).filter ?? {}, job.actor)
    const entries: string[] = []
    let next = after
    for (let pages = 0; selection && pages < mostPages && entries.length < mostAtOnce; pages += 1) {
      const page = await listTickets(selection, { by: 'created', order: 'desc' }, 100, next)
      entries.push(...page.items.map(({ number }) => number))
      next = page.next
      if (!next) break
    }
    return { entries, next: selection && next }
  },

  act: (work) => (work.job.dryRun ? wouldBecome(work) : becomes(work)),
}

const asking = ({ actor, correlationId }: KeptJob) => ({
  actor,
  now: new Date().toISOString(),
  requestId: correlationId,
  once: undefined,
  ifMatch: undefined,
})

const became = (number: string, { events, ticket }: Decision): Became =>
  events.length === 0
    ? { subject: number, outcome: 'unchanged' }
    : { subject: number, outcome: 'changed', version: ticket.version }

async function becomes({ job, entry: number, keep }: Work<string>): Promise<Became | undefined> {
  const { actions } = askedOf(job)
  const command = ruleOf(actions)
  let last: Became | undefined
  await change(
    asking(job),
    number,
    () => ({
      command,
      teams: teamsOf(actions),
      // What changes nothing is not written: that it does not is kept afterwards.
      writes: (decision) => (decision.events.length > 0 ? [keep(became(number, decision))] : []),
    }),
    (decision) => {
      last = decision.events.length > 0 ? undefined : became(number, decision)
      return { status: 200, headers: {}, body: '' }
    },
  )
  return last
}

/** The same without effect: what it would be now. */
async function wouldBecome({ job, entry: number }: Work<string>): Promise<Became> {
  const { actions } = askedOf(job)
  const { actor, now } = asking(job)
  const { loaded } = await loadTicket(number)
  if (!loaded || !maySee(actor, loaded.ticket)) throw notFound()
  const desk = await deskFor([loaded.ticket.team, ...teamsOf(actions)])
  const { version: _, ...would } = became(number, decide(loaded.ticket, ruleOf(actions), actor, desk, now))
  return would
}
