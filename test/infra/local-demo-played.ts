import { clocksOf } from '../../domain/clock.ts'
import { explain } from '../../domain/explain.ts'
import { tell } from '../../domain/explain-text.ts'
import { decide, type TicketCommand } from '../../domain/lifecycle.ts'
import { open } from '../../domain/opening.ts'
import { type Desk, type DomainEvent, eventId, type Ticket } from '../../domain/ticket.ts'
import { representation } from '../../functions/platform/tickets/representation.ts'
import type { ByMail } from '../../infra/local/demo/by-mail.ts'
import { customerIds, type Player } from '../../infra/local/demo/cast.ts'
import type { Finding, Findings } from '../../infra/local/demo/findings.ts'
import { milestonesOf } from '../../infra/local/demo/milestones.ts'
import { targetsFor, timedOf } from '../../infra/local/demo/performance.ts'
import type { RightPerson } from '../../infra/local/demo/right-person.ts'
import { readSample, type SampleTicket, type Step } from '../../infra/local/demo/sample.ts'
import type { Scene } from '../../infra/local/demo/scene.ts'
import { partner, people, team } from '../../infra/local/people.ts'
import { type Actor, system } from '../../schemas/actor.ts'

import { Settings } from '../../schemas/settings.ts'
import type { SlaPolicy } from '../../schemas/sla-policy.ts'

const sample = readSample()
const start = Date.parse('2026-11-21T10:00:00.250Z')
const at = (seconds: number) => new Date(start + seconds * 1000).toISOString()
/** When the timers wake: half a second after each milestone of 10 and 20 seconds. */
const wakes = [8.5, 10.5, 16.5, 20.5]

const { position: _, ...promised } = sample.policy
const policyOfSeconds = {
  ...promised,
  id: 'pol_01JD00000000000000000DEM01',
  version: 1,
  createdAt: at(-60),
  updatedAt: at(-60),
} as SlaPolicy

const desk: Desk = {
  settings: Settings.parse({ defaultTeam: team.id }),
  policies: [policyOfSeconds],
  teams: { [team.id]: team },
}

export const idOf = (player: Player) => (player === 'partner' ? partner.id : people[player].id)

function actorOf(player: Player): Actor {
  if (player === 'partner') return { id: partner.id, role: 'partner', ...partner.account, wholeCustomer: true }
  const { id, group, account } = people[player]
  return { id, role: group, ...account }
}

const commandOf = ({ do: move, to, with: words }: Step) =>
  ({ do: move, ...(to && { technician: idOf(to) }), ...words }) as TicketCommand

/** Plays one ticket's story with the desk's own rules: opened at 0 s, a step a second, timers where the policy is of seconds. */
function played(given: SampleTicket, number: string): Finding {
  const owner = given.of && customerIds[given.of]
  const opened = open({ ...given.ticket, ...(owner && { customer: owner }) }, number, actorOf(given.by), desk, at(0))
  const events: DomainEvent[] = [...opened.events]
  let ticket: Ticket = opened.ticket
  const take = (command: TicketCommand, actor: Actor, seconds: number) => {
    const decision = decide(ticket, command, actor, desk, at(seconds))
    ticket = decision.ticket
    events.push(...decision.events)
  }
  for (const [turn, step] of given.story.entries()) take(commandOf(step), actorOf(step.by), turn + 1)
  if (given.rescue) for (const wake of wakes) take({ do: 'catch-up' }, system, wake)
  for (const [turn, step] of (given.rescue ?? []).entries()) take(commandOf(step), actorOf(step.by), 21 + turn)
  const now = at(30)
  return {
    sample: given,
    number,
    key: number,
    ticket: representation(ticket, given.ticket.description, actorOf('agent')),
    tracking: {
      ticket: number,
      at: now,
      policy: ticket.policy,
      clocks: clocksOf(ticket).map(([kind]) => explain(ticket, kind, desk, now)),
    },
    entries: events.map(({ data, ...event }) => ({
      ...event,
      data: data as Record<string, unknown>,
      id: eventId(ticket, event.seq),
      ticket: number,
      seenAt: new Date(Date.parse(event.occurredAt) + 100).toISOString(),
    })),
  }
}

const scene: Scene = {
  number: 'TKT000021',
  asked: 'pending_customer',
  answered: 'in_progress',
  file: { state: 'clean', sent: 'a1', recorded: 'a1', fetched: 'a1' },
  merged: { other: 'TKT000022', into: 'TKT000021', status: 'cancelled' },
  found: ['TKT000021'],
}

const rightPerson: RightPerson = {
  number: 'TKT000023',
  given: [
    { person: people.networkTechnician.id, rule: 'asr_default-network', afterMs: 300 },
    { person: people.seniorTechnician.id, rule: 'asr_default-network', afterMs: 400 },
  ],
  why: ['Senior technician has it since 2026-11-21T10:00:25.000Z: the rules gave it to them.'],
  visit: { id: 'vis_01JD0000000000000000V1S1T1', from: at(3600) },
  day: { visits: [{ visit: 'vis_01JD0000000000000000V1S1T1', from: at(3600) }], text: '11:00 TKT000023' },
}

const byMail: ByMail = {
  number: 'TKT000024',
  afterMs: 1500,
  automatic: 'auto-replied',
  comment: 'It does so since the new ribbons came.',
  thread: { theirs: 'answer@customer.example', answers: ['answer@customer.example'] },
}

/** What the demonstration finds at a desk where all is right. */
export function playedFindings(): Findings {
  const tickets = sample.tickets.map((each, index) => played(each, `TKT${String(index + 1).padStart(6, '0')}`))
  const timed = timedOf(tickets)
  const first = tickets[0] as Finding
  return {
    tickets,
    timed,
    milestones: milestonesOf(timed.ticket.createdAt, targetsFor(timed.sample, policyOfSeconds), timed.entries),
    explanation: tell(timed.tracking),
    policy: policyOfSeconds,
    supervisor: people.supervisor.id,
    scene,
    rightPerson,
    byMail,
    repeat: { of: first.number, gave: first.number, replayed: true, eventsBefore: first.entries.length },
  }
}
