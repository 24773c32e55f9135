import { GetCommand } from '@aws-sdk/lib-dynamodb'
import type * as z from 'zod'
import type { Desk } from '../../../domain/ticket.ts'
import type { Calendar } from '../../../schemas/calendar.ts'
import { Account, Customer, Person, Team } from '../../../schemas/people.ts'
import { Settings } from '../../../schemas/settings.ts'
import { cache } from '../cache.ts'
import { table, tableName } from './client.ts'
import { keys } from './keys.ts'
import { policiesSince } from './policies.ts'

/** One kind of small, slow thing, read by id and remembered for a while; undefined where there is none. */
const remembered = <Schema extends z.ZodType>(schema: Schema, key: (id: string) => { pk: string; sk: string }) =>
  cache(async (id): Promise<z.infer<Schema> | undefined> => {
    const { Item } = await table.send(new GetCommand({ TableName: tableName(), Key: key(id) }))
    return Item && schema.parse(Item)
  })

const accounts = remembered(Account, keys.account)
const people = remembered(Person, keys.person)
const teams = remembered(Team, keys.team)
const customers = remembered(Customer, keys.customer)
const settings = cache(async (brand): Promise<Settings> => {
  const { Item } = await table.send(new GetCommand({ TableName: tableName(), Key: keys.settings(brand) }))
  return Settings.parse(Item ?? {})
})

export const findAccount = (id: string) => accounts.get(id)
export const findPerson = (id: string) => people.get(id)
export const findTeam = (id: string) => teams.get(id)
export const findCustomer = (id: string) => customers.get(id)

/** What a decision about a ticket of these teams needs to know of the desk; policies no older than the revision. */
export async function deskFor(teamIds: readonly (string | undefined)[], policiesRevision = 0): Promise<Desk> {
  const ids = [...new Set(teamIds.filter((id) => id !== undefined))]
  const [known, policies, ...found] = await Promise.all([
    settings.get('main'),
    policiesSince(policiesRevision),
    ...ids.map((id) => teams.get(id)),
  ])
  return {
    settings: known,
    ...(known.openHours !== 'always' && { openHours: await openHoursOf(known.openHours) }),
    policies,
    teams: Object.fromEntries(found.flatMap((team) => (team ? [[team.id, withoutNothing(team)]] : []))),
  }
}

const withoutNothing = ({ id, supervisor, manager }: Team) => ({
  id,
  ...(supervisor && { supervisor }),
  ...(manager && { manager }),
})

/** Read only where a desk has hours: what reckons with them (Temporal) costs every other start some 10 ms. */
async function openHoursOf(calendar: Calendar) {
  const { openHoursOf: of } = await import('../../../domain/business-time.ts')
  return of(calendar)
}

export const deskSettings = () => settings.get('main')
