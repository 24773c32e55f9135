import { dateIn } from '../../domain/number.ts'
import { invalid, Refusal } from '../../domain/refusal.ts'
import {
  dateAfter,
  daysFrom,
  figuresOf,
  nowOf,
  scopeOf,
  totalOf,
  trendsOf,
  wholeDesk,
} from '../../domain/statistics.ts'
import { fromOutside } from '../../domain/visibility.ts'
import type { Actor } from '../../schemas/actor.ts'
import * as operations from '../../schemas/operations/statistics.ts'
import { mostDays } from '../../schemas/statistics.ts'
import { edge } from '../platform/http/edge.ts'
import { deskSettings } from '../platform/table/settings.ts'
import { readStatistics } from '../platform/table/statistics.ts'

interface Whose {
  team?: string | undefined
  customer?: string | undefined
}

export const handler = edge(operations, {
  async getTicketStatistics({ actor, now, query, answer }) {
    const whose = mayHave(query, actor)
    const { timeZone } = await deskSettings()
    const { from, to, days } = periodOf(query, dateIn(timeZone, now))
    const before = dateAfter(from, -days)
    const counters = await readStatistics(scopeFor(whose), before, to)
    const dates = (first: string) => Array.from({ length: days }, (_, at) => dateAfter(first, at))
    const of = (day: string) => counters.days.get(day) ?? {}
    const [total, totalBefore] = [totalOf(dates(from).map(of)), totalOf(dates(before).map(of))]
    return answer({
      at: now,
      timeZone,
      from,
      to,
      ...(whose.team && { team: whose.team }),
      ...(whose.customer && { customer: whose.customer }),
      now: nowOf(counters.now),
      period: figuresOf(total),
      previous: figuresOf(totalBefore),
      trends: trendsOf(totalBefore, total),
      days: dates(from).map((day) => {
        const { created = 0, resolved = 0, closed = 0 } = of(day)
        return { day, created, resolved, closed }
      }),
    })
  },
})

/** Whose figures a caller gets. From outside only their own company's, and only who may see all of its tickets. */
function mayHave({ team, customer }: Whose, actor: Actor): Whose {
  if (team && customer) throw invalid('customer', 'may not come with team', 'a team or a customer')
  if (!fromOutside(actor)) return { team, customer }
  if (!actor.customer || !actor.wholeCustomer) {
    throw new Refusal('forbidden', "Figures are for those who may see all of their company's tickets.")
  }
  if (team) throw invalid('team', 'may only be asked for by staff', 'nothing')
  if (customer && customer !== actor.customer) throw invalid('customer', 'is not known', 'your own, or nothing')
  return { customer: actor.customer }
}

const scopeFor = ({ team, customer }: Whose): string =>
  team ? scopeOf.team(team) : customer ? scopeOf.customer(customer) : wholeDesk

function periodOf({ from, to }: { from?: string | undefined; to?: string | undefined }, today: string) {
  const last = to ?? (from && from > today ? from : today)
  const first = from ?? dateAfter(last, -29)
  const days = daysFrom(first, last)
  if (days < 1) throw invalid('from', 'is after the last day', `${last} or earlier`)
  if (days > mostDays) throw invalid('from', 'is too far from the last day', `${mostDays} days at most`)
  if (first < '1900-01-01' || last > '9998-12-31') throw invalid('to', 'is not a day of a desk', 'a day from 1900 on')
  return { from: first, to: last, days }
}
