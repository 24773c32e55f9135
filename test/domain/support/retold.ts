import { expect } from 'vitest'
import type { DomainEvent, Ticket } from '../../../domain/ticket.ts'
import type { EventType } from '../../../events/catalogue.ts'
import type { ClockReport } from '../../../schemas/clock.ts'
import type { Telling } from './telling.ts'

const ms = (instant: string): number => Date.parse(instant)

/** What the history of a ticket and its summary say, in the model's words. */
export function recordedIn(
  events: readonly Pick<DomainEvent, 'type' | 'occurredAt' | 'data'>[],
  { light, dueAt, onHoldUntil, priority }: Pick<Ticket, 'light' | 'dueAt' | 'onHoldUntil' | 'priority'>,
) {
  const all = <Type extends EventType>(...types: Type[]) =>
    events.filter(({ type }) => (types as string[]).includes(type)) as Pick<
      DomainEvent<Type>,
      'type' | 'occurredAt' | 'data'
    >[]
  return {
    fired: all('sla.warned', 'sla.breached').map(({ type, occurredAt, data }) => ({
      ...{ clock: data.clock, cycle: data.cycle, percent: data.percent, breach: type === 'sla.breached' },
      ...{ plannedAt: ms(data.plannedAt), recordedAt: ms(occurredAt), late: data.latenessMs },
      ...{ skipped: data.skipped, actedOn: data.notActedOn === undefined },
      raised: data.actions.some(({ priority: raisedTo }) => raisedTo !== undefined),
      ...(type === 'sla.breached' && { dueAt: ms(data.dueAt) }),
    })),
    ended: all('sla.ended').map(({ data, occurredAt }) => {
      const { dueAt: due, ...rest } = data
      return { ...rest, recordedAt: ms(occurredAt), ...(due && { dueAt: ms(due) }) }
    }),
    ...{ light, priority, dueAt: dueAt && ms(dueAt), onHoldUntil: onHoldUntil && ms(onHoldUntil) },
  }
}

/** A clock as sla-tracking explains it, in the model's words. */
export function shownIn(report: ClockReport) {
  expectWhole(report)
  const { clock, cycle, state, paused, light, firedPercent, target, endedAt, dueAt, missedBy } = report
  return {
    ...{ clock, cycle, state, paused, light, firedPercent },
    ...{ startedAt: ms(report.startedAt), elapsedMs: msOf(report.elapsed) },
    ...(target && { target }),
    ...(endedAt && { endedAt: ms(endedAt) }),
    ...(dueAt && { dueAt: ms(dueAt) }),
    ...(missedBy && { missedByMs: msOf(missedBy) }),
    ...(!endedAt && { planned: plannedIn(report) }),
  }
}

const plannedIn = ({ milestones }: ClockReport) =>
  milestones.flatMap(({ percent, at, firedAt, skipped }) => (firedAt || skipped ? [] : [{ percent, at: ms(at) }]))

/** The spans have no gaps, and what counted of them is what has elapsed (docs/sla.md, "What is promised"). */
function expectWhole({ startedAt, spans, elapsed }: ClockReport): void {
  let [until, counted] = [startedAt, 0]
  for (const span of spans) {
    expect(span.from).toBe(until)
    until = span.to
    if (span.counts) counted += ms(span.to) - ms(span.from)
    expect(msOf(span.elapsed)).toBe(counted)
  }
  expect(counted).toBe(msOf(elapsed))
}

const msOf = (duration: string): number => {
  const [, sign, h = 0, m = 0, s = 0] = /^(-?)PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(duration) ?? []
  return Math.round((sign ? -1 : 1) * ((Number(h) * 60 + Number(m)) * 60 + Number(s)) * 1000)
}

/** The same of the model. */
export function recordedBy(telling: Telling) {
  return {
    fired: telling.firings.map(({ raises: _, ...firing }) => ({
      ...firing,
      late: firing.recordedAt - firing.plannedAt,
    })),
    ended: telling.endings.map(({ light: _, pauses: __, endedAt: ___, ...ending }) => ending),
    light: telling.light,
    dueAt: telling.dueAt,
    onHoldUntil: telling.onHoldUntil,
    priority: telling.chosen.priority,
  }
}
