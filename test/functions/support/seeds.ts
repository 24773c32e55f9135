import { customers as company, contacts, emailClaim } from '../../../functions/platform/table/customers.ts'
import { keys } from '../../../functions/platform/table/keys.ts'
import type { Kept, Records } from '../../../functions/platform/table/records.ts'
import { teamRecords } from '../../../functions/platform/table/teams.ts'
import { technicianRecords } from '../../../functions/platform/table/technicians.ts'
import type { Role } from '../../../schemas/actor.ts'
import { staff } from '../../../schemas/operations/operation.ts'
import { NewTechnician, type Technician } from '../../../schemas/technician.ts'
import { customers, people, teams } from '../../support/people.ts'

const addressOf = (name: string) => `${name.toLowerCase()}@desk.example`
const fresh = { version: 1, createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:00.000Z' }

const record = <Value extends Kept>(of: Records<Value>, value: Value) => ({
  ...of.key(value),
  ...of.places?.(value),
  ...value,
})

interface Belonging {
  customer: string
  wholeCustomer?: boolean
}

const contact = (name: string, id: string, { wholeCustomer = false, customer }: Belonging) =>
  record(contacts, {
    id,
    name,
    customer,
    wholeCustomer,
    emails: [{ address: addressOf(name), verified: true }],
    phones: [],
    ...fresh,
  })

/** Somebody who works here, as a record. */
const technician = (
  name: string,
  { id, role, teams = [] }: Pick<Technician, 'id' | 'role'> & { teams?: readonly string[] },
) =>
  record(technicianRecords, {
    // Room for every test: one that is about it says so.
    ...NewTechnician.parse({ name, email: addressOf(name), role, teams, capacity: 1000 }),
    ...{ id, active: true, status: 'available', statusAt: fresh.createdAt, absences: [] },
    ...fresh,
  })
const isStaff = (somebody: { role: Role }): somebody is Pick<Technician, 'id' | 'role'> => staff.includes(somebody.role)

/** What lies in the table of a desk before its first ticket. */
export const seeds = () => [
  ...Object.entries(people).flatMap(([name, { role, id, ...rest }]) => [
    { pk: `ACCOUNT#${name}`, sk: 'ACCOUNT', person: id, ...rest },
    role === 'customer'
      ? contact(name, id, rest as Belonging)
      : {
          ...keys.person(id),
          id,
          email: addressOf(name),
          role,
          ...('teams' in rest && { teams: rest.teams }),
          ...('customer' in rest && { customer: rest.customer }),
        },
  ]),
  ...Object.entries(people).flatMap(([name, { role, id }]) =>
    role === 'partner' ? [] : [{ ...keys.claim(emailClaim(addressOf(name))), id }],
  ),
  ...Object.entries(people).flatMap(([name, somebody]) => (isStaff(somebody) ? [technician(name, somebody)] : [])),
  ...Object.entries(customers).map(([name, id]) =>
    record(company, { id, name, tier: 'standard', domains: [], ...fresh }),
  ),
  ...Object.entries(teams).map(([name, id]) => ({
    pk: `TEAM#${id}`,
    sk: 'TEAM',
    id,
    name,
    supervisor: people.supervisor.id,
    manager: people.manager.id,
  })),
  ...Object.entries(teams).map(([name, id]) =>
    record(teamRecords, { id, name, supervisor: people.supervisor.id, manager: people.manager.id, ...fresh }),
  ),
  // What is set by itself would be in every history: a test that is about it says so.
  { pk: 'SETTINGS#main', sk: 'SETTINGS', defaultTeam: teams.north, followUps: { onAssignment: false } },
]
