import type { About } from '../../../domain/candidates.ts'
import { always } from '../../../domain/hours.ts'
import { type Load, nothingInHand, type Staff } from '../../../domain/staff.ts'
import { type AssignmentRule, NewAssignmentRule } from '../../../schemas/assignment-rule.ts'
import { AssignmentSettings } from '../../../schemas/assignment-settings.ts'
import type { Site } from '../../../schemas/site.ts'
import type { Technician } from '../../../schemas/technician.ts'
import { at } from '../../support/time.ts'
import { aTechnician } from './workers.ts'

export const team = 'tea_01JD0000000000000000TEAM01'
export const otherTeam = 'tea_01JD0000000000000000TEAM02'
const ulid = (text: string) => text.padStart(26, '0')
export const person = (number: number) => `per_${ulid(String(number))}`

/** Somebody of the team, by a number. */
export const member = (number: number, more: Partial<Technician> = {}): Technician =>
  aTechnician({ id: person(number), name: `Technician ${number}`, teams: [team], ...more })

export const load = (points: number, more: Partial<Load> = {}): Load => ({
  ...nothingInHand,
  points,
  tickets: points,
  ...more,
})

let rules = 0
/** A rule for everything that is urgent, high, medium or low: so it always holds, where no conditions are given. */
export const aRule = (target: object, more: object = {}): AssignmentRule => {
  const always = { conditions: { priority: ['urgent', 'high', 'medium', 'low'] } }
  const given = NewAssignmentRule.parse({ name: 'A rule', target, ...always, ...more })
  rules += 1
  return {
    ...given,
    id: `asr_${ulid(String(rules))}`,
    version: 1,
    createdAt: at(0),
    updatedAt: at(0),
  } as AssignmentRule
}

export const aStaff = (
  technicians: readonly Technician[],
  more: Partial<Staff> & { assignment?: object } = {},
): Staff => {
  const { assignment = {}, ...rest } = more
  return {
    technicians,
    teams: { [team]: { id: team, name: 'The team', supervisor: person(99) } },
    rules: [aRule({ team, by: 'best-match' })],
    rotations: [],
    shifts: [],
    loads: {},
    hours: {},
    zones: {},
    openHours: always,
    settings: { assignment: AssignmentSettings.parse(assignment), timeZone: 'UTC' },
    ...rest,
  }
}

/** A site, so many degrees north of where home bases are in these tests: a degree is 111 km. */
export const aSite = (north: number, more: Partial<Site> = {}): Site => ({
  id: `sit_${ulid('1')}`,
  customer: `cus_${ulid('1')}`,
  name: 'A site',
  coordinates: { latitude: 50 + north, longitude: 0 },
  version: 1,
  createdAt: at(0),
  updatedAt: at(0),
  ...more,
})
export const home = { coordinates: { latitude: 50, longitude: 0 } }

/** A new ticket, with what is known of it. */
export const aboutTicket = (ticket: object = {}, more: Partial<About> = {}): About =>
  ({
    ticket: {
      number: 'TKT000001',
      title: 'A ticket',
      status: 'created',
      priority: 'medium',
      type: 'issue',
      category: 'other',
      channel: 'portal',
      brand: 'main',
      tags: [],
      course: [],
      routing: { since: at(0) },
      ...ticket,
    },
    description: '',
    ...more,
  }) as About
