import { businessTime } from '../../domain/business-time.ts'
import { versionKey } from '../../domain/desk.ts'
import type { Hours } from '../../domain/hours.ts'
import { concerns, reapplying } from '../../domain/reapplying.ts'
import { openStatuses } from '../../domain/selection.ts'
import type { Desk, Ticket } from '../../domain/ticket.ts'
import type { Calendar } from '../../schemas/calendar.ts'
import type { Doing } from '../platform/jobs.ts'
import { findCalendar, hoursOfVersion } from '../platform/table/calendars.ts'
import { deskFor } from '../platform/table/desk.ts'
import type { KeptJob } from '../platform/table/jobs.ts'
import { listTickets } from '../platform/table/lists.ts'
import { findCustomer } from '../platform/table/people.ts'
import { loadHeads } from '../platform/table/tickets.ts'
import { doOnce } from './bulk.ts'
import type { Asked } from './reapplying.ts'

/** How much is gathered in one piece of work. */
const mostPages = 10
const mostAtOnce = 500

const askedOf = ({ request }: KeptJob) => request as Asked

/** Chooses the policy anew for the tickets under way that a policy or a calendar concerns. */
export const reapplySla: Doing<string> = {
  most: 1_000_000,

  async gather(job, after) {
    const desk = await asAsked(job, await deskFor(revisionsOf(askedOf(job))))
    const entries: string[] = []
    let next = after
    for (let pages = 0; pages < mostPages && entries.length < mostAtOnce; pages += 1) {
      // By opening, which no command changes: so that none is passed over while it is changed.
      const page = await listTickets({ status: openStatuses }, { by: 'created', order: 'desc' }, 100, next)
      const tickets = await loadHeads(page.items.map(({ number }) => number))
      const judged = [...tickets.values()].map(async (ticket) => {
        const customer =
          ticket.customer === undefined
            ? undefined
            : await findCustomer(ticket.customer, askedOf(job).customersRevision)
        const { policies } = desk
        return concerns(askedOf(job), ticket, { policies, ...(customer && { customer }) }) ? [ticket.number] : []
      })
      entries.push(...(await Promise.all(judged)).flat())
      next = page.next
      if (!next) break
    }
    return { entries, next }
  },

  act(work) {
    const { job } = work
    let done: ReturnType<typeof reapplying>
    let desk: Desk
    return doOnce(
      work,
      async ({ ticket }) => {
        done = reapplying(askedOf(job))
        desk = await asAsked(job, await deskFor(aboutOf(job, ticket)))
        return { command: done.rule, desk }
      },
      (decision) => {
        const sla = done.told(decision, desk)
        return sla ? { sla } : { outcome: 'unchanged' }
      },
    )
  },
}

const revisionsOf = ({ policiesRevision, calendarsRevision, customersRevision }: Asked) => ({
  policiesRevision,
  calendarsRevision,
  customersRevision,
})

const aboutOf = (job: KeptJob, ticket: Ticket) => {
  const { brand, team, customer } = ticket
  return { brand, teams: [team], customer, ticket, ...revisionsOf(askedOf(job)) }
}

/** The desk as it would be with the edit that is tried: its version is the next one. */
async function asAsked(job: KeptJob, desk: Desk): Promise<Desk> {
  const { policy, calendar, edit } = askedOf(job)
  const chosen = edit?.policy?.calendar
  const withCalendar = chosen && chosen !== 'always' ? await withHours(desk, chosen) : desk
  const policies = withCalendar.policies.map((one) =>
    edit?.policy && one.id === policy ? { ...one, ...edit.policy, version: one.version + 1 } : one,
  )
  if (!edit?.calendar || !calendar) return { ...withCalendar, policies }
  const version = (desk.calendars?.[calendar] ?? 0) + 1
  return { ...withVersion(withCalendar, calendar, version, hoursOf(job, edit.calendar)), policies }
}

/** A policy that is tried may go by a calendar by which none goes yet. */
async function withHours(desk: Desk, id: string): Promise<Desk> {
  const found = desk.calendars?.[id] ? undefined : await findCalendar(id)
  return found ? withVersion(desk, id, found.version, await hoursOfVersion(found)) : desk
}

const withVersion = (desk: Desk, id: string, version: number, hours: Hours): Desk => ({
  ...desk,
  calendars: { ...desk.calendars, [id]: version },
  versions: {
    policies: desk.versions?.policies ?? {},
    hours: { ...desk.versions?.hours, [versionKey({ id, version })]: hours },
  },
})

/** The hours of a calendar that is only tried, made ready once for each piece of work. */
const ready = new WeakMap<KeptJob, Hours>()

function hoursOf(job: KeptJob, calendar: Calendar): Hours {
  const hours = ready.get(job) ?? businessTime(calendar)
  ready.set(job, hours)
  return hours
}
