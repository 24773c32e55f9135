import { type Figures, simulate, type Way } from './assignment/simulation.ts'
import { rounded } from './figures.ts'
import type { Part } from './part.ts'

const ways: readonly Way[] = ['random', 'turn by turn', 'round-robin', 'least-loaded', 'best-match', 'nearest']
const isOurs = ({ way }: Figures) => way !== 'random' && way !== 'turn by turn'

/**
 * Two days of a desk: its technicians in four teams, its tickets over their working hours, each way in the same world. What the rules
 * themselves cost, without a table, beside choosing anybody who is at work (`random`), or whose turn it is (`turn by turn`).
 */
export function measureAssignment(quick: boolean): Part {
  const [people, tickets] = quick ? [40, 200] : [200, 2000]
  const found = ways.map((way) => simulate(way, people, tickets))
  const row = (name: string, of: (figures: Figures) => string | number) => [
    name,
    ...found.map((figures) => `${of(figures)}`),
  ]
  const wrong = found
    .filter(isOurs)
    .flatMap(({ way, beyondCapacity, unskilled, absent }) =>
      beyondCapacity + unskilled + absent > 0 ? [`${way} gave tickets beyond capacity, skill or presence`] : [],
    )
  return {
    name: 'assignment',
    title: `${people} technicians, ${tickets} tickets in two days: who gets them, and how that is balanced`,
    rows: [
      ['', ...ways],
      row('spread of the shares of their capacity (standard deviation)', ({ spread }) => rounded(spread, 3)),
      row('largest share that anybody had', ({ most }) => rounded(most, 2)),
      row('given beyond capacity', ({ beyondCapacity }) => beyondCapacity),
      row('given to somebody without the skill', ({ unskilled }) => unskilled),
      row('found nobody at first', ({ waited }) => waited),
      row('kilometres from home to site, mean', ({ kilometres }) => Math.round(kilometres)),
      row('answered in their language, %', ({ spokenPercent }) => Math.round(spokenPercent)),
      row('milliseconds an assignment, p50', ({ milliseconds }) => rounded(milliseconds.p50, 2)),
      row('p99', ({ milliseconds }) => rounded(milliseconds.p99, 1)),
    ],
    notes: ['The rules alone, some 50 candidates to a ticket; reading the loads and the transaction come on top.'],
    aims: [],
    wrong,
    figures: found,
  }
}
