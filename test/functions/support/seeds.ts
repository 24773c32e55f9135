import { customers as company, contacts, emailClaim } from '../../../functions/platform/table/customers.ts'
import { keys } from '../../../functions/platform/table/keys.ts'
import type { Kept, Records } from '../../../functions/platform/table/records.ts'
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

/** What lies in the table of a desk before its first ticket. */
export const seeds = () => [
  ...Object.entries(people).flatMap(([name, { role, id, ...rest }]) => [
    { pk: `ACCOUNT#${name}`, sk: 'ACCOUNT', person: id, ...rest },
    role === 'customer'
      ? contact(name, id, rest as Belonging)
      : { ...keys.person(id), id, email: addressOf(name), role, ...('teams' in rest && { teams: rest.teams }) },
  ]),
  ...Object.entries(people).flatMap(([name, { role, id }]) =>
    role === 'customer' ? [{ ...keys.claim(emailClaim(addressOf(name))), id }] : [],
  ),
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
  // What is set by itself would be in every history: a test that is about it says so.
  { pk: 'SETTINGS#main', sk: 'SETTINGS', defaultTeam: teams.north, followUps: { onAssignment: false } },
]
