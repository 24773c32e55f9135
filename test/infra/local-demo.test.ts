import { describe, expect, it } from 'vitest'
import { type Claim, claims } from '../../infra/local/demo/claims.ts'
import type { Entry } from '../../infra/local/demo/feed.ts'
import type { Finding, Findings } from '../../infra/local/demo/findings.ts'
import { readSample } from '../../infra/local/demo/sample.ts'
import { moveOperations } from '../../infra/local/demo/story.ts'
import { channels, priorities, statuses } from '../../schemas/ticket.ts'
import { idOf, playedFindings } from './local-demo-played.ts'

const { tickets } = readSample()
const distinct = (values: (string | undefined)[]) => [...new Set(values)].toSorted()

describe('the sample of the demonstration', () => {
  it('is twenty tickets with titles of their own, one of them left alone', () => {
    expect(tickets).toHaveLength(20)
    expect(distinct(tickets.map(({ ticket }) => ticket.title))).toHaveLength(20)
    expect(tickets.filter(({ rescue }) => rescue)).toHaveLength(1)
  })

  it('comes over every channel, in every priority, type and category, and ends in every status', () => {
    expect(distinct(tickets.map(({ ticket }) => ticket.channel))).toEqual(channels.toSorted())
    expect(distinct(tickets.map(({ ticket }) => ticket.priority ?? 'medium'))).toEqual(priorities.toSorted())
    expect(distinct(tickets.map(({ ticket }) => ticket.type))).toHaveLength(5)
    expect(distinct(tickets.map(({ ticket }) => ticket.category))).toHaveLength(4)
    expect(distinct(tickets.map(({ ends }) => ends.status))).toEqual(statuses.toSorted())
  })

  it('reaches nobody who exists: addresses under .example, numbers kept free for drama', () => {
    for (const { contact } of tickets.map(({ ticket }) => ticket)) {
      expect(contact?.email ?? 'none@customer.example').toMatch(/@[a-z]+\.example$/)
      expect(contact?.phone ?? '+441632960000').toMatch(/^\+441632960\d{3}$/)
    }
  })

  it('asks only for what the operations take', () => {
    for (const { by, do: move, to, with: words } of tickets.flatMap(({ story, rescue = [] }) => [
      ...story,
      ...rescue,
    ])) {
      const operation = moveOperations[move]
      expect(operation.roles).toContain(by === 'otherCustomer' ? 'customer' : by)
      const body = { ...(to && { technician: idOf(to) }), ...words }
      expect(operation.body.safeParse(body).error?.issues ?? []).toEqual([])
    }
  })
})

const wrongOnes = (all: readonly Claim[]) => all.filter(({ wrong }) => wrong.length > 0)

/** The findings with one ticket changed. */
function withTicket(
  { tickets: all, ...findings }: Findings,
  at: number,
  change: (finding: Finding) => Finding,
): Findings {
  return { ...findings, tickets: all.map((finding, index) => (index === at ? change(finding) : finding)) }
}

/** The findings with the events of the ticket that is left alone changed. */
function withTimed(findings: Findings, change: (entries: readonly Entry[]) => Entry[]): Findings {
  const timed = { ...findings.timed, entries: change(findings.timed.entries) }
  const milestones = findings.milestones.map((it) => ({
    ...it,
    came: timed.entries.filter((entry) => it.came.some(({ id }) => id === entry.id)),
  }))
  return { ...findings, timed, milestones, tickets: [...findings.tickets.slice(0, -1), timed] }
}

const where = (type: string, change: (entry: Entry) => Entry[]) => (entries: readonly Entry[]) =>
  entries.flatMap((entry) => (entry.type === type ? change(entry) : [entry]))
const shifted = (instant: string, ms: number) => new Date(Date.parse(instant) + ms).toISOString()

