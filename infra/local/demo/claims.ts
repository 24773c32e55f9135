import { targetMs } from '../../../domain/time.ts'
import type { EventData } from '../../../events/catalogue.ts'
import { byMailClaims } from './by-mail.ts'
import type { Finding, Findings } from './findings.ts'
import { firedOf, isMilestone, latenesses, type Milestone, watchedClocks } from './milestones.ts'
import { rightPersonClaims } from './right-person.ts'
import { sceneClaims } from './scene.ts'
import { spoken } from './time-words.ts'

type Chosen = EventData<'sla.policy-chosen'>

/** How late a milestone may come here: up to a second for the whole second that a Wait state wakes at, the rest for the machine. */
export const latestMs = 5000

/** Something that the demonstration says, and everything that speaks against it. */
export interface Claim {
  says: string
  wrong: string[]
}

type Judge = (findings: Findings) => string[]

const each = (tickets: readonly Finding[], judge: (finding: Finding) => string | false) =>
  tickets.flatMap((finding) => {
    const wrong = judge(finding)
    return wrong ? [`${finding.number}: ${wrong}`] : []
  })

const named = ({ clock, percent }: Milestone) => `${clock} at ${percent} %`

const opened: Judge = ({ tickets }) => {
  const numbers = new Set(tickets.map(({ number }) => number))
  return numbers.size === 20 ? [] : [`there are ${numbers.size}`]
}

const statuses: Judge = ({ tickets }) =>
  each(
    tickets,
    ({ ticket, sample }) => ticket.status !== sample.ends.status && `${ticket.status}, not ${sample.ends.status}`,
  )

const clocks: Judge = ({ tickets }) =>
  watchedClocks.flatMap((kind) =>
    each(tickets, ({ tracking, sample }) => {
      const state = tracking.clocks.find(({ clock }) => clock === kind)?.state
      return state !== sample.ends[kind] && `${kind} is ${state}, not ${sample.ends[kind]}`
    }),
  )

/** The nearest target of the clocks that run, from the opening on; later where they have stood in between. */
const due: Judge = ({ tickets }) =>
  each(tickets, ({ ticket, tracking, entries }) => {
    const running = tracking.clocks.filter(
      ({ state, paused }) => !paused && (state === 'running' || state === 'breached'),
    )
    const targets = running.flatMap(({ target }) => (target ? [targetMs(target)] : []))
    if (targets.length === 0) return ticket.dueAt !== undefined && `due at ${ticket.dueAt}, though no clock runs`
    const reckoned = new Date(Date.parse(ticket.createdAt) + Math.min(...targets)).toISOString()
    const stood = entries.some(({ type }) => type === 'sla.paused' || type === 'sla.restarted')
    const right = stood ? (ticket.dueAt ?? '') > reckoned : ticket.dueAt === reckoned
    return !right && `due at ${ticket.dueAt}, reckoned ${stood ? 'later than ' : ''}${reckoned}`
  })

const histories: Judge = ({ tickets }) =>
  each(tickets, ({ entries }) => {
    const counted = entries.every(({ seq }, at) => seq === at + 1)
    const ordered = entries.every(({ occurredAt }, at) => occurredAt >= (entries[at - 1]?.occurredAt ?? ''))
    return !(counted && ordered && entries.length > 0) && `events ${entries.map(({ seq }) => seq).join(' ')}`
  })

const repeated: Judge = ({ repeat, tickets }) => {
  const events = tickets.find(({ number }) => number === repeat.of)?.entries.length
  return [
    ...(repeat.gave === repeat.of ? [] : [`it gave ${repeat.gave}, not ${repeat.of}`]),
    ...(repeat.replayed ? [] : ['the answer does not say that it is the earlier one']),
    ...(events === repeat.eventsBefore
      ? []
      : [`${repeat.of} had ${repeat.eventsBefore} events, and has ${events} now`]),
  ]
}

/** By its targets, not its id: another run beside this one may have made the same policy anew. */
const measured: Judge = ({ timed, policy }) => {
  const chosen = timed.entries.find(({ type }) => type === 'sla.policy-chosen')?.data as Chosen | undefined
  const promised = policy.targets[timed.ticket.priority]
  const same = watchedClocks.every((kind) => chosen?.targets[kind] === promised?.[kind])
  if (same && chosen?.reason.conditions?.includes('tags')) return []
  return [`${chosen?.policy.id} was chosen, with ${JSON.stringify(chosen?.targets)}`]
}

const once: Judge = ({ milestones }) =>
  milestones.flatMap((it) => (it.came.length === 1 ? [] : [`${named(it)} came ${it.came.length} times`]))

const neverEarly: Judge = ({ milestones }) =>
  milestones.flatMap((it) =>
    it.came.flatMap((entry) => {
      const planned = firedOf(entry).plannedAt
      return [
        ...(planned === it.dueAt ? [] : [`${named(it)} was planned for ${planned}, not ${it.dueAt}`]),
        ...(entry.occurredAt >= it.dueAt ? [] : [`${named(it)} came at ${entry.occurredAt}, before ${it.dueAt}`]),
        ...(entry.seenAt >= it.dueAt ? [] : [`${named(it)} was seen at ${entry.seenAt}, before ${it.dueAt}`]),
      ]
    }),
  )

