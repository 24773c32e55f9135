import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { route, tryTarget } from '../../domain/routing.ts'
import { loadOf, type Staff } from '../../domain/staff.ts'
import { strategies } from '../../schemas/assignment-rule.ts'
import type { Rotation } from '../../schemas/on-call.ts'
import { at, hour, minute } from '../support/time.ts'
import { aboutTicket, aRule, aSite, aStaff, home, load, member, otherTeam, person, team } from './support/staff.ts'
import { anAbsence } from './support/workers.ts'

const now = at(0)
const three = [1, 2, 3].map((number) => member(number))

describe('a strategy chooses', () => {
  const chosen = (by: (typeof strategies)[number], staff: Staff, about = aboutTicket()) =>
    tryTarget(staff, about, { team, by }, now).chosen?.technician

  it('round-robin: whose last turn is longest ago, those who never had one first', () => {
    const turns = (number: number) => load(0, { turns: { [team]: number } })
    const loads = { [person(1)]: turns(4), [person(2)]: turns(2), [person(3)]: turns(3) }
    expect(chosen('round-robin', aStaff(three, { loads }))).toBe(person(2))
    expect(chosen('round-robin', aStaff([...three, member(4)], { loads }))).toBe(person(4))
  })

  it('least-loaded: the smallest share of what they can take', () => {
    const technicians = [member(1, { capacity: 4 }), member(2, { capacity: 10 }), member(3, { capacity: 2 })]
    const loads = { [person(1)]: load(2), [person(2)]: load(4), [person(3)]: load(1) }
    expect(chosen('least-loaded', aStaff(technicians, { loads }))).toBe(person(2))
  })

  it('best-skilled: the highest levels of what is needed', () => {
    const can = (level: 'basic' | 'intermediate' | 'expert') => ({ skills: [{ skill: 'network', level }] })
    const technicians = [member(1, can('intermediate')), member(2, can('expert')), member(3, can('basic'))]
    const assignment = { needs: [{ when: { tags: ['wifi'] }, skill: 'network' }], score: { skill: 0 } }
    expect(chosen('best-skilled', aStaff(technicians, { assignment }), aboutTicket({ tags: ['wifi'] }))).toBe(person(2))
  })

  it('nearest: the shortest way; whose home nobody knows comes last', () => {
    const technicians = [
      member(1),
      member(2, { homeBase: { coordinates: { latitude: 51, longitude: 0 } } }),
      member(3, { homeBase: home }),
    ]
    expect(chosen('nearest', aStaff(technicians), aboutTicket({}, { site: aSite(0.9) }))).toBe(person(2))
  })

  it('best-match: the best score', () => {
    const loads = { [person(1)]: load(5), [person(2)]: load(6), [person(3)]: load(7) }
    const technicians = [...three.slice(0, 2), member(3, { languages: ['de'] })]
    expect(chosen('best-match', aStaff(technicians, { loads }))).toBe(person(1))
    expect(chosen('best-match', aStaff(technicians, { loads }), aboutTicket({}, { preferred: person(2) }))).toBe(
      person(2),
    )
  })

  it.each(strategies)('%s: only of those who fit, of the team, and with the skill that the rule asks for', (by) => {
    const technicians = [
      member(1, { status: 'off' }),
      member(2, { teams: [otherTeam], skills: [{ skill: 'senior', level: 'expert' }] }),
      member(3),
      member(4, { skills: [{ skill: 'senior', level: 'basic' }] }),
    ]
    const target = { team, by, skill: { skill: 'senior', level: 'basic' as const } }
    expect(tryTarget(aStaff(technicians), aboutTicket(), target, now).chosen?.technician).toBe(person(4))
    const anybody = { anybody: by, skill: { skill: 'senior', level: 'expert' as const } }
    expect(tryTarget(aStaff(technicians), aboutTicket(), anybody, now).chosen?.technician).toBe(person(2))
  })
})

