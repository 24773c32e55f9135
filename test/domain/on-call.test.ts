import * as fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { duties, dutyAt } from '../../domain/on-call.ts'
import { weekdays } from '../../schemas/calendar.ts'
import type { Override, Rotation } from '../../schemas/on-call.ts'
import { aMoment } from './support/calendars.ts'

const hour = 3_600_000
const day = 24 * hour
const iso = (ms: number) => new Date(ms).toISOString()
const numRuns = Number(process.env.RUNS ?? 150)
const [one, two, three] = ['per_1', 'per_2', 'per_3']

const aRotation = (more: Partial<Rotation> = {}): Rotation => ({
  id: 'rot_01JD0000000000000000R0TA01',
  name: 'Nights',
  timeZone: 'Europe/London',
  handOver: { day: 'mon', at: '09:00' },
  members: [one, two, three] as string[],
  startsOn: '2026-11-23',
  overrides: [],
  version: 1,
  createdAt: '2026-11-21T09:00:00.000Z',
  updatedAt: '2026-11-21T09:00:00.000Z',
  ...more,
})
const override = (id: string, person: string, from: string, until: string): Override => ({
  id,
  person,
  from: iso(Date.parse(from)),
  until: iso(Date.parse(until)),
})

describe('who is on call', () => {
  const at = (rotation: Rotation, instant: string) => dutyAt(rotation, iso(Date.parse(instant)))

  it.each([
    ['from the hand-over on', '2026-11-23T09:00:00Z', one, '2026-11-23T09:00', '2026-11-30T09:00'],
    ['up to the next', '2026-11-30T08:59:59.999Z', one, '2026-11-23T09:00', '2026-11-30T09:00'],
    ['then the next', '2026-11-30T09:00:00Z', two, '2026-11-30T09:00', '2026-12-07T09:00'],
    ['then from the first again', '2026-12-14T09:00:00Z', one, '2026-12-14T09:00', '2026-12-21T09:00'],
    ['before it begins, the last', '2026-11-23T08:59:00Z', three, '2026-11-16T09:00', '2026-11-23T09:00'],
    ['on the wall: in summer an hour earlier', '2027-03-29T08:00:00Z', one, '2027-03-29T08:00', '2027-04-05T08:00'],
    ['long ago', '1970-01-01T00:00:00Z', two, '1969-12-29T08:00', '1970-01-05T08:00'],
    ['far ahead', '2199-12-31T23:59:59Z', three, '2199-12-30T09:00', '2200-01-06T09:00'],
  ])('%s', (_, instant, person, from, until) => {
    expect(at(aRotation(), instant)).toEqual({ person, from: `${from}:00.000Z`, until: `${until}:00.000Z` })
  })

  it('at a time that the clocks leave out, the hand-over is later by the gap; at one shown twice, the first', () => {
    const sunday = { handOver: { day: 'sun', at: '01:30' } as const, startsOn: '2026-03-22' }
    // 01:30 does not exist in London on 2026-03-29: it is 02:30 BST.
    expect(at(aRotation(sunday), '2026-03-29T01:29:59Z').person).toBe(one)
    expect(at(aRotation(sunday), '2026-03-29T01:30:00Z')).toMatchObject({
      person: two,
      from: '2026-03-29T01:30:00.000Z',
    })
    const autumn = { ...sunday, startsOn: '2026-10-18' }
    expect(at(aRotation(autumn), '2026-10-25T00:30:00Z')).toMatchObject({
      person: two,
      from: '2026-10-25T00:30:00.000Z',
    })
    expect(at(aRotation(autumn), '2026-10-25T01:30:00Z').person).toBe(two)
  })

  it('somebody who stands in it twice has two of the weeks, each to its own end', () => {
    const rotation = aRotation({ members: [one, one] as string[] })
    expect(duties(rotation, '2026-11-23T09:00:00.000Z', '2026-12-07T09:00:00.000Z')).toEqual([
      { person: one, from: '2026-11-23T09:00:00.000Z', until: '2026-11-30T09:00:00.000Z' },
      { person: one, from: '2026-11-30T09:00:00.000Z', until: '2026-12-07T09:00:00.000Z' },
    ])
  })

  it('of overrides the last one added holds, and cuts what lies below it', () => {
    const rotation = aRotation({
      overrides: [
        override('a', two as string, '2026-11-24T00:00:00Z', '2026-11-26T00:00:00Z'),
        override('b', three as string, '2026-11-25T00:00:00Z', '2026-11-25T12:00:00Z'),
      ],
    })
    expect(duties(rotation, '2026-11-23T12:00:00.000Z', '2026-11-27T00:00:00.000Z')).toEqual([
      { person: one, from: '2026-11-23T09:00:00.000Z', until: '2026-11-24T00:00:00.000Z' },
      { person: two, from: '2026-11-24T00:00:00.000Z', until: '2026-11-25T00:00:00.000Z', override: 'a' },
      { person: three, from: '2026-11-25T00:00:00.000Z', until: '2026-11-25T12:00:00.000Z', override: 'b' },
      { person: two, from: '2026-11-25T12:00:00.000Z', until: '2026-11-26T00:00:00.000Z', override: 'a' },
      { person: one, from: '2026-11-26T00:00:00.000Z', until: '2026-11-30T09:00:00.000Z' },
    ])
  })
})

