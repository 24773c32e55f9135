import type { Shift } from '../../../schemas/on-call.ts'
import type { Absence, Technician } from '../../../schemas/technician.ts'

const iso = (ms: number) => new Date(ms).toISOString()
const at = '2026-11-21T09:00:00.000Z'
const kept = { version: 1, createdAt: at, updatedAt: at }
const ulid = (letters: string) => letters.padStart(26, '0')

/** Somebody who works here, is available, and can do nothing in particular. */
export const aTechnician = (more: Partial<Technician> = {}): Technician => ({
  id: 'per_01JD0000000000000000TECHN1',
  name: 'Technician',
  email: 'technician@desk.example',
  role: 'technician',
  teams: [],
  skills: [],
  certifications: [],
  languages: [],
  capacity: 10,
  assignable: true,
  active: true,
  status: 'available',
  statusAt: at,
  absences: [],
  ...kept,
  ...more,
})

export const anAbsence = (from: number, until: number, place = 0): Absence => ({
  id: `abs_${ulid(String(place))}`,
  from: iso(from),
  until: iso(until),
  kind: 'other',
})

export const aShift = (from: number, until: number, place = 0): Shift => ({
  id: `shf_${ulid(String(place))}`,
  technician: 'per_01JD0000000000000000TECHN1',
  from: iso(from),
  until: iso(until),
  ...kept,
})
