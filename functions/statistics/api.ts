import { dateIn } from '../../domain/number.ts'
import { invalid, Refusal } from '../../domain/refusal.ts'
import { dateAfter, figuresOf, nowOf, scopeOf, totalOf, trendsOf, wholeDesk } from '../../domain/statistics.ts'
import { fromOutside } from '../../domain/visibility.ts'
import type { Actor } from '../../schemas/actor.ts'
import * as metrics from '../../schemas/operations/metrics.ts'
import * as operations from '../../schemas/operations/statistics.ts'
import { edge } from '../platform/http/edge.ts'
import { deskSettings } from '../platform/table/settings.ts'
import { readStatistics } from '../platform/table/statistics.ts'
import { metricsOfTeam, metricsOfTechnician } from './metrics.ts'
import { periodOf } from './period.ts'

interface Whose {
  team?: string | undefined
  customer?: string | undefined
}

export const handler = edge(
  { ...operations, ...metrics },
  {
    getTechnicianMetrics: metricsOfTechnician,
    getTeamMetrics: metricsOfTeam,

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
  },
)

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