/** A rotation near an instant, perhaps one at which clocks change, and overrides around it. */
const aCase = fc
  .record({
    moment: aMoment,
    minute: fc.integer({ min: 0, max: 24 * 60 - 1 }),
    weeks: fc.integer({ min: -300, max: 300 }),
  })
  .chain(({ moment: { timeZone, at }, minute, weeks }) => {
    const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate()
    const starts = local.add({ days: weeks * 7 })
    const twoDigits = (value: number) => String(value).padStart(2, '0')
    return fc.record({
      at: fc.constant(at),
      rotation: fc
        .record({
          members: fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 6 }),
          overrides: fc.array(
            fc.tuple(
              fc.integer({ min: -15 * 24, max: 15 * 24 }),
              fc.integer({ min: 1, max: 240 }),
              fc.constantFrom('x', 'y'),
            ),
            { maxLength: 5 },
          ),
        })
        .map(({ members, overrides }) =>
          aRotation({
            timeZone,
            members,
            startsOn: starts.toString(),
            handOver: {
              day: weekdays[starts.dayOfWeek - 1] as 'mon',
              at: `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`,
            },
            overrides: overrides.map(([begin, hours, person], place) => ({
              id: String(place),
              person,
              from: iso(at + begin * hour),
              until: iso(at + (begin + hours) * hour),
            })),
          }),
        ),
    })
  })

/** The same from the words alone: week by week by Temporal, the overrides in their order. */
function slowPerson(rotation: Rotation, at: number): string {
  const { members, overrides, timeZone, handOver, startsOn } = rotation
  const over = overrides.findLast((one) => Date.parse(one.from) <= at && at < Date.parse(one.until))
  if (over) return over.person
  const instantOf = (week: number) =>
    Temporal.PlainDate.from(startsOn)
      .add({ weeks: week })
      .toPlainDateTime(handOver.at)
      .toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds
  let week = Math.round((at - instantOf(0)) / (7 * day))
  while (instantOf(week) > at) week -= 1
  while (instantOf(week + 1) <= at) week += 1
  return members[((week % members.length) + members.length) % members.length] as string
}

describe('agrees with a model that walks hour by hour', () => {
  it('on who is on call, at any instant', () => {
    void fc.assert(
      fc.property(aCase, ({ rotation, at }) => {
        for (let hours = -48; hours <= 48; hours += 1) {
          const instant = at + hours * hour
          const duty = dutyAt(rotation, iso(instant))
          expect(duty.person).toBe(slowPerson(rotation, instant))
          expect(duty.from <= iso(instant) && iso(instant) < duty.until).toBe(true)
        }
      }),
      { numRuns: Math.ceil(numRuns / 3) },
    )
  })

  it('on the duties of three weeks: without a gap or an overlap, each the same throughout', () => {
    void fc.assert(
      fc.property(aCase, ({ rotation, at }) => {
        const [from, to] = [iso(at - 10 * day), iso(at + 10 * day)]
        const found = duties(rotation, from, to)
        expect((found[0]?.from ?? '') <= from && (found.at(-1)?.until ?? '') >= to).toBe(true)
        for (const [place, duty] of found.entries()) {
          expect(duty.from < duty.until).toBe(true)
          if (place > 0) expect(duty.from).toBe(found[place - 1]?.until)
          const [begin, end] = [Date.parse(duty.from), Date.parse(duty.until)]
          for (const instant of [begin, Math.floor((begin + end) / 2), end - 1]) {
            expect(slowPerson(rotation, instant)).toBe(duty.person)
            expect(dutyAt(rotation, iso(instant))).toEqual(duty)
          }
        }
      }),
      { numRuns },
    )
  })

  it('an override that is taken away leaves what was before it', () => {
    void fc.assert(
      fc.property(aCase, ({ rotation, at }) => {
        const over = { id: 'new', person: 'z', from: iso(at - hour), until: iso(at + hour) }
        const added = { ...rotation, overrides: [...rotation.overrides, over] }
        expect(dutyAt(added, iso(at))).toEqual({ person: 'z', from: over.from, until: over.until, override: 'new' })
        expect(dutyAt(added, over.until)).toMatchObject({ person: slowPerson(rotation, at + hour) })
      }),
      { numRuns },
    )
  })
})
