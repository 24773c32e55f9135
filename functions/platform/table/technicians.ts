import { GetCommand } from '@aws-sdk/lib-dynamodb'
import type { Account, Person } from '../../../schemas/people.ts'
import { KeptTechnician } from '../../../schemas/technician.ts'
import { table, tableName } from './client.ts'
import { emailClaims, externalClaim } from './customers.ts'
import { keys } from './keys.ts'
import { staffChanged } from './loads.ts'
import { type Records, recordsAt } from './records.ts'
import { revised } from './revised.ts'
import type { Write } from './transaction.ts'

/** All who work here lie together: one Query reads them. An address is one person's, of staff and contacts. */
export const technicianRecords: Records<KeptTechnician> = {
  kind: 'technician',
  schema: KeptTechnician,
  key: ({ id }) => keys.technician(id),
  claims: ({ email, externalId }) => [
    ...emailClaims(email),
    ...(externalId ? [externalClaim('technician', externalId)] : []),
  ],
}

/** A desk can have so many. */
export const mostTechnicians = 1000

/** Everybody who works here, or has, as they are in the table now: the oldest first. */
export const techniciansNow = (): Promise<readonly KeptTechnician[]> =>
  recordsAt(technicianRecords, keys.technician('').pk)

/** The same, remembered; no older than so many changes (`loadsNow`). */
export const techniciansSince = revised(techniciansNow)

/** What the rest of the desk knows of somebody who works here: nothing that is a record's, so that it is no contact's. */
const personOf = ({
  id,
  email,
  role,
  name,
  teams,
  languages: [language],
  calendar,
  active,
}: KeptTechnician): Person => ({
  ...{ id, email, role, name, teams, active },
  ...(language && { language }),
  ...(calendar && { calendar }),
})

/** Who signs in with their login. */
const accountOf = ({ id, teams, role, active }: KeptTechnician): Account => ({ person: id, teams, role, active })

/** The short forms of a record, as items: what is read of people on every way but their own. */
export const personItem = (technician: KeptTechnician) => ({
  ...keys.person(technician.id),
  ...personOf(technician),
})
export const accountItem = (technician: KeptTechnician, login: string) => ({
  ...keys.account(login),
  ...accountOf(technician),
})

/** What goes with every change of a record, in its transaction: its short forms, and that whoever routes hears of it. */
export function shortFormWrites(_: KeptTechnician | undefined, after: KeptTechnician | undefined): Write[] {
  if (!after) throw new Error('Nobody is taken away: who leaves is made inactive')
  const TableName = tableName()
  const account = after.login && accountItem(after, after.login)
  return [
    { Put: { TableName, Item: personItem(after) } },
    ...(account
      ? [
          {
            Put: {
              TableName,
              Item: account,
              ConditionExpression: 'attribute_not_exists(pk) OR person = :person',
              ExpressionAttributeValues: { ':person': after.id },
            },
          },
        ]
      : []),
    ...staffChanged(after.id),
  ]
}

/** How often what routing goes by has changed. */
export async function staffChanges(): Promise<number> {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.staffRevision, ConsistentRead: true }),
  )
  return Number(Item?.changes ?? 0)
}

/** Everybody who works here, or has, as they are at this moment: one small request where nobody has changed. */
export const everybody = async (): Promise<readonly KeptTechnician[]> => techniciansSince(await staffChanges())

/** For the transaction of what relies on people, teams and rules as they were read after `staffChanges`: it fails where any has changed. */
export const staffUnchanged = (changes: number): Write => ({
  ConditionCheck: { TableName: tableName(), Key: keys.staffRevision, ...asOf(changes) },
})

/** The same, of what changes one of them itself. */
export const staffChangedFrom = (changes: number): Write => ({
  Update: {
    TableName: tableName(),
    Key: keys.staffRevision,
    UpdateExpression: 'SET changes = :next',
    ConditionExpression: asOf(changes).ConditionExpression,
    ExpressionAttributeValues: { ...asOf(changes).ExpressionAttributeValues, ':next': changes + 1 },
  },
})

const asOf = (changes: number) =>
  changes === 0
    ? { ConditionExpression: 'attribute_not_exists(changes)' }
    : { ConditionExpression: 'changes = :changes', ExpressionAttributeValues: { ':changes': changes } }
