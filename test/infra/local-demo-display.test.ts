import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { castOf } from '../../infra/local/demo/cast.ts'
import { explanationLines, milestoneTable, ticketTable } from '../../infra/local/demo/closing.ts'
import { countdown } from '../../infra/local/demo/countdown.ts'
import { commandsOf, cut, lineOf } from '../../infra/local/demo/event-lines.ts'
import { promised, roughly, spoken } from '../../infra/local/demo/time-words.ts'
import { eventLine } from '../../infra/local/event-tail.ts'
import type { Outputs } from '../../infra/local/outputs.ts'
import { people, team } from '../../infra/local/people.ts'
import { playedFindings } from './local-demo-played.ts'

const findings = playedFindings()
const { nameOf } = castOf({ accounts: people as unknown as Outputs['accounts'] })
const linesOf = (width: number) =>
  findings.tickets
    .flatMap(({ entries }) => commandsOf(entries))
    .map((command) => stripVTControlCharacters(lineOf(command, nameOf, width)))

describe('the lines of the demonstration', () => {
  it('are one for each command, and one more for each milestone and escalation', () => {
    const types = commandsOf(findings.timed.entries).map((command) => command.map(({ type }) => type))
    expect(types).toEqual([
      ['ticket.created', 'sla.policy-chosen'],
      ['ticket.assigned', 'ticket.follow-up-added', 'ticket.status-changed'],
      ['ticket.status-changed'],
      ['sla.warned'],
      ['sla.breached'],
      ['ticket.escalated', 'ticket.assigned', 'ticket.status-changed'],
      ['sla.warned'],
      ['sla.breached'],
      ['ticket.escalated'],
      ['ticket.status-changed'],
      ['sla.ended', 'sla.ended', 'ticket.follow-up-ended', 'ticket.status-changed'],
    ])
  })

  it('say who has the ticket now, and for which promise', () => {
    expect(linesOf(200).find((line) => line.includes('▶'))).toContain(
      'technician → supervisor, level 1, for response at 100 %',
    )
  })

  it.each([79, 100, 140])('never cut off a new status at %i columns', (width) => {
    const moved = findings.tickets
      .flatMap(({ entries }) => commandsOf(entries))
      .filter((command) => !command.some(({ type }) => type === 'ticket.escalated'))
      .flatMap((command) =>
        command.flatMap(({ type, data }) => (type === 'ticket.status-changed' ? [[command, data.to] as const] : [])),
      )
    expect(moved.length).toBeGreaterThan(20)
    for (const [command, to] of moved) {
      const line = stripVTControlCharacters(lineOf(command, nameOf, width))
      expect(line).toMatch(new RegExp(`→ ${to}($| · |   )`))
      expect(line.length, line).toBeLessThanOrEqual(width)
    }
  })

  it('say targets as people do', () => {
    expect(['PT30M', 'PT8H', 'P2D', 'PT1H30M', 'PT10S'].map(promised)).toEqual([
      '30 min',
      '8 h',
      '2 d',
      '1 h 30 min',
      '10 s',
    ])
    expect(linesOf(200).join('\n')).not.toMatch(/\bPT?\d/)
  })

  it.each([79, 100, 140])('are no wider than %i columns', (width) => {
    for (const line of linesOf(width)) expect(line.length, line).toBeLessThanOrEqual(width)
  })
})

describe("npm start's lines of events", () => {
  const event = (type: string, data: Record<string, unknown>) => ({
    'detail-type': type,
    detail: {
      subject: { kind: 'ticket', id: 'TKT000005' },
      occurredAt: '2026-11-21T10:00:00.250Z',
      actor: { id: people.agent.id, role: 'agent' },
      data,
    },
  })

  it('say what happened in the words of the demonstration, and who it was by their role', () => {
    const assigned = event('ticket.assigned', { assignee: people.technician.id, team: team.id, reason: 'by-hand' })
    const line = stripVTControlCharacters(eventLine(assigned, nameOf, 140))
    expect(line.slice(8)).toBe('  TKT000005  agent            ticket.assigned        → technician')
  })

  it('are no wider than the terminal', () => {
    const { entries } = findings.timed
    for (const { type, data } of entries)
      expect(stripVTControlCharacters(eventLine(event(type, data), nameOf, 79)).length).toBeLessThanOrEqual(79)
  })
})

describe('the tables of the demonstration', () => {
  it.each([79, 118])('are no wider than %i columns', (width) => {
    for (const line of [
      ...ticketTable(findings, width),
      ...milestoneTable(findings),
      ...explanationLines(findings, width),
    ])
      expect(stripVTControlCharacters(line).length, line).toBeLessThanOrEqual(width)
  })

  it('leave the titles out where there is no room for them', () => {
    expect(ticketTable(findings, 79)[0]).not.toContain('Title')
    expect(ticketTable(findings, 118)[0]).toContain('Title')
  })

  it('tell both promises in sentences, of which none is lost', () => {
    const told = (width: number) => explanationLines(findings, width).join(' ').replaceAll(/\s+/g, ' ').trim()
    expect(told(79)).toBe(findings.explanation.replaceAll(/\s+/g, ' ').trim())
    expect(told(79)).toContain('First response: too late')
    expect(told(79)).toContain('Resolution: too late')
  })

  it('show when each warning and breach came, against when it was due', () => {
    const rows = milestoneTable(findings).slice(1).map(stripVTControlCharacters)
    expect(
      rows.map((row) =>
        row
          .trim()
          .split(/\s{2,}/)
          .at(-1),
      ),
    ).toEqual(['500 ms', '500 ms', '500 ms', '500 ms'])
  })
})

describe('the countdown', () => {
  const targets = { response: 10_000, resolution: 20_000 }
  it.each([60, 79, 100, 140])('fits %i columns, or is not shown', (width) => {
    const line = stripVTControlCharacters(
      countdown('TKT000020', '2026-11-21T10:00:00.000Z', targets, width, Date.parse('2026-11-21T10:00:25.100Z')),
    )
    if (width >= 79) expect(line.length).toBeLessThanOrEqual(width)
    expect(line).toContain('response ████')
  })
})

describe('times', () => {
  it.each([
    [0, '0 s', '0 s'],
    [449, '0.4 s', '0.4 s'],
    [10_000, '10 s', '10 s'],
    [29 * 60_000 + 48_500, '29 min 48 s', '29 min'],
    [4 * 3_600_000 - 1, '3 h 59 min', '3 h'],
    [119 * 3_600_000, '4 d 23 h', '4 d'],
  ])('of %i ms are said as %s, roughly %s', (ms, exact, rough) => {
    expect(spoken(ms)).toBe(exact)
    expect(roughly(ms)).toBe(rough)
  })

  it('a text that is cut ends in a sign of it', () => {
    expect(cut('Receipt printer', 9)).toBe('Receipt…')
    expect(cut('Receipt', 9)).toBe('Receipt')
  })
})
