import { describe, expect, it } from 'vitest'
import { businessTime } from '../../domain/business-time.ts'
import { candidatesOf, needsOfTicket } from '../../domain/candidates.ts'
import type { OutReason, TermName } from '../../schemas/routing.ts'
import type { Technician } from '../../schemas/technician.ts'
import { at, hour } from '../support/time.ts'
import { aboutTicket, aSite, aStaff, home, load, member, person, team } from './support/staff.ts'
import { anAbsence } from './support/workers.ts'

type About = Parameters<typeof candidatesOf>[1]
const now = at(0)
const calendar = 'cal_01JD000000000000000000CA01'
const network = {
  needs: [{ when: { category: ['network'] }, skill: 'network', level: 'intermediate', certification: 'ladder' }],
}
const closed = businessTime({
  timeZone: 'UTC',
  weekly: { [weekdayAfter(now)]: [{ from: '08:00', to: '16:00' }] },
  holidays: [],
})

function weekdayAfter(instant: string): string {
  const day = new Date(Date.parse(instant) + 24 * hour).getUTCDay()
  return ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][day] as string
}

function seen(
  technician: Technician,
  about: About = aboutTicket(),
  more: Parameters<typeof aStaff>[1] = {},
  onCall = false,
) {
  const staff = aStaff([technician], { assignment: network, hours: { [calendar]: closed }, ...more })
  const view = { needs: needsOfTicket(staff, about), now, group: team, onCall }
  const [candidate] = candidatesOf(staff, about, [technician], view)
  if (!candidate) throw new Error('Nobody')
  return candidate
}

const skilled = {
  skills: [{ skill: 'network', level: 'expert' as const }],
  certifications: [{ code: 'ladder' }],
}
const aboutNetwork = (ticket = {}, more = {}) => aboutTicket({ category: 'network', ...ticket }, more)
const [yesterday, today] = [at(-24 * hour).slice(0, 10), now.slice(0, 10)]

describe('who does not get a ticket', () => {
  it.each<[string, OutReason, Technician, About?]>([
    ['who does not work here any more', 'not-here', member(1, { active: false })],
    ['whom the rules pass over', 'not-assignable', member(1, { assignable: false })],
    ['who had it before', 'excluded', member(1), aboutTicket({ routing: { since: now, excluded: [person(1)] } })],
    ['who is absent', 'absent', member(1, { absences: [anAbsence(Date.parse(now) - hour, Date.parse(now) + hour)] })],
    ['who is off', 'off', member(1, { status: 'off' })],
    ['who is not at work', 'outside-hours', member(1, { calendar })],
    ['who has no capacity', 'no-capacity', member(1, { capacity: 0 })],
    ['who lacks the skill', 'skill-missing', member(1, { certifications: skilled.certifications }), aboutNetwork()],
    [
      'whose skill is too low',
      'skill-too-low',
      member(1, { ...skilled, skills: [{ skill: 'network', level: 'basic' }] }),
      aboutNetwork(),
    ],
    [
      'whose skill expired',
      'skill-expired',
      member(1, { ...skilled, skills: [{ skill: 'network', level: 'expert', expiresOn: yesterday }] }),
      aboutNetwork(),
    ],
    ['who is not certified', 'certification-missing', member(1, { skills: skilled.skills }), aboutNetwork()],
    [
      'whose certificate expired',
      'certification-expired',
      member(1, { ...skilled, certifications: [{ code: 'ladder', expiresOn: yesterday }] }),
      aboutNetwork(),
    ],
    [
      'who does not drive so far',
      'outside-area',
      member(1, { homeBase: home, serviceArea: { radiusKm: 100 } }),
      aboutTicket({}, { site: aSite(1) }),
    ],
    [
      'who does not drive there',
      'outside-area',
      member(1, { serviceArea: { postalCodes: ['NP1'] } }),
      aboutTicket(
        {},
        { site: aSite(0, { address: { line1: '1', city: 'X', postalCode: 'np 21 AB', country: 'GB' } }) },
      ),
    ],
  ])('%s', (_, reason, technician, about = aboutTicket()) => {
    const { fits, out, score } = seen(technician, about)
    expect({ fits, score, reasons: out?.map((one) => one.reason) }).toEqual({
      fits: false,
      score: undefined,
      reasons: [reason],
    })
  })

  it('says everything that keeps them from it, with the numbers', () => {
    const technician = member(1, { status: 'off', capacity: 3, skills: [{ skill: 'network', level: 'basic' }] })
    expect(seen(technician, aboutNetwork(), { loads: { [person(1)]: load(3) } }).out).toEqual([
      { reason: 'off', says: 'is off' },
      { reason: 'no-capacity', says: 'has 3 of 3' },
      { reason: 'skill-too-low', says: 'network is basic, intermediate is asked for' },
      { reason: 'certification-missing', says: 'is not certified for ladder' },
    ])
  })
})