describe('rules', () => {
  it('are asked in their order: the first that holds and finds somebody decides', () => {
    const rules = [
      aRule({ team }, { name: 'Off', enabled: false }),
      aRule({ team }, { name: 'Later', from: at(hour) }),
      aRule({ team }, { name: 'Before', until: now }),
      aRule({ team }, { name: 'Urgent', conditions: { priority: ['urgent'] } }),
      aRule({ team: otherTeam }, { name: 'Nobody there' }),
      aRule({ person: person(2) }, { name: 'Somebody' }),
      aRule({ person: person(3) }, { name: 'Never asked' }),
    ]
    const routing = route(aStaff(three, { rules }), aboutTicket(), now)
    expect(routing).toMatchObject({ outcome: 'assigned', technician: person(2), rule: rules[5]?.id, by: 'person' })
    expect(routing.steps.map(({ name, result }) => [name, result])).toEqual([
      ['Off', 'off'],
      ['Later', 'not-yet'],
      ['Before', 'over'],
      ['Urgent', 'no-match'],
      ['Nobody there', 'nobody-fits'],
      ['Somebody', 'assigned'],
    ])
    expect(routing.says).toEqual([
      'Rule "Nobody there" holds (priority medium), but there is nobody to give it to.',
      'Rule "Somebody" holds (priority medium): Technician 2 gets it, because the rule names them.',
    ])
  })

  it('say why a ticket stays nobody’s, with the numbers', () => {
    const technicians = [
      member(1, { capacity: 4 }),
      member(2, { capacity: 3 }),
      member(3, { absences: [anAbsence(Date.parse(now) - hour, Date.parse(now) + 5 * minute)] }),
    ]
    const loads = { [person(1)]: load(4), [person(2)]: load(3) }
    const rules = [
      aRule({ team }),
      aRule({ team }, { enabled: false }),
      aRule({ team }, { conditions: { priority: ['low'] } }),
    ]
    const routing = route(aStaff(technicians, { rules, loads }), aboutTicket(), now)
    expect(routing).toMatchObject({ outcome: 'nobody', again: at(5 * minute) })
    expect(routing.says).toEqual([
      'No rule found anybody; of the others 1 is off, 1 does not match.',
      'Rule "A rule" holds (priority medium), but nobody of 3 fits: 2 have no capacity (7 of 7 taken), 1 is absent.',
    ])
    expect(routing.candidates).toHaveLength(3)
  })

  it('that none holds say so, and it is not tried again until something changes', () => {
    const rules = [aRule({ team }, { enabled: false })]
    expect(route(aStaff(three, { rules }), aboutTicket(), now)).toMatchObject({
      outcome: 'nobody',
      says: ['No rule holds: 1 is off.'],
    })
    expect(route(aStaff(three, { rules }), aboutTicket(), now).again).toBeUndefined()
    expect(route(aStaff(three, { rules: [] }), aboutTicket(), now).says).toEqual(['There are no assignment rules.'])
  })

  it('with hours are tried again, though none holds now', () => {
    const rules = [aRule({ team }, { conditions: { time: { is: 'outside', calendar: 'desk' } } })]
    expect(route(aStaff(three, { rules }), aboutTicket(), now)).toMatchObject({
      outcome: 'nobody',
      again: at(10 * minute),
    })
  })

  it('put it into a queue, where that is their target', () => {
    const rules = [aRule({ queue: team })]
    expect(route(aStaff(three, { rules }), aboutTicket(), now)).toMatchObject({
      outcome: 'queued',
      team,
      says: ['Rule "A rule" holds (priority medium): it waits in the queue of The team.'],
    })
  })

  it.each([
    ['next-rule', { outcome: 'assigned', technician: person(1), by: 'person' }],
    ['queue', { outcome: 'waits', team: otherTeam, again: at(10 * minute) }],
    ['escalate', { outcome: 'escalated', technician: person(3), team: otherTeam }],
  ])('where nobody fits: %s', (otherwise, expected) => {
    const teams = { [otherTeam]: { id: otherTeam, name: 'Other', supervisor: person(3) } }
    const rules = [aRule({ team: otherTeam }, { otherwise }), aRule({ person: person(1) })]
    expect(route(aStaff(three, { rules, teams }), aboutTicket(), now)).toMatchObject(expected)
  })

  it('escalate to nobody where there is no supervisor: the next is asked', () => {
    const rules = [aRule({ team: otherTeam }, { otherwise: 'escalate' }), aRule({ person: person(1) })]
    expect(route(aStaff(three, { rules }), aboutTicket(), now)).toMatchObject({
      outcome: 'assigned',
      technician: person(1),
    })
  })

  it('give it to whoever is on call, with the team of the rotation', () => {
    const rotation: Rotation = {
      id: 'rot_01JD0000000000000000R0TA01',
      name: 'Nights',
      team,
      timeZone: 'UTC',
      handOver: { day: 'mon', at: '09:00' },
      members: [person(2)],
      startsOn: now.slice(0, 10),
      overrides: [],
      version: 1,
      createdAt: now,
      updatedAt: now,
    }
    const rules = [aRule({ onCall: rotation.id })]
    const off = [member(1), member(2, { status: 'off' })]
    expect(route(aStaff(off, { rules, rotations: [rotation] }), aboutTicket(), now)).toMatchObject({
      outcome: 'assigned',
      technician: person(2),
      team,
      by: 'on-call',
    })
    expect(route(aStaff(off, { rules }), aboutTicket(), now)).toMatchObject({ outcome: 'nobody' })
  })
})

