import type { EventData } from '../events/catalogue.ts'
import { system } from '../schemas/actor.ts'
import type { Calendar, CalendarVersion } from '../schemas/calendar.ts'
import { type ClockKind, type ClockReport, clockKinds } from '../schemas/clock.ts'
import type { SlaPreview, SlaPreviewRequest } from '../schemas/preview.ts'
import { Settings } from '../schemas/settings.ts'
import type { SlaPolicy } from '../schemas/sla-policy.ts'
import { priorities } from '../schemas/ticket.ts'
import type { Instant } from '../schemas/time.ts'
import { businessTime, never } from './business-time.ts'
import { clocksOf } from './clock.ts'
import { versionKey } from './desk.ts'
import { explain, type HeldBy } from './explain.ts'
import { always, type Hours } from './hours.ts'
import { decide } from './lifecycle.ts'
import { open } from './opening.ts'
import { defaultPolicy } from './policy.ts'
import { notReached } from './reach.ts'
import { Refusal, refuseFields } from './refusal.ts'
import { supposed, supposedCustomer } from './supposing.ts'
import type { Decision, Desk, Ticket } from './ticket.ts'
import { fromMs, toMs } from './time.ts'

/** What the ids of a request stand for. */
export interface Saved {
  policy?: SlaPolicy
  calendar?: CalendarVersion & { hours: Calendar }
}

/** 114 years: nothing is done by itself but what clocks do. */
const neverMind = 'PT999999H'
const settings = Settings.parse({
  autoCloseAfter: neverMind,
  reopenWithin: neverMind,
  archiveAfter: neverMind,
  archiveCancelledAfter: neverMind,
})

/** By what a calendar is called that came with the request: told to nobody. */
const unnamed: CalendarVersion = { id: `cal_${'0'.repeat(26)}`, version: 1 }

/**
 * What would become of a ticket's clocks: it is opened on a desk with nothing but this policy and calendar, and everything
 * that happens, by itself or by the given changes, goes the way of the tickets' own commands. Pure. What the desk would refuse
 * (a reply on a cancelled ticket, a hold of one that has ended) changes nothing. Refuses targets that are never due.
 */
export function preview(request: SlaPreviewRequest, saved: Saved = {}): SlaPreview {
  const given = request.calendar ?? saved.calendar?.hours ?? 'always'
  const hours = given === 'always' ? always : businessTime(given)
  const calendar = given === 'always' ? undefined : (saved.calendar ?? unnamed)
  const policy = policyFor(request, saved, calendar)
  refuseUnreachable(policy, hours, request)
  const life = new Life(deskWith(policy, hours, calendar), request)
  const changes = request.changes.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const at = request.at ?? changes.at(-1)?.at ?? request.start
  for (const change of changes.filter((one) => one.at <= at)) life.supposes(change)
  const promised = clockKinds.filter((kind) => priorities.some((one) => policy.targets[one]?.[kind]))
  const opening = hours.nextOpening(toMs(request.start))
  const { ticket } = life.at(at)
  return {
    at,
    status: ticket.status,
    priority: ticket.priority,
    clocks: clocksOf(ticket)
      .filter(([kind]) => promised.includes(kind))
      .map(([kind]) => shown(explain(ticket, kind, life.desk, at, life.heldBy.get(kind)), saved)),
    ...(opening < never && { nextOpening: fromMs(opening) }),
  }
}

/** What came with the request itself has no id that it could be found by. */
function shown({ from, spans, ...report }: ClockReport, saved: Saved): ClockReport {
  return {
    ...report,
    ...(saved.policy && from && { from }),
    spans: saved.calendar ? spans : spans.map(({ calendar: _, ...span }) => span),
  }
}

/** The policy as it is chosen here: whomever it is for. */
function policyFor({ policy }: SlaPreviewRequest, saved: Saved, calendar?: CalendarVersion): SlaPolicy {
  const { targets = {}, pauseOn, escalation } = policy ?? {}
  return {
    ...defaultPolicy,
    targets: targets as SlaPolicy['targets'],
    ...(pauseOn && { pauseOn }),
    ...(escalation && { escalation }),
    ...saved.policy,
    conditions: {},
    calendar: calendar?.id ?? 'always',
  }
}

const deskWith = (policy: SlaPolicy, hours: Hours, calendar?: CalendarVersion): Desk => ({
  settings,
  policies: [policy],
  calendars: calendar ? { [calendar.id]: calendar.version } : {},
  versions: {
    policies: { [versionKey(policy)]: policy },
    hours: calendar ? { [versionKey(calendar)]: hours } : {},
  },
  teams: {},
})

function refuseUnreachable(policy: SlaPolicy, hours: Hours, { start, policyId }: SlaPreviewRequest): void {
  refuseFields(
    notReached(policy, hours, toMs(start), never).map(({ priority, kind }) => {
      const path = policyId ? 'policyId' : `policy.targets.${priority}.${kind}`
      return { path, message: 'is never due on this calendar', expected: 'a target that its calendar reaches' }
    }),
  )
}

/** A ticket that lives as on a desk whose timers are never late. */
class Life {
  #ticket: Ticket
  readonly desk: Desk
  /** What each clock ended under. */
  readonly heldBy = new Map<ClockKind, HeldBy>()

  constructor(desk: Desk, { priority, start }: SlaPreviewRequest) {
    this.desk = desk
    const asked = { title: 'Preview', description: '', type: 'issue', custom: {}, priority } as const
    this.#ticket = open({ ...asked, tags: [] }, 'TKT000000', supposedCustomer, desk, start).ticket
  }

  /** Lets time pass up to an instant, and happen what becomes due until then; `before`: not at the instant itself. */
  #wakes(until: Instant, before = false): void {
    for (;;) {
      const { wakeAt } = this.#ticket
      if (!wakeAt || wakeAt > until || (before && wakeAt === until)) return
      this.#takes(decide(this.#ticket, { do: 'catch-up' }, system, this.desk, wakeAt))
    }
  }

  #takes({ ticket, events }: Decision): void {
    this.#ticket = ticket
    const { policy, priority } = ticket
    for (const { type, data } of events) {
      if (type === 'sla.ended') this.heldBy.set((data as EventData<'sla.ended'>).clock, { policy, priority })
    }
  }

  supposes(change: SlaPreviewRequest['changes'][number]): void {
    this.#wakes(change.at, true)
    const [rule, by] = supposed(change)
    try {
      this.#takes(decide(this.#ticket, rule, by, this.desk, change.at))
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal
    }
  }

  at(instant: Instant): { ticket: Ticket } {
    this.#wakes(instant)
    return { ticket: this.#ticket }
  }
}
