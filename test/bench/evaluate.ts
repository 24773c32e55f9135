import { businessTime } from '../../domain/business-time.ts'
import { clocksOf } from '../../domain/clock.ts'
import { comment } from '../../domain/conversation.ts'
import { explain } from '../../domain/explain.ts'
import { holdUntil } from '../../domain/hold.ts'
import { decide } from '../../domain/lifecycle.ts'
import type { Desk, Ticket } from '../../domain/ticket.ts'
import { Calendar } from '../../schemas/calendar.ts'
import { promising } from '../domain/support/desk.ts'
import { aTicket } from '../domain/support/story.ts'
import { actors } from '../support/people.ts'
import { at, hour } from '../support/time.ts'
import { calendar } from './business-time/calendar.ts'
import { rounded } from './figures.ts'
import type { Part } from './part.ts'

const id = 'cal_01JD0000000000000000000BNC'

/** A desk that promises three clocks in business days, in hours with holidays. */
function desk(): Desk {
  const promised = promising({ response: 'P2D', nextResponse: 'P1D', resolution: 'P90D' })
  const policies = promised.policies.map((policy) => ({ ...policy, calendar: id }))
  const hours = businessTime(Calendar.parse(calendar))
  return {
    ...promised,
    policies,
    calendars: { [id]: 1 },
    versions: { policies: {}, hours: { [`${id}#1`]: hours } },
  }
}

const said = { id: `com_${'0'.repeat(26)}`, internal: false, length: 1, mentions: [] }

/** A ticket with three clocks, to which so much has happened that its course has so many stretches: a third of a day for each. */
function worked(stretches: number): { ticket: Ticket; desk: Desk; now: number } {
  const story = aTicket({ desk: desk() })
  let now = hour
  const after = (hours: number) => (now += hours * hour)
  story
    .does(now, 'agent', comment(said))
    .does(after(1), 'customer', comment(said))
    .does(after(1), 'agent', { do: 'start' })
  while (story.ticket.course.length < stretches) {
    story.does(after(3), 'agent', { do: 'pause', status: 'pending_customer', reason: 'Which oven?' })
    story.does(after(6), 'customer', comment(said))
    story.does(after(5), 'agent', holdUntil(at(now + 4 * hour), 'After the fair'))
    story.wakes(after(6))
  }
  return { ticket: story.ticket, desk: story.desk, now: after(1) }
}

/** How often a second, warm, over so many milliseconds. */
function perSecond(work: () => unknown, forMs: number): number {
  for (let warm = 0; warm < 20; warm += 1) work()
  const began = performance.now()
  let count = 0
  while (performance.now() - began < forMs) {
    work()
    count += 1
  }
  return (count / (performance.now() - began)) * 1000
}

/** What one look at a ticket costs a function, beside reading it: bringing it up to now, and explaining its clocks. No table. */
export function measureEvaluate(quick: boolean): Part {
  const forMs = quick ? 200 : 2000
  const found = [4, 40, 400].map((stretches) => {
    const { ticket, desk, now } = worked(stretches)
    const catchUp = () => decide(ticket, { do: 'catch-up' }, actors.system, desk, at(now)).ticket
    const explained = (current: Ticket) => clocksOf(current).map(([kind]) => explain(current, kind, desk, at(now)))
    const current = catchUp()
    return {
      stretches: ticket.course.length,
      clocks: clocksOf(ticket).length,
      catchUps: perSecond(catchUp, forMs),
      explanations: perSecond(() => explained(current), forMs),
      whole: perSecond(() => explained(catchUp()), forMs),
    }
  })
  const inFull = (rate: number) => Math.round(rate).toLocaleString('en-GB')
  return {
    name: 'evaluate',
    title: 'A ticket with three clocks in business hours, brought up to now and explained; a second',
    rows: [
      ['stretches in its course', ...found.map(({ stretches }) => `${stretches}`)],
      ['brought up to now', ...found.map(({ catchUps }) => inFull(catchUps))],
      ['three clocks explained, with every span', ...found.map(({ explanations }) => inFull(explanations))],
      ['both', ...found.map(({ whole }) => inFull(whole))],
      ['  each', ...found.map(({ whole }) => `${rounded(1000 / whole, 3)} ms`)],
    ],
    notes: ['Without the table and the gateway: what the rules themselves cost.'],
    aims: [],
    wrong: found.flatMap(({ clocks }) => (clocks === 3 ? [] : [`The ticket has ${clocks} clocks`])),
    figures: found,
  }
}
