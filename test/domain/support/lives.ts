import * as fc from 'fast-check'
import type { Calendar } from '../../../schemas/calendar.ts'
import { type ClockKind, clockKinds } from '../../../schemas/clock.ts'
import { type PendingStatus, type Priority, priorities } from '../../../schemas/ticket.ts'
import { day, hour, minute, second } from '../../support/time.ts'
import type { Deed, Edit, Together } from './deeds.ts'
import type { Terms } from './plain-clock.ts'
import type { Promised } from './plain-desk.ts'
import type { PlainHours } from './plain-hours.ts'
import type { PlainTicket } from './plain-ticket.ts'
import { ToldTwice } from './told-twice.ts'

/** When something is done: after a while, or just when something is due by what the ticket says, or nearly. */
export type When = { afterMs: number } | { at: 'wake' | 'due' | 'model-due'; ms: -1 | 0 | 1 }

export interface Life {
  promises: Promised[]
  opensAt: number
  /** Of what is tried at a time, what is not refused first is done. */
  steps: { when: When; edit?: Edit | undefined; deeds: (Deed | Together)[] }[]
  /** A ticket that waits for its customer for so long is resolved; 0: never. */
  unansweredSeconds: number
  /** How long after each it is looked at, too. */
  lookMs: number
}

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const
const daily = (intervals: Calendar['weekly']['mon']): Calendar['weekly'] =>
  Object.fromEntries(weekdays.map((name) => [name, intervals]))

/** Whose clocks change on the days around which the tickets are opened; one with a break, and holidays. */
export const calendars: readonly PlainHours[] = [
  'always',
  {
    timeZone: 'Europe/London',
    weekly: { ...daily([{ from: '09:00', to: '18:00' }]), sat: [{ from: '10:00', to: '14:00' }] },
    holidays: [{ date: '2026-10-26' }, { date: '2026-03-27', hours: [{ from: '09:00', to: '12:00' }] }],
  },
  {
    timeZone: 'America/New_York',
    weekly: {
      ...daily([
        { from: '08:00', to: '12:00' },
        { from: '12:30', to: '24:00' },
      ]),
      sun: [{ from: '00:00', to: '24:00' }],
    },
    holidays: [],
  },
  {
    timeZone: 'Europe/London',
    weekly: Object.fromEntries([...weekdays, 'sat', 'sun'].map((name) => [name, [{ from: '00:00', to: '24:00' }]])),
    holidays: [],
  },
]

const aTarget = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 600 }).map((seconds) => `PT${seconds}S`) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 20 }).map((hours) => `PT${hours}H`) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 4 }).map((days) => `P${days}D`) },
)
const someTargets: fc.Arbitrary<Terms['targets']> = fc
  .record({
    response: fc.option(aTarget, { nil: undefined, freq: 4 }),
    nextResponse: fc.option(aTarget, { nil: undefined, freq: 3 }),
    resolution: fc.option(aTarget, { nil: undefined, freq: 4 }),
  })
  .map((all) => Object.fromEntries(Object.entries(all).filter(([, target]) => target)))

const someRules: fc.Arbitrary<Terms['rules']> = fc.uniqueArray(
  fc.record({
    clock: fc.constantFrom<ClockKind>(...clockKinds),
    percent: fc.oneof(fc.constantFrom(33, 50, 80, 90, 100, 120, 150), fc.integer({ min: 1, max: 300 })),
    raises: fc.boolean(),
  }),
  { selector: ({ clock, percent }) => `${clock} ${percent}`, maxLength: 5 },
)

export const aPromise: fc.Arbitrary<Promised> = fc
  .record({
    calendar: fc.constantFrom(...calendars),
    pauseOn: fc.subarray<PendingStatus>(['pending_customer', 'pending_parts']),
    targets: fc.array(someTargets, { minLength: 4, maxLength: 4 }),
    rules: someRules,
  })
  .map(({ targets, ...rest }) => ({
    ...rest,
    targets: Object.fromEntries(priorities.map((priority, place) => [priority, targets[place] ?? {}])),
  }))

