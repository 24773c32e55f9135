import { contacts, customers } from '../../../functions/platform/table/customers.ts'
import { keys } from '../../../functions/platform/table/keys.ts'
import type { Kept, Records } from '../../../functions/platform/table/records.ts'
import { team as demoTeam, people } from '../../local/people.ts'

const prefixes = { cus: 'C', per: 'P', tea: 'T' } as const

/** Always the same id for the same place, so that a load that is run again makes nobody twice. */
const idOf = (prefix: keyof typeof prefixes, place: number) =>
  `${prefix}_01JD0000000000000000${prefixes[prefix]}${String(place).padStart(5, '0')}`

const teamsOfLoad = 10
const techniciansOfLoad = 60
export const mostCustomers = 500
const contactsEach = 3

/** Who works at a desk that is loaded: the demonstration's own people get their share. */
export const teams = [demoTeam.id, ...Array.from({ length: teamsOfLoad }, (_, at) => idOf('tea', at))]
export const technicians = [
  { id: people.technician.id as string, team: demoTeam.id },
  ...Array.from({ length: techniciansOfLoad }, (_, at) => ({
    id: idOf('per', at),
    team: teams[1 + (at % teamsOfLoad)] as string,
  })),
]
export const customerAt = (place: number) => idOf('cus', place % mostCustomers)
export const contactAt = (customer: number, place: number) =>
  idOf('per', 1000 + (customer % mostCustomers) * contactsEach + (place % contactsEach))

const fresh = { version: 1, createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:00.000Z' }

/** A record as it lies in the table. */
const item = <Value extends Kept>(records: Records<Value>, value: Value) => ({
  ...records.key(value),
  ...records.places?.(value),
  ...value,
})

/** The items of everybody: called by what they are, since there are no such people. */
export function castItems(): Record<string, unknown>[] {
  const tiers = ['standard', 'standard', 'standard', 'premium', 'vip'] as const
  const companies = Array.from({ length: mostCustomers }, (_, at) => {
    const customer = { id: customerAt(at), name: `Customer ${at + 1}`, tier: tiers[at % tiers.length] ?? 'standard' }
    return [
      item(customers, { ...customer, domains: [], ...fresh }),
      ...Array.from({ length: contactsEach }, (_, place) =>
        item(contacts, {
          id: contactAt(at, place),
          name: `Contact ${place + 1} of customer ${at + 1}`,
          customer: customer.id,
          emails: [],
          phones: [],
          wholeCustomer: place === 0,
          ...fresh,
        }),
      ),
    ]
  })
  return [
    ...companies.flat(),
    ...teams.slice(1).map((id, at) => ({ ...keys.team(id), id, name: `Team ${at + 1}` })),
    ...technicians.slice(1).map(({ id, team }, at) => ({
      ...keys.person(id),
      id,
      email: `technician-${at + 1}@desk.example`,
      role: 'technician',
      name: `Technician ${at + 1}`,
      teams: [team],
    })),
  ]
}