describe('the claims of the demonstration', () => {
  it('hold when the stories are played by the rules of the desk', () => {
    expect(wrongOnes(claims(playedFindings()))).toEqual([])
  })

  const doctored: [string, string, (right: Findings) => Findings][] = [
    [
      'an answer that is not noticed',
      'back to work',
      (it) => ({ ...it, scene: { ...it.scene, answered: 'pending_customer' } }),
    ],
    [
      'a file with other bytes',
      'as it was sent',
      (it) => ({ ...it, scene: { ...it.scene, file: { ...it.scene.file, fetched: 'a2' } } }),
    ],
    [
      'a duplicate without its pointer',
      'points to',
      (it) => ({ ...it, scene: { ...it.scene, merged: { other: 'TKT000022', status: 'cancelled' } } }),
    ],
    [
      'a ticket that nobody is found for a second time',
      'by a rule, and somebody else',
      (it) => ({ ...it, rightPerson: { ...it.rightPerson, given: it.rightPerson.given.slice(0, 1) } }),
    ],
    [
      'somebody who is found after a minute',
      'within seconds',
      (it) => ({
        ...it,
        rightPerson: { ...it.rightPerson, given: it.rightPerson.given.map((one) => ({ ...one, afterMs: 60_000 })) },
      }),
    ],
    [
      'a visit in nobody’s day',
      'a visit, and it stands',
      (it) => ({ ...it, rightPerson: { ...it.rightPerson, day: { ...it.rightPerson.day, visits: [] } } }),
    ],
    ['a mail that nobody answered', 'A mail became', (it) => ({ ...it, byMail: { ...it.byMail, automatic: 'no' } })],
    [
      'an answer by mail with what it quoted',
      'without what it quoted',
      (it) => ({ ...it, byMail: { ...it.byMail, comment: `${it.byMail.comment}\n> The badges` } }),
    ],
    [
      "an agent's answer out of its thread",
      'an answer to that mail',
      (it) => ({ ...it, byMail: { ...it.byMail, thread: { theirs: 'one', answers: ['another'] } } }),
    ],
    ['a search that finds another', 'A search for', (it) => ({ ...it, scene: { ...it.scene, found: ['TKT000001'] } })],
    [
      'a number given twice',
      'under a number of its own',
      (it) => withTicket(it, 1, (one) => ({ ...one, number: it.tickets[0]?.number ?? '' })),
    ],
    [
      'a ticket in another status',
      'the status that its story',
      (it) => withTicket(it, 0, (one) => ({ ...one, ticket: { ...one.ticket, status: 'resolved' } })),
    ],
    [
      'a clock that goes on',
      'clocks are as its story',
      (it) =>
        withTicket(it, 0, (one) => ({
          ...one,
          tracking: { ...one.tracking, clocks: one.tracking.clocks.map((clock) => ({ ...clock, state: 'running' })) },
        })),
    ],
    [
      'a due instant that is a second off',
      'due when the target',
      (it) =>
        withTicket(it, 5, (one) => ({
          ...one,
          ticket: { ...one.ticket, dueAt: shifted(one.ticket.dueAt ?? '', 1000) },
        })),
    ],
    [
      'an event that is missing',
      'without a gap',
      (it) => withTicket(it, 0, (one) => ({ ...one, entries: one.entries.toSpliced(2, 1) })),
    ],
    [
      'another ticket for the same key',
      'sent twice with one key',
      (it) => ({ ...it, repeat: { ...it.repeat, gave: 'TKT000099' } }),
    ],
    [
      'an opening that was done again',
      'sent twice with one key',
      (it) => ({ ...it, repeat: { ...it.repeat, eventsBefore: 1 } }),
    ],
    [
      'another policy',
      'policy of seconds',
      (it) => ({ ...it, policy: { ...it.policy, targets: { urgent: { response: 'PT30M', resolution: 'PT4H' } } } }),
    ],
    [
      'no warning',
      'each once',
      (it) =>
        withTimed(
          it,
          where('sla.warned', () => []),
        ),
    ],
    [
      'two breaches',
      'each once',
      (it) =>
        withTimed(
          it,
          where('sla.breached', (entry) => [entry, entry]),
        ),
    ],
    [
      'a breach before it was due',
      'came early',
      (it) =>
        withTimed(
          it,
          where('sla.breached', (entry) => [{ ...entry, occurredAt: shifted(entry.occurredAt, -600) }]),
        ),
    ],
    [
      'a warning planned for another instant',
      'came early',
      (it) =>
        withTimed(
          it,
          where('sla.warned', (entry) => [{ ...entry, data: { ...entry.data, plannedAt: entry.occurredAt } }]),
        ),
    ],
    [
      'a warning seen before it was due',
      'came early',
      (it) =>
        withTimed(
          it,
          where('sla.warned', (entry) => [{ ...entry, seenAt: shifted(entry.occurredAt, -600) }]),
        ),
    ],
    [
      'a breach six seconds late',
      's late',
      (it) =>
        withTimed(
          it,
          where('sla.breached', (entry) => [{ ...entry, occurredAt: shifted(entry.occurredAt, 6000) }]),
        ),
    ],
    ['an escalation to somebody else', 'to the supervisor', (it) => ({ ...it, supervisor: idOf('manager') })],
    [
      'no escalation',
      'to the supervisor',
      (it) =>
        withTimed(
          it,
          where('ticket.escalated', () => []),
        ),
    ],
    [
      'an escalation that another event caused',
      'to the supervisor',
      (it) =>
        withTimed(
          it,
          where('ticket.escalated', (entry) => [{ ...entry, causationId: 'ticket.TKT000020.1' }]),
        ),
    ],
    [
      'no mark',
      'marked it as escalated',
      (it) =>
        withTimed(
          it,
          where('ticket.escalated', () => []),
        ),
    ],
    [
      'a wrong lateness of the fix',
      'was missed by',
      (it) =>
        withTimed(
          it,
          where('sla.ended', (entry) => [{ ...entry, data: { ...entry.data, missedByMs: 1 } }]),
        ),
    ],
    [
      'an explanation with another instant',
      'in sentences',
      (it) => ({ ...it, explanation: it.explanation.replaceAll('10:00:10.250', '10:00:10') }),
    ],
    [
      'a warning on another ticket',
      'No other ticket',
      (it) => withTicket(it, 8, (one) => ({ ...one, entries: [...one.entries, ...(it.milestones[0]?.came ?? [])] })),
    ],
  ]

  it.each(doctored)('fall with %s', (_, claim, doctor) => {
    expect(wrongOnes(claims(doctor(playedFindings()))).map(({ says }) => says)).toContainEqual(
      expect.stringContaining(claim),
    )
  })
})
