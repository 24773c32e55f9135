import { businessTime } from '../../../domain/business-time.ts'
import { versionKey } from '../../../domain/desk.ts'
import { defaultPolicy } from '../../../domain/policy.ts'
import type { Desk } from '../../../domain/ticket.ts'
import type { SlaPolicy } from '../../../schemas/sla-policy.ts'
import { type PendingStatus, type Priority, priorities } from '../../../schemas/ticket.ts'
import { aDesk, aPolicy } from './desk.ts'
import type { Terms } from './plain-clock.ts'
import type { PlainHours } from './plain-hours.ts'
import type { Choose } from './telling.ts'

/** A policy as a test says it, for the desk and for the plain model alike: whose it is by a tag, or everybody's. */
export interface Promised {
  tag?: string
  calendar: PlainHours
  pauseOn: readonly PendingStatus[]
  targets: Partial<Record<Priority, Terms['targets']>>
  rules: Terms['rules']
}

const numbered = (prefix: string, place: number) => `${prefix}_${String(place + 1).padStart(26, '0')}`

/** A policy as the desk keeps it: its rules raise the priority, or hand the ticket over. */
const policyOf =
  (version: number) =>
  ({ tag, calendar, pauseOn, targets, rules }: Promised, place: number): SlaPolicy =>
    aPolicy({
      id: numbered('pol', place),
      version,
      conditions: tag ? { tags: [tag] } : {},
      calendar: calendar === 'always' ? 'always' : numbered('cal', place),
      pauseOn: [...pauseOn],
      targets,
      escalation: rules.map(({ clock, percent, raises }) => ({
        clock,
        atPercent: percent,
        actions: [raises ? { action: 'raise-priority' } : { action: 'assign', who: 'supervisor' }],
      })),
    })

/** A desk that promises this, asked in this order, with the default behind. */
export function promisingDesk(promises: readonly Promised[], settings: Record<string, unknown> = {}): Desk {
  return promisingAnew({ ...aDesk({ settings }), policies: [] }, promises, 1)
}

/** The same desk with other policies in their places, in this version, and the hours in theirs. */
export function promisingAnew(desk: Desk, promises: readonly Promised[], version: number): Desk {
  const calendars = promises.flatMap(({ calendar }, place) => (calendar === 'always' ? [] : [{ calendar, place }]))
  const hours = calendars.map(({ calendar, place }) => [`${numbered('cal', place)}#${version}`, businessTime(calendar)])
  const before = desk.policies.map((policy) => [versionKey(policy), policy])
  return {
    ...desk,
    policies: [...promises.map(policyOf(version)), defaultPolicy],
    calendars: Object.fromEntries(calendars.map(({ place }) => [numbered('cal', place), version])),
    versions: {
      policies: { ...desk.versions?.policies, ...Object.fromEntries(before) },
      hours: { ...desk.versions?.hours, ...Object.fromEntries(hours) },
    },
  }
}

/** The same choice, for the model. */
export const choosing =
  (promises: readonly Promised[]): Choose =>
  ({ priority, tags }) => {
    const found = promises.find(({ tag }) => !tag || tags.includes(tag))
    if (!found) throw new Error('Promise something to everybody')
    const { targets, pauseOn, calendar: hours, rules } = found
    return { targets: targets[priority] ?? {}, pauseOn, hours, rules }
  }

/** The same targets for every priority. */
export const toAll = (targets: Terms['targets']): Promised['targets'] =>
  Object.fromEntries(priorities.map((priority) => [priority, targets]))
