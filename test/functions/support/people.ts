import type { Role } from '../../../schemas/actor.ts'

const id = (prefix: string, name: string) => `${prefix}_${name.padStart(26, '0')}`

export const customers = { bakery: id('cus', 'BAKERY'), foundry: id('cus', 'FNDRY') }
export const teams = { north: id('tea', 'NRTH'), south: id('tea', 'SVTH') }

interface Someone {
  role: Role
  person: string
  customer?: string
  wholeCustomer?: boolean
  teams?: string[]
}

const someone = (name: string, role: Role, more: Partial<Someone> = {}): Someone => ({
  role,
  person: id('per', name),
  ...more,
})

/** Everybody who calls the desk in these tests. */
export const people = {
  customer: someone('CVST1', 'customer', { customer: customers.bakery }),
  colleague: someone('CVST2', 'customer', { customer: customers.bakery }),
  customersManager: someone('CVST3', 'customer', { customer: customers.bakery, wholeCustomer: true }),
  otherCustomer: someone('CVST4', 'customer', { customer: customers.foundry, wholeCustomer: true }),
  partner: someone('PARTNER', 'partner', { customer: customers.bakery }),
  technician: someone('TECH1', 'technician', { teams: [teams.north] }),
  teammate: someone('TECH2', 'technician', { teams: [teams.north] }),
  otherTechnician: someone('TECH3', 'technician', { teams: [teams.south] }),
  agent: someone('AGENT', 'agent'),
  supervisor: someone('SVPER', 'supervisor', { teams: [teams.north] }),
  manager: someone('MANAGER', 'manager'),
  admin: someone('ADMN', 'admin'),
} as const satisfies Record<string, Someone>
export type Caller = keyof typeof people

/** What lies in the table of a desk before its first ticket. */
export const seeds = () => [
  ...Object.entries(people).flatMap(([name, { role, person, ...rest }]) => [
    { pk: `ACCOUNT#${name}`, sk: 'ACCOUNT', person, ...rest },
    { pk: `PERSON#${person}`, sk: 'PERSON', id: person, email: `${name}@desk.example`, role },
  ]),
  ...Object.entries(customers).map(([name, key]) => ({
    pk: `CUSTOMER#${key}`,
    sk: 'CUSTOMER',
    id: key,
    name,
    tier: 'standard',
  })),
  ...Object.entries(teams).map(([name, key]) => ({
    pk: `TEAM#${key}`,
    sk: 'TEAM',
    id: key,
    name,
    supervisor: people.supervisor.person,
    manager: people.manager.person,
  })),
  { pk: 'SETTINGS#main', sk: 'SETTINGS', defaultTeam: teams.north },
]
