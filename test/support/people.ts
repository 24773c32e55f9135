import { type Actor, system } from '../../schemas/actor.ts'

const id = (prefix: string, name: string) => `${prefix}_${name.padStart(26, '0')}`

export const customers = { bakery: id('cus', 'BAKERY'), foundry: id('cus', 'FNDRY') }
export const teams = { north: id('tea', 'NRTH'), south: id('tea', 'SVTH') }

/** Somebody of each role who calls the desk, and those who stand in another relation to the tickets of these tests. */
export const people = {
  customer: { id: id('per', 'CVST1'), role: 'customer', customer: customers.bakery },
  colleague: { id: id('per', 'CVST2'), role: 'customer', customer: customers.bakery },
  customersManager: { id: id('per', 'CVST3'), role: 'customer', customer: customers.bakery, wholeCustomer: true },
  otherCustomer: { id: id('per', 'CVST4'), role: 'customer', customer: customers.foundry, wholeCustomer: true },
  partner: { id: id('per', 'PARTNER'), role: 'partner', customer: customers.bakery },
  technician: { id: id('per', 'TECH1'), role: 'technician', teams: [teams.north] },
  teammate: { id: id('per', 'TECH2'), role: 'technician', teams: [teams.north] },
  otherTechnician: { id: id('per', 'TECH3'), role: 'technician', teams: [teams.south] },
  agent: { id: id('per', 'AGENT'), role: 'agent' },
  supervisor: { id: id('per', 'SVPER'), role: 'supervisor', teams: [teams.north] },
  manager: { id: id('per', 'MANAGER'), role: 'manager' },
  admin: { id: id('per', 'ADMN'), role: 'admin' },
} as const satisfies Record<string, Actor>
export type Caller = keyof typeof people

/** All who act: those who call, and the desk itself. */
export const actors = { ...people, system }
export type Somebody = keyof typeof actors
