import { type Actor, system } from '../../../schemas/actor.ts'

const id = (prefix: string, name: string) => `${prefix}_${name.padStart(26, '0')}`

export const customers = { bakery: id('cus', 'BAKERY'), foundry: id('cus', 'FNDRY') }
export const teams = { north: id('tea', 'NRTH'), south: id('tea', 'SVTH') }

/** Somebody of each role, and those who stand in another relation to the tickets of these tests. */
export const people = {
  customer: { id: id('per', 'CVST1'), role: 'customer', customer: customers.bakery },
  partner: { id: id('per', 'PARTNER'), role: 'partner', customer: customers.bakery },
  technician: { id: id('per', 'TECH1'), role: 'technician', teams: [teams.north] },
  otherTechnician: { id: id('per', 'TECH2'), role: 'technician', teams: [teams.north] },
  agent: { id: id('per', 'AGENT'), role: 'agent' },
  supervisor: { id: id('per', 'SVPER'), role: 'supervisor', teams: [teams.north] },
  manager: { id: id('per', 'MANAGER'), role: 'manager' },
  admin: { id: id('per', 'ADMN'), role: 'admin' },
  system,
} as const satisfies Record<string, Actor>
export type Somebody = keyof typeof people