const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Deed>({ does: 'looks' }) },
  {
    weight: 9,
    arbitrary: fc.constantFrom<Deed>(
      { does: 'answers' },
      { does: 'writes' },
      { does: 'writes' },
      { does: 'calls' },
      { does: 'notes' },
      { does: 'misses' },
      { does: 'starts' },
      { does: 'hands-on' },
      { does: 'resolves' },
      { does: 'ends-hold' },
      { does: 'unassigns' },
      { does: 'reapplies' },
      { does: 'escalates' },
      { does: 'brings-parts' },
    ),
  },
  {
    weight: 5,
    arbitrary: fc.constantFrom<Deed>(
      { does: 'waits', for: 'pending_customer' },
      { does: 'waits', for: 'pending_parts' },
      { does: 'resumes' },
    ),
  },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 3 * hour }).map((forMs): Deed => ({ does: 'holds', forMs })) },
  { weight: 3, arbitrary: fc.constantFrom<Deed>({ does: 'unmerges' }, { does: 'reopens' }, { does: 'writes' }) },
  { weight: 1, arbitrary: fc.constantFrom<Deed>({ does: 'merges' }, { does: 'merges' }, { does: 'closes' }) },
  {
    weight: 5,
    arbitrary: fc
      .record(
        {
          priority: fc.constantFrom<Priority>(...priorities),
          tags: fc.constantFrom<string[]>([], ['one'], ['two']),
        },
        { requiredKeys: [] },
      )
      .map((to): Deed => ({ does: 'changes', to })),
  },
)

/** What macros and bulk actions put together: a reply and a status, mostly. */
const together: fc.Arbitrary<Together> = fc
  .array(
    fc.oneof(
      fc.constantFrom<Deed>(
        { does: 'answers' },
        { does: 'notes' },
        { does: 'starts' },
        { does: 'resumes' },
        { does: 'hands-on' },
        { does: 'resolves' },
        { does: 'reopens' },
        { does: 'waits', for: 'pending_customer' },
      ),
      fc.integer({ min: 1, max: hour }).map((forMs): Deed => ({ does: 'holds', forMs })),
    ),
    { minLength: 2, maxLength: 4 },
  )
  .map((deeds) => ({ does: 'together', deeds }))

const step = fc.oneof({ weight: 6, arbitrary: deed }, { weight: 1, arbitrary: together })

const when: fc.Arbitrary<When> = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 5 * minute }).map((afterMs) => ({ afterMs })) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 9 * hour }).map((afterMs) => ({ afterMs })) },
  { weight: 1, arbitrary: fc.constantFrom(-1000, 0, 0, day, 3 * day).map((afterMs) => ({ afterMs })) },
  {
    weight: 4,
    arbitrary: fc.record({
      at: fc.constantFrom<'wake' | 'due' | 'model-due'>('wake', 'due', 'model-due'),
      ms: fc.constantFrom<-1 | 0 | 1>(-1, 0, 1),
    }),
  },
)

/** Around the days on which zones change their clocks, and on any other. */
export const openingAt = fc.oneof(
  fc.constantFrom('2026-10-23T15:59:59.123Z', '2026-03-27T11:30:00.000Z', '2026-10-25T00:30:00.000Z').map(Date.parse),
  fc.integer({ min: 0, max: 14 * day }).map((after) => Date.parse('2026-11-16T00:00:00.000Z') + after),
)

const promises: fc.Arbitrary<Promised[]> = fc
  .tuple(aPromise, aPromise, aPromise)
  .map(([one, two, rest]) => [{ ...one, tag: 'one' }, { ...two, tag: 'two' }, rest])
/** Now and then. */
const anEdit: fc.Arbitrary<Edit | undefined> = fc.option(
  promises.map((all): Edit => ({ does: 'edits', promises: all })),
  { nil: undefined, freq: 1 },
)
const edit = fc.oneof({ weight: 12, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: anEdit })

/** Anything that may come about in a ticket's life. */
export const aLife: fc.Arbitrary<Life> = fc.record({
  promises,
  opensAt: openingAt,
  steps: fc.array(fc.record({ when, edit, deeds: fc.array(step, { minLength: 1, maxLength: 4 }) }), {
    minLength: 1,
    maxLength: 25,
  }),
  unansweredSeconds: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 6000 })),
  lookMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2 * day })),
})

/** Lives it with the desk and with the model, and compares them after every step. */
export function live({ promises: promised, opensAt: opens, steps, unansweredSeconds, lookMs }: Life): ToldTwice {
  const told = new ToldTwice(promised, opens, undefined, unansweredSeconds)
  let now = opens
  for (const { when: given, edit: edited, deeds } of steps) {
    if (edited) told.edits(edited)
    now = instantOf(given, told.story.ticket, told.plain, now)
    if (deeds.some((one) => told.does(now, one))) told.compare()
    told.look(Math.max(told.last, now) + lookMs)
  }
  return told
}

/** The instant that is meant, by what a ticket says of itself. */
export function instantOf(
  given: When,
  { wakeAt, dueAt }: { wakeAt?: string | undefined; dueAt?: string | undefined },
  plain: PlainTicket,
  now: number,
): number {
  if ('afterMs' in given) return now + given.afterMs
  const found = { wake: wakeAt && Date.parse(wakeAt), due: dueAt && Date.parse(dueAt), 'model-due': plain.now().dueAt }
  // Further ahead than anybody waits lies only the archive.
  const at = found[given.at]
  return at && at > now - second && at < now + 40 * day ? at + given.ms : now
}