describe('who gets one', () => {
  it.each<[string, Technician, About?]>([
    [
      'a skill and a certificate on the last day on which they hold',
      member(1, {
        skills: [{ skill: 'network', level: 'intermediate', expiresOn: today }],
        certifications: [{ code: 'ladder', expiresOn: today }],
      }),
      aboutNetwork(),
    ],
    [
      'just as far away as they drive',
      member(1, { homeBase: home, serviceArea: { radiusKm: 111.2 } }),
      aboutTicket({}, { site: aSite(1) }),
    ],
    ['a site whose place nobody knows', member(1, { homeBase: home, serviceArea: { radiusKm: 1 } }), aboutTicket()],
    [
      'a postal code of theirs, written otherwise',
      member(1, { serviceArea: { postalCodes: ['NP 1'] } }),
      aboutTicket(
        {},
        { site: aSite(0, { address: { line1: '1', city: 'X', postalCode: 'np12 3ab', country: 'GB' } }) },
      ),
    ],
    ['an absence that ends now', member(1, { absences: [anAbsence(Date.parse(now) - hour, Date.parse(now))] })],
    ['their last place', member(1, { capacity: 1 })],
    ['what is theirs already', member(1, { capacity: 1 }), aboutTicket({ assignee: person(1), load: 1 })],
  ])('with %s', (_, technician, about = aboutTicket()) => {
    const loads = about.ticket.assignee ? { [person(1)]: load(1) } : {}
    expect(seen(technician, about, { loads })).toMatchObject({ fits: true })
  })

  it('on call, outside their hours and being off', () => {
    expect(seen(member(1, { calendar, status: 'off' }), aboutTicket(), {}, true)).toMatchObject({ fits: true })
    expect(seen(member(1, { calendar }), aboutTicket(), {}, true)).toMatchObject({ fits: true })
  })

  it('as heavy as its priority is', () => {
    const weights = { assignment: { ...network, weights: { urgent: 3 } }, loads: { [person(1)]: load(8) } }
    expect(seen(member(1), aboutTicket({ priority: 'urgent' }), weights)).toMatchObject({
      fits: false,
      out: [{ reason: 'no-capacity', says: 'has 8 of 10, and this takes 3' }],
    })
    expect(seen(member(1), aboutTicket({ priority: 'high' }), weights)).toMatchObject({ fits: true })
  })
})

describe('a score', () => {
  const term = (name: TermName, technician: Technician, about?: About, more: Parameters<typeof aStaff>[1] = {}) => {
    const { value, says } = seen(technician, about, more).terms?.find((one) => one.term === name) ?? {}
    return [value, says]
  }

  it.each<[TermName, Technician, [number, string], About?, Parameters<typeof aStaff>[1]?]>([
    ['skill', member(1), [1, 'nothing special is needed']],
    ['skill', member(1, skilled), [1, 'network expert'], aboutNetwork()],
    [
      'skill',
      member(1, { ...skilled, skills: [{ skill: 'network', level: 'intermediate' }] }),
      [0.667, 'network intermediate'],
      aboutNetwork(),
    ],
    ['load', member(1), [0.9, 'has 0 of 10']],
    ['load', member(1), [0, 'has 9 of 10'], aboutTicket(), { loads: { [person(1)]: load(9) } }],
    ['availability', member(1), [1, 'is available']],
    ['availability', member(1, { status: 'on_the_way' }), [0.75, 'is on the way']],
    ['availability', member(1, { status: 'busy' }), [0.5, 'is busy']],
    ['distance', member(1), [0.5, 'how far it is, is not known']],
    ['distance', member(1, { homeBase: home }), [1, '0 km, 0 minutes away'], aboutTicket({}, { site: aSite(0) })],
    ['distance', member(1, { homeBase: home }), [0, '111 km, 134 minutes away'], aboutTicket({}, { site: aSite(1) })],
    ['language', member(1), [1, 'no language is asked for']],
    ['language', member(1, { languages: ['de-AT'] }), [1, 'speaks de'], aboutTicket({}, { language: 'de' })],
    ['language', member(1, { languages: ['en'] }), [0, 'does not speak de'], aboutTicket({}, { language: 'de' })],
    ['language', member(1), [0.5, 'what they speak is not known'], aboutTicket({}, { language: 'de' })],
    ['preference', member(1), [0, 'is not asked for']],
    ['preference', member(1), [1, 'is whom the customer prefers'], aboutTicket({}, { preferred: person(1) })],
  ])('has the term %s', (name, technician, expected, about, more) => {
    expect(term(name, technician, about, more)).toEqual(expected)
  })

  it('is the sum of its terms times their weights, which are settings', () => {
    const assignment = {
      score: { skill: 1, load: 10, availability: 100, distance: 0, language: 0, preference: 0, fairness: 0 },
    }
    expect(seen(member(1), aboutTicket(), { assignment }).score).toBe(1 + 9 + 100)
  })

  it('is fair to those whose last turn was longer ago', () => {
    const technicians = [1, 2, 3].map((number) => member(number))
    const turns = (number: number) => load(0, { turns: { [team]: number } })
    const staff = aStaff(technicians, { loads: { [person(1)]: turns(7), [person(2)]: turns(5) } })
    const view = { needs: needsOfTicket(staff, aboutTicket()), now, group: team }
    const fair = candidatesOf(staff, aboutTicket(), technicians, view).map(
      ({ terms }) => terms?.find(({ term }) => term === 'fairness')?.value,
    )
    expect(fair).toEqual([0, 0.286, 1])
  })
})
