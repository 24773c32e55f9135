import { GetCommand } from '@aws-sdk/lib-dynamodb'
import type * as z from 'zod'
import { TicketsCustomer } from '../../../schemas/customer.ts'
import { staff } from '../../../schemas/operations/operation.ts'
import { Account, Person, Team } from '../../../schemas/people.ts'
import { cache } from '../cache.ts'
import { table, tableName } from './client.ts'
import { keys } from './keys.ts'

/** One kind of small, slow thing, read by id and remembered for a while; undefined where there is none. */
const remembered = <Schema extends z.ZodType>(schema: Schema, key: (id: string) => { pk: string; sk: string }) =>
  cache(async (id): Promise<z.infer<Schema> | undefined> => {
    const { Item } = await table.send(new GetCommand({ TableName: tableName(), Key: key(id) }))
    return Item && schema.parse(Item)
  })

const accounts = remembered(Account, keys.account)
const people = remembered(Person, keys.person)
const teams = remembered(Team, keys.team)
const customers = remembered(TicketsCustomer, keys.customer)
export const findAccount = (id: string) => accounts.get(id)

/** Who an account is, as it is in the table now. */
export async function readAccount(id: string): Promise<Account | undefined> {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.account(id), ConsistentRead: true }),
  )
  return Item && Account.parse(Item)
}

/** Somebody by their id; those who turned out to be somebody else are that one. */
export async function findPerson(id: string): Promise<Person | undefined> {
  let person = await people.get(id)
  for (let hops = 0; person?.mergedInto && hops < 10; hops += 1) person = await people.get(person.mergedInto)
  return person
}

/** Whether somebody who works here has this id: neither a customer's contact, nor a partner, nor who has left. */
export const worksHere = async (id: string): Promise<boolean> => {
  const person = await findPerson(id)
  return !!person && staff.includes(person.role) && person.active !== false
}

export const findTeam = (id: string) => teams.get(id)

/** For whoever has just changed somebody, or a team: here it is read anew. Elsewhere it is a minute old at most. */
export const forgetStaff = (id: string): void => {
  people.forget(id)
  teams.forget(id)
  // Nobody knows a login by its person.
  accounts.forgetAll()
}

/** The newest count of changes that what is remembered of customers is known to hold. */
let customersKnown = 0

/** A customer, as remembered; no older than a revision (`drawNumber`), where one is asked for. */
export function findCustomer(id: string, revision = 0) {
  if (revision > customersKnown) {
    customersKnown = revision
    customers.forgetAll()
  }
  return customers.get(id)
}