describe('whom the customer prefers', () => {
  const rules = [aRule({ team, by: 'least-loaded' })]
  const about = (more = {}) => aboutTicket({}, { preferred: person(3), ...more })
  const back = (ms: number) => member(3, { absences: [anAbsence(Date.parse(now) - hour, Date.parse(now) + ms)] })
  const outcome = (third: ReturnType<typeof member>, asked = about(), more: Partial<Staff> = {}) =>
    route(aStaff([...three.slice(0, 2), third], { rules, ...more }), asked, now)

  it('gets it where they fit, whoever else would', () => {
    const loads = { [person(3)]: load(9) }
    expect(outcome(member(3), about(), { loads })).toMatchObject({
      outcome: 'assigned',
      technician: person(3),
      by: 'preferred',
    })
  })

  it('is waited for, if they are back within the limit', () => {
    expect(outcome(back(20 * minute))).toMatchObject({ outcome: 'waits', again: at(20 * minute) })
    expect(outcome(back(31 * minute))).toMatchObject({ outcome: 'assigned', technician: person(1) })
    expect(outcome(back(20 * minute), about({ preferredWait: 'PT10M' }))).toMatchObject({
      outcome: 'assigned',
      technician: person(1),
    })
  })

  it('is waited for until the limit, where they have no capacity', () => {
    const full = { loads: { [person(3)]: load(10) } }
    expect(outcome(member(3), about(), full)).toMatchObject({ outcome: 'waits', again: at(30 * minute) })
    const before = aboutTicket({ routing: { since: at(-30 * minute) } }, { preferred: person(3) })
    expect(outcome(member(3), before, full)).toMatchObject({ outcome: 'assigned', technician: person(1) })
  })

  it('is not waited for where they could not do it, are off, or have declined it', () => {
    const declined = aboutTicket({ routing: { since: now, excluded: [person(3)] } }, { preferred: person(3) })
    expect(outcome(member(3), declined)).toMatchObject({ technician: person(1) })
    expect(outcome(member(3, { status: 'off' }))).toMatchObject({ technician: person(1) })
  })
})

describe('any team', () => {
  const someone = fc.record({
    points: fc.integer({ min: 0, max: 4 }),
    capacity: fc.integer({ min: 0, max: 4 }),
    status: fc.constantFrom('available', 'busy', 'on_the_way', 'off'),
    level: fc.constantFrom(undefined, 'basic', 'intermediate', 'expert'),
    turn: fc.integer({ min: 0, max: 9 }),
    absent: fc.boolean(),
  })
  const assignment = { needs: [{ when: { category: ['network'] }, skill: 'network', level: 'intermediate' }] }
  const people = (given: readonly (typeof someone extends fc.Arbitrary<infer Value> ? Value : never)[]) => ({
    technicians: given.map(({ capacity, status, level, absent }, at) =>
      member(at + 1, {
        capacity,
        status: status as 'available',
        ...(level && { skills: [{ skill: 'network', level: level as 'basic' }] }),
        absences: absent ? [anAbsence(Date.parse(now) - hour, Date.parse(now) + hour)] : [],
      }),
    ),
    loads: Object.fromEntries(
      given.map(({ points, turn }, at) => [person(at + 1), load(points, { turns: { [team]: turn } })]),
    ),
  })

  it('gets a ticket only into hands that are free, here, and skilled; the same hands each time, in whatever order they are read', () => {
    fc.assert(
      fc.property(fc.array(someone, { maxLength: 12 }), fc.constantFrom(...strategies), (given, by) => {
        const { technicians, loads } = people(given)
        const rules = [aRule({ team, by })]
        const staff = aStaff(technicians, { rules, loads, assignment })
        const about = aboutTicket({ category: 'network' })
        const routing = route(staff, about, now)
        const fits = technicians.filter(
          ({ id, capacity, status, skills, absences }) =>
            loadOf(staff, id).points < capacity &&
            status !== 'off' &&
            absences.length === 0 &&
            skills.some(({ level }) => level !== 'basic'),
        )
        expect(routing.outcome).toBe(fits.length > 0 ? 'assigned' : 'nobody')
        if (routing.technician) expect(fits.map(({ id }) => id)).toContain(routing.technician)
        expect(route({ ...staff, technicians: technicians.toReversed() }, about, now)).toEqual(routing)
      }),
    )
  })

  it('has its turns go round: nobody who is free gets two before the others got one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 0, max: 40 }), (size, tickets) => {
        const technicians = Array.from({ length: size }, (_, at) => member(at + 1, { capacity: 1000 }))
        const loads: Record<string, ReturnType<typeof load>> = {}
        const rules = [aRule({ team, by: 'round-robin' })]
        for (let ticket = 0; ticket < tickets; ticket += 1) {
          const { guard } = route(aStaff(technicians, { rules, loads }), aboutTicket(), now)
          if (!guard?.turn) throw new Error('Nobody')
          const had = loads[guard.person]?.tickets ?? 0
          loads[guard.person] = load(had + 1, { turns: { [guard.turn.group]: guard.turn.number } })
        }
        const given = technicians.map(({ id }) => loads[id]?.tickets ?? 0)
        expect(Math.max(...given) - Math.min(...given)).toBeLessThanOrEqual(1)
      }),
    )
  })
})
