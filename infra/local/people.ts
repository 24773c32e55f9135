import { randomInt } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { places } from './places.ts'

/** Fixed ids, so that documents, tests and a demonstration can name them. */
export const customer = {
  id: 'cus_01JD0000000000000000CSTMR1',
  name: 'Demonstration customer',
  tier: 'standard',
} as const
export const otherCustomer = {
  id: 'cus_01JD0000000000000000CSTMR2',
  name: 'Another customer',
  tier: 'standard',
} as const
const teams = ['tea_01JD0000000000000000TEAM01']
const networkTeams = ['tea_01JD0000000000000000TEAM02']

/** Demonstration people are called by their role; what those who work here can do is in `staff.ts`. */
export const people = {
  customer: {
    id: 'per_01JD0000000000000000REQST1',
    name: 'Customer',
    group: 'customer',
    email: 'customer@customer.example',
    account: { customer: customer.id, wholeCustomer: true },
  },
  otherCustomer: {
    id: 'per_01JD0000000000000000REQST2',
    name: 'Other customer',
    group: 'customer',
    email: 'customer@other.example',
    account: { customer: otherCustomer.id },
  },
  technician: {
    id: 'per_01JD0000000000000000TECHN1',
    group: 'technician',
    email: 'technician@desk.example',
    account: { teams },
  },
  networkTechnician: {
    id: 'per_01JD0000000000000000TECHN2',
    group: 'technician',
    email: 'network-technician@desk.example',
    account: { teams: networkTeams },
  },
  secondNetworkTechnician: {
    id: 'per_01JD0000000000000000TECHN3',
    group: 'technician',
    email: 'second-network-technician@desk.example',
    account: { teams: networkTeams },
  },
  seniorTechnician: {
    id: 'per_01JD0000000000000000TECHN4',
    group: 'technician',
    email: 'senior-technician@desk.example',
    account: { teams: networkTeams },
  },
  agent: { id: 'per_01JD0000000000000000AGENT1', group: 'agent', email: 'agent@desk.example', account: { teams } },
  supervisor: {
    id: 'per_01JD0000000000000000SPVSR1',
    group: 'supervisor',
    email: 'supervisor@desk.example',
    account: { teams },
  },
  manager: {
    id: 'per_01JD0000000000000000MANGR1',
    group: 'manager',
    email: 'manager@desk.example',
    account: { teams },
  },
  admin: { id: 'per_01JD0000000000000000ADMN01', group: 'admin', email: 'admin@desk.example', account: {} },
} as const
export type DemoRole = keyof typeof people
export const demoRoles = Object.keys(people) as DemoRole[]

/** A partner's system: no person, a machine client. */
export const partner = {
  id: 'per_01JD0000000000000000PARTN1',
  client: 'pcl_01JD0000000000000000PARTN1',
  account: { customer: customer.id },
}

export const team = {
  id: teams[0] as string,
  name: 'Service desk',
  supervisor: people.supervisor.id,
  manager: people.manager.id,
}

export const networkTeam = {
  id: networkTeams[0] as string,
  name: 'Network',
  supervisor: people.supervisor.id,
  manager: people.manager.id,
}

/** Random, so that no desk has another's; remembered, so that they stay. */
export function passwords(): Record<DemoRole, string> {
  const known = existsSync(places.passwords) ? JSON.parse(readFileSync(places.passwords, 'utf8')) : {}
  const all = Object.fromEntries(demoRoles.map((role) => [role, known[role] ?? newPassword()]))
  writeFileSync(places.passwords, JSON.stringify(all), { mode: 0o600 })
  return all as Record<DemoRole, string>
}

/** Easy to read and to type: no 0, o, 1, l or i; with all that a strict pool may ask for. */
function newPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const word = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
  return `Desk-${word()}-${word()}-${randomInt(2, 10)}`
}