const inTime: Judge = ({ milestones }) =>
  milestones.flatMap((it) =>
    latenesses(it).flatMap((late) => (late <= latestMs ? [] : [`${named(it)} came ${spoken(late)} late`])),
  )

const missed: Judge = ({ timed, milestones }) =>
  milestones.flatMap(({ clock, percent, dueAt }) => {
    if (percent < 100) return []
    const end = timed.entries.findLast(({ type, data }) => type === 'sla.ended' && data.clock === clock)
    const reckoned = end && Date.parse(end.occurredAt) - Date.parse(dueAt)
    return end?.data.missedByMs === reckoned ? [] : [`${clock} by ${end?.data.missedByMs} ms, reckoned ${reckoned} ms`]
  })

/** The answer was due, did not come, and in the same instant the ticket was the supervisor's, because of the breach. */
const escalated: Judge = ({ timed, milestones, supervisor }) => {
  const breach = milestones.find(({ clock, percent }) => clock === 'response' && percent === 100)?.came[0]
  const handed = timed.entries.filter(({ type, data }) => type === 'ticket.escalated' && data.outcome === 'handed-over')
  const [first] = handed
  if (!breach || !first) return ['it was never handed over']
  return [
    ...(handed.length === 1 ? [] : [`it was handed over ${handed.length} times`]),
    ...(first.data.to === supervisor ? [] : [`it was handed to ${first.data.to}`]),
    ...(first.causationId === breach.id ? [] : [`${first.causationId} caused it, not ${breach.id}`]),
    ...(first.occurredAt === breach.occurredAt
      ? []
      : [`it came at ${first.occurredAt}, the breach at ${breach.occurredAt}`]),
    ...(timed.ticket.assignee === supervisor ? [] : [`it is ${timed.ticket.assignee ?? 'nobody'}'s`]),
  ]
}

const marked: Judge = ({ timed }) => {
  const marks = timed.entries.filter(({ type, data }) => type === 'ticket.escalated' && data.outcome === 'marked')
  return marks.length === 1 ? [] : [`it was marked ${marks.length} times`]
}

/** A due instant as people read it: `Sat 21 Nov 2026, 10:00:10.250`. */
function asWritten(instant: string): string {
  const [day, ...date] = new Date(instant).toUTCString().replace(',', '').split(' ')
  const time = instant
    .slice(11, 23)
    .replace(/\.000$/, '')
    .replace(/:00$/, '')
  return `${[day, ...date.slice(0, 3)].join(' ')}, ${time}`
}

/** Both due instants, as the events of the breaches had them; wherever the lines were broken. */
const explained: Judge = ({ explanation, milestones }) => {
  const said = explanation.replaceAll(/\s+/g, ' ')
  return milestones.flatMap(({ clock, percent, came }) => {
    const instants = percent < 100 ? [] : came.map((entry) => `due on ${asWritten(firedOf(entry).dueAt)} UTC`)
    return instants
      .filter((words) => !said.includes(words))
      .map((words) => `of the ${clock}, it does not say "${words}"`)
  })
}

const others: Judge = ({ tickets, timed }) =>
  each(tickets, ({ number, entries }) => {
    const loud = entries.filter((entry) => isMilestone(entry) || entry.type === 'ticket.escalated')
    return number !== timed.number && loud.length > 0 && loud.map(({ type }) => type).join(', ')
  })

const judged = (timed: string): [string, Judge][] => [
  ['Twenty tickets were opened, each under a number of its own', opened],
  ['Each has the status that its story leads to', statuses],
  ["Each one's clocks are as its story leaves them", clocks],
  ['Each one is due when the target of its policy says', due],
  ['Each history counts its events without a gap, in the order of time', histories],
  ['An opening sent twice with one key gave the same ticket and did nothing more', repeated],
  [`${timed} was measured by the policy of seconds`, measured],
  ['Both its clocks warned at 80 % and breached at 100 %, each once', once],
  ['No warning and no breach came early', neverEarly],
  [`None came more than ${latestMs / 1000} s late`, inTime],
  ['The breach of the response gave the ticket to the supervisor, at once', escalated],
  ['The breach of the resolution marked it as escalated', marked],
  ['Each of its clocks was missed by the time from its due instant to the fix', missed],
  ['The explanation in sentences names the instants at which both were due', explained],
  ['No other ticket warned, breached or was escalated', others],
]

export const claims = (findings: Findings): Claim[] => [
  ...judged(findings.timed.number).map(([says, judge]) => ({ says, wrong: judge(findings) })),
  ...sceneClaims(findings.scene),
  ...rightPersonClaims(findings.rightPerson),
  ...byMailClaims(findings.byMail),
]
