import type { AssignmentRule } from '../schemas/assignment-rule.ts'
import type { Rotation, Shift } from '../schemas/on-call.ts'
import type { Team } from '../schemas/people.ts'
import type { Settings } from '../schemas/settings.ts'
import type { Technician } from '../schemas/technician.ts'
import type { Worker } from './availability.ts'
import { always, type Hours } from './hours.ts'

/** What somebody has in hand, as it is counted in the transactions that give and take tickets. */
export interface Load {
  /** The sum of the weights of their open tickets. */
  points: number
  tickets: number
  /** By team (`all`: whoever of everybody): the number of the turn in which they last got a ticket by a rule. */
  turns: Readonly<Record<string, number>>
  /** Counts every change of it, and of whatever else says whether they may get a ticket. */
  version: number
}

export const nothingInHand: Load = { points: 0, tickets: 0, turns: {}, version: 0 }

/** What is known of those who work here when a ticket is to find somebody: read beforehand, all of one moment. */
export interface Staff {
  technicians: readonly Technician[]
  teams: Readonly<Record<string, Team>>
  /** In the order in which they are asked. */
  rules: readonly AssignmentRule[]
  rotations: readonly Rotation[]
  /** Those around this moment. */
  shifts: readonly Shift[]
  loads: Readonly<Record<string, Load>>
  /** By calendar. */
  hours: Readonly<Record<string, Hours>>
  /** The zone of each calendar. */
  zones: Readonly<Record<string, string>>
  /** When the desk is open. */
  openHours: Hours
  settings: Pick<Settings, 'assignment' | 'timeZone'>
}

/** Somebody as their time is reckoned. */
export const workerOf = ({ hours, zones, shifts, settings }: Staff, technician: Technician): Worker => {
  const { id, calendar, timeZone } = technician
  return {
    technician,
    hours: (calendar && hours[calendar]) || always,
    shifts: shifts.filter((shift) => shift.technician === id),
    zone: timeZone ?? (calendar && zones[calendar]) ?? settings.timeZone,
  }
}

export const loadOf = ({ loads }: Staff, person: string): Load => loads[person] ?? nothingInHand
